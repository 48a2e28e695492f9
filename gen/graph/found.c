#include "graph/found.h"

#include <stdlib.h>
#include <string.h>

static struct found *
copied(struct arena *a, const struct founds *all, size_t room)
{
	struct found *v = arena_new(a, struct found, room);

	if (all->n)
		memcpy(v, all->v, all->n * sizeof(*v));
	return v;
}

void
founds_add(struct founds *all, struct found one)
{
	struct arena more = {0};

	if (all->n == all->cap) {
		all->cap = all->cap ? 2 * all->cap : 64;
		all->v = copied(&more, all, all->cap);
		arena_clear(&all->arena);
		all->arena = more;
	}
	all->v[all->n++] = one;
}

struct found *
founds_take(struct arena *a, struct founds *all, size_t *n)
{
	struct found *v = copied(a, all, all->n);

	*n = all->n;
	arena_clear(&all->arena);
	*all = (struct founds){0};
	return v;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(((const struct found *)a)->path, ((const struct found *)b)->path);
}

void
found_sort(struct found *v, size_t n)
{
	if (n)
		qsort(v, n, sizeof(*v), compare);
}
