/*
 * Violation: what the table of an entity may answer to a write, by its rules; the messages are
 * those of app.failure() (templates/foundation.sql).
 */
#ifndef MODEL_VIOLATION_H
#define MODEL_VIOLATION_H

#include "model/entity.h"

struct arena;

/* What the database may answer to a write of a row of an entity: to that of one of the fields;
 * without any, to every write. Some of them concern a new row that does not set them, too: they
 * have a default, or must not be null. The author's rules may answer a deletion, too: */
struct violation {
	const char *status, *message;
	const char **fields, **unset;
	const char **cleared; /* that of a row that one of these references leads to, and clears */
	size_t nfields, nunset, ncleared;
	bool marked; /* that of the row, if it is marked as deleted */
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

/* The message of a status of a violation that no author wrote; the status, if it is none. */
const char *violation_message(const char *status);

#endif
