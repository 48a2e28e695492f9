#include "graph/settle.h"
#include "base/arena.h"
#include "base/hash.h"
#include "model/name.h"

#include <string.h>

/* What refs are called is a set of texts, found by their hashes. */
struct settling {
	struct arena *arena;
	bool by_entity;
	const char **slots;
	size_t n, nslots;
};

static const char **
slot(const struct settling *s, const char *name, size_t n)
{
	size_t i = hash_add(HASH_START, name, n) & (s->nslots - 1);

	while (s->slots[i] && !(strncmp(s->slots[i], name, n) == 0 && s->slots[i][n] == '\0'))
		i = (i + 1) & (s->nslots - 1);
	return &s->slots[i];
}

static void
grow(struct settling *s, size_t nslots)
{
	struct settling old = *s;

	s->nslots = nslots;
	s->slots = arena_new(s->arena, const char *, nslots);
	for (size_t i = 0; i < old.nslots; i++)
		if (old.slots[i])
			*slot(s, old.slots[i], strlen(old.slots[i])) = old.slots[i];
}

struct settling *
settling_new(struct arena *a, bool by_entity)
{
	struct settling *s = arena_new(a, struct settling, 1);

	*s = (struct settling){.arena = a, .by_entity = by_entity};
	grow(s, 64);
	return s;
}

static void
add(struct settling *s, const char *name, size_t n)
{
	const char **place = slot(s, name, n);

	if (*place)
		return;
	*place = arena_strndup(s->arena, name, n);
	if (2 * ++s->n > s->nslots)
		grow(s, 2 * s->nslots);
}

void
settling_see(struct settling *s, const struct shape *shape)
{
	for (size_t i = 0; i < shape->refs.n; i++) {
		const char *ref = shape->refs.items[i], *is = strchr(ref, '=');

		if (is)
			add(s, ref, (size_t)(is - ref));
	}
}

static void
prune(const struct settling *s, struct list *mentions)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < mentions->n; i++) {
		const char *m = mentions->items[i];

		if (*m != MENTION_HOP || *slot(s, m + 1, strlen(m + 1)))
			mentions->items[kept++] = m;
	}
	mentions->n = kept;
}

/* Most are called as they are written. */
static void
name_actions(struct arena *a, struct shape *s, bool by_entity)
{
	for (size_t i = 0; i < s->actions.n; i++) {
		struct arena_mark mark = arena_mark(a);
		const char *name = name_api(a, s->actions.items[i], by_entity ? s->stem : NULL);

		if (strcmp(name, s->actions.items[i]) == 0)
			arena_release(a, mark);
		else
			s->actions.items[i] = name;
	}
	list_sort(&s->actions);
}

void
settle(struct arena *a, const struct settling *s, struct shape *shape)
{
	name_actions(a, shape, s->by_entity);
	prune(s, &shape->mentions);
}

void
shapes_settle(struct arena *a, struct shapes *all, bool by_entity)
{
	struct arena scratch = {0};
	struct settling *s = settling_new(&scratch, by_entity);

	for (size_t i = 0; i < all->n; i++)
		settling_see(s, &all->v[i]);
	for (size_t i = 0; i < all->n; i++)
		settle(a, s, &all->v[i]);
	arena_clear(&scratch);
}
