/*
 * Found: files that a walk found, in a growing array.
 */
#ifndef GRAPH_FOUND_H
#define GRAPH_FOUND_H

#include "base/arena.h"
#include "graph/stamp.h"

#include <stddef.h>

struct found {
	const char *path; /* relative to DIR */
	struct stamp stamp;
	int error; /* of stat, or 0 */
};

/* Start with zeros, end with founds_take. */
struct founds {
	struct arena arena; /* where they are while there come more */
	struct found *v;
	size_t n, cap;
};

/* The path is not copied. */
void founds_add(struct founds *, struct found);

/* All of them, in an arena; there are none left. */
struct found *founds_take(struct arena *, struct founds *, size_t *n);

/* Sorts by path. */
void found_sort(struct found *, size_t n);

#endif
