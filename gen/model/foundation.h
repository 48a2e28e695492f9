/*
 * Foundation: the names that templates/foundation.sql takes in the schema app,
 * which no entity and no action may have.
 */
#ifndef MODEL_FOUNDATION_H
#define MODEL_FOUNDATION_H

#include <stdbool.h>

/* Whether the foundation has a table, index or type of a name. */
bool foundation_relation(const char *name);

/* Whether it has a function of a name. */
bool foundation_function(const char *name);

#endif
