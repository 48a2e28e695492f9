/*
 * Failure: what an action can answer beside success. The authored answers stand in its impact;
 * these come from what all actions have in common (templates/foundation.sql, app.failure), from its
 * input, its statements, and from the rules of the tables that it writes.
 */
#ifndef MODEL_FAILURE_H
#define MODEL_FAILURE_H

#include "model/entity.h"

struct arena;

/* The order of two failures, by status and message, for qsort. */
int failure_order(const void *, const void *);

/* What every action can answer, sorted by status; ends with NULLs. */
extern const struct failure failures_common[];

/* The answers of an action, *n of them, sorted by status and message, each once. Not among them:
 * success, the common ones, those of actions that it calls and of other entities that it writes. */
struct failure *failures_of(struct arena *, const struct entity *, const struct action *,
                            size_t *n);

#endif
