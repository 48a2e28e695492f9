/*
 * Texts: a growing set of texts.
 */
#ifndef MODEL_TEXTS_H
#define MODEL_TEXTS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Start with `struct texts t = {0};`. The array lives in the arena; the texts are not copied. */
struct texts {
	const char **v;
	size_t n;
};

void texts_add(struct arena *, struct texts *, const char *);
void texts_addall(struct arena *, struct texts *, const char *const *, size_t n);

/* Sorts bytewise and leaves each text once. */
void texts_sort(struct texts *);

#endif
