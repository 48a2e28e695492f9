/* Quoting for pages that people read. */
#include "base/quote.h"
#include "base/str.h"
#include "base/visible.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* What HTML has another spelling for. */
static const char *const entities[128] = {
        ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
};

static const char *
entity_of(char c)
{
	return isascii((unsigned char)c) ? entities[(unsigned char)c] : NULL;
}

/* How many bytes from here on are ASCII that can be seen and mean nothing in HTML. */
static size_t
plain_html(const char *text)
{
	size_t n = 0;

	while (text[n] >= ' ' && text[n] <= '~' && !entities[(unsigned char)text[n]])
		n++;
	return n;
}

static bool
alphanumeric(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* How many bytes from here on are words of ASCII letters and digits, with one blank between two. */
static size_t
plain_words(const char *text)
{
	size_t n = 0;

	while (alphanumeric(text[n]) || (n && text[n] == ' ' && alphanumeric(text[n + 1])))
		n++;
	return n;
}

void
quote_html(struct strbuf *b, const char *text)
{
	const char *end = text + strlen(text), *entity;
	size_t n;

	while (text < end)
		if ((n = plain_html(text))) {
			str_addn(b, text, n);
			text += n;
		} else if ((entity = entity_of(*text))) {
			str_add(b, entity);
			text++;
		} else if (*text == '\n') {
			str_addc(b, *text++);
		} else {
			text += visible_character(b, text, (size_t)(end - text));
		}
}

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Signs that mean something where a line begins, also behind a number. */
static bool
begins(const char *start, const char *p)
{
	return start && strchr("#+-=.)", *p) && strspn(start, "0123456789") >= (size_t)(p - start);
}

/* Where a line begins, blanks before its first sign mean nothing,
 * and would hide that it is the first. */
static const char *
line_start(const struct strbuf *b, const char *text)
{
	return b->len && b->buf[b->len - 1] != '\n' ? NULL : text + strspn(text, " \t\n\r");
}

/* Entities for what HTML reads, a backslash before what Markdown does. A URL and an address would
 * become links by themselves: their signs are entities too. */
void
quote_markdown(struct strbuf *b, const char *text)
{
	const char *start = line_start(b, text), *end = text + strlen(text);
	size_t n;

	text = start ? start : text;
	while (text < end)
		if ((n = plain_words(text))) {
			str_addn(b, text, n);
			text += n;
		} else if (strchr("<>&", *text)) {
			str_add(b, entity_of(*text++));
		} else if (blank(*text)) {
			text += strspn(text, " \t\n\r");
			str_addc(b, ' ');
		} else if (*text == '@' || (*text == ':' && text[1] == '/')) {
			str_addf(b, "&#%d;", *text++);
		} else if (strchr("\\`*_{}[]|~$", *text) || begins(start, text)) {
			str_addf(b, "\\%c", *text++);
		} else {
			text += visible_character(b, text, (size_t)(end - text));
		}
}

/* How many bytes from here on a code span can hold, also in a cell of a table. */
static size_t
plain_code(const char *text)
{
	size_t n = 0;

	while (text[n] >= ' ' && text[n] <= '~' && text[n] != '`' && text[n] != '|')
		n++;
	return n;
}

/* A code span cannot hold every sign, least of all in a cell of a table; an element can. */
void
quote_markdown_code(struct strbuf *b, const char *text)
{
	size_t n = plain_code(text);

	if (n && !text[n] && *text != ' ' && text[n - 1] != ' ') {
		str_addf(b, "`%s`", text);
		return;
	}
	str_add(b, "<code>");
	quote_markdown(b, text);
	str_add(b, "</code>");
}
