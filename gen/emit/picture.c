#include "emit/picture.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/catalog.h"
#include "model/part.h"
#include "picture_card_svg.h"
#include "picture_edge_svg.h"
#include "picture_far_svg.h"
#include "picture_name_svg.h"
#include "picture_svg.h"

#include <stdlib.h>
#include <string.h>

enum {
	WIDTH = 220, /* of a card */
	HEAD = 34,   /* of a card: its name */
	LINE = 18,
	GUTTER_X = 58, /* between cards */
	GUTTER_Y = 68,
	LANE = 4,    /* between arrows */
	ROUND = 5,   /* of corners */
	LANES_X = 9, /* in a gutter; fewer than fit, so that none touches a card */
	LANES_Y = 7,
	PADDING = 16, /* of a panel */
	TITLE = 28,
	NAME_MAX = 28, /* characters of a card's width, for want of measuring them */
	NAME_FITS = 20, /* more are drawn narrower */
	LINE_MAX = 26, /* of a line, which its note is a part of */
	NOTE_MAX = 10, /* that a note has in any case */
};

struct drawing {
	struct strbuf *out;
	struct arena *arena; /* of what is at hand */
	const struct catalog *catalog;
	const struct picture *picture;
	int height; /* of the highest card */
};

static int
x_of(int column)
{
	return GUTTER_X + column * (WIDTH + GUTTER_X);
}

static int
y_of(const struct drawing *d, int row)
{
	return GUTTER_Y + row * (d->height + GUTTER_Y);
}

static const char *
number(const struct drawing *d, int n)
{
	return arena_printf(d->arena, "%d", n);
}

/* Names are of one byte a character, in lines of one width. */
static const char *
shortened(const struct drawing *d, const char *text, size_t most)
{
	if (strlen(text) <= most)
		return text;
	return arena_printf(d->arena, "%.*s\xe2\x80\xa6", (int)most - 1, text);
}

/* ---- cards ---- */

/* Something stands under the lines, or in their place. */
static bool
has_more(const struct picture_card *c)
{
	return c->left || !c->nlines;
}

static int
card_height(const struct picture_card *c)
{
	return HEAD + LINE * ((int)c->nlines + has_more(c)) + 6;
}

static const char *
more(const struct drawing *d, const struct picture_card *c)
{
	const struct picture *p = d->picture;

	if (!c->left)
		return arena_printf(d->arena, "no %s", p->many);
	return arena_printf(d->arena, "%zu %s%s", c->left, c->nlines ? "more " : "",
	                    c->left == 1 ? p->one : p->many);
}

static int
highest(const struct picture *p)
{
	int most = HEAD;

	for (size_t i = 0; i < p->ncards; i++)
		most = card_height(&p->cards[i]) > most ? card_height(&p->cards[i]) : most;
	return most;
}

/* A line, which has the room that its note leaves. */
static struct picture_card_svg_lines
line(const struct drawing *d, const struct picture_card *c, size_t k)
{
	const struct picture_line *of = &c->lines[k];
	size_t note = of->note ? strlen(of->note) : 0, text = LINE_MAX, left;
	int x = x_of(c->column);

	text -= note < NOTE_MAX ? note : NOTE_MAX;
	text = strlen(of->text) < text ? strlen(of->text) : text;
	left = LINE_MAX - text;
	return (struct picture_card_svg_lines){
	        .x = number(d, x + 12),
	        .end = number(d, x + WIDTH - 12),
	        .y = number(d, y_of(d, c->row) + HEAD + LINE * (int)k + 8),
	        .text = shortened(d, of->text, text),
	        .note = of->note ? shortened(d, of->note, left) : NULL,
	};
}

static struct picture_card_svg
card(const struct drawing *d, size_t i)
{
	const struct picture_card *c = &d->picture->cards[i];
	struct picture_card_svg_lines *lines =
	        arena_new(d->arena, struct picture_card_svg_lines, c->nlines);
	int x = x_of(c->column), y = y_of(d, c->row);

	for (size_t k = 0; k < c->nlines; k++)
		lines[k] = line(d, c, k);
	return (struct picture_card_svg){
	        .number = number(d, (int)i),
	        .id = part_card(d->arena, c->of->schema, c->of->stem),
	        .href = part_page(d->arena, c->of),
	        .title = arena_printf(d->arena, "%s.%s", c->of->schema, c->of->name),
	        .x = number(d, x),
	        .y = number(d, y),
	        .width = number(d, WIDTH),
	        .height = number(d, card_height(c)),
	        .text_x = number(d, x + 12),
	        .name_y = number(d, y + 22),
	        .name = shortened(d, c->of->name, NAME_MAX),
	        .fitted = strlen(c->of->name) > NAME_FITS ? number(d, WIDTH - 24) : NULL,
	        .lines = {lines, c->nlines},
	        .more = has_more(c) ? more(d, c) : NULL,
	        .more_y = number(d, y + HEAD + LINE * (int)c->nlines + 8),
	};
}

