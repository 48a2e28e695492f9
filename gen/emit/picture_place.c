/* Which cell of the grid each card gets. */
#include "base/arena.h"
#include "emit/picture.h"
#include "model/catalog.h"

#include <stdlib.h>
#include <string.h>

/* The least number whose square is not less. */
static int
root(size_t n)
{
	int i = 1;

	while ((size_t)i * (size_t)i < n)
		i++;
	return i;
}

static void
panels(struct arena *a, struct picture *p)
{
	p->panels = arena_new(a, struct picture_panel, p->ncards);
	for (size_t i = 0; i < p->ncards; i++) {
		struct picture_panel *last = p->npanels ? &p->panels[p->npanels - 1] : NULL;

		if (last && strcmp(last->schema, p->cards[i].of->schema) == 0)
			last->n++;
		else
			p->panels[p->npanels++] = (struct picture_panel){
			        .schema = p->cards[i].of->schema, .first = i, .n = 1};
	}
	for (size_t i = 0; i < p->npanels; i++) {
		struct picture_panel *panel = &p->panels[i];

		panel->columns = root(panel->n);
		panel->rows = ((int)panel->n + panel->columns - 1) / panel->columns;
	}
}

/* High ones first, so that those that share a shelf are about as high. */
static int
by_height(const void *left, const void *right)
{
	const struct picture_panel *a = left, *b = right;

	if (a->rows != b->rows)
		return b->rows - a->rows;
	return strcmp(a->schema, b->schema);
}

/* On shelves of a width, one below the other. */
static void
shelve(struct picture *p, int widest)
{
	int column = 0, row = 0, height = 0;

	p->columns = 0;
	for (size_t i = 0; i < p->npanels; i++) {
		struct picture_panel *panel = &p->panels[i];

		if (column && column + panel->columns > widest) {
			row += height;
			column = height = 0;
		}
		panel->column = column;
		panel->row = row;
		column += panel->columns;
		height = panel->rows > height ? panel->rows : height;
		p->columns = column > p->columns ? column : p->columns;
	}
	p->rows = row + height;
}

/* On shelves of the width for which the whole can be shown largest on a screen, which is about half
 * as wide again as it is high. */
static void
pack(struct picture *p, int width, int height)
{
	int all = 0, best = 0, least = 0;

	for (size_t i = 0; i < p->npanels; i++)
		all += p->panels[i].columns;
	for (int widest = 1; widest <= all; widest++) {
		int size;

		shelve(p, widest);
		size = p->columns * width * 2 / 3;
		size = p->rows * height > size ? p->rows * height : size;
		if (!best || size < least) {
			best = widest;
			least = size;
		}
	}
	shelve(p, best);
}

void
picture_place(struct arena *a, struct picture *p, int width, int height)
{
	panels(a, p);
	if (p->npanels)
		qsort(p->panels, p->npanels, sizeof *p->panels, by_height);
	pack(p, width, height);
	for (size_t i = 0; i < p->npanels; i++) {
		const struct picture_panel *panel = &p->panels[i];

		for (size_t k = 0; k < panel->n; k++) {
			p->cards[panel->first + k].column = panel->column + (int)k % panel->columns;
			p->cards[panel->first + k].row = panel->row + (int)k / panel->columns;
		}
	}
}
