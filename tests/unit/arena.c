#include "test.h"

#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>

static struct arena a;

static void
memory_is_zeroed_and_aligned(void)
{
	for (size_t n = 1; n < 200; n++) {
		char *p = arena_alloc(&a, n, 1);

		CHECK((uintptr_t)p % alignof(max_align_t) == 0);
		for (size_t i = 0; i < n; i++)
			CHECK(p[i] == 0);
		memset(p, 'x', n);
	}
}

static void
pieces_do_not_overlap(void)
{
	char *v[100];

	for (int i = 0; i < 100; i++)
		memset(v[i] = arena_alloc(&a, 1000, 1), i, 1000);
	for (int i = 0; i < 100; i++)
		for (int j = 0; j < 1000; j++)
			CHECK(v[i][j] == i);
}

static void
large_pieces(void)
{
	int *v = arena_new(&a, int, 100000);

	CHECK(v[0] == 0 && v[99999] == 0);
	v[99999] = 1;
	CHECK(arena_new(&a, int, 0) != NULL);
}

static void
growing(void)
{
	size_t *v = NULL, n = 0;

	for (; n < 1000; n++) {
		v = arena_grown(&a, v, n, sizeof *v);
		v[n] = n;
		arena_alloc(&a, 1, 1);
	}
	for (size_t i = 0; i < n; i++)
		CHECK(v[i] == i);
	for (n = 5; n < 12; n++) {
		v = arena_grown(&a, v, n, sizeof *v);
		v[n] = 10 * n;
	}
	CHECK(v[4] == 4 && v[5] == 50 && v[11] == 110);
}

/* What was there before a mark stays, and what comes behind it is zero again. */
static void
marks(void)
{
	struct arena own = {0};
	struct arena_mark empty = arena_mark(&own), mark, newer;
	char *kept, *first, *again;

	kept = arena_strdup(&own, "kept");
	mark = arena_mark(&own);
	first = arena_strdup(&own, "dropped");
	newer = arena_mark(&own);
	memset(arena_alloc(&own, 100000, 1), 'x', 100000);
	arena_strdup(&own, "in a chunk of its own");
	arena_release(&own, newer);
	CHECK_STR(first, "dropped");
	arena_release(&own, mark);
	CHECK_STR(kept, "kept");
	again = arena_alloc(&own, 8, 1);
	CHECK(again == first && memcmp(again, "\0\0\0\0\0\0\0", 8) == 0);
	arena_release(&own, empty);
	CHECK(!own.chunks);
}

static void
strings(void)
{
	CHECK_STR(arena_strdup(&a, "contact"), "contact");
	CHECK_STR(arena_strdup(&a, ""), "");
	CHECK_STR(arena_strndup(&a, "contact", 4), "cont");
	CHECK_STR(arena_printf(&a, "%s_%d", "fk", 7), "fk_7");
	CHECK(strlen(arena_printf(&a, "%70000d", 1)) == 70000);
}

int
main(void)
{
	memory_is_zeroed_and_aligned();
	pieces_do_not_overlap();
	large_pieces();
	growing();
	marks();
	strings();
	arena_clear(&a);
	CHECK(!a.chunks);
	CHECK_STR(arena_strdup(&a, "again"), "again");
	arena_clear(&a);
	return TEST_RESULT();
}
