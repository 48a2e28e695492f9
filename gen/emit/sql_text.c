#include "emit/sql_text.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "base/words.h"

#include <stdbool.h>
#include <string.h>

const char *
sql_names(struct arena *a, const char *const *names, size_t n)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < n; i++) {
		str_add(&out, i ? "," : "{");
		quote_element(&out, names[i]);
	}
	str_add(&out, n ? "}" : "{}");
	return literal_of(a, str_done(&out, a));
}

/* ---- lines ---- */

/* The end of a literal or quoted name that begins at p: E'…' has escapes. A doubled quote ends one
 * and begins the next. */
static const char *
quoted_end(const char *p, bool escapes)
{
	char quote = *p;

	for (p++; *p && *p != quote; p++)
		if (escapes && *p == '\\' && p[1])
			p++;
	return *p ? p + 1 : p;
}

/* Whether the quote at p begins E'…'. */
static bool
escaped(const char *text, const char *p)
{
	return *p == '\'' && p > text && p[-1] == 'E' && (p == text + 1 || !word_sign(p[-2]));
}

static void
blank(struct strbuf *out, int n)
{
	while (n-- > 0)
		str_addc(out, ' ');
}

/* The end of what can be copied at once: a quoted part, or what comes before one,
 * but no more than a line. */
static const char *
piece_end(const char *text, const char *p)
{
	if (*p == '\'' || *p == '"')
		return quoted_end(p, escaped(text, p));
	while (*p && *p != '\n' && *p != '\'' && *p != '"')
		p++;
	return *p == '\n' ? p + 1 : p;
}

void
sql_hang(struct strbuf *out, const char *text, int blanks)
{
	const char *end;

	for (const char *p = text; *p; p = end) {
		end = piece_end(text, p);
		str_addn(out, p, (size_t)(end - p));
		if (end[-1] == '\n' && *end && *end != '\n')
			blank(out, blanks);
	}
}

void
sql_indent(struct strbuf *out, const char *text, int blanks)
{
	if (*text && *text != '\n')
		blank(out, blanks);
	sql_hang(out, text, blanks);
}

void
sql_condition(struct strbuf *out, const char *sql)
{
	bool cases = strstr(sql, "CASE ");

	str_add(out, cases ? "(" : "");
	sql_hang(out, sql, 2);
	str_add(out, cases ? ")" : "");
}

size_t
sql_column(const struct strbuf *out)
{
	size_t n = 0;

	while (n < out->len && out->buf[out->len - n - 1] != '\n')
		n++;
	return n;
}

void
sql_fill(struct strbuf *out, const char *const *items, size_t n, const char *end, int blanks,
         int width)
{
	for (size_t i = 0; i < n; i++) {
		size_t more = i + 1 < n ? 1 : strlen(end), at = sql_column(out);
		size_t gap = i > 0;

		if (i)
			str_addc(out, ',');
		if (at > (size_t)blanks &&
		    at + 2 * gap + strcspn(items[i], "\n") + more > (size_t)width) {
			str_addc(out, '\n');
			blank(out, blanks);
		} else if (i) {
			str_addc(out, ' ');
		} else if (at == 0) {
			blank(out, blanks);
		}
		sql_hang(out, items[i], blanks);
	}
	str_add(out, end);
}
