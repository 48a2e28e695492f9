/*
 * Batch: an edge that makes files of several kinds, because they are read from the same.
 */
#ifndef GRAPH_BATCH_H
#define GRAPH_BATCH_H

#include "graph/kind.h"

#include <stdbool.h>

struct batch {
	const char *name; /* of its rule */
	const char *tool; /* specql-<tool> makes it */
	enum kind_scope scope;
	bool all;              /* whatever the group; only with `granularity: entity` */
	enum kind_group group; /* of the files themselves, or of those that they are merged of */
};

/* Those for more kinds before those for fewer; ends with a NULL name. */
extern const struct batch batches[];

/* Whether a kind is one of a batch. */
bool batch_makes(const struct batch *, const struct kind *);

/* The batch that a kind belongs to; NULL if it has an edge of its own. */
const struct batch *batch_of(const struct kind *, bool per_entity);

#endif
