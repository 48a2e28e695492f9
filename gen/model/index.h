/*
 * Index: what kinds of index can hold, and how SQL says them.
 */
#ifndef MODEL_INDEX_H
#define MODEL_INDEX_H

#include "model/entity.h"

/* Whether an index of a kind can hold a field's column. */
bool index_holds(enum index_kind, const struct field *);

/* The index of a column of which only is said that it has one. */
enum index_kind index_natural(const struct field *);

/* What stands behind USING; NULL for btree, which needs not be said. */
const char *index_method(enum index_kind);

/* The operator class with a blank before it,
 * where a kind needs one for a column of this SQL type; else "". */
const char *index_operators(enum index_kind, const char *sql);

#endif
