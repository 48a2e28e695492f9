#include "model/removal.h"
#include "base/arena.h"
#include "model/entity.h"

#include <string.h>

struct adding {
	struct arena *arena;
	struct removals *to;
};

bool
removals_have(const struct removals *in, const char *schema, const char *table)
{
	for (size_t i = 0; i < in->n; i++)
		if (strcmp(in->v[i]->schema, schema) == 0 && strcmp(in->v[i]->table, table) == 0)
			return true;
	return false;
}

static void
add(void *context, const struct statement *s)
{
	struct adding *a = context;
	struct removals *to = a->to;

	if (s->kind != STATEMENT_DELETE || !s->hard || removals_have(to, s->schema, s->table))
		return;
	to->v = arena_grown(a->arena, to->v, to->n, sizeof *to->v);
	to->v[to->n++] = s;
}

void
removals_add(struct arena *arena, struct removals *to, const struct entity *e)
{
	struct adding a = {arena, to};

	for (size_t i = 0; i < e->nactions; i++)
		statements_walk(e->actions[i].statements, e->actions[i].nstatements, add, &a);
}
