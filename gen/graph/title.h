/*
 * Title: what an entity file calls its entity, and the table code that goes with the name: all that
 * the registry is about.
 */
#ifndef GRAPH_TITLE_H
#define GRAPH_TITLE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct shape;

struct title {
	const char *path;            /* of the entity file, relative to DIR */
	const char *schema, *entity; /* never NULL; "" if not known */
	const char *code;            /* "" if it has none */
	bool assigned;               /* the code is that of the registry */
};

/* The title of a shape, its texts copied but for the path. schema: that of another title, which
 * serves again if it is the same, as it is for most files of a folder. */
struct title title_of(struct arena *, const struct shape *, const char *schema);

/* Those of n shapes. */
struct title *titles_of(struct arena *, const struct shape *, size_t n);

#endif
