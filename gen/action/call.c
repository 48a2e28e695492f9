/* The step call. */
#include "action/callee.h"
#include "action/local.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/column.h"
#include "model/name.h"

#include <string.h>

/* So many actions are looked through for one that calls the first again. */
enum { CERTAIN_MAX = 256 };

/* ---- arguments of an action ---- */

/* Of an action of this entity; of others nothing is known but their inputs. */
static bool
parameter_declared(const struct action *action, const char *name)
{
	for (size_t i = 0; action->form && i < action->form->nparameters; i++)
		if (strcmp(action->form->parameters[i].name, name) == 0)
			return true;
	return false;
}

static void
no_parameter(struct compiler *c, const struct callee *to, const struct assignment *a)
{
	const struct action *action = to->action;
	const char **names = arena_new(c->arena, const char *, action->ninputs + 1);

	for (size_t i = 0; i < action->ninputs; i++)
		names[i] = action->inputs[i].word;
	if (a->name && parameter_declared(action, a->name))
		return; /* its declaration was reported */
	if (a->name)
		error_at(c->diag, c->source, a->at, "'%s' has no input '%s'%s", action->name,
		         a->name, nearest_cure(c->arena, a->name, names));
	else
		error_at(c->diag, c->source, a->at, "'%s' takes fewer arguments", action->name);
}

/* A reference is given by the UUID of its row. */
static const char *
reference(struct compiler *c, const struct callee *to, const struct input *in,
          const struct assignment *a)
{
	struct frame f = own_frame(c);
	struct symbol what = {0};
	const char *sql = value_sql(c, &f, &a->value, &what);
	const struct entity *target = sql ? entity_of_ref(c, to->entity, in->refs) : NULL;
	bool leads = what.kind == VALUE_REF || what.kind == VALUE_UUID;

	if (!sql || what.open || what.kind == VALUE_NULL ||
	    (leads &&
	     (!what.target || !target || strcmp(what.target, entity_title(c, target)) == 0)))
		return sql;
	error_at(c->diag, c->source, a->at, "'%s' of '%s' is a reference to %s%s%s", in->word,
	         to->action->name, target ? entity_title(c, target) : in->refs->entity,
	         leads ? "; this leads to " : "", leads ? what.target : "");
	return NULL;
}

/* A value without a type is given as it lies there:
 * what it cannot be is for the called action to say. */
static const char *
argument(struct compiler *c, const struct callee *to, const struct input *in,
         const struct assignment *a)
{
	struct frame f = own_frame(c);
	const struct meaning *m;
	const char *sql;
	struct symbol want = {.name = in->word,
	                      .sql = in->name,
	                      .kind = in->type->value,
	                      .list = in->list && in->type->value != VALUE_JSON,
	                      .values = in->values,
	                      .nvalues = in->nvalues};

	if (in->nrefs && in->list) {
		error_at(c->diag, c->source, a->at,
		         "'%s' of '%s' is a list of references, which a call cannot give", in->word,
		         to->action->name);
		return NULL;
	}
	if (in->nrefs || input_names_row(in))
		return in->nrefs
		               ? reference(c, to, in, a)
		               : reference(
		                         c, to,
		                         &(struct input){
		                                 .word = in->word,
		                                 .refs = &(struct ref){.schema = to->entity->schema,
		                                                       .entity = to->entity->name}},
		                         a);
	sql = assigned_sql(c, &f, &a->value, &want);
	m = sql ? path_meaning(a->value.tree) : NULL;
	return m && m->symbol.open && m->symbol.jsonb ? m->symbol.jsonb : sql;
}

static void
missing(struct compiler *c, const struct step *s, const struct callee *to,
        const struct statement *st)
{
	const struct action *action = to->action;

	for (size_t i = 0; i < action->ninputs; i++) {
		const struct input *in = &action->inputs[i];
		size_t k = 0;

		while (k < st->nvalues && strcmp(st->values[k].name, in->name) != 0)
			k++;
		if (in->required && k == st->nvalues)
			error_at(c->diag, c->source, s->target.at, "'%s' needs the input '%s'",
			         action->name, in->word);
	}
}

/* Required keys and defaults of a payload, as its wrapper has them. */
static void
payload_form(struct compiler *c, const struct action *action, struct statement *st)
{
	struct strbuf required = STRBUF_INIT, defaults = STRBUF_INIT;
	size_t n = 0;

	for (size_t i = 0; i < action->ninputs; i++) {
		const struct input *in = &action->inputs[i];
		const char *value = in->value ? arena_printf(c->arena, "%s::JSONB",
		                                             literal_of(c->arena, in->value))
		                              : in->value_sql;

		if (in->required) {
			str_add(&required, required.len ? "," : "");
			quote_element(&required, in->name);
		}
		if (value)
			str_addf(&defaults, "%s%s, %s", object_joint(n++),
			         literal_of(c->arena, in->name), value);
	}
	if (defaults.len)
		str_addc(&defaults, ')');
	st->required = arena_printf(c->arena, "'{%s}'", required.buf);
	str_free(&required);
	if (defaults.len)
		st->defaults = str_done(&defaults, c->arena);
}

/* ---- calls without end ---- */

/* Actions of an entity that are called come what may, each once. */
struct certain {
	const struct action *v[CERTAIN_MAX];
	size_t n;
};

static void
certain_add(struct certain *to, const struct action *action)
{
	for (size_t i = 0; i < to->n; i++)
		if (to->v[i] == action)
			return;
	if (action && to->n < CERTAIN_MAX)
		to->v[to->n++] = action;
}

