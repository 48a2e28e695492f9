/*
 * Overflow: which numbers may get too great for their columns. What an input gives is looked at
 * when it is read; a range is a rule of its own. What is left is computed by the action.
 */
#ifndef MODEL_OVERFLOW_H
#define MODEL_OVERFLOW_H

#include "model/entity.h"

struct arena;

/* Whether a field of the action's own entity is set to a number that may be out of range: by its
 * rule, or because it is computed. */
bool overflow_of(struct arena *, const struct entity *, const struct action *, const char *field);

/* Whether the action computes with numbers at all. */
bool overflow_anywhere(const struct action *);

/* Whether a statement reads a text out of JSON as a value of another type. */
bool conversion_in(const struct statement *);

#endif
