#include "base/arena.h"
#include "emit/doc.h"
#include "emit/emit.h"
#include "emit/errors.h"
#include "emit/page.h"
#include "emit/shell.h"
#include "model/catalog.h"
#include "model/merge.h"

#include <ctype.h>
#include <string.h>

struct actions {
	struct doc doc;
	struct arena *arena; /* of the row at hand */
	struct parts *parts;
	const char *type; /* of the entity whose table is open */
};

/* ---- cells ---- */

static void
effect(struct actions *p, const char *operation, const char *entity, const char *through)
{
	size_t to;
	char *class = arena_strdup(p->arena, operation);

	for (char *c = class; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	doc_badge(&p->doc, class, arena_printf(p->arena, "%ss", class));
	doc_words(&p->doc, " ");
	if (parts_find(p->parts, entity, &to))
		doc_link(&p->doc, part_page(p->arena, p->parts->v[to].of), entity);
	else
		doc_code(&p->doc, entity);
	if (through) {
		doc_words(&p->doc, " by ");
		doc_code(&p->doc, through);
	}
	doc_words(&p->doc, " ");
}

static void
effects(struct actions *p, const struct impacts_mutation *m)
{
	if (m->impacts.entity)
		effect(p, m->impacts.operation, m->impacts.entity, NULL);
	for (size_t i = 0; i < m->nside_effects; i++)
		effect(p, m->side_effects[i].operation, m->side_effects[i].entity,
		       m->side_effects[i].through);
	for (size_t i = 0; i < m->ncascades; i++)
		effect(p, m->cascades[i].operation, m->cascades[i].entity, m->cascades[i].through);
}

static void
action(struct actions *p, const struct listing *of, const struct impacts_mutation *m)
{
	struct doc *d = &p->doc;

	doc_row_at(d, part_anchor(p->arena, m));
	doc_cell(d);
	doc_link(d,
	         arena_printf(p->arena, "%s#%s", part_page(p->arena, of),
	                      page_anchor(p->arena, "action", m->action)),
	         m->action);
	doc_cell(d);
	if (m->permission_expression)
		doc_code(d, m->permission_expression);
	else
		doc_words(d, "everybody");
	doc_cell(d);
	effects(p, m);
	doc_cell(d);
	doc_codes(d, m->queries, m->nqueries);
	doc_row_end(d);
}

/* ---- the page ---- */

static void
open(struct actions *p, const char *type)
{
	static const char *const heads[] = {"Action", "Who may call", "Changes", "Makes stale",
	                                    NULL};

	if (p->type)
		doc_table_end(&p->doc);
	p->type = type;
	if (!type)
		return;
	doc_heading(&p->doc, 2, page_anchor(p->arena, "of", type), type);
	doc_table(&p->doc, arena_printf(p->arena, "Actions of %s", type), heads);
}

static void
actions(struct actions *p, struct catalog *c)
{
	struct merger *merger = merger_of(p->parts);
	struct arena row = {0};

	p->arena = &row;
	for (size_t i = 0; i < p->parts->n; i++) {
		size_t n = merger_at(merger, i)->impacts.nmutations;

		if (n)
			open(p, p->parts->v[i].type);
		for (size_t k = 0; k < n; k++) {
			const struct impacts_mutation m = merge_mutation(merger, i, k);

			action(p, p->parts->v[i].of, &m);
			catalog_flow(c, p->doc.out);
			arena_reset(&row);
		}
	}
	open(p, NULL);
	arena_clear(&row);
}

void
emit_docs_actions(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	struct actions p = {.doc = {.out = out, .html = true}, .parts = parts_of(c, false)};
	struct shell shell = {
	        .title = "Actions", .site = shell_title(o), .root = "", .place = SHELL_ACTIONS};

	shell_open(out, a, &shell);
	doc_heading(&p.doc, 1, "top", "Actions");
	doc_prose(&p.doc,
	          "What each action changes with all that it calls and takes along, and which "
	          "queries then answer otherwise.");
	actions(&p, c);
	errors_common(&p.doc);
	shell_close(out, &shell);
}
