/* Regular expressions against texts, and numbers against numbers. */
#include "test.h"

#include "base/arena.h"
#include "parse/decimal.h"
#include "parse/pattern.h"

static void
check_patterns(void)
{
	static const struct {
		const char *pattern, *text;
		bool matches;
	} cases[] = {
	        {"^a*$", "", true},
	        {"^a*$", "aaa", true},
	        {"^a*$", "aab", false},
	        {"^a+?b$", "aab", true},
	        {"^(?:a|bc)+$", "abca", true},
	        {"^(?:a|bc)+$", "abc b", false},
	        {"^(a*)*$", "aaaa", true},
	        {"^(a*)*b$", "aaaa", false},
	        {"^(a?){3}$", "aa", true},
	        {"^(ab){2,3}$", "ababab", true},
	        {"^(ab){2,3}$", "abababab", false},
	        {"^(ab){2,}$", "ab", false},
	        {"^a{2}$", "aa", true},
	        {"^a{2}$", "aaa", false},
	        {"^[^a-c]$", "d", true},
	        {"^[^a-c]$", "b", false},
	        {"^[a\\-c]$", "-", true},
	        {"^[a\\-c]$", "b", false},
	        {"^[]a]$", "]", true},
	        {"^[\\d\\s]+$", "1 2", true},
	        {"^[\\d\\s]+$", "a", false},
	        {"^\\d+\\.\\d$", "12.3", true},
	        {"^\\d+\\.\\d$", "12x3", false},
	        {"^\\W\\S\\D$", " x ", true},
	        {"^.$", "é", true},
	        {"^..$", "é", false},
	        {"^[à-ü]$", "é", true},
	        {"^é{2}$", "éé", true},
	        {"b", "abc", true},
	        {"^b", "abc", false},
	        {"a|b$", "xb", true},
	        {"^(x|y$|z)$", "y", true},
	        {"^()$", "", true},
	        {"^(a|)$", "", true},
	        {"^\\n$", "\n", true},
	        /* what is not told is taken to match */
	        {"^(?=x)y$", "z", true},
	        {"^(a)\\1$", "ab", true},
	        {"^[[:alpha:]]$", "1", true},
	        {"(?i)^A$", "b", true},
	        {"^(a|a)*(a|a)*(a|a)*(a|a)*(a|a)*b$",
	         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", true},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (pattern_matches(cases[i].pattern, cases[i].text) != cases[i].matches) {
			fprintf(stderr, "%s %s '%s'\n", cases[i].pattern,
			        cases[i].matches ? "refuses" : "takes", cases[i].text);
			test_failures++;
		}
}

static void
check_anchors(struct arena *a)
{
	CHECK_STR(pattern_anchored(a, "^a$"), "^a$");
	CHECK_STR(pattern_anchored(a, "a"), "^(?:a)$");
	CHECK_STR(pattern_anchored(a, "^a|b$"), "^(?:^a|b$)$");
	CHECK_STR(pattern_anchored(a, "^(a|b)$"), "^(a|b)$");
	CHECK_STR(pattern_anchored(a, "^[|]$"), "^[|]$");
	CHECK_STR(pattern_anchored(a, "^a\\$"), "^(?:^a\\$)$");
	CHECK_STR(pattern_anchored(a, "(?i)a"), "(?i)^(?:a)$");
}

/* A long text takes no stack: the repetition of a single character is a loop. */
static void
check_length(struct arena *a)
{
	char *text = arena_alloc(a, 1, (1 << 20) + 1);

	memset(text, 'a', 1 << 20);
	CHECK(pattern_matches("^[a-z]+$", text));
	CHECK(pattern_matches("^([a-z])+$", text));
}

static void
check_numbers(struct arena *a)
{
	static const char *const order[] = {"-10", "-9.5", "-9", "-0.5", "0",  "0.05",
	                                    "0.5", "1",    "9",  "9.99", "10", "100"};
	static const char *const valid[] = {"0", "-1", "+.5", "007", "1.50", "9223372036854775808"};
	static const char *const invalid[] = {"",   "-",  ".",   "1.",  "1e3",  "0x1",
	                                      " 1", "1 ", "--1", "NaN", "1.2.3"};
	size_t n = sizeof order / sizeof order[0];

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			int c = decimal_compare(order[i], order[j]);

			CHECK((c > 0) - (c < 0) == (i > j) - (i < j));
		}
	for (size_t i = 0; i < sizeof valid / sizeof valid[0]; i++)
		CHECK(decimal_valid(valid[i]));
	for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++)
		CHECK(!decimal_valid(invalid[i]));
	CHECK_STR(decimal_plain(a, "+007.50"), "7.5");
	CHECK_STR(decimal_plain(a, "-.0"), "0");
	CHECK_STR(decimal_plain(a, "-.5"), "-0.5");
	CHECK_STR(decimal_plain(a, "100"), "100");
	CHECK(decimal_digits("0.5") == 0 && decimal_scale("0.5") == 1);
	CHECK(decimal_digits("-123.4") == 3 && decimal_scale("12") == 0);
}

int
main(void)
{
	struct arena a = {0};

	check_patterns();
	check_anchors(&a);
	check_length(&a);
	check_numbers(&a);
	arena_clear(&a);
	return TEST_RESULT();
}
