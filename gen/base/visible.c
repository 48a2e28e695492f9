#include "base/visible.h"
#include "base/str.h"

#include <string.h>

enum {
	MAX_WORDS = 400, /* bytes of a message that quotes something long … */
	END = 100,       /* … of which so many at its end, where the cure is */
};

size_t
visible_size(const char *s, size_t left)
{
	unsigned char c = (unsigned char)*s;
	size_t n = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;

	if (n > left)
		return 0;
	for (size_t i = 1; i < n; i++)
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			return 0;
	return n;
}

/* A control character but the tab, or one that turns the direction of the text after it. */
static bool
unprintable(const char *s, size_t n)
{
	unsigned char c = (unsigned char)s[0], last = (unsigned char)s[n - 1];

	if (n == 1)
		return (c < 0x20 && c != '\t') || c == 0x7f;
	if (n == 2)
		return c == 0xc2 && last < 0xa0;
	return n == 3 && ((memcmp(s, "\xe2\x80", 2) == 0 && last >= 0xa8 && last <= 0xae) ||
	                  (memcmp(s, "\xe2\x81", 2) == 0 && last >= 0xa6 && last <= 0xa9));
}

size_t
visible_character(struct strbuf *b, const char *s, size_t left)
{
	size_t n = visible_size(s, left);

	if (n == 0 || unprintable(s, n))
		str_add(b, "\xef\xbf\xbd");
	else
		str_addn(b, s, n);
	return n ? n : 1;
}

static void
visible_part(struct strbuf *b, const char *s, size_t n)
{
	for (size_t i = 0; i < n;)
		i += visible_character(b, s + i, n - i);
}

void
visible_text(struct strbuf *b, const char *s)
{
	visible_part(b, s, strlen(s));
}

void
visible_words(struct strbuf *b, const char *s)
{
	size_t n = strlen(s), head = MAX_WORDS - END, tail = n - END;

	if (n <= MAX_WORDS) {
		visible_text(b, s);
		return;
	}
	while (((unsigned char)s[head] & 0xc0) == 0x80)
		head--;
	while (((unsigned char)s[tail] & 0xc0) == 0x80)
		tail++;
	visible_part(b, s, head);
	str_add(b, "…");
	visible_text(b, s + tail);
}
