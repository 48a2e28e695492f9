#include "parse/anchor.h"
#include "base/arena.h"

#include <string.h>

struct anchor *
anchor_add(struct arena *arena, struct anchor **list, const char *name)
{
	struct anchor *a;

	if (!name)
		return NULL;
	a = arena_new(arena, struct anchor, 1);
	a->name = arena_strdup(arena, name);
	a->next = *list;
	return *list = a;
}

const struct anchor *
anchor_find(const struct anchor *list, const char *name)
{
	while (list && strcmp(list->name, name) != 0)
		list = list->next;
	return list;
}
