#include "test.h"

#include "base/arena.h"
#include "base/bound.h"
#include "base/str.h"

#include <inttypes.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>

static void
building(void)
{
	struct strbuf b = STRBUF_INIT;

	CHECK_STR(b.buf, "");
	str_reset(&b);
	CHECK_STR(b.buf, "");
	str_addf(&b, "%s", "");
	CHECK_STR(b.buf, "");
	str_add(&b, "CREATE ");
	str_addn(&b, "TABLES", 5);
	str_addc(&b, ' ');
	str_addf(&b, "%s.%s (%d)", "crm", "tb_contact", 3);
	CHECK_STR(b.buf, "CREATE TABLE crm.tb_contact (3)");
	CHECK(b.len == strlen(b.buf));
	str_reset(&b);
	CHECK(b.len == 0 && b.buf[0] == '\0');
	str_free(&b);
	CHECK_STR(b.buf, "");
	str_free(&b);
}

/* What print.c makes itself is what printf makes. */
#define SAME(...)                                                         \
	do {                                                              \
		char expected[200];                                       \
		struct strbuf b = STRBUF_INIT;                            \
		snprintf(expected, sizeof expected, __VA_ARGS__);         \
		str_addf(&b, __VA_ARGS__);                                \
		CHECK_STR(b.buf, expected);                               \
		CHECK(b.len == strlen(expected) && b.buf[b.len] == '\0'); \
		str_free(&b);                                             \
	} while (0)

static void
conversions(void)
{
	const char *volatile none = NULL;

	SAME("%s", "text");
	SAME("a%sb%%c%s", "", "%s");
	SAME("%c%c|", 'x', '\n');
	SAME("%d %d %d %d", 0, -7, INT_MAX, INT_MIN);
	SAME("%zu %zu", (size_t)0, SIZE_MAX);
	SAME("%.*s|%.*s|%.*s|%.*s", 2, "long", 9, "short", 0, "none", -1, "all");
	SAME("%*s|%*s|%*s|%*s", 5, "abc", -5, "abc", 0, "abc", 2, "longer");
	SAME("%016" PRIx64 "|%016" PRIx64, (uint64_t)0, UINT64_C(0xfedcba9876543210));
	SAME("%s %016" PRIu64 " %d", "like that", UINT64_C(7), 1);
	SAME("%s", none);
	SAME("%s %05d %x %-6s|%*s|%.3s %ld", "other", 42, 255u, "ab", 5, "c", "defg", -3L);
}

static void
growing(void)
{
	struct strbuf b = STRBUF_INIT;

	for (int i = 0; i < 100000; i++) {
		str_addc(&b, (char)('a' + i % 26));
		CHECK(b.buf[b.len] == '\0');
	}
	CHECK(b.len == 100000 && b.buf[27] == 'b');
	str_addf(&b, "%50000d", 1);
	CHECK(b.len == 150000 && b.buf[149999] == '1');
	str_addn(&b, "\0x", 2);
	CHECK(b.len == 150002 && b.buf[150000] == '\0' && b.buf[150001] == 'x');
	str_free(&b);
}

static void
finishing(void)
{
	struct arena a = {0};
	struct strbuf b = STRBUF_INIT;
	const char *s;

	CHECK_STR(str_done(&b, &a), "");
	str_add(&b, "text");
	s = str_done(&b, &a);
	CHECK(b.len == 0 && b.cap == 0);
	str_add(&b, "more");
	CHECK_STR(s, "text");
	str_free(&b);
	arena_clear(&a);
}

static void
words(void)
{
	static const char *const list[] = {"red", "green", NULL};

	CHECK(word_listed("red,green", "red") && word_listed("red,green", "green"));
	CHECK(!word_listed("red,green", "gree") && !word_listed("", "red"));
	CHECK(word_index(list, "red") == 0);
	CHECK(word_index(list, "green") == 1);
	CHECK(word_index(list, "gree") == -1);
	CHECK(word_index(list + 2, "red") == -1);
	CHECK(word_among(list, 2, "green") && !word_among(list, 1, "green"));
	CHECK(!word_among(list, 2, "gree") && !word_among(NULL, 0, "red"));
	CHECK(word_same("red", list[0]) && !word_same("red", "re") && !word_same("red", NULL));
	CHECK(word_same(NULL, NULL) && !word_same(NULL, ""));
}

static void
sorting(void)
{
	const char *list[] = {"green", "red", "blue", "red", ""};

	CHECK(word_sort(list, 0) == 0);
	CHECK(word_sort(list, 5) == 4);
	CHECK_STR(list[0], "");
	CHECK_STR(list[1], "blue");
	CHECK_STR(list[2], "green");
	CHECK_STR(list[3], "red");
}

static void
ranges(void)
{
	const char *list[] = {"a", "b", "b", "d"}, *a = "a", *b = "b", *c = "c", *e = "e";
	size_t n;

	CHECK(equal_range(&a, list, 4, sizeof a, word_order, &n) == 0 && n == 1);
	CHECK(equal_range(&b, list, 4, sizeof b, word_order, &n) == 1 && n == 2);
	CHECK(equal_range(&c, list, 4, sizeof c, word_order, &n) == 3 && n == 0);
	CHECK(equal_range(&e, list, 4, sizeof e, word_order, &n) == 4 && n == 0);
	CHECK(equal_range(&a, NULL, 0, sizeof a, word_order, &n) == 0 && n == 0);
}

int
main(void)
{
	building();
	conversions();
	growing();
	finishing();
	words();
	sorting();
	ranges();
	return TEST_RESULT();
}
