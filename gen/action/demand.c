#include "action/demand.h"
#include "action/compiler.h"
#include "base/str.h"
#include "expr/tree.h"

#include <string.h>

/* input.name, or name, which is the input as long as there is no row. */
static bool
is_input(const struct expr *e, const char *word)
{
	size_t last;

	if (!e || e->kind != EXPR_PATH || e->variable || e->nwords > 2)
		return false;
	last = e->nwords - 1;
	return strcmp(e->words[last].text, word) == 0 &&
	       (last == 0 || strcmp(e->words[0].text, "input") == 0);
}

static bool
must_be_given(const struct entity *e, const struct assignment *a, const char *word)
{
	const struct ref *ref;
	const struct field *f = a->name ? field_of_word(e, a->name, &ref) : NULL;

	return f && f->required && !f->default_kind && is_input(a->value.tree, word);
}

static bool
insert_demands(const struct entity *e, const struct step *s, const char *word)
{
	if (s->kind != STEP_INSERT || !step_own(e, s))
		return false;
	if (!s->values || !word)
		return !s->values;
	for (const struct assignment *a = s->values; a; a = a->next)
		if (must_be_given(e, a, word))
			return true;
	return false;
}

static bool
every_way_demands(const struct entity *e, const struct step *s, const char *word)
{
	bool otherwise = false;

	for (const struct branch *b = s->branches; b; b = b->next) {
		otherwise |= !b->condition.node && !b->nvalues;
		if (!steps_demand(e, b->steps, word))
			return false;
	}
	return otherwise;
}

/* A loop counts as if it made a turn. */
bool
steps_demand(const struct entity *e, const struct step *s, const char *word)
{
	for (; s; s = s->next)
		if (insert_demands(e, s, word) || every_way_demands(e, s, word) ||
		    steps_demand(e, s->steps, word))
			return true;
	return false;
}

/* Whether an insert makes the row is known only behind what stands before it,
 * where fields are inputs then. */
static bool
makes(const struct entity *e, const struct step *s, bool *decided)
{
	bool made = false;

	for (; s && !*decided; s = s->next) {
		*decided = step_own(e, s) && s->kind != STEP_FIND;
		made = *decided && s->kind == STEP_INSERT;
		for (const struct branch *b = s->branches; b && !*decided; b = b->next)
			made = makes(e, b->steps, decided);
		if (!*decided)
			made = makes(e, s->steps, decided);
	}
	return made;
}

bool
steps_make(const struct entity *e, const struct step *s)
{
	bool decided = false;

	return makes(e, s, &decided);
}

/* ---- not null ---- */

/* What ways make of an input: nothing, or some pass it by; none ends as a success; it must not be
 * null where it is there; it is stored, there or not. */
enum demand { DEMAND_NONE, DEMAND_FAILS, DEMAND_FILLED, DEMAND_STORED };

struct demanded {
	const struct entity *entity;
	const char *word;
	bool own;                /* a step without values takes it */
	bool made;               /* the own row is yet to be made, so a bare name is an input */
	struct compiler *others; /* who knows other entities, or NULL */
};

/* The entity of which a step stores an input; NULL: none, or no row need be changed. */
static const struct entity *
storing(const struct demanded *d, const struct step *s)
{
	bool insert = s->kind == STEP_INSERT;

	if (step_own(d->entity, s))
		return insert || s->kind == STEP_UPDATE ? d->entity : NULL;
	if (!insert || s->conflict != ON_CONFLICT_FAIL || !d->others)
		return NULL;
	return entity_find(d->others, &s->target, false);
}

static enum demand
demand_of(const struct demanded *d, const struct step *s)
{
	const struct entity *e = storing(d, s);
	const struct ref *ref;
	const struct field *f;

	for (const struct assignment *a = e ? s->values : NULL; a; a = a->next) {
		if (!a->name || !is_input(a->value.tree, d->word) ||
		    (!d->made && a->value.tree->nwords != 2))
			continue;
		f = field_of_word(e, a->name, &ref);
		if (f && f->required && f->nrefs <= 1)
			return DEMAND_STORED;
	}
	if (!e || s->values || (e == d->entity && !d->own))
		return DEMAND_NONE;
	f = field_of_word(e, d->word, &ref);
	if (!f || !f->required || f->nrefs > 1 || f->join_table)
		return DEMAND_NONE;
	return s->kind == STEP_INSERT && s->conflict != ON_CONFLICT_UPDATE ? DEMAND_STORED
	                                                                   : DEMAND_FILLED;
}

static bool
returns(const struct step *s, const void *context)
{
	(void)context;
	return s->kind == STEP_RETURN;
}

static enum demand all_demand(struct demanded d, const struct step *s);

static enum demand
every_way(struct demanded d, const struct step *s)
{
	enum demand least = DEMAND_FAILS, one;
	bool otherwise = false;

	for (const struct branch *b = s->branches; b; b = b->next) {
		otherwise |= !b->condition.node && !b->nvalues;
		one = all_demand(d, b->steps);
		if (one == DEMAND_NONE)
			return DEMAND_NONE;
		if (least == DEMAND_FAILS || (one != DEMAND_FAILS && one < least))
			least = one;
	}
	return otherwise ? least : DEMAND_NONE;
}

static bool
may_return(const struct step *s)
{
	for (const struct branch *b = s->branches; b; b = b->next)
		if (steps_any(b->steps, returns, NULL))
			return true;
	return s->kind == STEP_RETURN || steps_any(s->steps, returns, NULL);
}

static enum demand
all_demand(struct demanded d, const struct step *s)
{
	enum demand most = DEMAND_NONE, one;

	for (; s && most < DEMAND_STORED; s = s->next) {
		one = s->kind == STEP_REJECT ? DEMAND_FAILS : demand_of(&d, s);
		if (!one)
			one = every_way(d, s);
		most = one > most ? one : most;
		if (one == DEMAND_FAILS || may_return(s))
			break;
		d.made = d.made && s->kind != STEP_INSERT && !s->branches && !s->steps;
	}
	return most;
}

static bool
optional(const struct action_form *form, const char *word)
{
	for (size_t i = 0; form && i < form->nparameters; i++)
		if (strcmp(form->parameters[i].name, word) == 0)
			return form->parameters[i].optional;
	return false;
}

/* A condition may have an answer of its own for one that is not there. */
static bool
only_stored(const struct usage *u, const char *word)
{
	for (const struct named_input *in = u->inputs; in; in = in->next)
		if (strcmp(in->word, word) == 0)
			return in->uses == in->stores;
	return true;
}

static void
demanded(const struct entity *e, struct action *a, const struct usage *u, struct compiler *others)
{
	const struct action_form *form = a->form;

	for (size_t i = 0; i < a->ninputs; i++) {
		struct input *in = &a->inputs[i];
		bool own = !form || !form->nfields ||
		           word_among(form->fields, form->nfields, in->word);
		struct demanded d = {e, in->word, own, u->made, others};
		enum demand demand;

		if (in->required || optional(form, in->word))
			continue;
		demand = all_demand(d, a->steps);
		in->required = demand == DEMAND_STORED && !in->value && !in->value_sql &&
		               only_stored(u, in->word);
		in->filled |= demand > DEMAND_FAILS && !in->required;
	}
}

void
inputs_demanded(const struct entity *e, struct action *a, const struct usage *u)
{
	demanded(e, a, u, NULL);
}

void
inputs_demanded_elsewhere(struct compiler *c)
{
	const struct usage u = usage_of(c->arena, c->entity, c->action);

	demanded(c->entity, c->action, &u, c);
}
