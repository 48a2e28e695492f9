/*
 * How big a regular expression becomes in PostgreSQL, which makes a state of each character that it
 * repeats, and an arc from each state to all that may follow it: x?y?z?… repeated 200 times takes
 * minutes, or is refused.
 */
#ifndef EXPR_REGEX_SIZE_H
#define EXPR_REGEX_SIZE_H

#include <stdbool.h>
#include <stddef.h>

struct size {
	size_t states, first, last; /* all of them, and those that it may begin and end with */
	size_t arcs;
	bool empty; /* it takes no text as well */
};

#define SIZE_ENDLESS ((size_t)-1)

/* A character, no text, and nothing at all: what sequences and alternatives begin with. */
#define SIZE_ONE ((struct size){.states = 1, .first = 1, .last = 1})
#define SIZE_EMPTY ((struct size){.empty = true})
#define SIZE_NONE ((struct size){.states = 0})

/* Becomes what both are, one behind the other. */
void size_then(struct size *, const struct size *next);

/* Becomes one of both. */
void size_or(struct size *, const struct size *other);

/* Becomes low to high of itself, or SIZE_ENDLESS. */
void size_repeat(struct size *, size_t low, size_t high);

/* Becomes a condition of a place in the text. */
void size_place(struct size *);

/* More than PostgreSQL makes within a second or two, and far below what it refuses. */
bool size_beyond(const struct size *);

#endif
