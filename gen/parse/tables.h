/*
 * Tables: the key tables that more than their reader uses. Each ends with a NULL name.
 */
#ifndef PARSE_TABLES_H
#define PARSE_TABLES_H

#include "parse/keys.h"

struct strbuf;

extern const struct key entity_keys[], field_keys[], action_keys[], index_keys[], unique_keys[];

/* The steps, by the keys that tell them. step_keys: of the i-th, with its name;
 * NULL behind the last. */
const struct key *step_keys(size_t i, const char **name);

/* Appends the JSON Schema of entity files that follows from the tables. */
void schema_write(struct strbuf *);

#endif
