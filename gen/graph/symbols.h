/*
 * Symbols: the keys of all entities (graph/key.h) and what each may mean, found by their hashes.
 * Private to names.
 */
#ifndef GRAPH_SYMBOLS_H
#define GRAPH_SYMBOLS_H

#include "graph/shape.h"

/* One meaning of a key, whose text is made anew of the shape when it is compared. Meanings are
 * called by their numbers, 0 is none. */
struct meaning {
	uint32_t i;        /* place of the shape */
	uint16_t part;     /* of which action, ref or relation the key is */
	char sort;         /* of the key */
	uint8_t check : 7; /* what of the hash does not choose the slot */
	uint8_t last : 1;  /* of its key; the slot leads to these */
	/* Of the same key, in the order in which they were added; of the last: the first. */
	uint32_t next;
	uint32_t chain; /* of the last: that of another key of the same slot */
};

struct symbols {
	struct arena *arena;
	const struct shapes *shapes;
	struct meaning *v;
	uint32_t n;
	uint32_t *slots;
	size_t nslots;
	char key[1024];   /* of the last look-up; longer ones mean nothing */
	char other[1024]; /* that it is compared with */
};

/* Room for so many meanings; what is not used costs nothing. */
struct symbols *symbols_new(struct arena *, const struct shapes *, size_t most);

/* Adds the key of a sort of the i-th shape, of its k-th part where there are several (key_of). */
void symbols_add(struct symbols *, char sort, size_t i, size_t k);

/* The first meaning of a key, which is printed or given, and the one that follows another. */
uint32_t symbols_find(struct symbols *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
uint32_t symbols_find_key(struct symbols *, const char *key);
uint32_t symbols_next(const struct symbols *, uint32_t);

#endif
