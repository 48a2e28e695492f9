/*
 * Index: which kinds of index there are and what they can hold.
 *
 * Private to the parser of entity files.
 */
#ifndef PARSE_INDEX_H
#define PARSE_INDEX_H

#include "parse/keys.h"

/* The kind of a word; INDEX_NONE if there is none of that name. */
enum index_kind index_kind(const char *word);

/* Whether a kind of index can hold a field's column; reports at the span if not. */
bool index_fits(struct parse *, struct span, const struct field *, enum index_kind);

/* Sets used[0] if the index needs the extension btree_gist, used[1] if pg_trgm. The field may be NULL: a key
 * to another table. */
void index_needs(const struct field *, enum index_kind, bool used[2]);

/* The field that has a column; one made up for a column that every table has; NULL for any other. */
const struct field *column_field(struct arena *, const struct entity *, const char *column);

/* The i-th column that tables have without being asked; its name is NULL if this one has it not. False
 * after the last. */
bool column_always(const struct entity *, size_t i, const char **name, const struct type **type);

#endif
