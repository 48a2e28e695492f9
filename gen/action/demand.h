/*
 * Demand: whether an action needs an input whatever way it takes, for the row that it makes.
 */
#ifndef ACTION_DEMAND_H
#define ACTION_DEMAND_H

#include "action/usage.h"

struct compiler;

/* Whether a new row of the entity, which these steps make in any case, gets a field from the input
 * of this word; NULL: whether it gets all fields from the inputs. */
bool steps_demand(const struct entity *, const struct step *, const char *word);

/* Whether the first of these steps that writes the own row makes it. */
bool steps_make(const struct entity *, const struct step *);

/* Marks the inputs that every way that ends as a success stores in a field of the own entity that
 * must not be null: as required if nothing else is done with them and they have no default,
 * else as filled. */
void inputs_demanded(const struct entity *, struct action *, const struct usage *);

/* The same of those that are stored in new rows of other entities, when these are known. */
void inputs_demanded_elsewhere(struct compiler *);

#endif
