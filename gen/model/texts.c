#include "model/texts.h"
#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

void
texts_add(struct arena *a, struct texts *to, const char *text)
{
	to->v = arena_grown(a, to->v, to->n, sizeof *to->v);
	to->v[to->n++] = text;
}

void
texts_addall(struct arena *a, struct texts *to, const char *const *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		texts_add(a, to, v[i]);
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void
texts_sort(struct texts *t)
{
	size_t n = 0;

	if (t->n)
		qsort(t->v, t->n, sizeof *t->v, compare);
	for (size_t i = 0; i < t->n; i++)
		if (n == 0 || strcmp(t->v[i], t->v[n - 1]) != 0)
			t->v[n++] = t->v[i];
	t->n = n;
}
