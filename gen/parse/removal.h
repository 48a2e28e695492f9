/*
 * Removal: which rows actions remove for good, as their authors wrote it.
 */
#ifndef PARSE_REMOVAL_H
#define PARSE_REMOVAL_H

#include <stdbool.h>

struct entity;

/* Whether an action of the first entity has a step that removes rows of one with this name. */
bool removes_written(const struct entity *, const char *name);

#endif
