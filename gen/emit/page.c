#include "emit/page.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/api.h"
#include "model/column.h"
#include "model/entity.h"
#include "model/name.h"
#include "model/part.h"
#include "model/view.h"
#include "model/violation.h"

#include <string.h>

const char *
page_anchor(struct arena *a, const char *what, const char *name)
{
	return arena_printf(a, "%s-%s", what, name);
}

void
page_entity(struct page *p, const char *schema, const char *entity)
{
	const char *folder = !schema || strcmp(schema, p->entity->schema) == 0
	                             ? ""
	                             : arena_printf(p->arena, "../%s/", schema);

	doc_link(&p->doc,
	         arena_printf(p->arena, "%s%s.%s", folder, name_snake(p->arena, entity),
	                      p->doc.html ? "html" : "md"),
	         entity);
}

/* ---- fields ---- */

/* The targets of a ref; one that has no page is only named. */
static void
targets(struct page *p, const struct field *f)
{
	for (size_t i = 0; i < f->nrefs; i++) {
		if (i)
			doc_words(&p->doc, " | ");
		if (f->refs[i].unlinked)
			doc_code(&p->doc, f->refs[i].entity);
		else
			page_entity(p, f->refs[i].schema, f->refs[i].entity);
	}
}

static void
type(struct page *p, const struct field *f)
{
	if (!f->nrefs) {
		doc_code(&p->doc, part_type(p->arena, f));
		return;
	}
	doc_words(&p->doc, f->list ? "list of " : "");
	targets(p, f);
}

/* A rule begins behind what was said before. */
static void
rule(struct page *p, bool *some, const char *words)
{
	doc_words(&p->doc, *some ? "; " : "");
	doc_words(&p->doc, words);
	*some = true;
}

static void
coded_rule(struct page *p, bool *some, const char *words, const char *code)
{
	if (!code)
		return;
	rule(p, some, words);
	doc_code(&p->doc, code);
}

static void
length_rule(struct page *p, bool *some, const struct field *f)
{
	if (f->min_length && f->max_length)
		rule(p, some,
		     arena_printf(p->arena, "%d to %d characters", f->min_length, f->max_length));
	else if (f->max_length)
		rule(p, some, arena_printf(p->arena, "at most %d characters", f->max_length));
	else if (f->min_length)
		rule(p, some, arena_printf(p->arena, "at least %d characters", f->min_length));
}

/* Those of decimal(10, 2). What scalars have their types tell. */
static void
digits_rule(struct page *p, bool *some, const struct field *f)
{
	int all, behind;

	if (strcmp(f->type->name, "decimal") != 0 || !field_digits(f, &all, &behind))
		return;
	if (behind)
		rule(p, some,
		     arena_printf(p->arena, "%d digits, %d of them behind the point", all, behind));
	else
		rule(p, some, arena_printf(p->arena, "%d digits, none behind the point", all));
}

bool
page_limits(struct page *p, const struct field *f, bool some)
{
	digits_rule(p, &some, f);
	coded_rule(p, &some, "at least ", f->min);
	coded_rule(p, &some, "at most ", f->max);
	length_rule(p, &some, f);
	coded_rule(p, &some, "like ", f->pattern);
	return some;
}

static void
rules(struct page *p, const struct field *f)
{
	bool some = false;

	if (f->unique)
		rule(p, &some, "unique");
	if (f->nvalues) {
		rule(p, &some, "one of ");
		doc_codes(&p->doc, f->values, f->nvalues);
	}
	some = page_limits(p, f, some);
	coded_rule(p, &some, "default ", f->default_text);
	if (f->nrefs)
		coded_rule(p, &some, "on delete ", on_delete_names[f->refs[0].on_delete]);
}

static bool
described(const struct entity *e)
{
	for (size_t i = 0; i < e->nfields; i++)
		if (e->fields[i].description)
			return true;
	return false;
}

static void
field(struct page *p, const struct field *f, bool meaning)
{
	doc_row_at(&p->doc, page_anchor(p->arena, "field", f->name));
	doc_cell(&p->doc);
	doc_code(&p->doc, f->name);
	if (f->required) {
		doc_words(&p->doc, " ");
		doc_badge(&p->doc, "required", "required");
	}
	doc_cell(&p->doc);
	type(p, f);
	doc_cell(&p->doc);
	rules(p, f);
	if (meaning) {
		doc_cell(&p->doc);
		doc_text(&p->doc, f->description ? f->description : "");
	}
	doc_row_end(&p->doc);
}

static void
fields(struct page *p)
{
	static const char *const plain[] = {"Field", "Type", "Rules", NULL};
	static const char *const heads[] = {"Field", "Type", "Rules", "Meaning", NULL};
	const struct entity *e = p->entity;
	bool meaning = described(e);

	doc_heading(&p->doc, 2, "fields", "Fields");
	if (!e->nfields) {
		doc_prose(&p->doc, "None beside those that every entity has.");
		return;
	}
	doc_table(&p->doc, "Fields", meaning ? heads : plain);
	for (size_t i = 0; i < e->nfields; i++)
		field(p, &e->fields[i], meaning);
	doc_table_end(&p->doc);
}

/* ---- beside the fields ---- */

