/* Cuts a scalar's text into parts that know their places. */
#include "parse/draft.h"
#include "base/arena.h"
#include "base/str.h"

#include <string.h>

struct span
slice_span(const struct parse *p, struct slice s)
{
	return node_span(p->source, s.node, s.at, s.n);
}

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

struct slice
slice_trim(struct slice s)
{
	while (s.n > 0 && blank(s.node->text[s.at])) {
		s.at++;
		s.n--;
	}
	while (s.n > 0 && blank(s.node->text[s.at + s.n - 1]))
		s.n--;
	return s;
}

const char *
slice_text(struct arena *a, struct slice s)
{
	return arena_strndup(a, s.node->text + s.at, s.n);
}

struct slice *
slice_split(struct arena *a, struct slice s, char separator, size_t *n)
{
	const char *text = s.node->text;
	struct slice *parts;
	size_t begin = s.at, end = s.at + s.n, max = 1;
	int depth = 0;
	char quote = 0;

	for (size_t i = s.at; i < end; i++)
		max += text[i] == separator;
	parts = arena_new(a, struct slice, max);
	*n = 0;
	for (size_t i = s.at; i < end; i++) {
		char c = text[i];

		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '\'' || c == '"')
			quote = c;
		else if (c == '(')
			depth++;
		else if (c == ')')
			depth--;
		else if (c == separator && depth == 0) {
			parts[(*n)++] = slice_trim((struct slice){s.node, begin, i - begin});
			begin = i + 1;
		}
	}
	parts[(*n)++] = slice_trim((struct slice){s.node, begin, end - begin});
	return parts;
}

const char *
slice_unquote(struct arena *a, struct slice s, bool *quoted)
{
	const char *text = s.node->text + s.at;
	struct strbuf out = STRBUF_INIT;
	char quote = s.n > 0 ? text[0] : 0;
	size_t i = 1;

	*quoted = quote == '\'' || quote == '"';
	if (!*quoted)
		return slice_text(a, s);
	for (; i < s.n; i++) {
		if (text[i] == quote && (i + 1 == s.n || text[i + 1] != quote))
			break;
		if (text[i] == quote)
			i++;
		str_addc(&out, text[i]);
	}
	if (i + 1 == s.n)
		return str_done(&out, a);
	str_free(&out);
	return NULL;
}

bool
typographic(const char *text)
{
	static const char *const quotes[] = {"‘", "’", "“", "”", "„"};

	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
		if (strncmp(text, quotes[i], strlen(quotes[i])) == 0)
			return true;
	return false;
}
