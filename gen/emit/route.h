/*
 * Route: the cells in which cards stand, and where arrows run between them. In the gutters there
 * are lanes; as long as there are free ones no two arrows run along each other. Private to picture.
 */
#ifndef EMIT_ROUTE_H
#define EMIT_ROUTE_H

#include "emit/picture.h"

enum {
	CARD_WIDTH = 220,
	CARD_HEAD = 34, /* its name */
	CARD_LINE = 18,
	GUTTER_X = 58, /* between cards */
	GUTTER_Y = 68,
};

/* The left side of a column, and the upper one of a row, where the highest card is so high. */
int card_x(int column);
int card_y(int highest, int row);

/* Whether something stands under the lines of a card, or in their place;
 * and how high it is with that. */
bool card_has_more(const struct picture_card *);
int card_height(const struct picture_card *);

struct routes;

/* Of a picture whose cards have their places; in the arena. */
struct routes *routes_new(struct arena *, const struct picture *, int highest);

/* The path of an arrow, in the other arena; its lanes are taken. */
const char *routes_path(struct routes *, struct arena *, const struct picture_edge *);

#endif
