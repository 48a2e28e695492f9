#include "base/arena.h"
#include "base/str.h"
#include "emit/fault.h"
#include "emit/emit.h"
#include "emit/script.h"
#include "model/name.h"
#include "validators_ts.h"

#include <string.h>

struct validators {
	struct arena *arena;
	const struct entity *entity;
	const char *rules; /* contactRules */
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
			        fault_of_field(t->arena, &e->fields[i])};
		}
	return to;
}

/* That of the column that an input stands for, or its own. */
static const char *
input_rule(struct validators *t, const struct input *in)
{
	const struct field *own = in->field ? field_find(t->entity, in->field) : NULL;
	struct field f = api_input(t->entity, in);

	if (own && stored(own))
		return arena_printf(t->arena, "%s.%s", t->rules, name_camel(t->arena, own->name));
	t->composite |= f.type->class == TYPE_COMPOSITE;
	return fault_of_field(t->arena, &f);
}

/* What is asked of an input beside its rule; NULL: it may be left out, and may be null. */
static const char *
sort(struct validators *t, const struct action *action, const struct input *in)
{
	if (api_nullable(t->entity, action, in))
		return in->required ? "given" : NULL;
	return in->required ? "required" : "filled";
}

static struct validators_ts_actions_inputs *
inputs(struct validators *t, const struct action *from)
{
	struct validators_ts_actions_inputs *to =
	        arena_new(t->arena, struct validators_ts_actions_inputs, from->ninputs);

	for (size_t i = 0; i < from->ninputs; i++)
		to[i] = (struct validators_ts_actions_inputs){
		        .name = name_camel(t->arena, from->inputs[i].name),
		        .sort = sort(t, from, &from->inputs[i]),
		        .rule = input_rule(t, &from->inputs[i]),
		};
	return to;
}

/* An author's rule may ask for anything that SQL knows. */
static const char *
unchecked(struct arena *a, const struct entity *e)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < e->nchecks; i++)
		str_addf(&out, "%s%s", i ? ", " : "", e->checks[i].name);
	return out.len ? str_done(&out, a) : NULL;
}

void
emit_validators(struct strbuf *out, struct arena *a, const struct entity *e,
                const struct options *o)
{
	const char *query = api_query(a, api_type(a, o, e->schema, e->name));
	struct validators t = {a, e, arena_printf(a, "%sRules", query), false};
	struct validators_ts_actions *to = arena_new(a, struct validators_ts_actions, e->nactions);
	struct validators_ts ts = {.entity = e->name, .query = query, .actions = {to, 0}};

	ts.rules.v = rules(&t, &ts.rules.n);
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING && e->actions[i].ninputs)
			to[ts.actions.n++] = (struct validators_ts_actions){
			        .name = api_action(a, &e->actions[i]),
			        .inputs = {inputs(&t, &e->actions[i]), e->actions[i].ninputs},
			};
	ts.checked = ts.rules.n || ts.actions.n;
	ts.composite = t.composite;
	ts.unchecked = unchecked(a, e);
	validators_ts(out, &ts);
}
