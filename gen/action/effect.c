/* The steps validate, reject, set and return. */
#include "action/local.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/column.h"
#include "model/name.h"
#include "parse/keys.h"

#include <ctype.h>
#include <string.h>

/* not_a_lead → Not a lead */
static const char *
humanised(struct arena *a, const char *code)
{
	const char *colon = strchr(code, ':');
	char *text = arena_strdup(a, colon ? colon + 1 : code);

	for (char *s = text; *s; s++)
		if (*s == '_')
			*s = ' ';
	*text = (char)toupper((unsigned char)*text);
	return text;
}

/* A text on one line. */
static const char *
one_line(struct arena *a, const char *text)
{
	struct strbuf out = STRBUF_INIT;

	for (; *text; text++)
		if (!isspace((unsigned char)*text))
			str_addc(&out, *text);
		else if (out.len && out.buf[out.len - 1] != ' ')
			str_addc(&out, ' ');
	return str_done(&out, a);
}

void
failure_set(struct compiler *c, const struct step *s, struct statement *st, const char *status,
            const char *message)
{
	if (s->error) {
		status = strchr(s->error, ':') ? s->error
		                               : arena_printf(c->arena, "failed:%s", s->error);
		message = humanised(c->arena, s->error);
	}
	st->status = status;
	st->message = s->message ? s->message : message;
	if (s->condition.tree)
		st->condition = one_line(
		        c->arena,
		        arena_strndup(c->arena, s->condition.node->text + s->condition.tree->offset,
		                      s->condition.tree->n));
}

void
effects_need(struct compiler *c)
{
	if (!c->action->effects)
		c->action->effects = variable_add(c, "effects", "JSONB", "'[]'::JSONB");
}

/* A bare field that is set to the input of its name was hardly meant as the row's. */
static void
meant_input(struct compiler *c, const struct step *s)
{
	const struct expr *e = s->condition.tree;

	if (!e || e->kind != EXPR_IS || !e->negated || e->args[0]->kind != EXPR_PATH ||
	    e->args[0]->nwords != 1 || c->action->subject == SUBJECT_NEW)
		return;
	for (const struct step *next = s->next; next; next = next->next)
		for (const struct assignment *a = next->kind == STEP_UPDATE ? next->values : NULL;
		     a; a = a->next) {
			const struct expr *v = a->value.tree;

			if (v && v->kind == EXPR_PATH && v->nwords == 2 &&
			    strcmp(v->words[0].text, "input") == 0 &&
			    strcmp(a->name, e->args[0]->words[0].text) == 0 &&
			    strcmp(v->words[1].text, a->name) == 0)
				warning_at(c->diag, c->source, s->condition.node->at,
				           "this tests the stored '%s', which the action replaces; "
				           "did you mean 'input.%s'?",
				           a->name, a->name);
		}
}

void
validate_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	struct frame f = own_frame(c);

	st->kind = STATEMENT_VALIDATE;
	if (!s->condition.node)
		return;
	st->sql = condition_sql(c, &f, &s->condition);
	st->fields = used_sql(c);
	failure_set(c, s, st, "failed:validation_error",
	            arena_printf(c->arena, "Validation failed: %s",
	                         one_line(c->arena, s->condition.node->text)));
	meant_input(c, s);
}

void
reject_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	st->kind = STATEMENT_REJECT;
	failure_set(c, s, st, "failed:rejected", "Rejected");
}

/* ---- variables ---- */

