/*
 * Pool: the memory of trees of JSON, which is given back as a whole when no tree is in use, and kept for the next.
 * Private to json.c.
 */
#ifndef MODEL_POOL_H
#define MODEL_POOL_H

#include <stdbool.h>
#include <stddef.h>

/* From here on there is one; false if there was, or if a tree is in use. */
bool pool_open(void);

/* Around the use of a tree. */
void pool_begin(void);
void pool_end(void);

void *pool_alloc(size_t);

/* Nothing. */
void pool_free(void *);

#endif
