/*
 * Review: what in a registry is no fault, but untidy.
 */
#ifndef GRAPH_REVIEW_H
#define GRAPH_REVIEW_H

#include "graph/shape.h"

struct diag;
struct registry;

/* Warns of entries that none of the shapes has, and of counters that are not behind the codes that are given. */
void registry_review(struct arena *, struct diag *, const struct registry *, const struct shape *, size_t n);

#endif
