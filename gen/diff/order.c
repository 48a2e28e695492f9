/* What stands in another order. */
#include "base/arena.h"
#include "base/list.h"
#include "base/str.h"
#include "diff/compare.h"

#include <string.h>

/* The names of objects, in the order of a file. */
static struct list
order_of(struct arena *a, const void *objects, size_t n, size_t size, size_t offset)
{
	struct list names = {0};
	const char *name;

	for (size_t i = 0; i < n; i++) {
		memcpy(&name, (const char *)objects + i * size + offset, sizeof name);
		list_add(a, &names, name);
	}
	return names;
}

/* Whether those that both have follow each other alike. */
static bool
alike(const struct list *a, const struct list *b)
{
	size_t k = 0;

	for (size_t i = 0; i < a->n; i++) {
		if (!word_among(b->items, b->n, a->items[i]))
			continue;
		while (!word_among(a->items, a->n, b->items[k]))
			k++;
		if (strcmp(a->items[i], b->items[k++]) != 0)
			return false;
	}
	return true;
}

static void
compare_order(struct comparison *c, const char *what, struct list old, struct list new)
{
	if (!alike(&old, &new))
		compare_add(c, CHANGE_entity_order, "", (struct telling){.it = what}, c->old->at,
		            c->new->at);
}

/* member: the name in struct type. */
#define COMPARE_ORDER(c, what, type, list, count, member)                                        \
	compare_order((c), (what),                                                               \
	              order_of((c)->arena, (c)->old->list, (c)->old->count, sizeof(struct type), \
	                       offsetof(struct type, member)),                                   \
	              order_of((c)->arena, (c)->new->list, (c)->new->count, sizeof(struct type), \
	                       offsetof(struct type, member)))

void
compare_orders(struct comparison *c)
{
	COMPARE_ORDER(c, "fields", field, fields, nfields, name);
	COMPARE_ORDER(c, "foreign keys", foreign_key, foreign_keys, nforeign_keys, column);
	COMPARE_ORDER(c, "indexes", index, indexes, nindexes, name);
	COMPARE_ORDER(c, "rules", check, checks, nchecks, name);
	COMPARE_ORDER(c, "actions", action, actions, nactions, name);
}
