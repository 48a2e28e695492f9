/* The steps insert, update, delete and find. */
#include "action/local.h"
#include "base/arena.h"
#include "base/quote.h"
#include "model/column.h"

#include <string.h>

/* ---- shared ---- */

/* What a variable that holds a row of an entity is. */
static void
row_set(struct compiler *c, struct local *l, const struct entity *e)
{
	l->is_row = true;
	l->meaning = *key_meaning(c, l->name, e, column_sql(c, l->sql, e->key));
	l->meaning.symbol.id = column_sql(c, l->sql, "id");
	l->meaning.symbol.exists = arena_printf(c->arena, "(%s.id IS NOT NULL)", l->sql);
}

const char *
row_variable(struct compiler *c, const struct step *s, const struct entity *e)
{
	const char *type = row_table(c, e);
	struct local *l = s->variable ? local_add(c, s->at, s->variable, type)
	                              : local_implied(c, s->at, e->stem, type);

	if (!l)
		return variable_add(c, s->variable ? s->variable : e->stem, type, NULL);
	if (s->variable && s->kind != STEP_FOREACH)
		l->made |= !s->required && !s->error && !s->message;
	row_set(c, l, e);
	return l->sql;
}

/* Another name for the subject's row. */
static void
own_variable(struct compiler *c, const struct step *s)
{
	struct local *l = s->variable ? local_alias(c, s->at, s->variable, c->row) : NULL;

	if (l)
		row_set(c, l, c->entity);
}

bool
rows_where(struct compiler *c, const struct step *s, const struct entity *e, struct statement *st)
{
	struct frame own = own_frame(c), f = {.c = c, .entity = e, .row = "t", .outer = &own};
	const char *sql;

	st->sql = rows_sql(c, e, "t");
	st->one = rows_one(c, e, s->condition.tree);
	if (!s->condition.node)
		return true;
	sql = condition_sql(c, &f, &s->condition);
	if (!sql)
		return false;
	st->sql = arena_printf(c->arena,
	                       s->condition.tree->kind == EXPR_OR ? "%s AND (%s)" : "%s AND %s",
	                       st->sql, sql);
	return true;
}

/* The entity of a step on rows that are not the subject's; which ones must be said. */
static const struct entity *
rows_entity(struct compiler *c, const struct step *s, struct statement *st)
{
	const struct entity *e = entity_find(c, &s->target, false);

	if (!e)
		return NULL;
	statement_rows(c, st, e);
	if (s->condition.node || s->kind == STEP_INSERT || s->kind == STEP_FIND)
		return e;
	error_at(c->diag, c->source, s->target.at,
	         "this action is one of '%s'; WHERE says which rows of '%s' are meant",
	         c->entity->name, e->name);
	return NULL;
}

static const char *
not_found(struct compiler *c, const struct entity *e)
{
	return arena_printf(c->arena, "%s not found", e->name);
}

static void
required(struct compiler *c, const struct step *s, const struct entity *e, struct statement *st)
{
	if (s->required || s->error || s->message)
		failure_set(c, s, st, arena_printf(c->arena, "failed:%s_not_found", e->stem),
		            not_found(c, e));
}

/* Warns of what a step says about no row, where it is the action's row, which is there. */
static void
never_missing(struct compiler *c, const struct step *s)
{
	const char *key = s->error ? "error" : s->message ? "message" : "required";

	if (s->error || s->message || s->required)
		warning_at(c->diag, c->source, s->target.at,
		           "'%s' is for the case that there is no row, but without a condition "
		           "this is the action's row, which is there",
		           key);
}

/* ---- insert ---- */

/* Another entity's fields are given by parameters of their names. */
static void
foreign_inputs(struct compiler *c, const struct step *s, const struct entity *e,
               struct statement *st)
{
	const struct action *a = c->action;

	for (size_t i = 0; i < a->ninputs; i++) {
		const struct ref *ref;
		const struct field *f = field_of_word(e, a->inputs[i].word, &ref);
		const char *sql = f && !f->faulty && !f->join_table && (!f->nrefs || ref)
		                          ? input_meaning(c, &a->inputs[i])->symbol.sql
		                          : NULL;

		if (!sql || a->inputs[i].system)
			continue;
		a->inputs[i].unnamed = false;
		input_add(c, st, field_key(c->arena, f), ref ? ref->column : f->column,
		          &a->inputs[i], sql);
	}
	if (st->nchanges == 0)
		error_at(
		        c->diag, c->source, s->target.at,
		        "nothing says what the new '%s' holds; write it, as in 'insert: %s(%s = …)'",
		        e->name, e->name, e->nfields ? e->fields[0].name : "field");
}

void
insert_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	bool own = step_own(c->entity, s) && !row_certain(c);
	const struct entity *e = own ? c->entity : rows_entity(c, s, st);
	struct frame f = own_frame(c);
	size_t nset; /* changes that are no defaults */

	st->kind = STATEMENT_INSERT;
	if (!e)
		return;
	statement_rows(c, st, e);
	st->own = own;
	st->conflict = s->conflict;
	if (entity_tenant(e))
		named_add(c, st, "tenant_id", "auth_tenant_id");
	if (s->values)
		columns_set(c, &f, s, e, st);
	else if (own)
		columns_insert(c, st);
	else
		foreign_inputs(c, s, e, st);
	named_add(c, st, "created_by", "auth_user_id");
	nset = st->nchanges;
	columns_default(c, e, st);
	if (s->values || st->nchanges)
		columns_missing(c, s, e, st);
	if (entity_same(e, c->entity))
		columns_unset(c, s);
	st->variable = own ? c->row : row_variable(c, s, e);
	st->again = own && c->maybe_made;
	conflict_compile(c, s, e, st, nset);
	c->maybe_made |= own;
	c->inserted |= own;
	if (own)
		own_variable(c, s);
	if (!own || st->again)
		effects_need(c);
}

