#include "emit/picture.h"
#include "base/arena.h"
#include "base/str.h"
#include "emit/route.h"
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
	PADDING = 16, /* of a panel */
	TITLE = 28,
	NAME_MAX = 28,  /* characters of a card's width, for want of measuring them */
	NAME_FITS = 20, /* more are drawn narrower */
	LINE_MAX = 26,  /* of a line, which its note is a part of */
	NOTE_MAX = 10,  /* that a note has in any case */
};

struct drawing {
	struct strbuf *out;
	struct arena *arena; /* of what is at hand */
	const struct catalog *catalog;
	const struct picture *picture;
	int height; /* of the highest card */
	struct routes *routes;
};

static int
y_of(const struct drawing *d, int row)
{
	return card_y(d->height, row);
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
	int most = CARD_HEAD;

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
	int x = card_x(c->column);

	text -= note < NOTE_MAX ? note : NOTE_MAX;
	text = strlen(of->text) < text ? strlen(of->text) : text;
	left = LINE_MAX - text;
	return (struct picture_card_svg_lines){
	        .x = number(d, x + 12),
	        .end = number(d, x + CARD_WIDTH - 12),
	        .y = number(d, y_of(d, c->row) + CARD_HEAD + CARD_LINE * (int)k + 8),
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
	int x = card_x(c->column), y = y_of(d, c->row);

	for (size_t k = 0; k < c->nlines; k++)
		lines[k] = line(d, c, k);
	return (struct picture_card_svg){
	        .number = number(d, (int)i),
	        .id = part_card(d->arena, c->of->schema, c->of->stem),
	        .href = part_page(d->arena, c->of),
	        .title = arena_printf(d->arena, "%s.%s", c->of->schema, c->of->name),
	        .x = number(d, x),
	        .y = number(d, y),
	        .width = number(d, CARD_WIDTH),
	        .height = number(d, card_height(c)),
	        .text_x = number(d, x + 12),
	        .name_y = number(d, y + 22),
	        .name = shortened(d, c->of->name, NAME_MAX),
	        .fitted = strlen(c->of->name) > NAME_FITS ? number(d, CARD_WIDTH - 24) : NULL,
	        .lines = {lines, c->nlines},
	        .more = card_has_more(c) ? more(d, c) : NULL,
	        .more_y = number(d, y + CARD_HEAD + CARD_LINE * (int)c->nlines + 8),
	};
}

/* ---- arrows ---- */

static void
edge(const struct drawing *d, const struct picture_edge *e)
{
	picture_edge_svg(d->out, &(struct picture_edge_svg){
	                                 .kind = e->kind,
	                                 .from = number(d, (int)e->from),
	                                 .to = number(d, (int)e->to),
	                                 .marker = d->picture->marker,
	                                 .path = routes_path(d->routes, d->arena, e),
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
	size_t n;

	for (size_t k = 0; k < p->nbatches; k++) {
		const struct picture_edge *e = p->edges(p->context, d->arena, k, &n);

		while (n--)
			edge(d, e++);
		flow(d);
	}
}

/* ---- the whole ---- */

static struct picture_svg_panels
panel(const struct drawing *d, const struct picture_panel *p)
{
	return (struct picture_svg_panels){
	        .x = number(d, card_x(p->column) - PADDING),
	        .y = number(d, y_of(d, p->row) - TITLE - 6),
	        .width = number(d, card_x(p->column + p->columns) - card_x(p->column) - GUTTER_X +
	                                   2 * PADDING),
	        .height = number(d, y_of(d, p->row + p->rows) - y_of(d, p->row) - GUTTER_Y + TITLE +
	                                    6 + PADDING),
	};
}

static void
name(const struct drawing *d, const struct picture_panel *p)
{
	picture_name_svg(d->out, &(struct picture_name_svg){
	                                 .x = number(d, card_x(p->column)),
	                                 .y = number(d, y_of(d, p->row) - 13),
	                                 .name = p->schema,
	                         });
}

/* The name of a schema as large as its panel allows, to be read from afar. */
static void
sign(const struct drawing *d, const struct picture_panel *p)
{
	int left = card_x(p->column), width = card_x(p->column + p->columns) - left - GUTTER_X;
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
	                            .width = number(d, card_x(p->columns ? p->columns : 1)),
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
	struct drawing d = {out, &one, c, p, highest(p), NULL};

	picture_place(a, p, CARD_WIDTH + GUTTER_X, d.height + GUTTER_Y);
	d.routes = routes_new(a, p, d.height);
	draw(&d);
	arena_clear(&one);
}