static void
checks(struct page *p)
{
	static const char *const heads[] = {"Rule", "Condition", "Answer when broken", NULL};
	const struct entity *e = p->entity;

	if (!e->nchecks)
		return;
	doc_heading(&p->doc, 2, "rules", "Rules");
	doc_table(&p->doc, "Rules", heads);
	for (size_t i = 0; i < e->nchecks; i++) {
		const char *status = p->statuses[i];

		doc_row(&p->doc);
		doc_cell(&p->doc);
		doc_code(&p->doc, e->checks[i].name);
		doc_cell(&p->doc);
		doc_code(&p->doc, e->checks[i].sql);
		doc_cell(&p->doc);
		if (status)
			doc_code(&p->doc, status);
		else
			doc_text(&p->doc, e->checks[i].error ? e->checks[i].error : "Not allowed");
		doc_row_end(&p->doc);
	}
	doc_table_end(&p->doc);
}

static void
indexes(struct page *p)
{
	static const char *const heads[] = {"Index", "Columns", "Kind", NULL};
	const struct entity *e = p->entity;

	if (!e->nindexes)
		return;
	doc_heading(&p->doc, 2, "indexes", "Indexes");
	doc_table(&p->doc, "Indexes", heads);
	for (size_t i = 0; i < e->nindexes; i++) {
		doc_row(&p->doc);
		doc_cell(&p->doc);
		doc_code(&p->doc, e->indexes[i].name);
		doc_cell(&p->doc);
		doc_codes(&p->doc, e->indexes[i].columns, e->indexes[i].ncolumns);
		doc_cell(&p->doc);
		doc_words(&p->doc,
		          e->indexes[i].unique ? "unique" : index_names[e->indexes[i].kind]);
		doc_row_end(&p->doc);
	}
	doc_table_end(&p->doc);
}

static void
filter_column(struct page *p, const struct view_column *c)
{
	doc_row(&p->doc);
	doc_cell(&p->doc);
	doc_code(&p->doc, c->name);
	doc_cell(&p->doc);
	doc_code(&p->doc, c->sql);
	doc_cell(&p->doc);
	doc_words(&p->doc, c->kind == VIEW_ID ? "unique" : index_names[c->index]);
	doc_row_end(&p->doc);
}

static void
view(struct page *p)
{
	static const char *const heads[] = {"Filter column", "SQL type", "Index", NULL};
	struct view_columns all;

	if (!p->entity->table_view)
		return;
	doc_heading(&p->doc, 2, "table-view", "Table view");
	doc_begin(&p->doc);
	doc_words(&p->doc, "Rows with all that they show, ready as JSON, in ");
	doc_code(&p->doc, arena_printf(p->arena, "%s.%s", p->entity->schema,
	                               view_table(p->arena, p->entity)));
	doc_words(&p->doc, ". It can be filtered by these columns.");
	doc_end(&p->doc);
	doc_table(&p->doc, "Filter columns", heads);
	all = view_columns(p->arena, p->entity);
	for (const struct view_column *c = all.v; c && c < all.v + all.n; c++)
		if (c->kind == VIEW_ID || c->kind == VIEW_REF_ID || c->kind == VIEW_FILTER)
			filter_column(p, c);
	doc_table_end(&p->doc);
}

/* ---- the page ---- */

static void
coded_fact(struct page *p, const char *term, const char *code)
{
	doc_fact(&p->doc, term);
	doc_code(&p->doc, code);
}

/* Where the pictures of the site show it; that of impacts leaves out who has to do with none. */
static void
pictures(struct page *p)
{
	const char *card = part_card(p->arena, p->entity->schema, p->entity->stem);

	doc_fact(&p->doc, "In the pictures of");
	doc_link(&p->doc, arena_printf(p->arena, "../er.html#%s", card), "relationships");
	if (!p->impacts.nmutations)
		return;
	doc_words(&p->doc, ", ");
	doc_link(&p->doc, arena_printf(p->arena, "../impacts.html#%s", card), "impacts");
}

static void
facts(struct page *p)
{
	const struct entity *e = p->entity;
	const char *queries[] = {p->impacts.entity.query, p->impacts.entity.list};

	doc_facts(&p->doc);
	coded_fact(p, "Schema", e->schema);
	coded_fact(p, "Table", arena_printf(p->arena, "%s.%s", e->schema, e->table));
	coded_fact(p, "GraphQL type", p->impacts.entity.type);
	doc_fact(&p->doc, "Queries");
	doc_codes(&p->doc, queries, 2);
	doc_fact(&p->doc, "Rows belong to");
	doc_words(&p->doc, entity_tenant(e) ? "a tenant each" : "all tenants together");
	if (e->table_code)
		coded_fact(p, "Table code", e->table_code);
	if (p->doc.html)
		pictures(p);
	doc_facts_end(&p->doc);
}

static const struct impacts_mutation *
mutation_of(const struct page *p, const struct action *action)
{
	const struct impacts_mutation *m = p->impacts.mutations;

	while (strcmp(m->action, action->name) != 0)
		m++;
	return m;
}

static void
actions(struct page *p)
{
	const struct entity *e = p->entity;

	if (!p->impacts.nmutations)
		return;
	doc_heading(&p->doc, 2, "actions", "Actions");
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING)
			page_action(p, &e->actions[i], mutation_of(p, &e->actions[i]));
}

static const char **
statuses(struct arena *a, const struct entity *e)
{
	const char **all = arena_new(a, const char *, e->nchecks);

	for (size_t i = 0; i < e->nchecks; i++)
		all[i] = check_status(a, &e->checks[i]);
	return all;
}

void
page_write(struct page *p)
{
	p->statuses = statuses(p->arena, p->entity);
	p->impacts = impacts_of(p->arena, p->entity, p->options);
	doc_heading(&p->doc, 1, "top", p->entity->name);
	if (p->entity->description)
		doc_prose(&p->doc, p->entity->description);
	facts(p);
	fields(p);
	checks(p);
	indexes(p);
	view(p);
	actions(p);
}