/* ---- update ---- */

/* Warns of a condition that seems to look for rows, though it is one on the action's row. */
static void
other_meant(struct compiler *c, const struct step *s)
{
	const struct expr *id = s->condition.tree ? rows_other(s->condition.tree) : NULL;
	const char *step = s->kind == STEP_UPDATE ? "update" : "delete";

	if (id)
		warning_at(
		        c->diag, c->source,
		        node_span(c->source, s->condition.node, id->offset, id->n),
		        "'%s: %s' is about the action's row, whose id this is; write '%s_all' for "
		        "other rows of '%s'",
		        step, c->entity->name, step, c->entity->name);
}

static void
own_where(struct compiler *c, const struct step *s, struct statement *st)
{
	struct frame f = own_frame(c);

	if (!s->condition.node) {
		never_missing(c, s);
		return;
	}
	other_meant(c, s);
	st->sql = condition_sql(c, &f, &s->condition);
	if (s->required || s->error)
		failure_set(c, s, st, "failed:no_match", "No match");
	else
		failure_set(c, s, st, "noop:no_match", "No match");
	st->fields = used_sql(c);
}

static void
own_change(struct compiler *c, struct statement *st)
{
	st->own = true;
	st->variable = c->row;
	statement_rows(c, st, c->entity);
}

static void
own_update(struct compiler *c, const struct step *s, struct statement *st)
{
	struct frame f = own_frame(c);

	own_change(c, st);
	own_where(c, s, st);
	f.row = "t";
	if (s->values)
		columns_set(c, &f, s, c->entity, st);
	else
		columns_patch(c, st);
	own_variable(c, s);
	c->action->writes |= c->action->subject != SUBJECT_NEW;
	c->action->deletes = false;
	c->row_written |= !c->fallible;
}

/* own_frame counts as reading the row, which setting a column alone is not. */
static void
own_update_unread(struct compiler *c, const struct step *s, struct statement *st)
{
	bool read = c->row_read;
	size_t nreads = c->nreads;

	own_update(c, s, st);
	if (!s->condition.node && !s->variable && c->nreads == nreads)
		c->row_read = read;
}

void
update_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	bool own = step_own(c->entity, s);
	const struct entity *e = own ? c->entity : rows_entity(c, s, st);
	struct frame outer = {0}, f;

	st->kind = STATEMENT_UPDATE;
	if (!e)
		return;
	if (own && !row_made(c, s))
		return;
	if (own) {
		own_update_unread(c, s, st);
		return;
	}
	if (!s->values) {
		error_at(c->diag, c->source, s->target.at,
		         "SET says what becomes of the rows of '%s'", e->name);
		return;
	}
	if (!rows_where(c, s, e, st))
		return;
	outer = own_frame(c);
	f = (struct frame){.c = c, .entity = e, .row = "t", .outer = &outer};
	columns_set(c, &f, s, e, st);
	required(c, s, e, st);
	effects_need(c);
	reload_set(c, st);
	if (s->variable && !st->one)
		error_at(c->diag, c->source, s->at,
		         "'%s' can hold one row, and the condition may mean several; compare "
		         "'id' or a unique field",
		         s->variable);
	else if (s->variable)
		st->variable = row_variable(c, s, e);
}

/* ---- delete ---- */

void
delete_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	struct action *a = c->action;
	bool own = step_own(c->entity, s);
	const struct entity *e = own ? c->entity : rows_entity(c, s, st);

	st->kind = STATEMENT_DELETE;
	st->hard = s->hard;
	if (!e)
		return;
	if (!own) {
		if (!rows_where(c, s, e, st))
			return;
		st->variable = variable_add(c, e->stem, row_table(c, e), NULL);
		required(c, s, e, st);
		effects_need(c);
		along_set(c, st, e);
		return;
	}
	if (!row_made(c, s))
		return;
	own_frame(c);
	own_change(c, st);
	own_where(c, s, st);
	a->may_delete = true;
	a->deletes = !c->fallible && !c->ended;
}

/* ---- find ---- */

/* The row is there already: unnamed there is nothing to do, named it is kept as it is now. */
static void
own_find(struct compiler *c, const struct step *s, struct statement *st)
{
	const struct entity *e = c->entity;

	st->kind = STATEMENT_IF;
	if (!row_made(c, s))
		return;
	if (s->order_by)
		error_at(c->diag, c->source, s->target.at,
		         "without a condition this is the action's row, and 'order_by' has "
		         "nothing to choose from");
	never_missing(c, s);
	own_frame(c);
	for (size_t i = 0; i < e->nfields; i++)
		read_add(c, e, field_key(c->arena, &e->fields[i]));
	if (!s->variable)
		return;
	st->kind = STATEMENT_FIND;
	statement_rows(c, st, e);
	st->sql = arena_printf(c->arena, "%s%s = %s",
	                       entity_tenant(e) ? "t.tenant_id = auth_tenant_id AND " : "",
	                       column_sql(c, "t", e->key), column_sql(c, c->row, e->key));
	st->one = true;
	st->variable = row_variable(c, s, e);
}

void
find_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	const struct entity *e;

	if (step_own(c->entity, s)) {
		own_find(c, s, st);
		return;
	}
	st->kind = STATEMENT_FIND;
	e = rows_entity(c, s, st);
	if (!e)
		return;
	read_add(c, e, "id");
	if (s->order_by)
		st->order = order_sql(c, s, e);
	if (!rows_where(c, s, e, st))
		return;
	required(c, s, e, st);
	held_set(c, s, e, st);
	st->variable = row_variable(c, s, e);
}
