/*
 * Names: which entities a name may mean, and which interfaces an entity's model edge reads. What is at fault is
 * decided by entity_link; here only what it must see to decide it.
 */
#ifndef GRAPH_NAMES_H
#define GRAPH_NAMES_H

#include "graph/shape.h"

struct names;

struct names *names_new(struct arena *, const struct shapes *);

/* Paths of the entity files whose interfaces the i-th entity's model needs, sorted: what its refs may mean (for a
 * ref that means nothing, the entity nearest in name), and one of those that have the same output files or
 * the same action. *suspect becomes true if a ref is unknown or a name is, or may be, taken. */
struct list names_inputs(struct names *, size_t i, bool *suspect);

/* Whether the i-th entity is the one that its output files are made of: of several with the same files it is the
 * first. False for one that was never sound. */
bool names_owner(struct names *, size_t i);

#endif
