#include "folder.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/spool.h"

static struct arena a;
static struct diag d;

static void
kept(void)
{
	enum { N = 30000 };
	struct spool s;
	uint32_t got = 0;

	diag_init(&d, &a);
	spool_open(&s, &d, "there/out");
	for (uint32_t i = 0; i < N; i++) {
		CHECK(spool_end(&s) == i * sizeof i);
		spool_add(&s, &i, sizeof i);
		if (i % 1000 == 0) {
			spool_read(&s, i / 2 * sizeof i, &got, sizeof got);
			CHECK(got == i / 2);
		}
	}
	spool_read(&s, (N - 1) * sizeof got, &got, sizeof got);
	CHECK(got == N - 1 && !d.nerrors);
	spool_read(&s, N * sizeof got, &got, sizeof got);
	CHECK(got == 0 && d.nerrors == 1);
	spool_close(&s);
}

/* Nothing is left of it, and a folder in which nothing can be made is one fault. */
static void
nameless(void)
{
	struct spool s;

	CHECK(rmdir("there") == 0);
	put("file", "");
	diag_init(&d, &a);
	spool_open(&s, &d, "file/out");
	spool_add(&s, "x", 1);
	spool_close(&s);
	CHECK(d.nerrors == 1);
}

int
main(void)
{
	folder_enter();
	kept();
	nameless();
	folder_leave();
	arena_clear(&a);
	return TEST_RESULT();
}
