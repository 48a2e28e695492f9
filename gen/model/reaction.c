#include "model/reaction.h"
#include "base/arena.h"
#include "base/list.h"
#include "model/api.h"
#include "model/optimistic.h"
#include "model/outcome.h"

#include <string.h>

/* ---- what becomes stale ---- */

static void
effects_of(struct arena *a, const struct impact *impact, struct reaction *to)
{
	to->effects = arena_new(a, struct effect, impact->neffects);
	for (size_t i = 0; i < impact->neffects; i++) {
		const struct effect *from = &impact->effects[i];

		if (from->operation != OPERATION_READ)
			to->effects[to->neffects++] = (struct effect){.entity = from->entity,
			                                              .schema = from->schema,
			                                              .operation = from->operation};
	}
}

struct refreshed {
	struct arena *arena;
	struct list entities;
};

static void
each_refresh(void *context, const struct statement *s)
{
	struct refreshed *r = context;

	for (size_t i = 0; s->kind == STATEMENT_REFRESH && i < s->nchanges; i++)
		list_add(r->arena, &r->entities, s->changes[i]);
}

static void
refreshes_of(struct arena *a, const struct action *from, struct reaction *to)
{
	struct refreshed r = {.arena = a};

	statements_walk(from->statements, from->nstatements, each_refresh, &r);
	list_sort(&r.entities);
	to->refreshes = r.entities.items;
	to->nrefreshes = r.entities.n;
}

/* ---- what can be shown ---- */

/* What is shown is what was sent: of a decimal or a time the answer may have another spelling. */
static bool
same_in_answer(const struct field *f)
{
	bool text = f->type->value == VALUE_TEXT && !f->list && !f->max;

	return text || f->type->value == VALUE_BOOLEAN ||
	       (f->type->value == VALUE_NUMBER && !type_branded(f->type));
}

/* A constant is a plain string or number, and so of no kind of its own. */
static bool
constant_fits(const struct field *f, const char *json)
{
	return strcmp(json, "null") == 0 || f->nvalues || !type_branded(f->type);
}

/* Whether the input is that of the field, and so has its type;
 * null, where it is one, is none of the row. */
static bool
is_own(const struct entity *e, const struct action *action, const struct field *f,
       const struct input *in)
{
	return in && in->field && !in->typed && strcmp(in->field, f->name) == 0 &&
	       !(f->required && api_nullable(e, action, in));
}

/* What the field becomes where the input is not given: its default, NULL; kept, or where NULL is
 * refused: nothing. */
static enum reaction_source
source_of(const struct field *f, const struct input *in, bool kept)
{
	if (in->required)
		return REACTION_INPUT;
	if (in->value && !kept)
		return REACTION_DEFAULT;
	return kept || f->required ? REACTION_GIVEN : REACTION_NULL;
}

/* Whether the client knows what the field becomes where the input is not given. */
static bool
default_known(const struct field *f, const struct input *in, bool kept)
{
	return kept || (!in->value_sql && (!in->value || constant_fits(f, in->value)));
}

/* False if the client does not know what is shown of the field. */
static bool
value_of(const struct entity *e, const struct action *action, const struct optimistic_value *v,
         struct reaction_value *to)
{
	const struct field *f = v->field;
	const struct input *in = v->json ? NULL : action_input(action, v->input);

	*to = (struct reaction_value){.field = f->name, .json = v->json};
	if (f->list)
		return false;
	if (v->json)
		return constant_fits(f, v->json);
	if (!same_in_answer(f) || !is_own(e, action, f, in) || !default_known(f, in, v->kept))
		return false;
	to->source = source_of(f, in, v->kept);
	to->input = in->name;
	to->json = to->source == REACTION_DEFAULT ? in->value : NULL;
	return true;
}

static void
values_of(struct arena *a, const struct entity *e, const struct action *from,
          const struct optimistic *shown, struct reaction *to)
{
	if (!shown->whole || shown->removed || !api_row_certain(from))
		return;
	to->values = arena_new(a, struct reaction_value, shown->nvalues);
	for (size_t i = 0; i < shown->nvalues; i++)
		if (!value_of(e, from, &shown->values[i], &to->values[i]))
			return;
	to->nvalues = shown->nvalues;
}

/* ---- all of it ---- */

static struct reaction *
make(struct arena *a, const struct entity *e, const struct action *from)
{
	const struct impact *impact = from->nimpact ? from->impact : NULL;
	struct outcome outcome = outcome_of(e, from);
	struct optimistic shown = optimistic_of(a, e, from);
	struct reaction *to = arena_new(a, struct reaction, 1);

	to->others = (impact && impact->ncalls) || outcome.beside[OPERATION_UPDATE] ||
	             outcome.beside[OPERATION_DELETE];
	if (impact)
		effects_of(a, impact, to);
	refreshes_of(a, from, to);
	to->answers = from->subject != SUBJECT_NONE && !from->deletes;
	to->removes = shown.possible && shown.removed;
	if (shown.possible)
		values_of(a, e, from, &shown, to);
	return to;
}

struct reaction *
reaction_of(struct arena *a, const struct entity *e, const struct action *from)
{
	return from->nreaction ? from->reaction : make(a, e, from);
}

bool
reaction_foreseen(const struct reaction *r)
{
	return r->removes || r->nvalues;
}
