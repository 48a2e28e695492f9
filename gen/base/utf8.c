#include "base/utf8.h"

bool
utf8_inside(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* The bytes of a character as its first one announces them. */
static size_t
announced(unsigned char c)
{
	return c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
}

/* The code point of n bytes of which the first announces as many. */
static unsigned
decoded(const char *s, size_t n)
{
	unsigned code = (unsigned char)s[0] & (n > 1 ? 0xffu >> (n + 1) : 0x7fu);

	for (size_t i = 1; i < n; i++)
		code = code << 6 | ((unsigned char)s[i] & 0x3fu);
	return code;
}

size_t
utf8_size(const char *s, size_t left)
{
	static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t n = left ? announced((unsigned char)*s) : 0;
	unsigned code;

	if (n <= 1 || n > left)
		return n > left ? 0 : n;
	for (size_t i = 1; i < n; i++)
		if (!utf8_inside(s[i]))
			return 0;
	code = decoded(s, n);
	return code < least[n] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? 0 : n;
}

size_t
utf8_count(const char *s, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += !utf8_inside(s[i]);
	return count;
}

unsigned
utf8_code(const char *s, size_t *size)
{
	size_t n = utf8_size(s, 4);

	*size = n ? n : 1;
	return n ? decoded(s, n) : (unsigned char)*s;
}
