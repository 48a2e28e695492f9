/*
 * Found: files that a walk found, in a growing array.
 */
#ifndef GRAPH_FOUND_H
#define GRAPH_FOUND_H

#include "graph/stamp.h"

#include <stddef.h>

struct arena;

struct found {
	const char *path;    /* relative to DIR */
	struct stamp stamp;
	int error;           /* of stat, or 0 */
};

/* Start with zeros. The array lives in the arena. */
struct founds {
	struct found *v;
	size_t n, cap;
};

/* The path is not copied. */
void found_add(struct arena *, struct founds *, struct found);

/* Sorts by path. */
void found_sort(struct found *, size_t n);

#endif
