/*
 * Tokens: their kinds, values and places; and faults of constants and patterns.
 */
#include "test.h"

#include "base/arena.h"
#include "base/str.h"
#include "expr/literal.h"
#include "expr/regex.h"
#include "expr/token.h"

static struct span
locate(const void *context, size_t offset, size_t n)
{
	(void)context;
	return (struct span){1, (int)offset + 1, (int)n};
}

static struct token *
tokens(struct arena *a, struct diag *d, const char *text, size_t offset)
{
	static const struct source source = {"t", NULL, 0};
	static const struct locator locator = {&source, locate, NULL, NULL};

	diag_init(d, a);
	return tokens_read(a, d, &locator, text, offset);
}

/* Every token as kind:text@offset+n. */
static const char *
listed(struct arena *a, const char *text)
{
	static const char *const kinds[] = {"end",    "name",   "variable",
	                                    "number", "string", "symbol"};
	struct strbuf b = STRBUF_INIT;
	struct diag d;
	struct token *t = tokens(a, &d, text, 0);

	for (; t && t->kind != TOKEN_END; t++)
		str_addf(&b, "%s:%s@%zu+%zu ", kinds[t->kind], t->text, t->offset, t->n);
	if (t)
		str_addf(&b, "end@%zu", t->offset);
	else
		str_addf(&b, "%zu faults", d.nerrors);
	return str_done(&b, a);
}

static void
test_tokens(struct arena *a)
{
	CHECK_STR(listed(a, ""), "end@0");
	CHECK_STR(listed(a, " a==.5 "), "name:a@1+1 symbol:=@2+2 number:.5@4+2 end@6");
	CHECK_STR(listed(a, "$x<>'it''s'"), "variable:x@0+2 symbol:!=@2+2 string:it's@4+7 end@11");
	CHECK_STR(listed(a, "\"say \"\"hi\"\"\""), "string:say \"hi\"@0+12 end@12");
	CHECK_STR(listed(a, "'\xc3\xa9\n'"), "string:\xc3\xa9\n@0+5 end@5");
	CHECK_STR(listed(a, "a.b1_"), "name:a@0+1 symbol:.@1+1 name:b1_@2+3 end@5");
	CHECK_STR(listed(a, "# @ \xc3\xa9 ; 'x"), "5 faults");
	CHECK_STR(listed(a, "1.2.3 4x $ $1"), "4 faults");
	CHECK_STR(listed(a, "-- # @"), "1 faults");
	CHECK_STR(listed(a, "/* # @"), "1 faults");
}

static void
test_offset(struct arena *a)
{
	struct diag d;
	struct token *t = tokens(a, &d, "x = y", 4);

	CHECK_STR(t->text, "y");
	CHECK(t->offset == 4);
	CHECK(token_is(t, "Y"));
	CHECK(!token_is(t, "YY"));
}

static void
test_literals(void)
{
	static const struct {
		enum value_kind kind;
		const char *text;
		bool fits;
	} cases[] = {
	        {VALUE_DATE, "2024-02-29", true},
	        {VALUE_DATE, "2023-02-29", false},
	        {VALUE_DATE, "1900-02-29", false},
	        {VALUE_DATE, "2000-02-29", true},
	        {VALUE_DATE, "0000-01-01", false},
	        {VALUE_DATE, "2024-13-01", false},
	        {VALUE_DATE, "today", false},
	        {VALUE_TIME, "23:59:59.123456", true},
	        {VALUE_TIME, "24:00", false},
	        {VALUE_TIMESTAMP, "2025-01-01 00:00:00+02", true},
	        {VALUE_TIMESTAMP, "2025-01-01T00:00Z", true},
	        {VALUE_TIMESTAMP, "2025-01-01T00:00", false},
	        {VALUE_TIMESTAMP, "2025-01-01", false},
	        {VALUE_INTERVAL, "1 year 2 mons", false},
	        {VALUE_INTERVAL, "1 year 2 months 03:04:05", true},
	        {VALUE_INTERVAL, "1 second 1 millisecond 1 day", true},
	        {VALUE_INTERVAL, "1 hour 2 hours", false},
	        {VALUE_INTERVAL, "1 Week 1 weeks", false},
	        {VALUE_INTERVAL, "1 millisecond 01:30", false},
	        {VALUE_INTERVAL, "1 day 01:30", true},
	        {VALUE_INTERVAL, "-1 day", false},
	        {VALUE_INTERVAL, "", false},
	        {VALUE_UUID, "c0ffee00-0000-4000-8000-00000000000A", true},
	        {VALUE_UUID, "c0ffee00-0000-4000-8000-00000000000", false},
	        {VALUE_UUID, "c0ffee00000040008000000000000000", false},
	        {VALUE_INET, "::1", true},
	        {VALUE_INET, "10.0.0.0/33", false},
	        {VALUE_INET, "10.0.0.0/8", true},
	        {VALUE_INET, "10.0.0.0/08", false},
	        {VALUE_INET, "::1/064", false},
	        {VALUE_MACADDR, "08-00-2b-01-02-03", true},
	        {VALUE_MACADDR, "08-00:2b-01-02-03", false},
	        {VALUE_BYTES, "\\x", true},
	        {VALUE_BYTES, "\\x0", false},
	        {VALUE_BOOLEAN, "true", false},
	        {VALUE_POINT, "(1,2)", false},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		if (!literal_fault(cases[i].kind, false, cases[i].text) != cases[i].fits)
			CHECK_STR(cases[i].text, cases[i].fits ? "a constant" : "no constant");
}

static void
test_patterns(void)
{
	static const char *const good[] = {"",
	                                   "^[a-z0-9_-]+$",
	                                   "a{2,}?",
	                                   "[]a]",
	                                   "[^]-]",
	                                   "[]-a]",
	                                   "a|",
	                                   "()",
	                                   "x{,2}",
	                                   "(?=a)b",
	                                   "[\\d.-]",
	                                   "\\u00e9",
	                                   "(a)(b)\\2",
	                                   "((a)\\2)\\1",
	                                   "[\\u4e00-\\u9fff]",
	                                   "[\\t-\\r]",
	                                   "[-a-c-]",
	                                   "[^-a]",
	                                   "[.-/-]",
	                                   "[,-.x-]",
	                                   "a{b",
	                                   NULL};
	static const char *const bad[] = {"+",       "a(",       "[",        "[a",
	                                  "[]",      "(?P<x>a)", "a{2",      "[a-\\d]",
	                                  "[[.a.]]", "\\x41",    "(?=a)*",   "\\y+",
	                                  "(a\\1)",  "[[:x:]]",  "a\\",      "((a)\\1)",
	                                  "[a-b-c]", "[\\d-z]",  "[a_-c-x]", "\\ud83d\\ude00",
	                                  NULL};
	size_t at;

	for (const char *const *p = good; *p; p++)
		CHECK_STR(regex_fault(*p, &at), NULL);
	for (const char *const *p = bad; *p; p++)
		if (!regex_fault(*p, &at))
			CHECK_STR(*p, "a faulty pattern");
	regex_fault("ab[z-a]", &at);
	CHECK(at == 3);
}

int
main(void)
{
	struct arena a = {0};

	test_tokens(&a);
	test_offset(&a);
	test_literals();
	test_patterns();
	arena_clear(&a);
	return TEST_RESULT();
}