/* A variable that is there, or of a declared type, or of the type of its value. */
static const char *
variable_value(struct compiler *c, const struct assignment *a, struct meaning *what,
               const char **type)
{
	struct frame f = own_frame(c);
	const struct local *l = local_find(c, a->name);
	const struct meaning *m;
	const char *sql;

	*type = NULL;
	if (a->type) {
		*type = declared_type(c, a, what);
		return !*type          ? NULL
		       : a->value.node ? assigned_sql(c, &f, &a->value, &what->symbol)
		                       : "NULL";
	}
	if (l && (l->is_row || l->result)) {
		error_at(c->diag, c->source, a->at,
		         "the variable '%s' is of another type already; choose another name",
		         a->name);
		return NULL;
	}
	if (l && l->sql) {
		*what = l->meaning;
		what->symbol.open = false;
		return assigned_sql(c, &f, &a->value, &what->symbol);
	}
	if (a->value.tree && a->value.tree->kind == EXPR_NULL) {
		error_at(c->diag, c->source, a->at,
		         "NULL does not say what '%s' is; write 'declare: {name: %s, type: text}'",
		         a->name, a->name);
		return NULL;
	}
	sql = value_sql(c, &f, &a->value, &what->symbol);
	m = sql ? path_meaning(a->value.tree) : NULL;
	what->items = m && m->items;
	what->composite = m ? m->composite : NULL;
	if (what->items)
		what->type = m->type;
	return sql;
}

/* A reference that a variable gets stays one, so that paths go on from it; an id stays a UUID. */
static const char *
as_key(struct compiler *c, const struct assignment *a, struct symbol *what, const char *sql)
{
	const struct entity *e = entity_titled(c, what->target);
	const struct expr *x = a->value.tree;
	const char *key;

	if (!e || what->list || a->type || local_find(c, a->name) ||
	    (x->kind == EXPR_PATH && strcmp(x->words[x->nwords - 1].text, "id") == 0))
		return sql;
	key = key_sql(c, &a->value);
	if (!key)
		return sql;
	*what = key_meaning(c, a->name, e, "NULL")->symbol;
	return key;
}

/* The meaning of a variable from now on. */
static struct meaning
variable_meaning(struct compiler *c, const struct local *l, const struct meaning *value)
{
	struct symbol what = value->symbol;
	const struct entity *row = entity_titled(c, what.target);

	if (what.kind == VALUE_REF && row)
		return *key_meaning(c, l->name, row, l->sql);
	what.name = l->name;
	what.sql = l->sql;
	what.refused = NULL;
	return (struct meaning){
	        .symbol = what,
	        .type = value->type,
	        .composite = value->composite,
	        .json = what.kind == VALUE_JSON && !value->items && !value->composite,
	        .items = value->items,
	};
}

static bool
has_float(struct compiler *c, const struct expr *e)
{
	const struct meaning *m = e ? path_meaning(e) : NULL;
	const char *const sql = type_find("float")->sql;

	if (!e)
		return false;
	if (m && ((m->type && strcmp(m->type->sql, sql) == 0) ||
	          (m->symbol.type && strcmp(m->symbol.type, sql) == 0) ||
	          (m->symbol.sql && strcmp(variable_type(c, m->symbol.sql), sql) == 0)))
		return true;
	for (size_t i = 0; i < e->nargs; i++)
		if (has_float(c, e->args[i]))
			return true;
	return e->query && e->query->item && has_float(c, e->query->item);
}

/* A cast of DOUBLE PRECISION to NUMERIC keeps 15 digits; its text has all of them. */
static const char *
as_number(struct compiler *c, const struct expr *e, const char *sql, const char *type)
{
	return arena_printf(c->arena, has_float(c, e) ? "(%s)::TEXT::%s" : "(%s)::%s", sql, type);
}

static void
set_one(struct compiler *c, const struct assignment *a, struct statement *st)
{
	struct meaning what = {0};
	const char *type, *sql = variable_value(c, a, &what, &type);
	struct local *l;

	if (!sql) {
		local_missing(c, a->at, a->name);
		return;
	}
	sql = as_key(c, a, &what.symbol, sql);
	if (!type)
		type = local_find(c, a->name) ? NULL : symbol_type(c, &what.symbol);
	l = type || !local_find(c, a->name) ? local_add(c, a->at, a->name, type ? type : "TEXT")
	                                    : local_find(c, a->name);
	if (!l || !l->sql)
		return;
	l->made = true;
	l->meaning = variable_meaning(c, l, &what);
	st->variable = l->sql;
	st->sql = what.symbol.kind == VALUE_NUMBER && !what.symbol.list
	                  ? as_number(c, a->value.tree, sql, variable_type(c, l->sql))
	                  : sql;
}

