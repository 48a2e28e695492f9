/* Bytes → model → the text of every kind of an entity, and of every kind that is merged from its
 * part: emitters must stand any model that can be read, and no text of it may become markup of a
 * page. */
#include "base/arena.h"
#include "base/str.h"
#include "emit/emit.h"
#include "model/catalog.h"
#include "model/json.h"
#include "model/options.h"
#include "model/parts.h"
#include "model/skeleton.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static size_t
count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)); text++)
		n++;
	return n;
}

/* A page has the two scripts of ours, and nothing that would load or run another. */
static void
look(const char *suffix, struct strbuf *text)
{
	if (strcmp(suffix, "html") == 0 &&
	    (count(text->buf, "<script") != 2 || strstr(text->buf, "<img") ||
	     strstr(text->buf, "<iframe") || strstr(text->buf, "<!--")))
		abort();
	if (strcmp(suffix, "search.js") == 0 && strstr(text->buf, "</script"))
		abort();
	str_reset(text);
}

#define TEXT_ENTITY(name, suffix, from)     \
	emit_##name(&text, a, e, &options); \
	look(suffix, &text);
#define TEXT_PROJECT(name, suffix, from)               \
	if (strcmp(from, "docs_part") == 0) {          \
		emit_##name(&text, a, &all, &options); \
		look(suffix, &text);                   \
	}

static void
emit_all(struct arena *a, const struct entity *e)
{
	const char *clients[] = {"apollo", "tanstack", "urql"};
	struct options options = options_default;
	struct strbuf text = STRBUF_INIT;
	struct listing listing = {e->schema, e->name, e->stem, "", NULL};
	struct catalog all = {.v = &listing, .n = 1};

	options.frontend_folder = "frontend/generated";
	options.docs_folder = "docs/generated";
	options.clients = clients;
	options.nclients = 3;
	emit_docs_part(&text, a, e, &options);
	listing.text = str_done(&text, a);
#define KIND(name, group, folder, suffix, scope, when, from, reads, help) \
	TEXT_##scope(name, suffix, from)
#include "kinds.def"
#undef KIND
	parts_end(&all);
	json_write_entity(&text, e, JSON_MODEL);
	json_write_entity(&text, model_skeleton(a, e), JSON_MODEL);
	json_write_entity(&text, hooks_skeleton(a, e), JSON_MODEL);
	str_free(&text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena a = {0};
	struct diag d;
	struct source source = {"m.json", NULL, len};
	struct entity *e;

	diag_init(&d, &a);
	source.text = arena_strndup(&a, (const char *)bytes, len);
	e = json_parse_entity(&a, &d, &source, JSON_MODEL);
	if (e)
		emit_all(&a, e);
	arena_clear(&a);
	return 0;
}
