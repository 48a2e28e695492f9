#include "model/catalog.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/generated.h"
#include "base/str.h"

#include <errno.h>
#include <string.h>

/* Cuts off the text up to a character, which is replaced by NUL, and returns what is behind it. */
static char *
cut(char *text, char at)
{
	char *end = strchr(text, at);

	if (!end)
		return text + strlen(text);
	*end = '\0';
	return end + 1;
}

static size_t
lines(const char *text)
{
	size_t n = 0;

	for (; *text; text++)
		n += *text == '\n';
	return n;
}

struct catalog *
catalog_read(struct arena *a, struct diag *d, const char *path)
{
	struct catalog *c = arena_new(a, struct catalog, 1);
	size_t len;
	char *text = file_read(a, path, 0, &len), *rest, *line;

	if (!text) {
		error_in_file(d, path, "cannot read: %s", strerror(errno));
		return NULL;
	}
	c->diag = d;
	c->v = arena_new(a, struct listing, lines(text) + 1);
	for (line = text; *line; line = rest) {
		struct listing *l = &c->v[c->n++];

		rest = cut(line, '\n');
		l->schema = line;
		l->name = line = cut(line, '\t');
		l->stem = line = cut(line, '\t');
		l->traits = cut(line, '\t');
	}
	return c;
}

const char *
catalog_path(struct arena *a, const struct catalog *c, const struct listing *l)
{
	if (!c->suffix || (c->trait && !word_listed(l->traits, c->trait)))
		return NULL;
	return arena_printf(a, "%s/%s/%s.%s", c->root, l->schema, l->stem, c->suffix);
}

const char *
catalog_text(struct arena *a, const struct catalog *c, const struct listing *l, size_t *len)
{
	const char *path = l->text ? NULL : catalog_path(a, c, l), *text;

	*len = l->text ? strlen(l->text) : 0;
	if (!path)
		return l->text;
	text = file_read(a, path, 0, len);
	if (!text)
		error_in_file(c->diag, arena_strdup(c->diag->arena, path), "cannot read: %s",
		              strerror(errno));
	else if (generated_state(text, *len) == GENERATED_INTACT)
		return text;
	else
		error_in_file(c->diag, arena_strdup(c->diag->arena, path),
		              "was edited by hand; change the entity file instead and delete this "
		              "one");
	return NULL;
}

void
catalog_flow(const struct catalog *c, struct strbuf *out)
{
	if (c->flow)
		c->flow(c->context, out);
}
