/*
 * View query: a linked table view as SQL. In it b is the entity's own row, r1, r2 … are the rows
 * that it shows, and p_pk an array of keys.
 */
#ifndef MODEL_VIEW_QUERY_H
#define MODEL_VIEW_QUERY_H

#include "model/entity.h"

struct options;

struct view_join {
	const char *table, *condition;
};

/* Rows of another that are held before those that show a changed one in between are made anew. */
struct view_held {
	const char *joins;  /* SQL from b to it: JOIN … ON … */
	const char *column; /* that holds the key of the one that changed */
	const char *alias, *key;
};

/* The rows of the entity that show rows of another. */
struct view_by {
	const char *path, *key_type;   /* of the other (struct view_row) */
	const struct view_join *steps; /* from b to the table that refers to it */
	size_t nsteps;
	const char *column;     /* that holds its key */
	const char *was;        /* the same in the view itself, or NULL: what was shown until now */
	struct view_join other; /* the table of the other, behind the steps */
	const char *alias, *key; /* of the other */
	const char *known;       /* whether v, the row of the view, shows the other here already */
	struct view_held *helds;
	size_t nhelds;
};

struct view_query {
	const char **values; /* of the columns (view_columns); NULL for one that is not computed */
	struct view_join *joins; /* to the left of which is b */
	size_t njoins;
	struct view_by *bys;
	size_t nbys;
};

struct view_query view_query(struct arena *, const struct entity *, const struct options *);

#endif
