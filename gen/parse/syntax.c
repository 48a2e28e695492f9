#include "parse/syntax.h"
#include "base/arena.h"
#include "base/utf8.h"

#include <string.h>

enum { MIB = 1024 * 1024, MAX_KEY = 1024 };

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
        {"did not find expected hexdecimal number",
         "behind \\x stand two hexadecimal digits, behind \\u four"},
        {"found invalid Unicode character escape code", "this escape is no character"},
        {"did not find expected alphabetic or numeric character",
         "'*' and '&' begin a name; put a value that begins with one in quotes"},
        {"did not find expected whitespace or line break",
         "'*' and '&' begin a name of letters and digits; put a value that begins with one in "
         "quotes"},
        {"found unexpected ':'",
         "a ':' cannot stand here; put a value that ends with one in quotes"},
        {"did not find expected comment or line break",
         "behind '|' and '>' the text begins on the next line"},
        {"found unexpected document indicator",
         "a document cannot end here; a quote above is not closed"},
        {"found undefined tag handle",
         "'!' begins a tag; put a value that begins with it in quotes"},
        {"did not find the expected '>'",
         "'!' begins a tag; put a value that begins with it in quotes"},
        {"found unknown directive name", "a line cannot begin with '%'; put the value in quotes"},
        {"mapping keys are not allowed in this context",
         "a value cannot begin with '? '; put it in quotes"},
        {"found incompatible YAML document",
         "YAML is read as of version 1.1 or 1.2; leave this line out"},
};

static bool
line_has(const struct source *source, int line, const char *word)
{
	size_t len;
	const char *s = source_line(source, line, &len);

	return s && memmem(s, len, word, strlen(word));
}

static bool
line_begins(const struct source *source, int line, const char *word)
{
	size_t len;
	const char *s = source_line(source, line, &len);

	return s && len >= strlen(word) && memcmp(s, word, strlen(word)) == 0;
}

/* The last character before a place of its line that is no blank; 0 if there is none. */
static char
before(const char *line, size_t len, int col)
{
	char last = '\0';

	for (size_t i = 0; i < len; i++) {
		if (!utf8_inside(line[i]) && col-- <= 1)
			break;
		if (line[i] != ' ' && line[i] != '\t')
			last = line[i];
	}
	return last;
}

/* Where a key or an item was expected: what stands behind a value that has ended. */
static const char *
behind_value(char last)
{
	if (last == '"' || last == '\'')
		return "the quotes end before this; inside of them a quote is '' between single "
		       "ones "
		       "and \\\" between double ones";
	if (last == ']' || last == '}')
		return "a list or mapping ends before this; put a text that begins with [ or { in "
		       "quotes";
	return NULL;
}

