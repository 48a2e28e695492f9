/*
 * Usage: what the entities of a project use, all of them together, for the foundation.
 */
#ifndef GRAPH_USAGE_H
#define GRAPH_USAGE_H

#include "base/list.h"

struct options;
struct shape;

/* Start with zeros. */
struct usage {
	struct list schemas, extensions, needs; /* sorted; needs: see model/need.h */
};

/* Adds that of a shape, whose texts may go. */
void usage_add(struct arena *, struct usage *, const struct shape *);

/* Makes it all_schemas, extensions and needs of the options. */
void usage_tell(const struct usage *, struct options *);

#endif
