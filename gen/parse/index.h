/*
 * Index: which kinds of index there are and what they can hold.
 *
 * Private to the parser of entity files.
 */
#ifndef PARSE_INDEX_H
#define PARSE_INDEX_H

#include "model/column.h"
#include "parse/keys.h"

/* The kind of a word; INDEX_NONE if there is none of that name. */
enum index_kind index_kind(const char *word);

/* Whether a kind of index can hold a field's column, and the longest text that the field may have;
 * reports at the span if not. */
bool index_fits(struct parse *, struct span, const struct field *, enum index_kind, bool unique);

/* Why a field has no column of its own, and what to name instead, in the arena;
 * NULL if it has one. */
const char *column_missing(struct arena *, const struct field *);

/* Reports names of tables and indexes that the entity makes twice. */
void relations_check(struct parse *);

#endif
