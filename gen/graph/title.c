#include "graph/title.h"
#include "base/arena.h"
#include "graph/shape.h"

#include <string.h>

/* The files of a schema lie side by side. */
static const char *
again(struct arena *a, const char *text, const char *before)
{
	if (!*text)
		return "";
	return before && strcmp(text, before) == 0 ? before : arena_strdup(a, text);
}

struct title
title_of(struct arena *a, const struct shape *s, const struct title *before)
{
	return (struct title){.path = s->path,
	                      .schema = again(a, s->schema, before ? before->schema : NULL),
	                      .entity = again(a, s->entity, before ? before->entity : NULL),
	                      .code = again(a, s->code, NULL),
	                      .assigned = s->assigned};
}

struct title *
titles_of(struct arena *a, const struct shape *v, size_t n)
{
	struct title *titles = arena_new(a, struct title, n + 1);

	for (size_t i = 0; i < n; i++)
		titles[i] = title_of(a, &v[i], i ? &titles[i - 1] : NULL);
	return titles;
}
