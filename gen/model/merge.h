/*
 * Merge: what the actions of all entities do together: what they call, what a deletion takes along,
 * which queries show it. One entity after the other, so that memory need not hold what all do.
 */
#ifndef MODEL_MERGE_H
#define MODEL_MERGE_H

#include "model/parts.h"

struct merger;

/* What leads from one part to others. The first call finds it; it belongs to the parts. */
struct merger *merger_of(struct parts *);

/* Gives back what a merger has outside the arena of the parts: for parts_end. */
void merger_end(struct merger *);

/* Goes to the i-th part. What was merged before is gone. Its mutations are sorted by their keys. */
const struct part *merger_at(struct merger *, size_t i);

/* The k-th mutation of the part at hand, the i-th, with all that it calls and causes. */
struct impacts_mutation merge_mutation(struct merger *, size_t i, size_t k);

/* The entity of the part at hand with the types whose table views show it. */
struct impacts_entity merge_entity(struct merger *, size_t i);

#endif
