#include "base/arena.h"
#include "base/str.h"
#include "emit/doc.h"
#include "emit/emit.h"
#include "emit/shell.h"
#include "model/catalog.h"
#include "model/parts.h"

#include <string.h>

static void
entity(struct doc *d, struct arena *a, const struct part *p, const struct listing *of)
{
	doc_row(d);
	doc_cell(d);
	doc_link(d, part_markdown(a, of), p->impacts.entity.name);
	doc_cell(d);
	doc_text(d, p->description ? p->description : "");
	doc_cell(d);
	for (size_t i = 0; i < p->impacts.nmutations; i++) {
		const struct impacts_mutation *m = &p->impacts.mutations[i];

		doc_words(d, i ? ", " : "");
		doc_link(d, arena_printf(a, "%s#action-%s", part_markdown(a, of), m->action),
		         m->action);
	}
	doc_row_end(d);
}

static void
schema(struct doc *d, struct arena *a, const char *name, bool first)
{
	static const char *const heads[] = {"Entity", "What it is", "Actions", NULL};

	if (!first)
		doc_table_end(d);
	doc_heading(d, 2, part_schema(a, name), name);
	doc_table(d, name, heads);
}

void
emit_docs_index_markdown(struct strbuf *out, struct arena *a, struct catalog *c,
                         const struct options *o)
{
	struct doc d = {.out = out};
	struct parts *parts = parts_of(c, false);
	const uint32_t *order = parts_by_schema(a, parts);
	const char *open = NULL;
	struct arena row = {0};

	doc_heading(&d, 1, "top", shell_title(o));
	doc_begin(&d);
	doc_link(&d, "mutations.md", "All mutations");
	doc_words(&d, " · ");
	doc_link(&d, "index.html", "the same as a site with search");
	doc_words(&d, " · pictures of the ");
	doc_link(&d, "er.svg", "relationships");
	doc_words(&d, " and of ");
	doc_link(&d, "impacts.svg", "what actions change");
	doc_end(&d);
	for (size_t i = 0; i < parts->n; i++) {
		const struct listing *of = parts->v[order[i]].of;
		const struct part p = parts_read(parts, &row, order[i]);

		if (!open || strcmp(open, of->schema) != 0)
			schema(&d, a, of->schema, !open);
		open = of->schema;
		entity(&d, &row, &p, of);
		catalog_flow(c, out);
		arena_reset(&row);
	}
	if (open)
		doc_table_end(&d);
	arena_clear(&row);
}