/* ---- arrows ---- */

/* The gutter of a column, left of it or right; the lane in it depends on the arrow. */
static int
lane_x(int column, bool right, size_t i)
{
	int lane = (int)(i * 7 % LANES_X) - LANES_X / 2;

	return x_of(column + right) - GUTTER_X / 2 + lane * LANE;
}

static int
lane_y(const struct drawing *d, int row, bool below, size_t i)
{
	int lane = (int)(i * 5 % LANES_Y) - LANES_Y / 2;

	return y_of(d, row + below) - GUTTER_Y / 2 + lane * LANE;
}

/* Where on its side an arrow leaves or meets a card: those of several do not meet. */
static int
port(const struct drawing *d, const struct picture_card *c, size_t i, bool in)
{
	int room = card_height(c) - 24;

	return y_of(d, c->row) + 12 + (int)((i * 2 + in) * 11 % (size_t)room);
}

/* It leaves from what it is about. */
static int
start(const struct drawing *d, const struct picture_edge *e, size_t i)
{
	const struct picture_card *c = &d->picture->cards[e->from];
	int line = e->line > (int)c->nlines ? (int)c->nlines : e->line;

	return e->line < 0 ? port(d, c, i, false) : y_of(d, c->row) + HEAD + LINE * line + 4;
}

struct point {
	int x, y;
};

/* So far from a corner towards another point. */
static struct point
towards(struct point from, struct point to, int far)
{
	int x = to.x - from.x, y = to.y - from.y;

	return (struct point){from.x + (x > 0   ? far
	                                : x < 0 ? -far
	                                        : 0),
	                      from.y + (y > 0   ? far
	                                : y < 0 ? -far
	                                        : 0)};
}

static int
apart(struct point a, struct point b)
{
	return abs(a.x - b.x) + abs(a.y - b.y);
}

/* A line along the axes with round corners. */
static const char *
rounded(const struct drawing *d, const struct point *p, size_t n)
{
	struct strbuf path = STRBUF_INIT;

	str_addf(&path, "M%d %d", p[0].x, p[0].y);
	for (size_t i = 1; i + 1 < n; i++) {
		int before = apart(p[i - 1], p[i]) / 2, after = apart(p[i], p[i + 1]) / 2;
		int r = before < after ? before : after;
		struct point a = towards(p[i], p[i - 1], r < ROUND ? r : ROUND);
		struct point b = towards(p[i], p[i + 1], r < ROUND ? r : ROUND);

		str_addf(&path, "L%d %dQ%d %d %d %d", a.x, a.y, p[i].x, p[i].y, b.x, b.y);
	}
	str_addf(&path, "L%d %d", p[n - 1].x, p[n - 1].y);
	return str_done(&path, d->arena);
}

/* Out at the side that faces the other card, along the gutter beside it, along that above or below
 * the other's row, and in at the side that faces back. */
static const char *
route(const struct drawing *d, const struct picture_edge *e, size_t i)
{
	const struct picture_card *a = &d->picture->cards[e->from], *b = &d->picture->cards[e->to];
	bool right = b->column >= a->column, back = b->column <= a->column;
	int out = lane_x(a->column, right, i), in = lane_x(b->column, back, i);
	int from = x_of(a->column) + (right ? WIDTH : 0), to = x_of(b->column) + (back ? WIDTH : 0);
	int top = start(d, e, i), end = port(d, b, i, true);
	int along = lane_y(d, b->row, a->row >= b->row, i);
	const struct point near[] = {{from, top}, {out, top}, {out, end}, {to, end}};
	const struct point far[] = {{from, top}, {out, top}, {out, along},
	                            {in, along}, {in, end},  {to, end}};

	if (a->column + right == b->column + back)
		return rounded(d, near, sizeof near / sizeof *near);
	return rounded(d, far, sizeof far / sizeof *far);
}

