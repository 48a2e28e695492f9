#include "action/deletion.h"
#include "action/callee.h"
#include "action/compiler.h"
#include "base/arena.h"
#include "base/bound.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

/* ---- what the steps say ---- */

struct signing {
	struct arena *arena;
	const struct entity *entity;
	struct list deletions, callees;
};

static const char *
full_name(struct arena *a, const char *schema, const char *name)
{
	return schema ? arena_printf(a, "%s.%s", schema, name) : name;
}

/* The subject's row is known by the subject. */
static bool
sign(const struct step *s, const void *context)
{
	struct signing *to = *(struct signing *const *)context;

	if (s->kind == STEP_DELETE && s->target.entity && !step_own(to->entity, s))
		list_add(to->arena, &to->deletions,
		         full_name(to->arena, s->target.schema, s->target.entity));
	if (s->kind == STEP_CALL && s->name && (!s->schema || strcmp(s->schema, "app") == 0))
		list_add(to->arena, &to->callees, s->name);
	return false;
}

void
deletions_sign(struct arena *arena, const struct entity *e, struct action *a)
{
	struct signing to = {.arena = arena, .entity = e}, *context = &to;

	steps_any(a->steps, sign, &context);
	list_sort(&to.deletions);
	list_sort(&to.callees);
	a->deletions = to.deletions.items;
	a->ndeletions = to.deletions.n;
	a->callees = to.callees.items;
	a->ncallees = to.callees.n;
}

/* ---- what follows for a row ---- */

/* An action by a name that it is called by. */
struct named {
	const char *name;
	size_t i;
};

struct taker {
	const struct entity *entity;
	const struct action *action;
	bool takes;
};

struct call {
	size_t to, from;
};

/* All actions that are known, and whether the row of the compiled entity may go with each. */
struct takers {
	struct compiler *c;
	struct taker *v;
	size_t n;
	struct named *names; /* sorted */
	size_t nnames;
	struct call *calls; /* sorted by whom they call */
	size_t ncalls;
};

static void
actions_add(struct takers *to, const struct entity *e)
{
	for (const struct action *a = e->actions; a && a < e->actions + e->nactions; a++) {
		if (a->kind == ACTION_NOTHING)
			continue;
		to->names[to->nnames++] = (struct named){a->name, to->n};
		if (a->api && strcmp(a->api, a->name) != 0)
			to->names[to->nnames++] = (struct named){a->api, to->n};
		to->v[to->n++] = (struct taker){e, a, false};
	}
}

static bool
deletes_it(struct compiler *c, const struct taker *t)
{
	if (t->action->subject == SUBJECT_DELETE && row_goes(c, t->entity))
		return true;
	for (size_t i = 0; i < t->action->ndeletions; i++) {
		const char *word = t->action->deletions[i], *dot = strchr(word, '.');
		const struct ref rows = {
		        .schema = dot ? arena_strndup(c->arena, word, (size_t)(dot - word)) : NULL,
		        .entity = dot ? dot + 1 : word};

		if (row_goes(c, entity_of_ref(c, t->entity, &rows)))
			return true;
	}
	return false;
}

static int
by_name(const void *left, const void *right)
{
	return strcmp(((const struct named *)left)->name, ((const struct named *)right)->name);
}

static int
by_callee(const void *left, const void *right)
{
	const struct call *a = left, *b = right;

	return a->to < b->to ? -1 : a->to > b->to;
}

/* The first of those of a name; *n of them. */
static const struct named *
named_so(const struct takers *all, const char *name, size_t *n)
{
	const struct named key = {.name = name};

	return all->names + equal_range(&key, all->names, all->nnames, sizeof key, by_name, n);
}

/* An action of the same entity comes before all others. What is neither an action that is known nor
 * a function may be anything. */
static void
call_add(struct takers *all, size_t from, const char *name)
{
	struct taker *t = &all->v[from];
	bool own = false;
	size_t n;
	const struct named *to = named_so(all, name, &n);

	if (!n && !function_listed(all->c, NULL, name))
		t->takes = true;
	for (size_t i = 0; i < n; i++)
		own |= all->v[to[i].i].entity == t->entity;
	for (size_t i = 0; i < n; i++) {
		if (own && all->v[to[i].i].entity != t->entity)
			continue;
		all->calls =
		        arena_grown(all->c->arena, all->calls, all->ncalls, sizeof *all->calls);
		all->calls[all->ncalls++] = (struct call){to[i].i, from};
	}
}

/* Who calls one that takes the row takes it too. */
static void
spread(struct takers *all)
{
	size_t *todo = arena_new(all->c->arena, size_t, all->n), n = 0;

	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].takes)
			todo[n++] = i;
	while (n && all->ncalls) {
		const struct call of = {.to = todo[--n]}, *call;
		size_t ncallers;

		call = all->calls +
		       equal_range(&of, all->calls, all->ncalls, sizeof of, by_callee, &ncallers);
		for (; ncallers--; call++)
			if (!all->v[call->from].takes) {
				all->v[call->from].takes = true;
				todo[n++] = call->from;
			}
	}
}

static struct takers *
takers_of(struct compiler *c)
{
	struct takers *all = arena_new(c->arena, struct takers, 1);
	size_t most = c->entity->nactions;

	for (size_t i = 0; i < c->n; i++)
		most += c->others[i]->nactions;
	*all = (struct takers){.c = c,
	                       .v = arena_new(c->arena, struct taker, most),
	                       .names = arena_new(c->arena, struct named, 2 * most)};
	actions_add(all, c->entity);
	for (size_t i = 0; i < c->n; i++)
		if (!entity_same_file(c->others[i], c->entity))
			actions_add(all, c->others[i]);
	qsort(all->names, all->nnames, sizeof *all->names, by_name);
	for (size_t i = 0; i < all->n; i++) {
		all->v[i].takes = deletes_it(c, &all->v[i]);
		for (size_t k = 0; k < all->v[i].action->ncallees; k++)
			call_add(all, i, all->v[i].action->callees[k]);
	}
	if (all->ncalls)
		qsort(all->calls, all->ncalls, sizeof *all->calls, by_callee);
	spread(all);
	return all;
}

bool
deletion_takes(struct compiler *c, const struct action *called)
{
	const struct takers *all = *c->takers ? *c->takers : (*c->takers = takers_of(c));

	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].action == called)
			return all->v[i].takes;
	return false;
}
