/* The steps that hold others: if, switch, foreach, while. */
#include "action/compiler.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "expr/literal.h"
#include "model/column.h"
#include "model/name.h"
#include "parse/decimal.h"
#include "parse/keys.h"

#include <string.h>

enum { FOREACH_LIMIT = 1000, WHILE_LIMIT = 10000 };

/* ---- ways ---- */

static struct way *
way_add(struct compiler *c, struct statement *st)
{
	st->ways = arena_grown(c->arena, st->ways, st->nways, sizeof *st->ways);
	st->ways[st->nways] = (struct way){0};
	return &st->ways[st->nways++];
}

/* The steps of a branch, after which the row is as there as before it; tells whether they made it. */
static bool
branch(struct compiler *c, const struct step *steps, struct way *w)
{
	bool inserted = c->inserted, fallible = c->fallible, made;

	c->fallible = true;
	w->steps = steps_compile(c, steps, &w->nsteps);
	made = c->inserted;
	c->inserted = inserted;
	c->fallible = fallible;
	return made;
}

/* One of several ways, of which one is taken. maybe: whether any of them may have made the row. */
static bool
way_compile(struct compiler *c, const struct step *steps, struct way *w, bool *maybe)
{
	bool before = c->maybe, made = branch(c, steps, w);

	*maybe |= c->maybe;
	c->maybe = before;
	return made;
}

void
if_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	bool all = true, otherwise = false, maybe = c->maybe;

	st->kind = STATEMENT_IF;
	for (const struct branch *b = s->branches; b; b = b->next) {
		struct frame f = own_frame(c);
		struct way *w = way_add(c, st);

		if (b->condition.node)
			w->sql = condition_sql(c, &f, &b->condition);
		otherwise |= !b->condition.node;
		all &= way_compile(c, b->steps, w, &maybe);
	}
	c->maybe = maybe;
	c->inserted |= all && otherwise;
}

/* ---- switch ---- */

static bool
is_member(const struct symbol *what, const char *value)
{
	return what->nvalues == 0 || word_among(what->values, what->nvalues, value);
}

static void
not_member(struct compiler *c, const struct branch *b, const struct symbol *what,
           const char *value)
{
	const char **names = arena_new(c->arena, const char *, what->nvalues + 1);

	for (size_t i = 0; i < what->nvalues; i++)
		names[i] = what->values[i];
	error_at(c->diag, c->source, b->at, "'%s' is not a member of '%s'%s", value,
	         what->name ? what->name : "switch", nearest_cure(c->arena, value, names));
}

/* A case's value as a constant of the kind of the switch; NULL after reporting. */
static const char *
constant(struct compiler *c, const struct branch *b, const struct symbol *what, const char *value)
{
	const char *literal = literal_of(c->arena, value), *type, *fault;
	bool truth;

	if (!is_member(what, value)) {
		not_member(c, b, what, value);
		return NULL;
	}
	if (what->kind == VALUE_TEXT || what->open)
		return literal;
	if (what->kind == VALUE_NUMBER && decimal_valid(value))
		return decimal_plain(c->arena, value);
	if (what->kind == VALUE_BOOLEAN && boolean_word(value, &truth))
		return truth ? "TRUE" : "FALSE";
	fault = literal_fault(what->kind, what->local, value);
	type = literal_type(what->kind, what->local);
	if (!fault && type)
		return arena_printf(c->arena, "%s::%s", literal, type);
	error_at(c->diag, c->source, b->at, "'%s' is no value of this switch%s%s", value,
	         fault ? "; " : "", fault ? fault : "");
	return NULL;
}

/* value IN (constants) */
static const char *
case_sql(struct compiler *c, const struct branch *b, const char *value, const struct symbol *what)
{
	struct strbuf out = STRBUF_INIT;

	str_addf(&out, "(%s) %s", value, b->nvalues == 1 ? "= " : "IN (");
	for (size_t i = 0; i < b->nvalues; i++) {
		const char *sql = constant(c, b, what, b->values[i]);

		str_addf(&out, "%s%s", i ? ", " : "", sql ? sql : "NULL");
	}
	str_add(&out, b->nvalues == 1 ? "" : ")");
	return str_done(&out, c->arena);
}

/* A value that no case takes falls through without a default. */
static void
exhaustive(struct compiler *c, const struct step *s, const struct symbol *what)
{
	for (size_t i = 0; i < what->nvalues; i++) {
		bool found = false;

		for (const struct branch *b = s->branches; b && !found; b = b->next)
			found = word_among(b->values, b->nvalues, what->values[i]);
		if (found)
			continue;
		warning_at(c->diag, c->source, s->at,
		           "no case takes '%s', and there is no default: nothing is done then",
		           what->values[i]);
		return;
	}
}

/* A value that costs no sub-query is written again for each case. */
static const char *
switch_value(struct compiler *c, const struct step *s, struct symbol *what)
{
	struct frame f = own_frame(c);
	const char *sql = value_sql(c, &f, &s->value, what);
	const struct expr *e = s->value.tree;

	if (e && e->kind == EXPR_PATH && !what->name)
		what->name = e->words[e->nwords - 1].text;
	if (sql && what->kind == VALUE_REF) {
		error_at(c->diag, c->source, s->value.node->at,
		         "a switch compares with constants, and a reference is none; use 'if'");
		return NULL;
	}
	if (sql && (what->list || what->kind == VALUE_JSON || what->kind == VALUE_POINT)) {
		error_at(c->diag, c->source, s->value.node->at,
		         "a switch needs a single value that can be compared");
		return NULL;
	}
	return sql;
}

