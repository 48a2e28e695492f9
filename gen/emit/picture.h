/*
 * Picture: entities as cards and what leads from one to another as arrows, as SVG.
 *
 * Cards stand in the cells of one grid, those of a schema together. Arrows run in the gutters between
 * the cells, so that none crosses a card, however many there are. Many cards show only their names.
 */
#ifndef EMIT_PICTURE_H
#define EMIT_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct parts;
struct strbuf;

struct picture_line {
	const char *text, *note;
};

struct picture_card {
	const char *schema, *name, *href, *id;
	const struct picture_line *lines;
	size_t nlines;
	const char *more; /* what stands under the lines, or in their place; or NULL */
	int column, row;  /* by picture_place */
};

struct picture_edge {
	size_t from, to;     /* cards */
	int line;            /* of the first card, that it leaves from; behind the last: what stands under them; -1: none */
	const char *kind;    /* create, update, delete, or NULL */
	const char *title;
};

struct picture_panel {
	const char *schema;
	size_t first, n;     /* cards */
	int column, row, columns, rows;
};

struct picture {
	const char *title, *marker; /* marker: an id */
	struct picture_card *cards; /* sorted by schema */
	size_t ncards;
	struct picture_edge *edges;
	size_t nedges;
	struct picture_panel *panels;
	size_t npanels;
	int columns, rows;
};

/* So many entities are shown with lines. */
enum { PICTURE_FEW = 40, PICTURE_LINES = 7 };

/* Where each card stands; width and height are those of a cell. */
void picture_place(struct arena *, struct picture *, int width, int height);

/* Places the cards and draws them. */
void picture_write(struct strbuf *, struct arena *, struct picture *);

/* Which entity refers to which; what actions of an entity do to others. Both sort the parts by schema. */
void picture_relations(struct strbuf *, struct arena *, struct parts *);
void picture_impacts(struct strbuf *, struct arena *, struct parts *);

#endif
