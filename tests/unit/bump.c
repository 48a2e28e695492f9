/* The malloc of the executables that run once per edge, under other names. */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define malloc edge_malloc
#define calloc edge_calloc
#define realloc edge_realloc
#define free edge_free
void *edge_malloc(size_t);
void *edge_calloc(size_t, size_t);
void *edge_realloc(void *, size_t);
void edge_free(void *);
#include "../../gen/base/bump.c"

#include "test.h"

static bool
all(const char *p, char c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != c)
			return false;
	return true;
}

static void
blocks(void)
{
	char *p[200];

	for (size_t i = 0; i < 200; i++) {
		p[i] = malloc(i * 7);
		CHECK(p[i] && (uintptr_t)p[i] % 16 == 0);
		memset(p[i], (char)i, i * 7);
	}
	for (size_t i = 0; i < 200; i++)
		CHECK(all(p[i], (char)i, i * 7));
}

static void
growing(void)
{
	char *p = malloc(3), *q, *between;

	memcpy(p, "ab", 3);
	q = realloc(p, 5000);
	CHECK(q == p && strcmp(q, "ab") == 0);
	between = malloc(1);
	*between = 'x';
	q = realloc(p, 100000);
	CHECK(q != p && strcmp(q, "ab") == 0 && *between == 'x');
	CHECK(realloc(q, 10) == q && strcmp(q, "ab") == 0);
	q = realloc(q, 3 << 20);
	CHECK(q && strcmp(q, "ab") == 0);
	memset(q, 'y', 3 << 20);
	CHECK(*between == 'x');
}

/* Every size, one more than it holds, with a neighbour that must not be touched. */
static void
moving(void)
{
	for (size_t n = 1; n < 100; n++) {
		char *p = malloc(n), *neighbour = malloc(16), *q;

		memset(p, 'p', n);
		memset(neighbour, 'n', 16);
		for (size_t more = n; more < n + 20; more++) {
			q = realloc(p, more);
			CHECK(all(q, 'p', n));
			memset(q, 'p', more);
			p = q;
		}
		q = realloc(neighbour, 500);
		CHECK(all(q, 'n', 16));
	}
}

static void
freeing(void)
{
	char *p = malloc(1000), *q;

	memset(p, 'x', 1000);
	free(p);
	free(p);
	free(NULL);
	q = calloc(10, 100);
	CHECK(q && all(q, 0, 1000));
	p = calloc(2, 1 << 20);
	CHECK(p && all(p, 0, 2 << 20));
	p = realloc(NULL, 5);
	CHECK(p && malloc(0));
}

/* The last block is used again, and is zero again where that is promised; others stay
 * as they are. */
static void
last(void)
{
	char *kept = malloc(100), *p = malloc(64), *q;

	memset(kept, 'k', 100);
	memset(p, 'x', 64);
	free(kept);
	free(p);
	q = calloc(1, 5000);
	CHECK(q == p && all(q, 0, 5000) && all(kept, 'k', 100));
	memset(q, 'y', 5000);
	free(q);
	CHECK(malloc(10) == q);
	CHECK(all(calloc(1, 3 << 20), 0, 3 << 20));
}

/* An empty block may be the last of a region: it cannot grow there. */
static void
at_the_end(void)
{
	for (int i = 0; i < 100000; i++) {
		char *p = malloc(0);

		p = realloc(p, 16);
		CHECK(p != NULL);
		memset(p, 'x', 16);
	}
}

static void
too_much(void)
{
	errno = 0;
	CHECK(!calloc(SIZE_MAX / 2, 3) && errno == ENOMEM);
	CHECK(!malloc(SIZE_MAX - 3));
	CHECK(!realloc(malloc(1), SIZE_MAX - 40));
	CHECK(malloc(10));
}

int
main(void)
{
	blocks();
	growing();
	moving();
	freeing();
	last();
	at_the_end();
	too_much();
	return TEST_RESULT();
}
