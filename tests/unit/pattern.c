/* Regular expressions against texts, and numbers against numbers. */
#include "test.h"

#include "base/arena.h"
#include "expr/pattern.h"
#include "parse/decimal.h"

static void
check_patterns(void)
{
	static const struct {
		const char *pattern, *text;
		enum match match;
	} cases[] = {
	        {"^a*$", "", MATCH_YES},
	        {"^a*$", "aaa", MATCH_YES},
	        {"^a*$", "aab", MATCH_NO},
	        {"^a+?b$", "aab", MATCH_YES},
	        {"^(?:a|bc)+$", "abca", MATCH_YES},
	        {"^(?:a|bc)+$", "abc b", MATCH_NO},
	        {"^(a*)*$", "aaaa", MATCH_YES},
	        {"^(a*)*b$", "aaaa", MATCH_NO},
	        {"^(a?){3}$", "aa", MATCH_YES},
	        {"^(ab){2,3}$", "ababab", MATCH_YES},
	        {"^(ab){2,3}$", "abababab", MATCH_NO},
	        {"^(ab){2,}$", "ab", MATCH_NO},
	        {"^a{2}$", "aa", MATCH_YES},
	        {"^a{2}$", "aaa", MATCH_NO},
	        {"^[^a-c]$", "d", MATCH_YES},
	        {"^[^a-c]$", "b", MATCH_NO},
	        {"^[a\\-c]$", "-", MATCH_YES},
	        {"^[a\\-c]$", "b", MATCH_NO},
	        {"^[]a]$", "]", MATCH_YES},
	        {"^[\\d\\s]+$", "1 2", MATCH_YES},
	        {"^[\\d\\s]+$", "a", MATCH_NO},
	        {"^\\d+\\.\\d$", "12.3", MATCH_YES},
	        {"^\\d+\\.\\d$", "12x3", MATCH_NO},
	        {"^\\W\\S\\D$", " x ", MATCH_YES},
	        {"^.$", "é", MATCH_YES},
	        {"^..$", "é", MATCH_NO},
	        {"^[à-ü]$", "é", MATCH_YES},
	        {"^é{2}$", "éé", MATCH_YES},
	        {"b", "abc", MATCH_YES},
	        {"^b", "abc", MATCH_NO},
	        {"a|b$", "xb", MATCH_YES},
	        {"^(x|y$|z)$", "y", MATCH_YES},
	        {"^()$", "", MATCH_YES},
	        {"^(a|)$", "", MATCH_YES},
	        {"^\\n$", "\n", MATCH_YES},
	        {"^[[:alpha:]]$", "x", MATCH_YES},
	        {"^[[:alpha:]]$", "1", MATCH_NO},
	        {"^[^[:digit:]_]+$", "x-y", MATCH_YES},
	        {"^[^[:digit:]_]+$", "x_y", MATCH_NO},
	        {"(?i)^A$", "a", MATCH_YES},
	        {"(?i)^a$", "A", MATCH_YES},
	        {"(?i)^A$", "b", MATCH_NO},
	        {"(?i)^[b-d]$", "C", MATCH_YES},
	        {"(?i)^[^b-d]$", "C", MATCH_NO},
	        {"(?i)^[[:upper:]]$", "a", MATCH_YES},
	        {"^(?=x)y$", "z", MATCH_UNKNOWN},
	        {"^(?=x)", "x", MATCH_UNKNOWN},
	        {"^(a)\\1$", "ab", MATCH_UNKNOWN},
	        {"^(a?)b\\1$", "b", MATCH_UNKNOWN},
	        {"\\Aa\\Z", "a", MATCH_YES},
	        {"\\Aa\\Z", "aa", MATCH_NO},
	        {"(?:\\Aa|b\\Z)", "xb", MATCH_YES},
	        {"^a\\M$", "a", MATCH_UNKNOWN},
	        {"^a{b$", "a{b", MATCH_YES},
	        {"^(?:a{)$", "a{", MATCH_YES},
	        {"^a{b}c$", "a{b}c", MATCH_YES},
	        {"^a{b}c$", "c", MATCH_NO},
	        {"^a{,2}$", "aa", MATCH_NO},
	        {"^a\\u00e9*$", "a", MATCH_YES},
	        {"^a\\u0041{2}$", "aAA", MATCH_YES},
	        {"^[\\u4e00-\\u9fff]+$", "中文", MATCH_YES},
	        {"^[\\u4e00-\\u9fff]$", "u", MATCH_NO},
	        {"^[\\t-\\r]$", "\n", MATCH_YES},
	        {"^[\\t-\\r]$", "n", MATCH_NO},
	        {"^[\\é]$", "é", MATCH_YES},
	        {"^\\é$", "é", MATCH_YES},
	        {"^[[:alpha:]]$", "é", MATCH_UNKNOWN},
	        {"^\\w$", "é", MATCH_UNKNOWN},
	        {"(?i)^é$", "É", MATCH_UNKNOWN},
	        {"(?i)^é$", "e", MATCH_UNKNOWN},
	        {"^(a|a)*(a|a)*(a|a)*(a|a)*(a|a)*b$",
	         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac", MATCH_UNKNOWN},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (pattern_match(cases[i].pattern, cases[i].text) != cases[i].match) {
			static const char *const said[] = {"takes or loses", "refuses or loses",
			                                   "decides"};

			fprintf(stderr, "%s %s '%s'\n", cases[i].pattern, said[cases[i].match],
			        cases[i].text);
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

static void
check_samples(struct arena *a)
{
	CHECK_STR(pattern_sample(a, "^(?:T-[0-9]{3})$", 0, 0), "T-111");
	CHECK_STR(pattern_sample(a, "^[^a-zA-Z0-9]x?$", 0, 0), "-");
	CHECK_STR(pattern_sample(a, "^(?:\\d{2}\\.[[:upper:]]+|z)$", 0, 0), "11.A");
	CHECK_STR(pattern_sample(a, "^(a|b|)$", 0, 0), "a");
	CHECK_STR(pattern_sample(a, "^$|^é+$", 3, 3), "ééé");
	CHECK_STR(pattern_sample(a, "^[a-z]*$", 120, 0), pattern_sample(a, "^a{120}$", 0, 0));
	CHECK_STR(pattern_sample(a, "(?i)^(k-)*$", 0, 0), "k-");
	CHECK_STR(pattern_sample(a, "^{\\w}\\u0041{2}$", 0, 0), "{A}AA");
	CHECK_STR(pattern_sample(a, "^(?:\\Aa{2}\\Z)$", 0, 0), "aa");
	CHECK_STR(pattern_sample(a, "^k+(-[0-9]+)*$", 3, 4), "kkk");
	CHECK(!pattern_sample(a, "^a{3}$", 0, 2));
	CHECK(!pattern_sample(a, "^(((a{0}){250}){250}){250}b$", 900, 902));
	CHECK(!pattern_sample(a, "^(?=a)a$", 0, 0));
	CHECK(!pattern_sample(a, "^((((a{250}){250}){250}){250})$", 0, 9));
}

/* A long text takes no stack: the repetition of a single character is a loop. */
static void
check_length(struct arena *a)
{
	char *text = arena_alloc(a, 1, (1 << 20) + 1);

	memset(text, 'a', 1 << 20);
	CHECK(pattern_match("^[a-z]+$", text) == MATCH_YES);
	CHECK(pattern_match("^([a-z])+$", text) == MATCH_UNKNOWN);
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
	check_samples(&a);
	check_length(&a);
	check_numbers(&a);
	arena_clear(&a);
	return TEST_RESULT();
}
