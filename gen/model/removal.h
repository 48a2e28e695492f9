/*
 * Removal: of which tables the actions of entities remove rows for good.
 */
#ifndef MODEL_REMOVAL_H
#define MODEL_REMOVAL_H

#include "model/action.h"

struct arena;
struct entity;

/* A statement of each of these tables. */
struct removals {
	const struct statement **v;
	size_t n;
};

bool removals_have(const struct removals *, const char *schema, const char *table);

/* Adds those of an entity's actions, in the order of its file. */
void removals_add(struct arena *, struct removals *, const struct entity *);

#endif
