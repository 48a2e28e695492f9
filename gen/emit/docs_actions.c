#include "base/arena.h"
#include "emit/doc.h"
#include "emit/emit.h"
#include "emit/errors.h"
#include "emit/page.h"
#include "emit/shell.h"
#include "model/catalog.h"
#include "model/part.h"

#include <ctype.h>
#include <string.h>

struct actions {
	struct doc doc;
	struct arena *arena;
	struct parts parts;
	const char *type; /* of the entity whose table is open */
};

/* ---- cells ---- */

static void
effect(struct actions *p, const char *operation, const char *entity, const char *through)
{
	const struct part *to = part_find(&p->parts, entity);
	char *class = arena_strdup(p->arena, operation);

	for (char *c = class; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	doc_badge(&p->doc, class, arena_printf(p->arena, "%ss", class));
	doc_words(&p->doc, " ");
	if (to)
		doc_link(&p->doc, part_page(p->arena, to), entity);
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
action(struct actions *p, const struct part *of, const struct impacts_mutation *m)
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

void
emit_docs_actions(struct strbuf *out, struct arena *a, struct catalog *c,
                  const struct options *o)
{
	struct actions p = {.doc = {.out = out, .html = true}, .arena = a};
	struct impacts_file *files = arena_new(a, struct impacts_file, c->n);
	struct shell shell = {
	        .title = "Actions", .site = shell_title(o), .root = "", .place = SHELL_ACTIONS};
	struct impacts_project all;

	p.parts = parts_read(a, c);
	for (size_t i = 0; i < p.parts.n; i++)
		files[i] = p.parts.v[i].impacts;
	all = impacts_merge(a, files, p.parts.n);
	shell_open(out, a, &shell);
	doc_heading(&p.doc, 1, "top", "Actions");
	doc_prose(&p.doc,
	          "What each action changes with all that it calls and takes along, and which "
	          "queries then answer otherwise.");
	for (size_t i = 0; i < all.nmutations; i++) {
		const struct impacts_mutation *m = &all.mutations[i];
		const struct part *of = part_find(&p.parts, m->entity);

		if (!p.type || strcmp(p.type, m->entity) != 0)
			open(&p, m->entity);
		if (of)
			action(&p, of, m);
	}
	open(&p, NULL);
	errors_common(&p.doc);
	shell_close(out, &shell);
}
