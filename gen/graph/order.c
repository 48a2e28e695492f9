#include "graph/order.h"
#include "base/arena.h"
#include "graph/names.h"
#include "graph/place.h"

#include <stdlib.h>
#include <string.h>

/* ---- shapes ---- */

typedef int comparison(const void *, const void *);

static const struct shape *
of(const void *p)
{
	return *(const struct shape *const *)p;
}

static int
by_stem(const void *a, const void *b)
{
	return strcmp(of(a)->stem, of(b)->stem);
}

/* A slash, and the line between a code and a stem, come before all that names are made of. */
static int
by_schema(const void *a, const void *b)
{
	int order = strcmp(of(a)->schema, of(b)->schema);

	return order ? order : by_stem(a, b);
}

static int
by_code(const void *a, const void *b)
{
	int order = strcmp(of(a)->code, of(b)->code);

	return order ? order : by_stem(a, b);
}

/* As bundles hold them. */
static int
by_schema_and_code(const void *a, const void *b)
{
	int order = strcmp(of(a)->schema, of(b)->schema);

	return order ? order : by_code(a, b);
}

static int
by_listing(const void *a, const void *b)
{
	int order = strcmp(of(a)->schema, of(b)->schema);

	order = order ? order : strcmp(of(a)->entity, of(b)->entity);
	return order ? order : by_stem(a, b);
}

static const struct shape **
sorted(struct arena *a, const struct shapes *s, struct names *names, comparison *compare)
{
	const struct shape **v = arena_new(a, const struct shape *, s->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		if (names_owner(names, i))
			v[n++] = &s->v[i];
	if (n)
		qsort(v, n, sizeof(*v), compare);
	return v;
}

const struct shape **
order_of_files(struct arena *a, const struct shapes *s, struct names *names)
{
	comparison *compare = s->by_schema ? by_schema : s->coded ? by_code : by_stem;

	if (s->bundled)
		compare = s->coded ? by_schema_and_code : by_schema;
	return sorted(a, s, names, compare);
}

const struct shape **
order_of_catalog(struct arena *a, const struct shapes *s, struct names *names)
{
	return sorted(a, s, names, by_listing);
}

/* ---- SQL ---- */

struct merger {
	const struct list *more;
	size_t i; /* of what is next of these */
	order_taker *take;
	void *context;
};

/* The paths of the list that come before a path; all that are left, before NULL. */
static void
take_more(struct merger *m, const char *path)
{
	for (; m->i < m->more->n; m->i++) {
		if (path && strcmp(m->more->items[m->i], path) > 0)
			return;
		m->take(m->context, m->more->items[m->i], NULL, NULL);
	}
}

static void
take_kind(struct merger *m, const struct shapes *s, const struct kind *k,
          const struct shape *const *v)
{
	struct arena scratch = {0};
	const char *path, *schema = NULL;

	for (; *v; v++) {
		if (!place_used(s, k, *v) ||
		    (s->bundled && schema && strcmp(schema, (*v)->schema) == 0))
			continue;
		schema = (*v)->schema;
		path = s->bundled ? place_bundle(&scratch, s, k, schema)
		                  : place_path(&scratch, s, k, *v);
		take_more(m, path);
		m->take(m->context, path, s->bundled ? NULL : k, s->bundled ? NULL : *v);
		arena_reset(&scratch);
	}
	arena_clear(&scratch);
}

void
order_schema(const struct shapes *s, const struct shape *const *v, const struct list *more,
             order_taker *take, void *context)
{
	struct merger m = {more, 0, take, context};

	/* kinds.def has the layers in their order */
	for (const struct kind *k = kinds; k->name; k++)
		if (k->group == SQL && k->scope == ENTITY)
			take_kind(&m, s, k, v);
	take_more(&m, NULL);
}