void
switch_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	struct symbol what = {0};
	const char *value = switch_value(c, s, &what);
	bool all = true, otherwise = false, maybe = c->maybe;

	st->kind = STATEMENT_IF;
	for (const struct branch *b = s->branches; b; b = b->next) {
		struct way *w = way_add(c, st);

		otherwise |= b->nvalues == 0;
		if (b->nvalues && value)
			w->sql = case_sql(c, b, value, &what);
		for (const struct way *k = st->ways; w->sql && k < w; k++)
			if (k->sql && strcmp(k->sql, w->sql) == 0)
				error_at(c->diag, c->source, b->at,
				         "'%s' never comes here; a case above has this value",
				         b->values[0]);
		all &= way_compile(c, b->steps, w, &maybe);
	}
	c->maybe = maybe;
	if (value && !otherwise)
		exhaustive(c, s, &what);
	c->inserted |= all && otherwise;
}

/* ---- loops ---- */

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
	c->maybe |= steps_any(s->steps, makes, c->entity);
	branch(c, s->steps, &w);
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

			if (!to || strcmp(to->name, c->entity->name) != 0 ||
			    strcmp(to->schema, c->entity->schema) != 0)
				continue;
			if (found) {
				error_at(c->diag, c->source, s->target.at,
				         "'%s' and '%s' of '%s' both lead to '%s'; write '%s WHERE "
				         "%s = id'",
				         first, f->name, e->name, c->entity->name, e->name, first);
				return NULL;
			}
			found = &f->refs[i];
			first = f->name;
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

/* The input that a path names, or NULL. */
static const struct input *
input_named(const struct compiler *c, const struct expr *x)
{
	const struct action *a = c->action;

	for (size_t i = 0; x->kind == EXPR_PATH && x->nwords == 2 && i < a->ninputs; i++)
		if (strcmp(x->words[0].text, "input") == 0 &&
		    strcmp(a->inputs[i].word, x->words[1].text) == 0)
			return &a->inputs[i];
	return NULL;
}

/* The composite that the items of a list of composites are, where an input or a field is looped over. */
static const struct type *
item_type(struct compiler *c, const struct expr *x)
{
	const struct input *in = input_named(c, x);
	const struct ref *ref;
	const struct field *f = NULL;
	const struct type *type;

	if (x->kind == EXPR_PATH && !x->variable && x->nwords == 1)
		f = field_of_word(c->entity, x->words[0].text, &ref);
	type = f ? f->type : in ? in->type : NULL;
	return type && type->class == TYPE_COMPOSITE ? type : NULL;
}

/* The SQL type of an element: that of the field or the input, else that of its kind. */
static const char *
element_type(struct compiler *c, const struct expr *x, const struct symbol *what)
{
	const struct input *in = input_named(c, x);
	const struct ref *ref;
	const struct field *f = x->kind == EXPR_PATH && !x->variable && x->nwords == 1
	                                ? field_of_word(c->entity, x->words[0].text, &ref)
	                                : NULL;
	const char *sql = f ? f->sql : in && !in->nrefs ? in->sql : NULL;
	size_t n = sql ? strlen(sql) : 0;

	if (n > 2 && strcmp(sql + n - 2, "[]") == 0)
		return arena_strndup(c->arena, sql, n - 2);
	return symbol_type(c, what);
}

/* What is looped over; a list of references by its keys. */
static const char *
list_sql(struct compiler *c, const struct step *s, struct symbol *what)
{
	const struct expr *x = s->value.tree;
	const struct input *in = x ? input_named(c, x) : NULL;
	struct frame f = own_frame(c);
	const char *pairs = x && f.row ? own_pairs_sql(c, x, what) : NULL;

	if (pairs)
		return pairs;
	if (!in || !in->nrefs || !in->list)
		return payload_sql(c, &f, &s->value, what); /* a member of JSON as JSON */
	*what = input_meaning(c, in)->symbol;
	return what->sql;
}

/* The items of a list: of a reference's keys, of values, or of JSON. */
static void
foreach_items(struct compiler *c, const struct step *s, struct statement *st)
{
	const struct expr *x = s->value.tree;
	struct symbol what = {0};
	struct local *l;
	const char *type;

	st->sql = list_sql(c, s, &what);
	if (!st->sql)
		return;
	st->fields = used_sql(c);
	st->json = !what.list && (what.kind == VALUE_JSON || what.open);
	if (!what.list && !st->json) {
		error_at(c->diag, c->source, s->value.node->at,
		         "this is no list; a loop takes a list, a JSON array or rows");
		return;
	}
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
		l->meaning.composite = item_type(c, x);
	l->meaning.json = st->json && !l->meaning.composite;
	st->variable = l->sql;
	if (input_named(c, x)) {
		l->list = st->list = input_named(c, x)->name;
		l->turns = st->turns;
	}
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
