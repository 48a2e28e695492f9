#include "base/visible.h"
#include "base/str.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

enum {
	MAX_WORDS = 400, /* bytes of a message that quotes something long … */
	END = 100,       /* … of which so many at its end, where the cure is */
};

/* A control character but the tab, one that turns the direction of the text after it,
 * or a blank without width. */
static bool
unprintable(unsigned code)
{
	return (code < 0x20 && code != '\t') || (code >= 0x7f && code < 0xa0) ||
	       (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069) ||
	       code == 0x200b || code == 0x2060;
}

size_t
visible_character(struct strbuf *b, const char *s, size_t left)
{
	size_t n = utf8_size(s, left);

	if (n == 0 || unprintable(utf8_code(s, &n)))
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
	while (utf8_inside(s[head]))
		head--;
	while (utf8_inside(s[tail]))
		tail++;
	visible_part(b, s, head);
	str_add(b, "…");
	visible_text(b, s + tail);
}
