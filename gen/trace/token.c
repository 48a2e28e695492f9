#include "trace/token.h"

#include <string.h>
#include <strings.h>

static bool
wordy(char c)
{
	unsigned char u = (unsigned char)c, lower = u | 0x20;

	return (lower >= 'a' && lower <= 'z') || (u >= '0' && u <= '9') || u == '_' || u == '$' ||
	       u >= 0x80;
}

/* Behind a comment, which may hold others (manual 4.1.5). */
static size_t
comment(const char *text, size_t len, size_t i)
{
	int depth = 0;

	if (text[i] == '-') {
		while (i < len && text[i] != '\n')
			i++;
		return i;
	}
	for (; i + 1 < len; i++) {
		if (text[i] == '/' && text[i + 1] == '*')
			depth++, i++;
		else if (text[i] == '*' && text[i + 1] == '/' && (i++, --depth == 0))
			return i + 1;
	}
	return len;
}

static size_t
skip(const char *text, size_t len, size_t i)
{
	while (i < len) {
		if (i + 1 < len && ((text[i] == '-' && text[i + 1] == '-') ||
		                    (text[i] == '/' && text[i + 1] == '*')))
			i = comment(text, len, i);
		else if (strchr(" \t\n\r\f\v", text[i]))
			i++;
		else
			break;
	}
	return i;
}

/* Behind a quoted text that begins at i; a doubled quote is one of its own. */
static size_t
quoted(const char *text, size_t len, size_t i, bool escapes)
{
	const char quote = text[i++];

	for (; i < len; i++)
		if (escapes && text[i] == '\\')
			i++;
		else if (text[i] == quote && !(i + 1 < len && text[i + 1] == quote))
			return i + 1;
		else if (text[i] == quote)
			i++;
	return len;
}

/* How many bytes the opening of a dollar-quoted text takes; 0 if there is none. */
static size_t
opening(const char *text, size_t len, size_t i)
{
	size_t n = i + 1;

	if (text[i] != '$' || (n < len && text[n] >= '0' && text[n] <= '9'))
		return 0;
	while (n < len && wordy(text[n]) && text[n] != '$')
		n++;
	return n < len && text[n] == '$' ? n + 1 - i : 0;
}

static size_t
dollars(const char *text, size_t len, size_t i, size_t n)
{
	const char *close = memmem(text + i + n, len - i - n, text + i, n);

	return close ? (size_t)(close - text) + n : len;
}

bool
sql_token(const char *text, size_t len, size_t from, struct sql_token *t)
{
	size_t i = skip(text, len, from), n, end;

	if (i >= len)
		return false;
	if (text[i] == '\'' || text[i] == '"') {
		t->kind = text[i] == '"' ? SQL_NAME : SQL_STRING;
		end = quoted(text, len, i, false);
	} else if ((text[i] == 'E' || text[i] == 'e') && i + 1 < len && text[i + 1] == '\'') {
		t->kind = SQL_STRING;
		end = quoted(text, len, i + 1, true);
	} else if ((n = opening(text, len, i))) {
		t->kind = SQL_BODY;
		end = dollars(text, len, i, n);
	} else if (wordy(text[i])) {
		t->kind = SQL_WORD;
		for (end = i; end < len && wordy(text[end]); end++)
			;
	} else {
		t->kind = SQL_SIGN;
		end = i + 1;
	}
	t->at = i;
	t->n = (end < len ? end : len) - i;
	return true;
}

bool
sql_is(const char *text, const struct sql_token *t, const char *word)
{
	return t->n == strlen(word) && strncasecmp(text + t->at, word, t->n) == 0;
}

bool
sql_body(const char *text, size_t len, size_t *begin, size_t *end)
{
	struct sql_token t = {SQL_SIGN, 0, 0};
	bool before = false;
	size_t n;

	while (sql_token(text, len, t.at + t.n, &t)) {
		if (t.kind == SQL_BODY && before) {
			n = opening(text, len, t.at);
			*begin = t.at + n;
			*end = t.at + t.n < len || t.n >= 2 * n ? t.at + t.n - n : len;
			return *end >= *begin;
		}
		if (t.kind == SQL_SIGN && text[t.at] == ';')
			return false;
		before = sql_is(text, &t, "AS") || sql_is(text, &t, "DO");
	}
	return false;
}
