/*
 * Trees: limits, and random ones printed and read again.
 */
#include "scope.h"

#include <stdlib.h>

static void
test_limits(void)
{
	struct arena a = {0};
	struct strbuf b = STRBUF_INIT;
	struct expr *tree;

	for (int i = 0; i < 65; i++)
		str_addc(&b, '(');
	CHECK(strstr(result(&a, b.buf, &tree), "nested more than 64 levels deep"));
	str_reset(&b);
	str_add(&b, "score");
	for (int i = 0; i < 300; i++)
		str_add(&b, " + 1");
	CHECK(strstr(result(&a, b.buf, &tree), "more than 256 operators"));
	str_reset(&b);
	str_add(&b, "done");
	for (int i = 0; i < 5000; i++)
		str_add(&b, " OR done");
	CHECK_STR(result(&a, b.buf, &tree), b.buf);
	for (int i = 0; i < 5000; i++)
		str_add(&b, " OR done");
	CHECK(strstr(result(&a, b.buf, &tree), "longer than 65536 bytes"));
	str_free(&b);
	arena_clear(&a);
}

/* Random trees with every parenthesis written. */
static void random_boolean(struct strbuf *, int depth);

static void
random_number(struct strbuf *b, int depth)
{
	static const char *const leaves[] = {"score", "price", "ratio", "1", "2.5", "length(name)"};
	static const char *const operators[] = {"+", "-", "*", "/"};
	int pick = rand() % 6;

	if (depth <= 0 || pick == 0) {
		pick = rand() % 6;
		str_add(b, leaves[pick]);
	} else if (pick == 1) {
		str_add(b, "(-");
		random_number(b, depth - 1);
		str_add(b, ")");
	} else if (pick == 2) {
		str_add(b, "(CASE WHEN ");
		random_boolean(b, depth - 1);
		str_add(b, " THEN ");
		random_number(b, depth - 1);
		str_add(b, " ELSE 3 END)");
	} else {
		str_add(b, "(");
		random_number(b, depth - 1);
		str_addf(b, " %s ", operators[rand() % 4]);
		random_number(b, depth - 1);
		str_add(b, ")");
	}
}

static void
random_text(struct strbuf *b, int depth)
{
	if (depth <= 0 || rand() % 2) {
		str_add(b, rand() % 2 ? "name" : "'a''b'");
		return;
	}
	str_add(b, "(");
	random_text(b, depth - 1);
	str_add(b, " || ");
	random_text(b, depth - 1);
	str_add(b, ")");
}

static void
random_boolean(struct strbuf *b, int depth)
{
	static const char *const formats[] = {"(B AND B)",
	                                      "(B OR B)",
	                                      "(NOT B)",
	                                      "(N < N)",
	                                      "(N = N)",
	                                      "(T = T)",
	                                      "(B = B)",
	                                      "(B IS TRUE)",
	                                      "(N IS NULL)",
	                                      "(N BETWEEN N AND N)",
	                                      "(N NOT IN (N, 7))",
	                                      "(T LIKE T)",
	                                      "(T ~ '^a')",
	                                      "(B IS DISTINCT FROM B)",
	                                      "(B AND B AND B)",
	                                      "(coalesce(N, N) > 0)",
	                                      "active"};
	const char *f = depth <= 0 ? "done" : formats[rand() % 17];

	if (!strcmp(f, "active") || !strcmp(f, "done")) {
		str_add(b, f);
		return;
	}
	for (; *f; f++) {
		bool alone = !(f[1] >= 'A' && f[1] <= 'Z') &&
		             !(f[-(*f != '(')] >= 'A' && f[-(*f != '(')] <= 'Z');

		if (*f == 'B' && alone)
			random_boolean(b, depth - 1);
		else if (*f == 'N' && alone)
			random_number(b, depth - 1);
		else if (*f == 'T' && alone)
			random_text(b, depth - 1);
		else
			str_addc(b, *f);
	}
}

/* What is printed, read again, prints the same; SPECQL_TREES=1 shows the pairs, to be compared by a
 * server. */
static void
test_fixpoint(void)
{
	const char *show = getenv("SPECQL_TREES");

	srand(42);
	for (int i = 0; i < 2000; i++) {
		struct arena a = {0};
		struct strbuf b = STRBUF_INIT;
		struct expr *tree;
		const char *sql;

		random_boolean(&b, 4);
		sql = result(&a, b.buf, &tree);
		CHECK(tree);
		if (tree)
			CHECK_STR(result(&a, sql, &tree), sql);
		if (show)
			printf("%s\t%s\n", b.buf, sql);
		str_free(&b);
		arena_clear(&a);
	}
}

int
main(void)
{
	test_limits();
	test_fixpoint();
	return TEST_RESULT();
}
