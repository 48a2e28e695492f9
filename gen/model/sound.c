#include "model/sound.h"
#include "model/entity.h"

static const char *
head_lacks(const struct entity *e)
{
	if (e->partial || (e->name && e->schema && e->stem && e->table && e->key && e->key_type))
		return NULL;
	return "'name, schema, stem, table, key and key_type' must be given";
}

static const char *
columns_lack(const struct entity *e)
{
	for (size_t i = 0; i < e->nfields; i++) {
		const struct field *f = &e->fields[i];

		if (!e->partial && !f->nrefs && f->type != &type_ref && !(f->column && f->sql))
			return "'column and sql' must be given for every field that is no reference";
	}
	return NULL;
}

const char *
entity_interface_lacks(const struct entity *e)
{
	const char *lacks = head_lacks(e);

	return lacks ? lacks : columns_lack(e);
}

static const char *
targets_lack(const struct field *f)
{
	for (const struct ref *r = f->refs; r && r < f->refs + f->nrefs; r++)
		if (!r->unlinked && !(r->schema && r->table && r->key && r->key_type))
			return "'schema, table, key and key_type' must be given for every target of "
			       "a reference";
	return NULL;
}

/* A reference to several targets has no column of its own that a rule could be about. */
static bool
has_rules(const struct field *f)
{
	return f->pattern || f->min || f->max || f->min_length || f->max_length || f->nvalues;
}

static const char *
fields_lack(const struct entity *e)
{
	const char *lacks = NULL;

	for (const struct field *f = e->fields; e->nfields && f < e->fields + e->nfields; f++) {
		bool ref = f->type == &type_ref;

		if (ref != (f->nrefs > 0) || (ref && !f->join_table && f->nrefs == 1 && !f->column))
			return "'refs', and 'column' for one target, must be given for references, and "
			       "only for them";
		if (ref && has_rules(f))
			return "'pattern, values' and limits are not for references";
		if (f->default_kind != DEFAULT_NONE && !f->default_text)
			return "'default_text' must be given beside default_kind";
		lacks = lacks ? lacks : f->nrefs ? targets_lack(f) : NULL;
	}
	return lacks;
}

static const char *
view_rows_lack(const struct view_row *rows, size_t n)
{
	const char *lacks = NULL;

	for (size_t i = 0; i < n && !lacks; i++) {
		const struct view_row *r = &rows[i];

		if (!r->column && !(r->join_table && r->own && r->pair))
			lacks = "'column', or 'join_table, own and pair', must be given for every "
			        "row of a table view";
		else
			lacks = view_rows_lack(r->rows, r->nrows);
	}
	return lacks;
}

/* ---- statements ---- */

enum { SQL = 1, ANSWER = 2, ROWS = 4, VARIABLE = 8, NAME = 16, VALUES = 32, TURNS = 64 };

static const unsigned needs[] = {
        [STATEMENT_VALIDATE] = SQL | ANSWER,
        [STATEMENT_REJECT] = ANSWER,
        [STATEMENT_IF] = 0,
        [STATEMENT_INSERT] = ROWS | VALUES,
        [STATEMENT_UPDATE] = ROWS,
        [STATEMENT_DELETE] = ROWS,
        [STATEMENT_FIND] = ROWS | VARIABLE,
        [STATEMENT_CALL] = NAME,
        [STATEMENT_EVENT] = NAME,
        [STATEMENT_FOREACH] = VARIABLE | TURNS,
        [STATEMENT_WHILE] = SQL | TURNS,
        [STATEMENT_SET] = SQL | VARIABLE,
        [STATEMENT_RETURN] = 0,
        [STATEMENT_REFRESH] = SQL,
};

static unsigned
has(const struct statement *s)
{
	return (s->sql ? SQL : 0u) | (s->status && s->message ? ANSWER : 0u) |
	       (s->entity && s->schema && s->table && s->key ? ROWS : 0u) |
	       (s->variable ? VARIABLE : 0u) | (s->name ? NAME : 0u) | (s->nvalues ? VALUES : 0u) |
	       (s->turns && s->limit > 0 ? TURNS : 0u);
}

/* Only a function is called with values that have no name. */
static bool
values_named(const struct statement *s)
{
	for (size_t i = 0; i < s->nvalues; i++)
		if (!s->values[i].name && (s->kind != STATEMENT_CALL || s->action))
			return false;
	return true;
}

static const char *
statement_lacks(const struct action *a, const struct statement *s)
{
	unsigned need = needs[s->kind];

	if (s->kind == STATEMENT_FOREACH)
		need |= s->entity ? ROWS : SQL;
	if (s->kind == STATEMENT_DELETE && !s->own)
		need |= VARIABLE;
	if (need & ~has(s))
		return "a statement lacks what its kind needs: sql, status and message, entity, "
		       "schema, table and key, variable, name, values, or turns and limit";
	if (s->own && !a->row)
		return "'row' must be given in an action with statements that are own";
	if (s->kind == STATEMENT_CALL && s->action && !(s->input_type && s->entity && s->message))
		return "'input_type, entity and message' must be given for a call of an action";
	return values_named(s) ? NULL : "'name' must be given for every value";
}

static const char *
block_lacks(const struct action *a, const struct statement *v, size_t n)
{
	const char *lacks = NULL;

	for (size_t i = 0; i < n && !lacks; i++) {
		lacks = statement_lacks(a, &v[i]);
		if (!lacks)
			lacks = block_lacks(a, v[i].steps, v[i].nsteps);
		for (size_t k = 0; k < v[i].nways && !lacks; k++)
			lacks = block_lacks(a, v[i].ways[k].steps, v[i].ways[k].nsteps);
	}
	return lacks;
}

static const char *
reaction_lacks(const struct reaction *r)
{
	for (size_t i = 0; i < r->nvalues; i++) {
		const struct reaction_value *v = &r->values[i];
		bool json = v->source == REACTION_CONSTANT || v->source == REACTION_DEFAULT;

		if ((json && !v->json) || (v->source != REACTION_CONSTANT && !v->input))
			return "'input', or 'json' of a constant, or both of a default, must be given "
			       "for every value of a reaction";
	}
	return NULL;
}

static const char *
action_lacks(const struct action *a)
{
	const char *lacks = block_lacks(a, a->before, a->nbefore);

	if (!lacks)
		lacks = block_lacks(a, a->statements, a->nstatements);
	if (!lacks && a->nreaction)
		lacks = reaction_lacks(a->reaction);
	if (!lacks && (a->writes || a->deletes || a->may_delete) && !a->row)
		return "'row' must be given in an action that changes its row";
	if (!lacks && a->writes && a->subject != SUBJECT_NEW && !a->old)
		return "'old' must be given in an action that changes a row";
	return lacks;
}

const char *
entity_model_lacks(const struct entity *e)
{
	const char *lacks = entity_interface_lacks(e);

	if (!lacks)
		lacks = fields_lack(e);
	if (!lacks)
		lacks = view_rows_lack(e->view_rows, e->nview_rows);
	for (size_t i = 0; i < e->nactions && !lacks; i++)
		lacks = action_lacks(&e->actions[i]);
	return lacks;
}