/* What the author most likely did, for mistakes that SpecQL's own documents make. */
static const char *
likely_cause(const struct source *source, const char *problem, struct span at)
{
	size_t len;
	const char *s = source_line(source, at.line, &len);

	if (len >= (size_t)at.col && at.col > 0 && s[at.col - 1] == '\t')
		return "a tab cannot indent; use blanks";
	if (s && (strstr(problem, "expected key") || strstr(problem, "expected '-'")))
		return behind_value(before(s, len, at.col));
	if (!strstr(problem, "mapping values"))
		return NULL;
	if (line_has(source, at.line, "validate:") && line_has(source, at.line, ", error:"))
		return "'error:' stands on a line of its own, below 'validate'";
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

/* ---- causes that are elsewhere ---- */

/* Where a line's first key ends, as a byte of it: at a ':' before a blank or the end;
 * len if there is none. */
static size_t
key_end(const char *line, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (line[i] == ':' && (i + 1 == len || line[i + 1] == ' ' || line[i + 1] == '\t'))
			return i;
	return len;
}

/* The blanks before a line's first word, and before the one behind a '-'. */
static size_t
indentation(const char *line, size_t len)
{
	size_t n = 0;

	while (n < len && (line[n] == ' ' || (line[n] == '-' && n + 1 < len && line[n + 1] == ' ')))
		n++;
	return n;
}

/* The line before that holds more than a comment; 0 if there is none. */
static int
line_above(const struct source *source, int line)
{
	size_t len, n;
	const char *s;

	while (--line > 0 && (s = source_line(source, line, &len))) {
		n = indentation(s, len);
		if (n < len && s[n] != '#')
			return line;
	}
	return 0;
}

/* Of a key where a value goes on: the line belongs to the one above, or that has no ':'. */
static const char *
cause_above(const struct source *source, struct span *at)
{
	size_t len, len_above, indent, above;
	const char *s = source_line(source, at->line, &len), *t, *colon;
	int line = line_above(source, at->line);

	if (!s || !line || utf8_count(s, key_end(s, len)) + 1 != (size_t)at->col)
		return NULL;
	t = source_line(source, line, &len_above);
	indent = indentation(s, len);
	above = indentation(t, len_above);
	if (indent > above) {
		*at = (struct span){at->line, (int)indent + 1, 1};
		return "this line is indented deeper than the value above, to which it belongs so; "
		       "is the indentation right?";
	}
	if (indent < above || key_end(t, len_above) < len_above)
		return NULL;
	colon = memchr(t + above, ':', len_above - above);
	if (colon) {
		*at = (struct span){line, (int)utf8_count(t, (size_t)(colon - t)) + 1, 1};
		return "a blank is missing behind this ':'";
	}
	*at = (struct span){line, (int)above + 1, 1};
	return "a ':' is missing in this line; write 'key: value'";
}

/* Of a key without the ':' that ends it: the one that stands in its line. */
static const char *
cause_in_key(struct arena *a, const struct source *source, struct span *at)
{
	size_t len, size = 0;
	const char *s = source_line(source, at->line, &len);
	const char *colon = s ? memchr(s, ':', len) : NULL;
	unsigned code;

	if (!colon || colon + 1 == s + len)
		return NULL;
	at->col = (int)utf8_count(s, (size_t)(colon - s)) + 1;
	code = utf8_code(colon + 1, &size);
	if (code == 0xA0 || (code >= 0x2000 && code <= 0x200B) || code == 0x202F || code == 0x3000)
		return arena_printf(a,
		                    "behind this ':' stands what looks like a blank and is none "
		                    "(U+%04X); write a blank",
		                    code);
	return "a blank is missing behind this ':'";
}

const char *
syntax_cause(struct arena *a, const struct source *source, const char *problem, struct span *at)
{
	const char *likely = likely_cause(source, problem, *at);

	if (!likely && strstr(problem, "mapping values"))
		likely = cause_above(source, at);
	if (!likely && strstr(problem, "find expected ':'"))
		likely = cause_in_key(a, source, at);
	if (likely)
		return likely;
	for (size_t i = 0; i < sizeof(problems) / sizeof(*problems); i++)
		if (strcmp(problems[i].problem, problem) == 0)
			return problems[i].message;
	return problem;
}

/* Of a line, up to a column, or all of it if that is 0: the last column with such a character. */
static int
unseen_end(const char *line, size_t len, int before)
{
	int col = 1, last = 0;
	size_t n;

	for (size_t i = 0; i < len && (!before || col <= before); i += n, col++) {
		unsigned code = utf8_code(line + i, &n);

		if (code == 0x85 || code == 0x2028 || code == 0x2029 ||
		    (code == '\r' && i + 1 < len))
			last = col;
	}
	return last;
}

const char *
syntax_unseen_end(const struct source *source, struct span *at)
{
	for (int line = at->line; line > 0 && line >= at->line - 1; line--) {
		size_t len;
		const char *s = source_line(source, line, &len);
		int col = s ? unseen_end(s, len, line == at->line ? at->col : 0) : 0;

		if (col) {
			*at = (struct span){line, col, 1};
			return "a line ends for YAML at this character, which is not seen; remove "
			       "it, or put the text in double quotes";
		}
	}
	return NULL;
}

/* A character that YAML forbids: it can be written as an escape only. */
static bool
control(unsigned code)
{
	return (code < 0x20 && code != '\t' && code != '\n' && code != '\r') ||
	       (code >= 0x7F && code < 0xA0 && code != 0x85) || code == 0xFFFE || code == 0xFFFF;
}

static const char *
byte_fault(const char *s, size_t n)
{
	if (n == 0)
		return "this is no UTF-8; save the file as UTF-8";
	if (*s == '\0')
		return "a NUL byte; remove it";
	return control(utf8_code(s, &n))
	               ? "a control character; remove it, or write it as an escape in double quotes"
	               : NULL;
}

bool
syntax_bytes(struct diag *d, const struct source *source, int mib)
{
	const char *s = source->text;
	struct span at = {1, 1, 1};
	const char *fault;
	size_t n;

	if (source->len > (size_t)mib * MIB) {
		error_in_file(d, source->path, "longer than %d MiB", mib);
		return false;
	}
	for (size_t i = 0; i < source->len; i += n, at.col++) {
		n = utf8_size(s + i, source->len - i);
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
