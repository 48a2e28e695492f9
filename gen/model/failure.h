/*
 * Failure: what an action can answer beside success. The authored answers stand in its impact;
 * these come from what all actions have in common (templates/foundation.sql, app.failure), from its
 * input, its statements, and from the rules of the tables that it writes.
 */
#ifndef MODEL_FAILURE_H
#define MODEL_FAILURE_H

#include "model/entity.h"

struct arena;

/* What the database may answer to a write of a row of an entity: to that of one of the fields;
 * without any, to every write. Some of them concern a new row that does not set them, too: they
 * have a default, or must not be null. */
struct violation {
	const char *status, *message;
	const char **fields, **unset;
	size_t nfields, nunset;
};

/* Whether a new row gets something in it without being told. */
bool violation_unset(const struct field *);

/* Sorted by status and message, each once; *n of them. */
struct violation *violations_of(struct arena *, const struct entity *, size_t *n);

/* The status with which a rule of `validation` answers if its error is a code, failed:<error> or
 * the error itself; NULL for a sentence. */
const char *check_status(struct arena *, const struct check *);

/* Whether a write of these fields may be answered so; whole: a new row. */
bool violation_concerns(const struct violation *, const char *const *fields, size_t n, bool whole);

/* The order of two failures, by status and message, for qsort. */
int failure_order(const void *, const void *);

/* What every action can answer, sorted by status; ends with NULLs. */
extern const struct failure failures_common[];

/* The answers of an action, *n of them, sorted by status and message, each once. Not among them:
 * success, the common ones, those of actions that it calls and of other entities that it writes. */
struct failure *failures_of(struct arena *, const struct entity *, const struct action *,
                            size_t *n);

#endif
