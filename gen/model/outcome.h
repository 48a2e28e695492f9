/*
 * Outcome: what an action that succeeds says that it did to its own row,
 * and to others of the same entity.
 */
#ifndef MODEL_OUTCOME_H
#define MODEL_OUTCOME_H

#include "model/entity.h"

#define OPERATION_CUSTOM OPERATION_READ /* nothing to a row of its own */

/* CREATE, UPDATE, DELETE, CUSTOM by enum operation: as _meta has them; ends with NULL. */
extern const char *const operation_names[];

struct outcome {
	enum operation type; /* what it is there for: create, update, delete or custom */
	bool can[4];    /* by enum operation: what it can answer, which depends on what it finds */
	bool beside[3]; /* by enum operation: what it does to other rows of its entity */
};

struct outcome outcome_of(const struct entity *, const struct action *);

#endif
