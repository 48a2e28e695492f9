/*
 * Pool: the memory of the tree of JSON at hand. There is one at a time, so it is given back as a
 * whole, and kept for the next. Private to layout_read.c.
 */
#ifndef MODEL_POOL_H
#define MODEL_POOL_H

#include <stddef.h>

void *pool_alloc(size_t);

/* Nothing. */
void pool_free(void *);

/* The tree is not used any more. */
void pool_end(void);

#endif
