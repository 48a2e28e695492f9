/* The steps that are done again and again: foreach, while. */
#include "action/local.h"
#include "base/arena.h"
#include "model/column.h"

#include <string.h>

enum { FOREACH_LIMIT = 1000, WHILE_LIMIT = 10000 };

/* An insert of the own entity: in a loop its next turn may find the row that this one made. */
static bool
makes(const struct step *s, const void *entity)
{
	return s->kind == STEP_INSERT && step_own(entity, s);
}

static void
body(struct compiler *c, const struct step *s, struct statement *st, int limit)
{
	struct way w = {0};

	st->limit = s->limit ? s->limit : limit;
	c->maybe_made |= steps_any(s->steps, makes, c->entity);
	branch_compile(c, s->steps, &w);
	st->steps = w.steps;
	st->nsteps = w.nsteps;
}

void
while_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	struct frame f = own_frame(c);

	st->kind = STATEMENT_WHILE;
	st->sql = condition_sql(c, &f, &s->condition);
	st->turns = variable_add(c, "turns", "INTEGER", NULL);
	body(c, s, st, WHILE_LIMIT);
}

/* The one reference of an entity that leads to ours. */
static const struct ref *
back_reference(struct compiler *c, const struct step *s, const struct entity *e)
{
	const struct ref *found = NULL;
	const char *first = NULL;

	for (const struct field *f = e->fields; f && f < e->fields + e->nfields; f++)
		for (size_t i = 0; i < f->nrefs && !f->join_table && !f->faulty; i++) {
			const struct entity *to = entity_of_ref(c, e, &f->refs[i]);

			if (!to || !entity_same(to, c->entity))
				continue;
			if (found) {
				error_at(c->diag, c->source, s->target.at,
				         "'%s' and '%s' of '%s' both lead to '%s'; write '%s WHERE "
				         "%s = id'",
				         first, f->name, e->name, c->entity->name, e->name, first);
				return NULL;
			}
			found = &f->refs[i];
			first = f->nrefs > 1 ? column_stem(found->column) : f->name;
		}
	if (!found)
		error_at(c->diag, c->source, s->target.at, "no reference of '%s' leads to '%s'",
		         e->name, c->entity->name);
	return found;
}

static void
foreach_rows(struct compiler *c, const struct step *s, struct statement *st)
{
	const struct entity *e = entity_find(c, &s->target, true);
	const struct ref *ref;

	if (!e)
		return;
	statement_rows(c, st, e);
	if (!rows_where(c, s, e, st))
		return;
	read_add(c, e, "id");
	if (s->related) {
		ref = back_reference(c, s, e);
		if (!ref || !row_made(c, s) || !own_frame(c).row)
			return;
		st->sql = arena_printf(c->arena, "%s AND %s = %s", st->sql,
		                       column_sql(c, "t", ref->column),
		                       column_sql(c, c->row, c->entity->key));
	}
	st->order = s->order_by ? order_sql(c, s, e) : NULL;
	held_set(c, s, e, st);
	st->variable = row_variable(c, s, e);
}

/* The composite that the items of a list of composites are, wherever it lies. */
static const struct type *
item_type(const struct expr *x)
{
	const struct meaning *m = path_meaning(x);

	return m && m->items && m->type && m->type->class == TYPE_COMPOSITE ? m->type : NULL;
}

/* The SQL type of an element: that of the field or the input, near or far,
 * else that of its kind. */
static const char *
element_type(struct compiler *c, const struct expr *x, const struct symbol *what)
{
	const struct input *in = input_meant(c, x);
	const struct meaning *m = path_meaning(x);
	const struct ref *ref;
	const struct field *f = !in && x->kind == EXPR_PATH && !x->variable && x->nwords == 1
	                                ? field_of_word(c->entity, x->words[0].text, &ref)
	                                : NULL;
	const char *sql = f ? f->sql : in && !in->nrefs ? in->sql : NULL;
	size_t n = sql ? strlen(sql) : 0;

	if (n > 2 && strcmp(sql + n - 2, "[]") == 0)
		return arena_strndup(c->arena, sql, n - 2);
	return m && m->type && what->kind != VALUE_REF ? m->type->sql : symbol_type(c, what);
}

/* Keys that an input gives, whose rows are locked in the order in which they come if steps change
 * them. */
