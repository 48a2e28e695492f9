#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/emit.h"
#include "emit/rule_ts.h"
#include "emit/script.h"
#include "model/column.h"
#include "model/name.h"
#include "model/several.h"
#include "model/violation.h"
#include "validators_ts.h"

#include <string.h>

struct validators {
	struct arena *arena;
	const struct entity *entity;
	const char *rules, *checks; /* contactRules, contactChecks */
	bool composite;
};

static bool
stored(const struct field *f)
{
	return !f->nrefs && !f->faulty;
}

static struct validators_ts_rules *
rules(struct validators *t, size_t *n)
{
	const struct entity *e = t->entity;
	struct validators_ts_rules *to =
	        arena_new(t->arena, struct validators_ts_rules, e->nfields);

	*n = 0;
	for (size_t i = 0; i < e->nfields; i++)
		if (stored(&e->fields[i])) {
			t->composite |= e->fields[i].type->class == TYPE_COMPOSITE;
			to[(*n)++] = (struct validators_ts_rules){
			        name_camel(t->arena, e->fields[i].name),
			        rule_ts_of_field(t->arena, &e->fields[i])};
		}
	return to;
}

/* The column that an input stands for, or NULL. */
static const struct field *
column_of(const struct validators *t, const struct input *in)
{
	const struct field *own = in->field ? field_find(t->entity, in->field) : NULL;

	return own && stored(own) && !in->typed ? own : NULL;
}

/* Whether the rule of an input is that of a column, by its name. */
static bool
of_column(const struct validators *t, const struct input *in)
{
	const struct field *own = column_of(t, in);

	return own && strcmp(field_key(t->arena, own), in->name) == 0;
}

/* That of the column that an input stands for, or its own. */
static const char *
input_rule(struct validators *t, const struct input *in)
{
	const struct field *own = column_of(t, in);
	struct field f = api_input(t->entity, in);

	if (own)
		return arena_printf(t->arena, "%s.%s", t->rules, name_camel(t->arena, own->name));
	t->composite |= f.type->class == TYPE_COMPOSITE;
	if (f.list && f.type == type_find("json"))
		return "check.jsons"; /* as input_check has it, and not the shape of a column */
	return rule_ts_of_field(t->arena, &f);
}

/* What checks.ts calls a rule by a word: uuid. */
static const char *
word_of(const char *rule)
{
	static const char *const words[] = {"check.uuid", "check.datetime"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], rule) == 0)
			return words[i] + strlen("check.");
	return NULL;
}

/* What is asked of an input beside its rule: see fieldOf of checks.ts. */
static const char *
mark(struct validators *t, const struct action *action, const struct input *in)
{
	if (in->required)
		return "!";
	return api_nullable(t->entity, action, in) ? "" : "?";
}

static void
inputs(struct validators *t, const struct action *from, struct validators_ts_actions *to)
{
	struct strbuf words = STRBUF_INIT;
	struct validators_ts_actions_own *own =
	        arena_new(t->arena, struct validators_ts_actions_own, from->ninputs);

	for (size_t i = 0; i < from->ninputs; i++) {
		const struct input *in = &from->inputs[i];
		const char *name = name_camel(t->arena, in->name), *rule, *word;

		str_addf(&words, "%s%s%s", i ? " " : "", name, mark(t, from, in));
		if (of_column(t, in))
			continue;
		rule = input_rule(t, in);
		word = word_of(rule);
		if (word)
			str_addf(&words, ":%s", word);
		else
			own[to->own.n++] = (struct validators_ts_actions_own){name, rule};
	}
	to->words = str_done(&words, t->arena);
	to->own.v = own;
}

/* ---- rules of several fields ---- */

static const struct input *
input_called(struct validators *t, const struct action *of, const char *name)
{
	for (size_t i = 0; i < of->ninputs; i++)
		if (of->inputs[i].field &&
		    strcmp(name_camel(t->arena, of->inputs[i].name), name) == 0)
			return &of->inputs[i];
	return NULL;
}

/* Whether a field that nobody gives is something else than null in a new row. */
static bool
has_default(struct validators *t, const char *name)
{
	const struct entity *e = t->entity;

	for (size_t i = 0; i < e->nfields; i++)
		if (strcmp(name_camel(t->arena, e->fields[i].name), name) == 0)
			return e->fields[i].default_kind != DEFAULT_NONE;
	return false;
}

static void
names(struct strbuf *out, struct validators *t, const char *text)
{
	str_addf(out, "%s%s", out->len ? ", " : "", js_of(t->arena, text));
}

/* When a rule can be asked of an input: what must be there for that; NULL: it cannot. Of a new row
 * the rest is null, of another what it was. */
