#include "model/texts.h"
#include "base/arena.h"
#include "base/str.h"

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

void
texts_sort(struct texts *t)
{
	t->n = word_sort(t->v, t->n);
}
