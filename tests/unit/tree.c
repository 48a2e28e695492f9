/*
 * Trees: limits, and random ones printed and read again.
 */
#include "crm.h"

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

/* n times one text and n times another around `middle`. */
static const char *
nested(struct arena *a, const char *before, int n, const char *middle, const char *after)
{
	struct strbuf b = STRBUF_INIT;

	for (int i = 0; i < n; i++)
		str_add(&b, before);
	str_add(&b, middle);
	for (int i = 0; i < n; i++)
		str_add(&b, after);
	return str_done(&b, a);
}

static void
test_queries_in_queries(void)
{
	static const char *const forms[] = {"total IN (SELECT total FROM Plain WHERE ",
	                                    "total > (SELECT max(total) FROM Plain WHERE ",
	                                    "EXISTS (SELECT * FROM Plain WHERE ",
	                                    "EXISTS (Plain WHERE ", "paid IN (paid, "};
	static const char height[] = "more than 256 operators one inside the other";
	struct arena a = {0};

	crm.arena = &a;
	for (size_t i = 0; i < LENGTH(forms); i++) {
		CHECK(strstr(printed(&a, &plain_scope, nested(&a, forms[i], 1000, "paid", ")"),
		                     AS_CONDITION, NULL),
		             "nested more than 64 levels deep"));
		CHECK(!strstr(printed(&a, &plain_scope, nested(&a, forms[i], 60, "paid", ")"),
		                      AS_CONDITION, NULL),
		              "nested"));
	}
	CHECK(!strstr(in_action(&a, nested(&a, "1 + (SELECT count(*) FROM Plain WHERE 0 < ", 20,
	                                   "1", " + 1 + 1 + 1 + 1 + 1)")),
	              height));
	CHECK(strstr(in_action(&a, nested(&a, "1 + (SELECT count(*) FROM Plain WHERE 0 < ", 50, "1",
	                                  " + 1 + 1 + 1 + 1 + 1)")),
	             height));
	arena_clear(&a);
}

/* Random trees with every parenthesis written; inside a query, of its rows. */
static bool acting, inside;
static void random_boolean(struct strbuf *, int depth);

/* A query behind its beginning, up to its end. */
static void
random_query(struct strbuf *b, const char *beginning, int depth)
{
	bool before = inside;

	inside = true;
	str_add(b, beginning);
	random_boolean(b, depth);
	str_addc(b, ')');
	inside = before;
}

static void
random_number(struct strbuf *b, int depth)
{
	static const char *const leaves[] = {"score", "price", "ratio", "1", "2.5", "length(name)"};
	static const char *const rows[] = {"total", "input.qty", "total",
	                                   "1",     "2.5",       "length(note)"};
	static const char *const operators[] = {"+", "-", "*", "/"};
	int pick = rand() % 6;

	if (depth <= 0 || pick == 0) {
		pick = rand() % 6;
		str_add(b, (inside ? rows : leaves)[pick]);
	} else if (pick == 5 && acting) {
		random_query(b, "(SELECT count(*) FROM Plain WHERE ", depth - 1);
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
		str_add(b, rand() % 2 ? "'a''b'" : inside ? "note" : "name");
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
	int pick = rand() % 12;

	if (!strcmp(f, "active") || !strcmp(f, "done")) {
		str_add(b, inside ? "paid" : f);
		return;
	}
	if (acting && pick == 0) {
		random_query(b, "(EXISTS (SELECT FROM Plain WHERE ", depth - 1);
		str_addc(b, ')');
		return;
	}
	if (acting && pick == 1) {
		str_addc(b, '(');
		random_number(b, depth - 1);
		random_query(b,
		             rand() % 2
		                     ? " IN (SELECT total FROM Plain WHERE total IS NOT NULL AND "
		                     : " NOT IN (SELECT total FROM Plain WHERE total IS NOT NULL "
		                       "AND ",
		             depth - 1);
		str_addc(b, ')');
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

static const char *
reprinted(struct arena *a, const char *text)
{
	struct expr *tree;

	crm.arena = a;
	return acting ? in_action(a, text) : result(a, text, &tree);
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
		const char *sql;

		random_boolean(&b, acting ? 5 : 4);
		sql = reprinted(&a, b.buf);
		CHECK(*sql && !(sql[0] >= '1' && sql[0] <= '9' && strstr(sql, ": ")));
		CHECK_STR(reprinted(&a, sql), sql);
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
	test_queries_in_queries();
	test_fixpoint();
	acting = true;
	test_fixpoint();
	return TEST_RESULT();
}
