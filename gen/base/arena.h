/*
 * Arena: memory that is given back all at once. One per process; nothing is freed piece by piece.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

/* Start with `struct arena a = {0};`. */
struct arena {
	struct arena_chunk *chunks;
};

/* n zeroed objects of a type. */
#define arena_new(a, type, n) ((type *)arena_alloc((a), (n), sizeof(type)))

/* Zeroed memory for n objects of a size, aligned for any type. Never NULL: without memory the
 * process ends with exit code 1 and a message on stderr. */
void *arena_alloc(struct arena *, size_t n, size_t size);

/* An array of n objects, which came from here or is empty, with room for one more: where it lies
 * from now on. Its room doubles when it is full, so n is all that is to be known of it. */
void *arena_grown(struct arena *, void *objects, size_t n, size_t size);

/* Copies, NUL-terminated, owned by the arena. */
char *arena_strdup(struct arena *, const char *);
char *arena_strndup(struct arena *, const char *, size_t n);

/* Text made as by printf, owned by the arena. */
char *arena_printf(struct arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* How much of an arena is in use. What came from it since then is given back,
 * newer marks included. */
struct arena_mark {
	struct arena_chunk *chunk;
	size_t used;
};
struct arena_mark arena_mark(const struct arena *);
void arena_release(struct arena *, struct arena_mark);

/* The arena is empty again, but keeps some memory: for a loop that needs little in each turn. */
void arena_reset(struct arena *);

/* Gives all memory back; the arena is empty again and can be used anew. */
void arena_clear(struct arena *);

#endif
