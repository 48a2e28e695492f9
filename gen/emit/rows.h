/*
 * Rows: what the printers of statements about rows share. Private to the emitter of functions.
 */
#ifndef EMIT_ROWS_H
#define EMIT_ROWS_H

#include "emit/body.h"

/* The table of a statement, quoted. */
const char *rows_table(const struct body *, const struct statement *);

/* Ends a statement that a template left open with a line break. */
void rows_end(struct strbuf *);

/* Rejects with the answer of the statement, if it has one, unless the condition is true. */
void rows_validate(struct strbuf *, struct body *, const struct statement *, const char *condition);

/* How a change of rows of others gives back what it did. */
enum giving { GIVES_NOTHING, GIVES_ROW, GIVES_IDS };
enum giving rows_giving(const struct body *, const struct statement *);

/* A change of rows of others, as a template made it, and the side effect that it is.
 * operation: SQL. */
void rows_changed(struct strbuf *, struct body *, const struct statement *, const char *operation,
                  struct strbuf *change);

/* Only the side effect; ids: SQL of UUID[]. */
void rows_record(struct strbuf *, struct body *, const struct statement *, const char *operation,
                 const char *ids);

/* How rows that a statement finds or goes through are locked, or NULL. */
const char *rows_lock(const struct statement *);

/* The lists of references that a statement sets. */
void print_pairings(struct strbuf *, struct body *, const struct statement *);

#endif
