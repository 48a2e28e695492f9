#include "graph/found.h"
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

void
found_add(struct arena *a, struct founds *all, struct found one)
{
	struct found *v;

	if (all->n == all->cap) {
		all->cap = all->cap ? 2 * all->cap : 64;
		v = arena_new(a, struct found, all->cap);
		if (all->n)
			memcpy(v, all->v, all->n * sizeof(*v));
		all->v = v;
	}
	all->v[all->n++] = one;
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
