#include "base/arena.h"
#include "base/str.h"
#include "emit/doc.h"
#include "emit/emit.h"
#include "emit/picture.h"
#include "emit/shell.h"
#include "model/catalog.h"
#include "model/parts.h"

/* The same for those who cannot see the picture. */
static void
references(struct doc *d, struct arena *a, const struct part *p, const struct listing *of)
{
	const struct impacts_entity *e = &p->impacts.entity;

	if (!e->nreferences)
		return;
	doc_row(d);
	doc_cell(d);
	doc_link(d, part_page(a, of), e->type);
	doc_cell(d);
	for (size_t i = 0; i < e->nreferences; i++) {
		doc_words(d, i ? ", " : "");
		doc_words(d, e->references[i].entity);
		doc_words(d, " by ");
		doc_code(d, e->references[i].field);
	}
	doc_row_end(d);
}

static void
list(struct doc *d, struct arena *a, struct catalog *c)
{
	struct parts *parts = parts_of(c, false);
	const uint32_t *order = parts_by_schema(a, parts);
	struct arena row = {0};

	for (size_t i = 0; i < parts->n; i++) {
		const struct part p = parts_read(parts, &row, order[i]);

		references(d, &row, &p, parts->v[order[i]].of);
		catalog_flow(c, d->out);
		arena_reset(&row);
	}
	arena_clear(&row);
}

void
emit_docs_er(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	static const char *const heads[] = {"Entity", "Refers to", NULL};
	struct shell shell = {.title = "Relationships",
	                      .site = shell_title(o),
	                      .root = "",
	                      .place = SHELL_ER,
	                      .wide = true};
	struct doc d = {.out = out, .html = true};

	shell_open(out, a, &shell);
	doc_heading(&d, 1, "top", "Relationships");
	doc_begin(&d);
	doc_words(
	        &d,
	        "An arrow leads from an entity to the one that it refers to. The picture alone: ");
	doc_link(&d, "er.svg", "er.svg");
	doc_words(&d, ".");
	doc_end(&d);
	str_add(out, "<div class=\"picture\">\n");
	picture_relations(out, a, c);
	str_add(out, "</div>\n");
	doc_heading(&d, 2, "list", "As a list");
	doc_table(&d, "References", heads);
	list(&d, a, c);
	doc_table_end(&d);
	shell_close(out, &shell);
}
