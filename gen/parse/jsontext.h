/*
 * JSON as a default: texts that PostgreSQL takes as JSONB, checked against a composite where one is
 * wanted, and the nodes of a file as such a text.
 */
#ifndef PARSE_JSONTEXT_H
#define PARSE_JSONTEXT_H

#include "model/type.h"

#include <stdbool.h>

struct arena;
struct node;

/* NULL if the text is one JSON value that JSONB can hold; an array if list is true; of the shape of
 * a composite type, or of such elements, unless the type is no composite.
 * Else what is wrong, in the arena. */
const char *jsontext_fault(struct arena *, const struct type *, bool list, const char *text);

/* A node as JSON: plain scalars that are numbers, true, false or null as these,
 * others as strings. */
const char *jsontext_of(struct arena *, const struct node *);

#endif
