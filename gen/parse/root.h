/*
 * Root: what an entity file begins with. Private to parse.c.
 */
#ifndef PARSE_ROOT_H
#define PARSE_ROOT_H

#include "parse/keys.h"

/* The value of `entity` in a document, which may be NULL; NULL after reporting. */
const struct node *root_entity(struct parse *, const struct node *doc);

#endif
