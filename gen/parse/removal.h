/*
 * Removal: which rows actions remove for good, as their authors wrote it.
 */
#ifndef PARSE_REMOVAL_H
#define PARSE_REMOVAL_H

#include <stdbool.h>

struct entity;
struct target;

/* Whether the rows of a step are those that somebody looks for;
 * a target without an entity is the action's own. */
typedef bool removes(const struct target *, const void *context);

/* Whether an action of an entity has a step that removes such rows. */
bool removes_written(const struct entity *, removes *, const void *context);

#endif
