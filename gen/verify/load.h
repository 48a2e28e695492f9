/*
 * Load: makes a built schema in a database, and finds whom to blame where that fails.
 */
#ifndef VERIFY_LOAD_H
#define VERIFY_LOAD_H

#include "verify/verify.h"

/* Loads the schema, file by file, in a transaction that is left open, into a database that must be
 * empty. False after reporting: at the line of the entity file, of the hand-written SQL,
 * or of the schema. */
bool schema_load(struct verification *, const struct session *, const struct source *schema);

/* Reports what the server said to a question that it should have answered; false. */
bool session_refused(struct verification *, const struct source *schema, const char *what,
                     const struct answer *);

#endif
