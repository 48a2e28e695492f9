/*
 * Literals: what a constant written as a string must look like to be a date, a UUID …; stricter
 * than PostgreSQL, so that no setting of a session changes what it means.
 */
#ifndef EXPR_LITERAL_H
#define EXPR_LITERAL_H

#include "expr/value.h"

#include <stdbool.h>

/* NULL if the text is a constant of this kind, else how one is written.
 * local: a timestamp without time zone. */
const char *literal_fault(enum value_kind, bool local, const char *text);

/* The SQL type that such a constant is cast to; NULL for text. */
const char *literal_type(enum value_kind, bool local);

/* The function that reads a text for a type which has NaN or infinity, and refuses those;
 * "" for any other. */
const char *literal_reader(const char *type);

#endif
