/*
 * Object: what the tables of an entity are made of, each part with its name,
 * so that two versions can be compared.
 */
#ifndef DIFF_OBJECT_H
#define DIFF_OBJECT_H

#include "diff/alter.h"
#include "model/column.h"

enum object_sort {
	OBJECT_TABLE,
	OBJECT_COLUMN,
	OBJECT_CONSTRAINT,
	OBJECT_INDEX,
	OBJECT_POLICY,
	OBJECT_VIEW,
	OBJECT_TYPE,
	OBJECT_ATTRIBUTE
};

struct object {
	enum object_sort sort;
	enum aspect aspect;
	const char *owner; /* as of a change */
	/* Or the type that has the attribute; of an OBJECT_TABLE a table of pairs. */
	const char *table;
	const char *name;
	const char *sql;             /* as emit/clause.h spells it */
	const struct column *column; /* COLUMN */
	const char *rows; /* what rows must meet first, for whoever fills them; or NULL */
};

struct objects {
	struct object *v;
	size_t n;
};

/* All of an entity. */
struct objects objects_of(struct arena *, const struct entity *, const struct options *);

/* The object of a sort, a table and a name; NULL if there is none. */
const struct object *object_find(const struct objects *, enum object_sort, const char *table,
                                 const char *name);

#endif
