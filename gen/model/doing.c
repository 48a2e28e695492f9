/* What an action does with all that it calls and causes. */
#include "base/arena.h"
#include "base/list.h"
#include "base/str.h"
#include "model/errors.h"
#include "model/merger.h"

#include <stdlib.h>
#include <string.h>

/* An action under way. */
struct doing {
	struct merger *merger;
	struct impacts_effect *effects;
	size_t neffects;
	struct errors errors;
	struct list events, refreshes;
};

/* One effect for each entity and operation, with the fields of all; what the action does itself is
 * through nothing. */
static bool
effect_add(struct doing *d, struct impacts_effect effect)
{
	struct arena *a = &d->merger->scratch;
	struct list fields = {0};

	for (size_t i = 0; i < d->neffects; i++) {
		struct impacts_effect *e = &d->effects[i];

		if (strcmp(e->entity, effect.entity) != 0 ||
		    strcmp(e->operation, effect.operation) != 0)
			continue;
		list_append(a, &fields, e->fields, e->nfields);
		list_append(a, &fields, effect.fields, effect.nfields);
		list_sort(&fields);
		e->fields = fields.items;
		if (fields.n == e->nfields)
			return false;
		e->nfields = fields.n;
		return true;
	}
	d->effects = arena_grown(a, d->effects, d->neffects, sizeof *d->effects);
	d->effects[d->neffects++] = effect;
	return true;
}

/* A called action tells its caller what it did to its own row, too. */
static void
take(struct doing *d, const struct impacts_mutation *from, const char *through)
{
	struct arena *a = &d->merger->scratch;
	const struct impacts_summary *own = &from->impacts;

	for (size_t i = 0; through && i < own->noperations; i++)
		if (strcmp(own->operations[i], "CUSTOM") != 0)
			effect_add(d, (struct impacts_effect){.entity = from->entity,
			                                      .operation = own->operations[i],
			                                      .fields = own->fields,
			                                      .nfields = own->nfields,
			                                      .through = through});
	for (size_t i = 0; i < from->nside_effects; i++) {
		struct impacts_effect effect = from->side_effects[i];

		effect.through = through;
		effect_add(d, effect);
	}
	errors_addall(a, &d->errors, from);
	list_append(a, &d->events, from->events, from->nevents);
	list_append(a, &d->refreshes, from->refreshes, from->nrefreshes);
}

/* A mutation by its place. */
struct found {
	size_t entity, i;
};

struct calls {
	struct found *v;
	size_t n;
};

/* Adds one that is not there yet; its place. */
static size_t
calls_add(struct arena *a, struct calls *c, struct found f)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].entity == f.entity && c->v[i].i == f.i)
			return i;
	c->v = arena_grown(a, c->v, c->n, sizeof *c->v);
	c->v[c->n] = f;
	return c->n++;
}

static const struct impacts_mutation *
mutation(struct merger *m, struct found f)
{
	return &merger_part(m, f.entity)->impacts.mutations[f.i];
}

/* The mutation of a function in app, if there is one; whether it is the first of all. */
static bool
calls_add_function(struct merger *m, struct calls *c, const char *function)
{
	size_t n;
	const struct named *v = named_as(&m->functions, function, &n);

	for (size_t i = 0; i < n; i++) {
		struct found f = {v[i].entity, v[i].i};

		if (strcmp(strchr(mutation(m, f)->app_function, '.') + 1, function) == 0)
			return calls_add(&m->scratch, c, f) == 0;
	}
	return false;
}

/* Everything that an action calls, and what that calls;
 * each once, and the action itself if it is among them. */
static void
take_calls(struct doing *d, struct found first)
{
	struct merger *m = d->merger;
	struct calls all = {0};
	bool again = false;

	calls_add(&m->scratch, &all, first);
	for (size_t i = 0; i < all.n; i++) {
		const struct impacts_mutation *from = mutation(m, all.v[i]);

		take(d, from, i ? from->graphql_name : NULL);
		for (size_t k = 0; k < from->ncalls; k++)
			again = calls_add_function(m, &all, from->calls[k]) || again;
	}
	if (again)
		take(d, mutation(m, first), mutation(m, first)->graphql_name);
}

/* ---- what tables of others may say ---- */

/* Whether a row's deletion along with another, or the clearing of its references, may be answered
 * so. */
static bool
answers_along(const struct violation *v, const struct impacts_effect *effect)
{
	if (strcmp(effect->operation, "DELETE") == 0)
		return v->marked;
	for (size_t i = 0; i < effect->nfields; i++)
		if (word_among(v->cleared, v->ncleared, effect->fields[i]))
			return true;
	return false;
}

static bool
answers(const struct violation *v, const struct impacts_effect *effect)
{
	if (strcmp(effect->operation, "DELETE") == 0)
		return answers_along(v, effect);
	return violation_concerns(v, effect->fields, effect->nfields,
	                          strcmp(effect->operation, "CREATE") == 0);
}

static void
take_violations(struct doing *d, const struct impacts_effect *effect,
                bool can(const struct violation *, const struct impacts_effect *))
{
	struct merger *m = d->merger;
	const struct impacts_entity *e;
	size_t entity;

	if (!parts_find(m->parts, effect->entity, &entity))
		return;
	e = &merger_part(m, entity)->impacts.entity;
	for (size_t i = 0; i < e->nviolations; i++)
		if (can(&e->violations[i], effect))
			errors_add(&m->scratch, &d->errors, e->violations[i].status,
			           e->violations[i].message);
}

