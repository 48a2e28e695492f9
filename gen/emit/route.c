#include "emit/route.h"
#include "base/arena.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum {
	LANE = 4,    /* between arrows */
	ROUND = 5,   /* of corners */
	LANES_X = 9, /* in a gutter; fewer than fit, so that none touches a card */
	LANES_Y = 7,
	STEP_X = 7, /* from one lane to the next that is tried */
	STEP_Y = 5,
};

/* Which lanes are taken where: along a gutter there are crossings with others, 2k, and cards
 * between them, 2k + 1. */
struct lanes {
	bool *taken;
	size_t n, length, step; /* lanes in a gutter, places along it */
};

struct routes {
	const struct picture *picture;
	int highest;
	struct lanes x, y;
	unsigned *ports; /* of each card, how many arrows meet its left side and its right side */
	size_t n;        /* arrows so far */
};

/* ---- cells ---- */

int
card_x(int column)
{
	return GUTTER_X + column * (CARD_WIDTH + GUTTER_X);
}

int
card_y(int highest, int row)
{
	return GUTTER_Y + row * (highest + GUTTER_Y);
}

bool
card_has_more(const struct picture_card *c)
{
	return c->left || !c->nlines;
}

int
card_height(const struct picture_card *c)
{
	return CARD_HEAD + CARD_LINE * ((int)c->nlines + card_has_more(c)) + 6;
}

/* ---- lanes ---- */

static struct lanes
lanes_new(struct arena *a, size_t gutters, size_t n, size_t across, size_t step)
{
	struct lanes l = {.n = n, .length = 2 * across + 1, .step = step};

	l.taken = arena_new(a, bool, gutters *n *l.length);
	return l;
}

/* Takes a lane of a gutter between two places of it, and returns its distance from the middle one.
 * Arrows share one if none is free. */
static int
take(struct lanes *l, int gutter, int from, int to, size_t first)
{
	size_t low = (size_t)(from < to ? from : to), n = (size_t)abs(from - to) + 1;
	bool *gutter_lanes = &l->taken[(size_t)gutter * l->n * l->length + low];
	size_t i = first % l->n;

	for (size_t tries = 0; tries < l->n && memchr(gutter_lanes + i * l->length, true, n);
	     tries++)
		i = (i + l->step) % l->n;
	memset(gutter_lanes + i * l->length, true, n);
	return (int)i - (int)l->n / 2;
}

/* ---- where arrows leave and meet cards ---- */

/* Those of one side of a card do not meet, nor those of two cards that face each other. */
static int
port(struct routes *r, size_t card, bool right)
{
	const struct picture_card *c = &r->picture->cards[card];
	int k = (int)r->ports[2 * card + right]++, slots = (int)c->nlines + card_has_more(c);
	int top = card_y(r->highest, c->row);

	if (!c->nlines)
		return top + 8 + (k * 11 + (right ? 0 : 5)) % (card_height(c) - 16);
	/* Between the lines, where others leave. */
	return top + CARD_HEAD - 5 + k % slots * CARD_LINE + k / slots % 2 + (right ? 1 : -3);
}

/* It leaves from what it is about. */
static int
start(struct routes *r, const struct picture_edge *e, bool right)
{
	const struct picture_card *c = &r->picture->cards[e->from];
	int line = e->line > (int)c->nlines ? (int)c->nlines : e->line;

	if (line < 0)
		return port(r, e->from, right);
	return card_y(r->highest, c->row) + CARD_HEAD + CARD_LINE * line + (right ? 3 : 6);
}

/* ---- paths ---- */

struct point {
	int x, y;
};

static int
sign(int n)
{
	return (n > 0) - (n < 0);
}

/* So far from a corner towards another point. */
static struct point
towards(struct point from, struct point to, int far)
{
	return (struct point){from.x + far * sign(to.x - from.x),
	                      from.y + far * sign(to.y - from.y)};
}

static int
apart(struct point a, struct point b)
{
	return abs(a.x - b.x) + abs(a.y - b.y);
}

/* A line along the axes with round corners. */
static const char *
rounded(struct arena *a, const struct point *p, size_t n)
{
	struct strbuf path = STRBUF_INIT;

	str_addf(&path, "M%d %d", p[0].x, p[0].y);
	for (size_t i = 1; i + 1 < n; i++) {
		int before = apart(p[i - 1], p[i]) / 2, after = apart(p[i], p[i + 1]) / 2;
		int r = before < after ? before : after;
		struct point from = towards(p[i], p[i - 1], r < ROUND ? r : ROUND);
		struct point to = towards(p[i], p[i + 1], r < ROUND ? r : ROUND);

		str_addf(&path, "L%d %dQ%d %d %d %d", from.x, from.y, p[i].x, p[i].y, to.x, to.y);
	}
	str_addf(&path, "L%d %d", p[n - 1].x, p[n - 1].y);
	return str_done(&path, a);
}

struct routes *
routes_new(struct arena *a, const struct picture *p, int highest)
{
	struct routes *r = arena_new(a, struct routes, 1);
	size_t columns = (size_t)p->columns, rows = (size_t)p->rows;

	*r = (struct routes){
	        .picture = p,
	        .highest = highest,
	        .x = lanes_new(a, columns + 1, LANES_X, rows, STEP_X),
	        .y = lanes_new(a, rows + 1, LANES_Y, columns, STEP_Y),
	        .ports = arena_new(a, unsigned, 2 * p->ncards),
	};
	return r;
}

/* Where a lane runs in the gutter before a column or row. */
static int
lane_x(int gutter, int lane)
{
	return card_x(gutter) - GUTTER_X / 2 + lane * LANE;
}

static int
lane_y(const struct routes *r, int gutter, int lane)
{
	return card_y(r->highest, gutter) - GUTTER_Y / 2 + lane * LANE;
}

/* Out at the side that faces the other card, along the gutter beside it, along that above or below
 * the other's row, and in at the side that faces back. */
const char *
routes_path(struct routes *r, struct arena *arena, const struct picture_edge *e)
{
	const struct picture_card *a = &r->picture->cards[e->from], *b = &r->picture->cards[e->to];
	bool right = b->column >= a->column, back = b->column <= a->column;
	int out = a->column + right, in = b->column + back, across = b->row + (a->row >= b->row);
	int top = start(r, e, right), end = port(r, e->to, back);
	struct point from = {card_x(a->column) + (right ? CARD_WIDTH : 0), top};
	struct point to = {card_x(b->column) + (back ? CARD_WIDTH : 0), end};
	size_t i = r->n++;

	if (out == in) {
		int x = lane_x(out, take(&r->x, out, 2 * a->row + 1, 2 * b->row + 1, i * STEP_X));
		const struct point near[] = {from, {x, top}, {x, end}, to};

		return rounded(arena, near, sizeof near / sizeof *near);
	}
	out = lane_x(out, take(&r->x, out, 2 * a->row + 1, 2 * across, i * STEP_X));
	in = lane_x(in, take(&r->x, in, 2 * across, 2 * b->row + 1, i * STEP_X));
	across = lane_y(
	        r, across,
	        take(&r->y, across, 2 * (a->column + right), 2 * (b->column + back), i * STEP_Y));
	const struct point far[] = {from, {out, top}, {out, across}, {in, across}, {in, end}, to};

	return rounded(arena, far, sizeof far / sizeof *far);
}
