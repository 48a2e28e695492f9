#include "graph/title.h"
#include "base/arena.h"
#include "graph/shape.h"

#include <string.h>

struct title
title_of(struct arena *a, const struct shape *s, const char *schema)
{
	bool same = strcmp(s->schema, schema) == 0;

	return (struct title){.path = s->path,
	                      .schema = same ? schema : arena_strdup(a, s->schema),
	                      .entity = arena_strdup(a, s->entity),
	                      .code = *s->code ? arena_strdup(a, s->code) : "",
	                      .assigned = s->assigned};
}

struct title *
titles_of(struct arena *a, const struct shape *v, size_t n)
{
	struct title *titles = arena_new(a, struct title, n + 1);

	for (size_t i = 0; i < n; i++)
		titles[i] = title_of(a, &v[i], i ? titles[i - 1].schema : "");
	return titles;
}
