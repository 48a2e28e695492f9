/*
 * Need: what an entity's table and helpers want from the foundation beyond its common part.
 * The scan collects the needs of all entities, so that the foundation holds what is in use
 * and changes only when that does.
 */
#ifndef MODEL_NEED_H
#define MODEL_NEED_H

#include "model/entity.h"

struct arena;

/* Sorted, each once, ends with NULL. The words:
 *     all_length, all_match     functions that check every element of a list
 *     bigint                    keys beyond INTEGER
 *     SimpleAddress, …          the check of a composite
 *     SimpleAddress[], …        the check of a list of them */
const char **entity_needs(struct arena *, const struct entity *);

#endif