static const char *
given(struct validators *t, const struct action *of, const struct check *c)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < c->nfields; i++) {
		const struct input *in = input_called(t, of, c->fields[i]);
		bool needed = of->kind == ACTION_UPDATE || has_default(t, c->fields[i]);

		if ((needed && !in) || (in && in->typed)) {
			str_free(&out);
			return NULL;
		}
		if (needed)
			names(&out, t, c->fields[i]);
	}
	return str_done(&out, t->arena);
}

/* Whether the row that comes of it is told by its inputs, and what the row was. */
static bool
of_whole_row(const struct action *of)
{
	return of->kind == ACTION_CREATE || of->kind == ACTION_UPDATE;
}

/* Of a reference to one of several entities: all that a new row gets is known, of another what the
 * input says of each. */
static size_t
references(struct validators *t, const struct action *of, struct validators_ts_actions_checks *to)
{
	const struct entity *e = t->entity;
	size_t n = 0;

	for (size_t i = 0; of_whole_row(of) && i < e->nfields; i++) {
		const struct several s = several_of(t->arena, e, of, e->fields[i].name);
		struct strbuf fields = STRBUF_INIT;

		if (!s.n)
			continue;
		for (size_t k = 0; k < s.n; k++)
			names(&fields, t, name_camel(t->arena, s.names[k]));
		to[n].fields = str_done(&fields, t->arena);
		to[n].holds = arena_printf(t->arena, "check.%s(%s)",
		                           s.required ? "exactlyOne" : "atMostOne", to[n].fields);
		to[n].given = s.patch ? to[n].fields : "";
		to[n++].code = "invalid_target";
	}
	return n;
}

static struct validators_ts_actions_checks *
asked(struct validators *t, const struct action *of, size_t *n)
{
	const struct entity *e = t->entity;
	struct validators_ts_actions_checks *to =
	        arena_new(t->arena, struct validators_ts_actions_checks, e->nchecks + e->nfields);

	*n = references(t, of, to);
	for (size_t i = 0; of_whole_row(of) && i < e->nchecks; i++) {
		const struct check *c = &e->checks[i];
		const char *must = c->js ? given(t, of, c) : NULL;
		const char *status = check_status(t->arena, c);
		struct strbuf fields = STRBUF_INIT;

		if (!must)
			continue;
		for (size_t k = 0; k < c->nfields; k++)
			names(&fields, t, c->fields[k]);
		to[(*n)++] = (struct validators_ts_actions_checks){
		        .holds = arena_printf(t->arena, "%s.%s", t->checks,
		                              name_camel(t->arena, c->name)),
		        .fields = str_done(&fields, t->arena),
		        .given = must,
		        .code = status ? strchr(status, ':') + 1 : "check_violation"};
	}
	return to;
}

/* Those that JavaScript can ask, and those that only the database can. */
static void
checks(struct validators *t, struct validators_ts *ts)
{
	const struct entity *e = t->entity;
	struct validators_ts_checks *to =
	        arena_new(t->arena, struct validators_ts_checks, e->nchecks);
	struct validators_ts_unchecked *not =
	        arena_new(t->arena, struct validators_ts_unchecked, e->nchecks);

	for (size_t i = 0; i < e->nchecks; i++) {
		const struct check *c = &e->checks[i];

		if (c->js)
			to[ts->checks.n++] =
			        (struct validators_ts_checks){name_camel(t->arena, c->name), c->js};
		else
			not [ts->unchecked.n++] = (struct validators_ts_unchecked){
			        c->name, c->js_missing ? c->js_missing : "it is of SQL alone"};
	}
	ts->checks.v = to;
	ts->unchecked.v = not ;
}

void
emit_validators(struct strbuf *out, struct arena *a, const struct entity *e,
                const struct options *o)
{
	const char *query = api_query(a, api_type(a, o, e->schema, e->name));
	struct validators t = {a, e, arena_printf(a, "%sRules", query),
	                       arena_printf(a, "%sChecks", query), false};
	struct validators_ts_actions *to = arena_new(a, struct validators_ts_actions, e->nactions);
	struct validators_ts ts = {.entity = e->name, .query = query, .actions = {to, 0}};

	ts.rules.v = rules(&t, &ts.rules.n);
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING && e->actions[i].ninputs) {
			struct validators_ts_actions *one = &to[ts.actions.n++];

			one->name = api_action(a, &e->actions[i]);
			inputs(&t, &e->actions[i], one);
			one->checks.v = asked(&t, &e->actions[i], &one->checks.n);
			one->others = one->own.n || one->checks.n;
		}
	checks(&t, &ts);
	ts.checked = ts.rules.n || ts.actions.n;
	ts.composite = t.composite;
	validators_ts(out, &ts);
}
