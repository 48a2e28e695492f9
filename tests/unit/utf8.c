/*
 * UTF-8: sizes, what is no character, counting and code points.
 */
#include "test.h"

#include "base/utf8.h"

static void
sizes(void)
{
	CHECK(utf8_size("a", 1) == 1);
	CHECK(utf8_size("", 1) == 1);
	CHECK(utf8_size("a", 0) == 0);
	CHECK(utf8_size("\u00e9", 2) == 2);
	CHECK(utf8_size("\u20ac", 3) == 3);
	CHECK(utf8_size("\U0001f600", 4) == 4);
	CHECK(utf8_size("\u20ac", 2) == 0);
}

static void
refused(void)
{
	CHECK(utf8_size("\x80", 1) == 0);
	CHECK(utf8_size("\xc3z", 2) == 0);
	CHECK(utf8_size("\xc0\x80", 2) == 0);
	CHECK(utf8_size("\xe0\x80\x80", 3) == 0);
	CHECK(utf8_size("\xe0\x9f\xbf", 3) == 0);
	CHECK(utf8_size("\xf0\x8f\xbf\xbf", 4) == 0);
	CHECK(utf8_size("\xed\xa0\x80", 3) == 0);
	CHECK(utf8_size("\xed\x9f\xbf", 3) == 3);
	CHECK(utf8_size("\xf0\x80\x80\x80", 4) == 0);
	CHECK(utf8_size("\xf4\x8f\xbf\xbf", 4) == 4);
	CHECK(utf8_size("\xf4\x90\x80\x80", 4) == 0);
	CHECK(utf8_size("\xff", 1) == 0);
}

static void
characters(void)
{
	static const char text[] = "a\u00e9\u20ac\U0001f600";
	static const unsigned codes[] = {'a', 0xe9, 0x20ac, 0x1f600, 0};
	const char *s = text;
	size_t n;

	CHECK(utf8_count(text, sizeof(text) - 1) == 4);
	CHECK(utf8_count(text, 0) == 0);
	for (size_t i = 0; codes[i]; i++, s += n)
		CHECK(utf8_code(s, &n) == codes[i]);
	CHECK(*s == '\0');
	CHECK(utf8_code("\xe2\x82", &n) == 0xe2 && n == 1);
	CHECK(utf8_code("", &n) == 0 && n == 1);
}

int
main(void)
{
	sizes();
	refused();
	characters();
	return TEST_RESULT();
}