/* Of several assignments each is a statement; the step is the IF that holds them. */
void
set_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	struct way *w;

	st->kind = STATEMENT_SET;
	if (s->values && !s->values->next) {
		set_one(c, s->values, st);
		return;
	}
	st->kind = STATEMENT_IF;
	st->ways = w = arena_new(c->arena, struct way, 1);
	st->nways = 1;
	w->sql = "TRUE";
	for (const struct assignment *a = s->values; a; a = a->next) {
		w->steps = arena_grown(c->arena, w->steps, w->nsteps, sizeof *w->steps);
		w->steps[w->nsteps] = (struct statement){.kind = STATEMENT_SET};
		set_one(c, a, &w->steps[w->nsteps]);
		w->nsteps += w->steps[w->nsteps].variable != NULL;
	}
}

/* What a client gets of a value whose type nobody declared: numbers are those of JSON; what JSON
 * has no word for is a text. */
static const char *const client_types[] = {
        [VALUE_NULL] = "json",          [VALUE_NUMBER] = "float",      [VALUE_BOOLEAN] = "boolean",
        [VALUE_DATE] = "date",          [VALUE_TIME] = "time",         [VALUE_UUID] = "uuid",
        [VALUE_REF] = "uuid",           [VALUE_INTERVAL] = "interval", [VALUE_JSON] = "json",
        [VALUE_TIMESTAMP] = "datetime", [VALUE_TSTZRANGE] = NULL,
};

/* The type that a value was declared with; NULL of what is computed. Members of an enum are texts,
 * composites JSON. */
static const char *
declared_word(const struct expr *e)
{
	const struct meaning *m = path_meaning(e);

	return !m || !m->type || m->type == &type_enum || m->type->class == TYPE_COMPOSITE ||
	                       m->symbol.kind == VALUE_REF
	               ? NULL
	               : m->type->name;
}

/* Says of the value that was added last, behind `before` others, what type a client gets. */
static void
value_type(const struct authored *a, struct statement *st, size_t before, const struct symbol *what)
{
	struct named_sql *value;
	bool json = what->open || (what->list && what->kind == VALUE_REF);
	const char *own = json || st->nvalues == before ? NULL : declared_word(a->tree),
	           *word = json  ? "json"
	                   : own ? own
	                         : client_types[what->kind];

	if (st->nvalues == before)
		return;
	value = &st->values[before];
	value->type = word && !what->local ? word : "text";
	value->list = what->list && !json && what->kind != VALUE_JSON;
}

/* In the API a result has a name without underscores, and all steps of an action share them. */
static void
name_returned(struct compiler *c, const struct assignment *a)
{
	const char *camel = name_camel(c->arena, a->name);

	if (!isalpha((unsigned char)*camel))
		error_at(c->diag, c->source, a->at,
		         "the result '%s' has no name in the API, where underscores are left out; "
		         "begin it with a letter",
		         a->name);
	for (size_t i = 0; i < c->returned.n; i++) {
		const char *other = c->returned.items[i];

		if (strcmp(other, a->name) == 0)
			return;
		if (strcmp(name_camel(c->arena, other), camel) == 0)
			error_at(c->diag, c->source, a->at,
			         "the result '%s' would be '%s' of the API twice; rename one",
			         a->name, camel);
	}
	list_add(c->arena, &c->returned, a->name);
}

void
return_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	struct frame f = own_frame(c);
	const struct expr *e = s->value.tree;
	struct symbol what = {0};
	const char *sql;
	size_t before;

	st->kind = STATEMENT_RETURN;
	c->ended |= c->fallible;
	st->message = s->message;
	if (e && e->kind == EXPR_STRING && !s->message)
		st->message = e->text;
	else if (e) {
		sql = payload_sql(c, &f, &s->value, &what);
		if (sql) {
			named_add(c, st, "value", sql);
			value_type(&s->value, st, st->nvalues - 1, &what);
		}
	}
	for (const struct assignment *a = s->values; a; a = a->next) {
		what = (struct symbol){0};
		before = st->nvalues;
		name_returned(c, a);
		payload_add(c, st, a, &what);
		value_type(&a->value, st, before, &what);
	}
}
