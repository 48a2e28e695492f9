/*
 * Picture: entities as cards and what leads from one to another as arrows, as SVG.
 *
 * Cards stand in the cells of one grid, those of a schema together. Arrows run in the gutters
 * between the cells, so that none crosses a card, however many there are.
 * Many cards show only their names.
 */
#ifndef EMIT_PICTURE_H
#define EMIT_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct catalog;
struct listing;
struct strbuf;

struct picture_line {
	const char *text, *note;
};

struct picture_card {
	const struct listing *of;
	const struct picture_line *lines;
	size_t nlines;
	size_t left;     /* that are not shown as lines */
	int column, row; /* by picture_place */
};

struct picture_edge {
	size_t from, to; /* cards */
	/* Of the first card, that it leaves from;
	 * behind the last: what stands under them; -1: none. */
	int line;
	const char *kind; /* create, update, delete, or NULL */
	const char *title;
};

struct picture_panel {
	const char *schema;
	size_t first, n; /* cards */
	int column, row, columns, rows;
};

struct picture {
	const char *title, *marker; /* marker: an id */
	const char *one, *many;     /* what lines show: field, fields */
	struct picture_card *cards; /* sorted by schema */
	size_t ncards;
	/* Makes the i-th batch of edges, in the arena; *n of them. */
	const struct picture_edge *(*edges)(void *context, struct arena *, size_t i, size_t *n);
	void *context;
	size_t nbatches;
	struct picture_panel *panels;
	size_t npanels;
	int columns, rows;
};

/* So many entities are shown with lines. */
enum { PICTURE_FEW = 40, PICTURE_LINES = 7 };

/* Where each card stands; width and height are those of a cell. */
void picture_place(struct arena *, struct picture *, int width, int height);

/* Places the cards and draws them. */
void picture_write(struct strbuf *, struct arena *, const struct catalog *, struct picture *);

/* Which entity refers to which; what actions of an entity do to others. */
void picture_relations(struct strbuf *, struct arena *, struct catalog *);
void picture_impacts(struct strbuf *, struct arena *, struct catalog *);

#endif
