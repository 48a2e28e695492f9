/*
 * Session: a connection to a database, as whoever holds it answers; and what is asked in it.
 */
#ifndef VERIFY_SESSION_H
#define VERIFY_SESSION_H

#include "verify/fact.h"

#include <stdbool.h>
#include <stddef.h>

struct expectation;
struct options;

/* What the server says to one or several statements: the rows of the last one, or the error. */
struct answer {
	bool failed;
	bool open;                   /* a transaction is under way behind it */
	const char *state, *message; /* of the error; 57014, canceling statement due to … */
	size_t position; /* where in the statements, in characters from 1; 0: not said */
	size_t nrows, ncolumns;
	const char **values; /* row by row; NULL for null */
};

struct session {
	void *self;
	struct answer (*ask)(void *self, const char *sql, size_t len);
};

/* A value of an answer. */
const char *answer_value(const struct answer *, size_t row, size_t column);

/* Asks with a text. */
struct answer session_ask(const struct session *, const char *sql);

/* Makes the server spell values in one way, whatever its settings are, until the transaction ends;
 * names with their schemas. */
struct answer session_plain(const struct session *);

/* The names of what a database holds beside what every new one has:
 * at most ten, *more of them are not named. */
struct answer session_holds(const struct session *, size_t *more);

/* Adds everything that the catalogue says to the facts, sorted.
 * The roles are those of the options. */
struct answer session_facts(const struct session *, const struct options *, struct facts *);

/* Makes the tables that the expectation asks for;
 * where the schema is loaded, in a transaction that is rolled back. */
struct answer session_tables(const struct session *, const struct expectation *);

/* Tells the expectation how its types are spelled, behind session_plain. */
struct answer session_types(const struct session *, struct expectation *);

#endif
