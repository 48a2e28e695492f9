#include "parse/syntax.h"

#include <string.h>

enum { MAX_BYTES = 1024 * 1024, MAX_KEY = 1024 };

static const struct {
	const char *problem, *message;
} problems[] = {
        {"mapping values are not allowed in this context",
         "a ':' cannot stand here; put a value that holds ': ' in quotes"},
        {"found character that cannot start any token",
         "a value cannot begin with this character; put it in quotes"},
        {"could not find expected ':'", "a ':' is missing after this key"},
        {"did not find expected node content",
         "a value was expected here; is a [ or { not closed?"},
        {"did not find expected key", "a key was expected here; is the indentation right?"},
        {"did not find expected '-' indicator",
         "a '-' was expected here; is the indentation right?"},
        {"did not find expected ',' or ']'",
         "a list in [ ] is not closed; a ',' or ']' is missing"},
        {"did not find expected ',' or '}'",
         "a mapping in { } is not closed; a ',' or '}' is missing"},
        {"found unexpected end of stream", "a quote that begins here is not closed"},
        {"did not find expected <document start>",
         "this is not part of the document; is the indentation right?"},
        {"found a tab character that violates indentation", "a tab cannot indent; use blanks"},
        {"block sequence entries are not allowed in this context",
         "a list cannot begin on this line; put it on the next"},
        {"found unknown escape character",
         "unknown escape; in double quotes write \\\\ for a backslash, or use single quotes"},
};

/* The bytes of a line, counted from 1; *len is 0 if there is none. */
static const char *
line_text(const struct source *source, int line, size_t *len)
{
	const char *s = source->text, *end = source->text + source->len, *eol;

	while (--line > 0) {
		eol = memchr(s, '\n', (size_t)(end - s));
		if (!eol) {
			*len = 0;
			return end;
		}
		s = eol + 1;
	}
	eol = memchr(s, '\n', (size_t)(end - s));
	*len = (size_t)((eol ? eol : end) - s);
	return s;
}

static bool
line_has(const struct source *source, int line, const char *word)
{
	size_t len;
	const char *s = line_text(source, line, &len);

	return memmem(s, len, word, strlen(word)) != NULL;
}

static bool
line_begins(const struct source *source, int line, const char *word)
{
	size_t len;
	const char *s = line > 0 ? line_text(source, line, &len) : "";

	return line > 0 && len >= strlen(word) && memcmp(s, word, strlen(word)) == 0;
}

/* What the author most likely did, for mistakes that SpecQL's own documents make. */
static const char *
likely_cause(const struct source *source, const char *problem, struct span at)
{
	size_t len;
	const char *s = line_text(source, at.line, &len);

	if (len >= (size_t)at.col && at.col > 0 && s[at.col - 1] == '\t')
		return "a tab cannot indent; use blanks";
	if (!strstr(problem, "mapping values"))
		return NULL;
	if (at.col > MAX_KEY)
		return "a key has at most 1024 characters; a value that holds ': ' stands in "
		       "quotes";
	if (line_has(source, at.line, "ref(") && line_has(source, at.line, "on_delete:"))
		return "YAML reads 'on_delete:' as a key; put the type in quotes, or write "
		       "on_delete=cascade";
	if (line_begins(source, at.line, " ") && line_begins(source, at.line - 1, "entity:"))
		return "the keys below 'entity:' must not be indented when it has a name beside it";
	return NULL;
}

const char *
syntax_cause(const struct source *source, const char *problem, struct span at)
{
	const char *likely = likely_cause(source, problem, at);

	if (likely)
		return likely;
	for (size_t i = 0; i < sizeof(problems) / sizeof(*problems); i++)
		if (strcmp(problems[i].problem, problem) == 0)
			return problems[i].message;
	return problem;
}

/* The length of the UTF-8 sequence at s, 0 if it is none (RFC 3629: no surrogates, no long forms).
 */
static size_t
utf8_length(const unsigned char *s, size_t left)
{
	static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t n = s[0] < 0x80                   ? 1
	           : s[0] >= 0xC2 && s[0] < 0xE0 ? 2
	           : (s[0] & 0xF0) == 0xE0       ? 3
	           : (s[0] & 0xF8) == 0xF0       ? 4
	                                         : 0;
	unsigned code;

	if (n == 0 || n > left || n == 1)
		return n > left ? 0 : n;
	code = s[0] & (0xFFu >> (n + 1));
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		code = code << 6 | (s[i] & 0x3F);
	}
	if (code < least[n] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
		return 0;
	return n;
}

/* A character that YAML forbids: it can be written as an escape only. Code points from 80 to 9F
 * have two bytes. */
static bool
control(const unsigned char *s, size_t n)
{
	if (n == 1)
		return (s[0] < 0x20 && !strchr("\t\n\r", s[0])) || s[0] == 0x7F;
	if (n == 2)
		return s[0] == 0xC2 && s[1] < 0xA0 && s[1] != 0x85;
	return n == 3 && s[0] == 0xEF && s[1] == 0xBF && s[2] >= 0xBE;
}

static const char *
byte_fault(const unsigned char *s, size_t n)
{
	if (n == 0)
		return "this is no UTF-8; save the file as UTF-8";
	if (*s == '\0')
		return "a NUL byte; remove it";
	return control(s, n)
	               ? "a control character; remove it, or write it as an escape in double quotes"
	               : NULL;
}

bool
syntax_bytes(struct diag *d, const struct source *source)
{
	const unsigned char *s = (const unsigned char *)source->text;
	struct span at = {1, 1, 1};
	const char *fault;
	size_t n;

	if (source->len > MAX_BYTES) {
		error_at(d, source, (struct span){0}, "longer than 1 MiB");
		return false;
	}
	for (size_t i = 0; i < source->len; i += n, at.col++) {
		n = utf8_length(s + i, source->len - i);
		fault = byte_fault(s + i, n);
		if (fault) {
			error_at(d, source, at, "%s", fault);
			return false;
		}
		if (s[i] == '\n')
			at = (struct span){at.line + 1, 0, 1};
	}
	return true;
}
