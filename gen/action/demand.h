/*
 * Demand: whether an action needs an input whatever way it takes, for the row that it makes.
 */
#ifndef ACTION_DEMAND_H
#define ACTION_DEMAND_H

#include "action/word.h"

/* Whether a new row of the entity, which these steps make in any case, gets a field from the input of this word; NULL:
 * whether it gets all fields from the inputs. */
bool steps_demand(const struct entity *, const struct step *, const char *word);

/* Marks the inputs that may be left out but not be null: those that every way that ends as a success stores in a field of
 * the own entity that must not be null. made: the first step that writes the own row makes it. */
void inputs_demanded(const struct entity *, struct action *, bool made);

#endif
