/*
 * Bound: where something is in what is sorted, or where it would be.
 */
#ifndef BASE_BOUND_H
#define BASE_BOUND_H

#include <stddef.h>

/* As bsearch() of C11 7.22.5.1, but the index of the first element that does not
 * come before the key: n if all do. */
size_t lower_bound(const void *key, const void *base, size_t n, size_t size,
                   int (*compare)(const void *key, const void *element));

/* The same, and how many elements from there on are equal to the key. */
size_t equal_range(const void *key, const void *base, size_t n, size_t size,
                   int (*compare)(const void *key, const void *element), size_t *nequal);

#endif