/* Adds what an action calls before any fork or loop that might leave it out, or end the action. */
static void
certain_calls(const struct compiler *c, const struct action *from, struct certain *to)
{
	for (const struct step *s = from->steps; s; s = s->next) {
		if (s->branches || s->steps || s->kind == STEP_RETURN)
			return;
		if (s->kind == STEP_CALL && !s->go_on && s->name &&
		    (!s->schema || strcmp(s->schema, "app") == 0))
			certain_add(to, action_of(c->entity, s->name));
	}
}

/* Whether an action always calls another of the same entity, in one step or through others. */
static bool
always_calls(const struct compiler *c, const struct action *from, const struct action *to)
{
	struct certain called = {.n = 0};

	certain_calls(c, from, &called);
	for (size_t i = 0; i < called.n; i++) {
		if (called.v[i] == to)
			return true;
		certain_calls(c, called.v[i], &called);
	}
	return false;
}

/* A call that calls itself again, come what may. */
static bool
endless(struct compiler *c, const struct step *s, const struct callee *to)
{
	if (to->entity != c->entity || c->fallible || s->go_on ||
	    !always_calls(c, c->action, to->action) ||
	    (to->action != c->action && !always_calls(c, to->action, c->action)))
		return false;
	error_at(c->diag, c->source, s->target.at,
	         "this calls '%s' again and again, and never ends; call it in an 'if'",
	         c->action->name);
	return true;
}

/* ---- calls of actions ---- */

static void
call_action(struct compiler *c, const struct step *s, const struct callee *to, struct statement *st)
{
	const struct action *action = to->action;
	size_t i = 0;

	st->action = true;
	st->entity = to->entity->name;
	st->schema = to->entity->schema;
	st->name = ident_in(c->arena, to->entity->schema, action->api ? action->api : action->name);
	st->input_type = input_type_name(c->arena, action);
	st->sql = action->permission;
	st->message = action->api;
	for (const struct assignment *a = s->values; a; a = a->next, i++) {
		const struct input *in = callee_input(to, a, i);
		const char *sql = in ? argument(c, to, in, a) : NULL;

		if (!in)
			no_parameter(c, to, a);
		if (sql)
			named_add(c, st, in->name, sql);
	}
	if (i == st->nvalues)
		missing(c, s, to, st);
	payload_form(c, action, st);
	effects_need(c);
	reload_set(c, st);
	along_called(c, st, action);
}

/* ---- functions ---- */

/* An action that may have been meant, or is, but stands in no schema. */
static const char *
nearest_action(struct compiler *c, const struct step *s)
{
	const char **names;
	size_t n = 0, max = c->entity->nactions + 1;

	for (size_t i = 0; i < c->n; i++)
		max += c->others[i]->nactions;
	max += c->options->nfunctions;
	names = arena_new(c->arena, const char *, max);
	for (size_t i = 0; i < c->entity->nactions; i++)
		names[n++] = c->entity->actions[i].name;
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->others[i]->nactions; k++)
			names[n++] = c->others[i]->actions[k].name;
	if (word_index(names, s->name) >= 0)
		return s->schema
		               ? "; an action is called without a schema"
		               : "; the action of this name has no steps, and nothing is made of it";
	for (size_t i = 0; i < c->options->nfunctions; i++)
		names[n++] = c->options->functions[i];
	return nearest_cure(
	        c->arena, s->schema ? arena_printf(c->arena, "%s.%s", s->schema, s->name) : s->name,
	        names);
}

static void
call_function(struct compiler *c, const struct step *s, struct statement *st)
{
	const char *schema = s->schema ? s->schema : "app";

	st->dynamic = !function_listed(c, s->schema, s->name);
	st->name = ident_in(c->arena, schema, s->name);
	if (st->dynamic)
		warning_at(c->diag, c->source, s->target.at,
		           "'%s' is no action, and no function that specql.yaml lists; %s.%s is "
		           "called if it is there%s",
		           s->name, schema, s->name, nearest_action(c, s));
	for (const struct assignment *a = s->values; a; a = a->next) {
		struct frame f = own_frame(c);
		struct symbol what = {0};
		const char *sql = value_sql(c, &f, &a->value, &what);

		if (sql)
			named_add(c, st, a->name, sql);
	}
	/* What it does nobody knows. */
	st->reload = row_there(c);
}

static void
result(struct compiler *c, const struct step *s, struct statement *st)
{
	struct local *l;

	if (!s->variable)
		return;
	l = local_add(c, s->at, s->variable, st->action ? "app.mutation_result" : "TEXT");
	if (!l)
		return;
	l->made = true;
	l->result = st->action;
	l->meaning.symbol =
	        (struct symbol){.name = l->name,
	                        .sql = st->action ? column_sql(c, l->sql, "id") : l->sql,
	                        .kind = st->action ? VALUE_UUID : VALUE_TEXT,
	                        .open = !st->action,
	                        .answer = !st->action};
	st->variable = l->sql;
}

void
call_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	struct callee to;

	st->kind = STATEMENT_CALL;
	st->go_on = s->go_on;
	if (!s->name)
		return;
	if (!callee_find(c, s, &to))
		return;
	if (to.action && endless(c, s, &to))
		return;
	if (to.action)
		call_action(c, s, &to, st);
	else
		call_function(c, s, st);
	result(c, s, st);
}
