/*
 * View shown: the rows that a table view shows, as parts of its query.
 * Private to view_query.c and view_by.c.
 */
#ifndef MODEL_VIEW_SHOWN_H
#define MODEL_VIEW_SHOWN_H

#include "model/view_query.h"

/* A row that the view shows, and what stands for it in the query:
 * r1, and j1 for the pairs of a list. */
struct shown {
	const struct view_row *row;
	const struct shown *above; /* NULL: the entity's own row */
	size_t n;
};

struct query {
	struct arena *arena;
	const struct entity *entity;
	const struct options *options;
	struct shown *shown;
	size_t nshown;
	struct view_query *to;
};

/* b for the entity's own row, r1 for another. */
const char *shown_alias(struct arena *, const struct shown *);

/* The table of a row, and what the row must be to be shown: the target, of the same tenant, and, if
 * it must be live, not deleted, but where it must be there. */
const char *shown_table(struct query *, const struct shown *);
const char *shown_condition(struct query *, const struct shown *, bool live);

/* Of a list: its table of pairs, and which of them are of the row above. */
const char *shown_pairs(struct query *, const struct shown *);
const char *shown_pairs_condition(struct query *, const struct shown *);

/* Adds a table to those that are joined. */
void shown_join(struct view_join *to, size_t *n, const char *table, const char *condition);

/* Adds the rows of the entity that show a row to those of the query. */
void shown_by(struct query *, const struct shown *);

#endif
