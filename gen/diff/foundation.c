/* What all tables share: schemas, extensions, and functions that only some need. */
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "diff/move.h"
#include "diff/side.h"
#include "emit/emit.h"
#include "graph/usage.h"

#include <string.h>

/* Behind a text in quotes, a body of a function or a comment that begins here;
 * NULL if none does. */
static const char *
skipped(const char *at)
{
	static const struct {
		const char *begin, *end;
	} all[] = {{"$specql$", "$specql$"}, {"'", "'"}, {"--", "\n"}};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		size_t n = strlen(all[i].begin);
		const char *end;

		if (strncmp(at, all[i].begin, n) != 0)
			continue;
		end = strstr(at + n, all[i].end);
		return end ? end + (*all[i].end == '\n' ? 0 : strlen(all[i].end)) : at + n;
	}
	return NULL;
}

/* The blocks of a file, between which lines are empty. */
static struct list
blocks(struct arena *a, const char *text)
{
	struct list all = {0};
	const char *begin = text, *at = text;

	while (*at) {
		const char *behind = skipped(at);

		if (behind) {
			at = behind;
		} else if (strncmp(at, "\n\n", 2) == 0) {
			list_add(a, &all, arena_strndup(a, begin, (size_t)(at - begin) + 1));
			begin = at += 2;
		} else {
			at++;
		}
	}
	if (*begin)
		list_add(a, &all, begin);
	return all;
}

static struct list
foundation(struct arena *a, const struct side *s)
{
	struct strbuf out = STRBUF_INIT;
	struct options o = *s->options;
	struct usage usage = {0};

	for (size_t i = 0; i < s->shapes.n; i++)
		usage_add(a, &usage, &s->shapes.v[i]);
	usage_tell(&usage, &o);
	emit_foundation(&out, a, NULL, &o);
	return blocks(a, str_done(&out, a));
}

/* The last first: it may need those before it. */
static const char *
backwards(struct arena *a, const struct list *all)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = all->n; i > 0; i--)
		str_addf(&out, "\n%s", all->items[i - 1]);
	return str_done(&out, a);
}

/* The file's last block says so of all functions of the schema; by now it has others,
 * too, which a user made. */
static void
grant(struct alters *to, const struct side *new, const char *block)
{
	struct list made = functions_made(to->arena, arena_printf(to->arena, "\n%s", block));
	const char *role = ident_of(to->arena, new->options->action_role);

	for (size_t i = 0; i < made.n; i++)
		alter_add(to, PHASE_FOUNDATION, ASPECT_NONE, "",
		          "REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC;\n"
		          "GRANT EXECUTE ON FUNCTION %s TO %s;",
		          made.items[i], made.items[i], role);
}

void
foundation_compare(struct alters *to, const struct side *old, const struct side *new)
{
	struct arena *a = to->arena;
	struct list was = foundation(a, old), is = foundation(a, new);

	for (size_t i = 0; i < is.n; i++) {
		if (word_among(was.items, was.n, is.items[i]))
			continue;
		alter_add(to, PHASE_FOUNDATION, ASPECT_NONE, "", "%s", is.items[i]);
		grant(to, new, is.items[i]);
	}
	drop_functions(to, PHASE_CLEAN, ASPECT_NONE, backwards(a, &was), backwards(a, &is));
}
