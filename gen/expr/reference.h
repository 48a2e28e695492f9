/*
 * References: values that lead to a row. One is a key or a UUID, as what it stands beside demands.
 */
#ifndef EXPR_REFERENCE_H
#define EXPR_REFERENCE_H

#include "expr/tree.h"

/* The i-th of the values that a CASE, COALESCE or the like can become;
 * NULL behind the last, and for all others. */
struct expr *branch(const struct expr *, size_t i);

/* A reference, or the id of a row of a known entity. */
bool is_reference(const struct expr *);

/* Whether a reference, UUID or NULL with a type can be printed as a key, or as a UUID. */
bool reference_has(const struct expr *, enum reference_form);

/* Has it printed so; it can be. */
void reference_print_as(struct expr *, enum reference_form);

/* A symbol's SQL in a form. */
const char *reference_sql(const struct symbol *, enum reference_form);

#endif
