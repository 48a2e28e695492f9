/* What stands in another order. */
#include "base/arena.h"
#include "diff/compare.h"

#include <string.h>

/* Names, in the order of a file. */
struct order {
	const char **v;
	size_t n;
};

/* member: the name in struct type. */
#define ORDER(a, e, type, list, count, member) \
	order_of((a), (e)->list, (e)->count, sizeof(struct type), offsetof(struct type, member))

static struct order
order_of(struct arena *a, const void *objects, size_t n, size_t size, size_t offset)
{
	struct order o = {arena_new(a, const char *, n + 1), n};

	for (size_t i = 0; i < n; i++)
		memcpy(&o.v[i], (const char *)objects + i * size + offset, sizeof(o.v[i]));
	return o;
}

static bool
has(const struct order *o, const char *name)
{
	for (size_t i = 0; i < o->n; i++)
		if (strcmp(o->v[i], name) == 0)
			return true;
	return false;
}

/* Whether those that both have follow each other alike. */
static bool
alike(const struct order *a, const struct order *b)
{
	size_t k = 0;

	for (size_t i = 0; i < a->n; i++) {
		if (!has(b, a->v[i]))
			continue;
		while (!has(a, b->v[k]))
			k++;
		if (strcmp(a->v[i], b->v[k++]) != 0)
			return false;
	}
	return true;
}

static void
compare_order(struct comparison *c, const char *what, struct order old, struct order new)
{
	if (!alike(&old, &new))
		compare_add(c, CHANGE_entity_order, "", (struct telling){.it = what}, c->old->at,
		            c->new->at);
}

void
compare_orders(struct comparison *c)
{
	struct arena *a = c->arena;
	const struct entity *old = c->old, *new = c->new;

	compare_order(c, "fields", ORDER(a, old, field, fields, nfields, name),
	              ORDER(a, new, field, fields, nfields, name));
	compare_order(c, "foreign keys",
	              ORDER(a, old, foreign_key, foreign_keys, nforeign_keys, column),
	              ORDER(a, new, foreign_key, foreign_keys, nforeign_keys, column));
	compare_order(c, "indexes", ORDER(a, old, index, indexes, nindexes, name),
	              ORDER(a, new, index, indexes, nindexes, name));
	compare_order(c, "rules", ORDER(a, old, check, checks, nchecks, name),
	              ORDER(a, new, check, checks, nchecks, name));
	compare_order(c, "actions", ORDER(a, old, action, actions, nactions, name),
	              ORDER(a, new, action, actions, nactions, name));
}
