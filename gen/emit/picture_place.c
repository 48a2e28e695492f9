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
}

static void
shape(struct picture_panel *panel, int columns)
{
	panel->columns = columns;
	panel->rows = ((int)panel->n + columns - 1) / columns;
}

/* Large ones first, so that those that share a shelf are about as high. */
static int
by_size(const void *left, const void *right)
{
	const struct picture_panel *a = left, *b = right;

	if (a->n != b->n)
		return a->n < b->n ? 1 : -1;
	return strcmp(a->schema, b->schema);
}

static struct picture_panel *
highest(struct picture_panel *v, size_t n)
{
	struct picture_panel *most = v;

	for (size_t i = 1; i < n; i++)
		if (v[i].rows > most->rows)
			most = &v[i];
	return most;
}

/* Those of a shelf. What is left of its width goes to the highest, one column after the other.
 * Returns how high the shelf is. */
static int
fill(struct picture_panel *v, size_t n, int row, int spare)
{
	int column = 0;

	for (; spare > 0; spare--) {
		struct picture_panel *most = highest(v, n);

		shape(most, most->columns + 1);
	}
	for (size_t i = 0; i < n; i++) {
		/* Not more than it takes for those rows. */
		shape(&v[i], ((int)v[i].n + v[i].rows - 1) / v[i].rows);
		v[i].column = column;
		v[i].row = row;
		column += v[i].columns;
	}
	return highest(v, n)->rows;
}

/* Moves those behind the first that fit beside it, of n, to stand next to it. Returns how many
 * share the shelf, and how wide they are. */
static size_t
gather(struct picture_panel *v, size_t n, int widest, int *used)
{
	size_t shelf = 1;

	*used = v->columns;
	for (size_t i = 1; i < n && *used < widest; i++) {
		const struct picture_panel one = v[i];

		if (*used + one.columns > widest)
			continue;
		*used += one.columns;
		memmove(&v[shelf + 1], &v[shelf], (i - shelf) * sizeof *v);
		v[shelf++] = one;
	}
	return shelf;
}

/* On shelves of a width, one below the other. */
static void
shelve(struct picture *p, int widest)
{
	struct picture_panel *v = p->panels;
	size_t next;

	p->columns = p->rows = 0;
	if (p->npanels)
		qsort(v, p->npanels, sizeof *v, by_size);
	for (size_t i = 0; i < p->npanels; i++)
		shape(&v[i], root(v[i].n));
	for (size_t i = 0; i < p->npanels; i = next) {
		int used, wide;

		next = i + gather(&v[i], p->npanels - i, widest, &used);
		p->rows += fill(&v[i], next - i, p->rows, widest - used);
		wide = v[next - 1].column + v[next - 1].columns;
		p->columns = wide > p->columns ? wide : p->columns;
	}
}

/* On shelves of the width for which the whole can be shown largest on a screen,
 * where it has about 9 to 5. */
static void
pack(struct picture *p, int width, int height)
{
	int all = 0, best = 0, least = 0, wide = 0, high = 0;

	for (size_t i = 0; i < p->npanels; i++)
		all += root(p->panels[i].n);
	/* Once it is much too wide, it does not get better. */
	for (int widest = 1; widest <= all && wide <= 2 * high; widest++) {
		int size;

		shelve(p, widest);
		wide = p->columns * width * 5 / 9;
		high = p->rows * height;
		size = wide > high ? wide : high;
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
	pack(p, width, height);
	for (size_t i = 0; i < p->npanels; i++) {
		const struct picture_panel *panel = &p->panels[i];

		for (size_t k = 0; k < panel->n; k++) {
			p->cards[panel->first + k].column = panel->column + (int)k % panel->columns;
			p->cards[panel->first + k].row = panel->row + (int)k / panel->columns;
		}
	}
}