static const char *
locked_keys(struct compiler *c, const struct step *s, const struct entity *e, const char *keys)
{
	if (!item_changed(c, s, e))
		return keys;
	return arena_printf(c->arena,
	                    "ARRAY(SELECT %s FROM unnest(%s) WITH ORDINALITY i (key, n) JOIN %s t "
	                    "ON %s = i.key AND %s ORDER BY i.n FOR NO KEY UPDATE OF t)",
	                    column_sql(c, "t", e->key), keys, row_table(c, e),
	                    column_sql(c, "t", e->key), rows_sql(c, e, "t"));
}

/* What is looped over; a list of references by its keys. */
static const char *
list_sql(struct compiler *c, const struct step *s, struct symbol *what)
{
	const struct expr *x = s->value.tree;
	const struct input *in = x ? input_meant(c, x) : NULL;
	struct frame f = own_frame(c);
	const char *pairs = x && f.row ? own_pairs_sql(c, x, s, what) : NULL;

	if (pairs)
		return pairs;
	if (!in || !in->nrefs || !in->list)
		return payload_sql(c, &f, &s->value, what); /* a member of JSON as JSON */
	*what = input_meaning(c, in)->symbol;
	return locked_keys(c, s, entity_titled(c, what->target), what->sql);
}

/* Where an item is of an input, or of an item of one, for what is said of it. */
static void
item_place(struct compiler *c, const struct expr *x, struct local *l, struct statement *st)
{
	const struct input *in = input_meant(c, x);
	const struct local *outer = x->kind == EXPR_PATH ? local_find(c, x->words[0].text) : NULL;
	const char *list = outer ? outer->list : NULL, *places = outer ? outer->places : NULL;

	if (in) {
		l->list = st->list = in->name;
		l->places = arena_printf(c->arena, "%s - 1", st->turns);
		return;
	}
	for (size_t i = 0; list && i < x->nwords; i++)
		list = arena_printf(c->arena, "%s%s%s", list, i ? "." : "[%s]",
		                    i ? x->words[i].text : "");
	l->list = list;
	l->places = list ? arena_printf(c->arena, "%s, %s - 1", places, st->turns) : NULL;
}

/* A value without a type that is kept as its text is read as JSON. */
static const char *
as_json(struct compiler *c, const struct expr *x, const struct symbol *what, const char *sql)
{
	const struct meaning *m = path_meaning(x);

	return what->open && !(m && m->symbol.jsonb) ? arena_printf(c->arena, "(%s)::JSONB", sql)
	                                             : sql;
}

/* The items of a list: of a reference's keys, of values, or of JSON. */
static void
foreach_items(struct compiler *c, const struct step *s, struct statement *st)
{
	const struct expr *x = s->value.tree;
	const struct meaning *m;
	struct symbol what = {0};
	struct local *l;
	const char *type;

	st->sql = list_sql(c, s, &what);
	if (!st->sql)
		return;
	m = path_meaning(x);
	st->fields = used_sql(c);
	st->json = !what.list && (what.kind == VALUE_JSON || what.open);
	if ((!what.list && !st->json) || (m && m->composite)) {
		error_at(c->diag, c->source, s->value.node->at,
		         "this is no list; a loop takes a list, a JSON array or rows");
		return;
	}
	st->sql = as_json(c, x, &what, st->sql);
	what.list = false;
	type = st->json ? "JSONB" : element_type(c, x, &what);
	l = type ? local_add(c, s->at, s->variable, type) : NULL;
	if (!l)
		return;
	what.name = l->name;
	what.sql = l->sql;
	l->meaning = (struct meaning){.symbol = what};
	if (!st->json && what.kind == VALUE_REF)
		l->meaning = *key_meaning(c, l->name, entity_titled(c, what.target), l->sql);
	if (st->json)
		l->meaning.composite = item_type(x);
	l->meaning.json = st->json && !l->meaning.composite;
	st->variable = l->sql;
	item_place(c, x, l, st);
}

void
foreach_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	st->kind = STATEMENT_FOREACH;
	if (!s->variable)
		return;
	st->turns = variable_add(c, "turns", "INTEGER", NULL);
	if (s->target.entity)
		foreach_rows(c, s, st);
	else
		foreach_items(c, s, st);
	local_missing(c, s->at, s->variable);
	body(c, s, st, FOREACH_LIMIT);
}