/* ---- what a deletion takes along ---- */

static void
cascade(struct doing *to, const struct impacts_effect *deleted)
{
	struct merger *m = to->merger;
	const struct link *l;
	size_t entity, n;

	if (strcmp(deleted->operation, "DELETE") != 0 ||
	    !parts_find(m->parts, deleted->entity, &entity))
		return;
	l = links_to(&m->referred, entity, &n);
	for (size_t i = 0; i < n; i++) {
		const struct impacts_reference *r;
		struct impacts_effect effect = {.entity = m->parts->v[l[i].from].type};

		if (l[i].on_delete == 'r')
			continue;
		r = link_reference(&merger_part(m, l[i].from)->impacts.entity, l[i].i);
		effect.through = r->field;
		effect.operation = l[i].on_delete == 'c' ? "DELETE" : "UPDATE";
		if (l[i].on_delete != 'c') {
			effect.fields = (const char **)&r->field;
			effect.nfields = 1;
		}
		effect_add(to, effect);
	}
}

/* The rows that go with a row go with others in turn. */
static void
take_cascades(struct doing *to, const struct doing *d, const struct impacts_mutation *own)
{
	struct impacts_effect first = {.entity = own->entity, .operation = "DELETE"};

	if (word_among(own->impacts.operations, own->impacts.noperations, "DELETE"))
		cascade(to, &first);
	for (size_t i = 0; i < d->neffects; i++)
		cascade(to, &d->effects[i]);
	for (size_t i = 0; i < to->neffects; i++) {
		const struct impacts_effect deleted = to->effects[i]; /* the array may move */

		cascade(to, &deleted);
	}
}

/* ---- the result ---- */

static int
by_effect(const void *left, const void *right)
{
	const struct impacts_effect *a = left, *b = right;
	int order = strcmp(a->entity, b->entity);

	return order ? order : strcmp(a->operation, b->operation);
}

static void
affect(struct arena *a, struct impacts_mutation *to)
{
	struct list types = {0};

	if (to->impacts.entity)
		list_add(a, &types, to->impacts.entity);
	for (size_t i = 0; i < to->nside_effects; i++)
		list_add(a, &types, to->side_effects[i].entity);
	for (size_t i = 0; i < to->ncascades; i++)
		list_add(a, &types, to->cascades[i].entity);
	list_sort(&types);
	to->impacts.affected = types.items;
	to->impacts.naffected = types.n;
	to->impacts.has_side_effects = to->nside_effects > 0;
}

static void
sort(void *v, size_t n, size_t size, int (*compare)(const void *, const void *))
{
	if (n)
		qsort(v, n, size, compare);
}

/* What it calls may change its own row: that is told of the row, and as what the called action did.
 * So may what it deletes, unless it is the row: a reference of it is cleared. */
static void
own_fields(struct arena *a, struct impacts_mutation *to, const struct doing *d,
           const struct doing *along)
{
	bool kept = word_among(to->impacts.operations, to->impacts.noperations, "UPDATE") ||
	            word_among(to->impacts.operations, to->impacts.noperations, "CUSTOM");
	struct list fields = {0};

	list_append(a, &fields, to->impacts.fields, to->impacts.nfields);
	for (size_t i = 0; kept && i < along->neffects; i++)
		if (strcmp(along->effects[i].operation, "UPDATE") == 0 &&
		    strcmp(along->effects[i].entity, to->entity) == 0)
			list_append(a, &fields, along->effects[i].fields,
			            along->effects[i].nfields);
	for (size_t i = 0; i < d->neffects; i++)
		if (d->effects[i].through && strcmp(d->effects[i].operation, "UPDATE") == 0 &&
		    strcmp(d->effects[i].entity, to->entity) == 0)
			list_append(a, &fields, d->effects[i].fields, d->effects[i].nfields);
	list_sort(&fields);
	to->impacts.fields = fields.items;
	to->impacts.nfields = fields.n;
}

struct impacts_mutation
merge_mutation(struct merger *m, size_t i, size_t k)
{
	struct doing d = {.merger = m}, along = {.merger = m};
	const struct found own = {i, k};
	struct impacts_mutation to = *mutation(m, own);

	take_calls(&d, own);
	for (size_t e = 0; e < d.neffects; e++)
		take_violations(&d, &d.effects[e], answers);
	take_cascades(&along, &d, &to);
	for (size_t e = 0; e < along.neffects; e++)
		take_violations(&d, &along.effects[e], answers_along);
	if (to.impacts.has_primary)
		own_fields(&m->scratch, &to, &d, &along);
	list_sort(&d.events);
	list_sort(&d.refreshes);
	sort(d.effects, d.neffects, sizeof *d.effects, by_effect);
	sort(along.effects, along.neffects, sizeof *along.effects, by_effect);
	to.side_effects = d.effects;
	to.nside_effects = d.neffects;
	to.cascades = along.effects;
	to.ncascades = along.neffects;
	errors_end(&m->scratch, &d.errors, &to);
	to.events = d.events.items;
	to.nevents = d.events.n;
	to.refreshes = d.refreshes.items;
	to.nrefreshes = d.refreshes.n;
	affect(&m->scratch, &to);
	merge_stale(m, &to);
	return to;
}