static void
edge(const struct drawing *d, const struct picture_edge *e, size_t i)
{
	picture_edge_svg(d->out, &(struct picture_edge_svg){
	                                 .kind = e->kind,
	                                 .from = number(d, (int)e->from),
	                                 .to = number(d, (int)e->to),
	                                 .marker = d->picture->marker,
	                                 .path = route(d, e, i),
	                                 .title = e->title,
	                         });
}

/* Gives back what the last one took, in memory and in text. */
static void
flow(const struct drawing *d)
{
	catalog_flow(d->catalog, d->out);
	arena_reset(d->arena);
}

static void
edges(const struct drawing *d)
{
	const struct picture *p = d->picture;
	size_t n, i = 0;

	for (size_t k = 0; k < p->nbatches; k++) {
		const struct picture_edge *e = p->edges(p->context, d->arena, k, &n);

		while (n--)
			edge(d, e++, i++);
		flow(d);
	}
}

/* ---- the whole ---- */

static struct picture_svg_panels
panel(const struct drawing *d, const struct picture_panel *p)
{
	return (struct picture_svg_panels){
	        .x = number(d, x_of(p->column) - PADDING),
	        .y = number(d, y_of(d, p->row) - TITLE - 6),
	        .width = number(d, x_of(p->column + p->columns) - x_of(p->column) - GUTTER_X +
	                                   2 * PADDING),
	        .height = number(d, y_of(d, p->row + p->rows) - y_of(d, p->row) - GUTTER_Y + TITLE +
	                                    6 + PADDING),
	};
}

static void
name(const struct drawing *d, const struct picture_panel *p)
{
	picture_name_svg(d->out, &(struct picture_name_svg){
	                                 .x = number(d, x_of(p->column)),
	                                 .y = number(d, y_of(d, p->row) - 13),
	                                 .name = p->schema,
	                         });
}

/* The name of a schema as large as its panel allows, to be read from afar. */
static void
sign(const struct drawing *d, const struct picture_panel *p)
{
	int left = x_of(p->column), width = x_of(p->column + p->columns) - left - GUTTER_X;
	int top = y_of(d, p->row), height = y_of(d, p->row + p->rows) - top - GUTTER_Y;
	int size = width * 4 / 3 / (int)(strlen(p->schema) + 2);

	size = size > height * 2 / 5 ? height * 2 / 5 : size;
	picture_far_svg(d->out, &(struct picture_far_svg){
	                                .x = number(d, left + width / 2),
	                                .y = number(d, top + height / 2 + size / 3),
	                                .size = number(d, size > 15 ? size : 15),
	                                .name = p->schema,
	                        });
}

static void
open(const struct drawing *d)
{
	const struct picture *p = d->picture;
	struct picture_svg_panels *panels =
	        arena_new(d->arena, struct picture_svg_panels, p->npanels);

	for (size_t i = 0; i < p->npanels; i++)
		panels[i] = panel(d, &p->panels[i]);
	picture_svg(d->out, &(struct picture_svg){
	                            .title = p->title,
	                            .marker = p->marker,
	                            .width = number(d, x_of(p->columns ? p->columns : 1)),
	                            .height = number(d, y_of(d, p->rows ? p->rows : 1)),
	                            .panels = {panels, p->npanels},
	                    });
}

static void
draw(const struct drawing *d)
{
	const struct picture *p = d->picture;

	open(d);
	flow(d);
	edges(d);
	for (size_t i = 0; i < p->npanels; i++, flow(d))
		name(d, &p->panels[i]);
	for (size_t i = 0; i < p->ncards; i++, flow(d)) {
		const struct picture_card_svg one = card(d, i);

		picture_card_svg(d->out, &one);
	}
	for (size_t i = 0; p->ncards > PICTURE_FEW && i < p->npanels; i++, flow(d))
		sign(d, &p->panels[i]);
	str_add(d->out, "</svg>\n");
}

void
picture_write(struct strbuf *out, struct arena *a, const struct catalog *c, struct picture *p)
{
	struct arena one = {0};
	const struct drawing d = {out, &one, c, p, highest(p)};

	picture_place(a, p, WIDTH + GUTTER_X, d.height + GUTTER_Y);
	draw(&d);
	arena_clear(&one);
}
