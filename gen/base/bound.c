#include "base/bound.h"

size_t
lower_bound(const void *key, const void *base, size_t n, size_t size,
            int (*compare)(const void *key, const void *element))
{
	const char *elements = base;
	size_t low = 0;

	while (low < n) {
		size_t middle = low + (n - low) / 2;

		if (compare(key, elements + middle * size) > 0)
			low = middle + 1;
		else
			n = middle;
	}
	return low;
}

size_t
equal_range(const void *key, const void *base, size_t n, size_t size,
            int (*compare)(const void *key, const void *element), size_t *nequal)
{
	const char *elements = base;
	size_t first = lower_bound(key, base, n, size, compare), end = first;

	while (end < n && compare(key, elements + end * size) == 0)
		end++;
	*nequal = end - first;
	return first;
}
