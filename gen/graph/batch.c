#include "graph/batch.h"

#include <stddef.h>

const struct batch batches[] = {
        {.name = "entity", .tool = "entity", .scope = ENTITY, .all = true},
        {.name = "entity_docs", .tool = "entity", .scope = ENTITY, .group = DOCS},
        {.name = "merge_impacts", .tool = "merge", .scope = PROJECT, .group = IMPACTS},
        {.name = "merge_frontend", .tool = "merge", .scope = PROJECT, .group = FRONTEND},
        {.name = "merge_docs", .tool = "merge", .scope = PROJECT, .group = DOCS},
        {.name = NULL},
};

bool
batch_makes(const struct batch *b, const struct kind *k)
{
	const struct kind *of = k;

	if (b->scope != k->scope)
		return false;
	if (k->scope == PROJECT)
		of = kind_find(k->from);
	return of && (b->all || b->group == of->group);
}

const struct batch *
batch_of(const struct kind *k, bool per_entity)
{
	for (const struct batch *b = batches; b->name; b++)
		if (batch_makes(b, k) && (per_entity || !b->all))
			return b;
	return NULL;
}
