#include "base/quote.h"
#include "base/str.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* clang-format off */
/* PostgreSQL 15 to 18: SELECT word FROM pg_get_keywords() WHERE catcode <> 'U' ORDER BY word COLLATE "C"; and the words
 * that PL/pgSQL reserves beside them, for row.by is no column there (pl_reserved_kwlist.h) */
static const char *const keywords[] = {
	"C", "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric",
	"authorization", "begin", "between", "bigint", "binary", "bit", "boolean", "both", "by",
	"case", "cast", "char", "character", "check", "coalesce", "collate", "collation",
	"column", "concurrently", "constraint", "create", "cross", "current_catalog",
	"current_date", "current_role", "current_schema", "current_time", "current_timestamp",
	"current_user", "dec", "decimal", "declare", "default", "deferrable", "desc", "distinct",
	"do", "else", "end", "except", "execute", "exists", "extract", "false", "fetch", "float",
	"for", "foreach", "foreign", "freeze", "from", "full", "grant", "greatest", "group",
	"grouping", "having", "if", "ilike", "in", "initially", "inner", "inout", "int",
	"integer", "intersect", "interval", "into", "is", "isnull", "join", "json", "json_array",
	"json_arrayagg", "json_exists", "json_object", "json_objectagg", "json_query",
	"json_scalar", "json_serialize", "json_table", "json_value", "lateral", "leading",
	"least", "left", "like", "limit", "localtime", "localtimestamp", "loop", "merge_action",
	"national", "natural", "nchar", "none", "normalize", "not", "notnull", "null", "nullif",
	"numeric", "offset", "on", "only", "or", "order", "out", "outer", "overlaps", "overlay",
	"placing", "position", "precision", "primary", "real", "references", "returning", "right",
	"row", "select", "session_user", "setof", "similar", "smallint", "some", "strict",
	"substring", "symmetric", "system_user", "table", "tablesample", "then", "time",
	"timestamp", "to", "trailing", "treat", "trim", "true", "union", "unique", "user",
	"using", "values", "varchar", "variadic", "verbose", "when", "where", "while", "window",
	"with", "xmlattributes", "xmlconcat", "xmlelement", "xmlexists", "xmlforest",
	"xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize", "xmltable",
};
/* clang-format on */

/* The first two letters of a word that has one. */
static int
initials(const char *word)
{
	return (unsigned char)word[0] << 8 | (unsigned char)word[1];
}

/* Most words differ in these, so they are looked at before a comparison is called. */
bool
sql_keyword(const char *name)
{
	size_t low = 0, high = *name ? sizeof(keywords) / sizeof(*keywords) : 0, middle;
	int order, own = *name ? initials(name) : 0;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = own - initials(keywords[middle]);
		if (order == 0)
			order = strcmp(name, keywords[middle]);
		if (order == 0)
			return true;
		if (order > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* Texts that must not stand in a file as they are, and what is written for their first character:
 * in an escape string a backslash before *, or s, is dropped. */
static const struct {
	const char *text, *first;
} unwanted[] = {
        {"/*", "/\\"},
        {"$specql$", "$\\"},
        {"\r", "\\r"},
};

enum { NUNWANTED = sizeof(unwanted) / sizeof(*unwanted) };

static int
starts(const char *text)
{
	int i = 0;

	while (i < NUNWANTED && strncmp(text, unwanted[i].text, strlen(unwanted[i].text)) != 0)
		i++;
	return i;
}

/* Texts are short: a loop is faster than the search for one of several characters. */
static bool
plain(const char *text)
{
	for (; *text; text++)
		if ((*text == '/' || *text == '$' || *text == '\r') && starts(text) < NUNWANTED)
			return false;
	return true;
}

/* The text with one character written twice wherever it stands. */
static void
doubled(struct strbuf *b, const char *text, char special)
{
	const char *next = text;

	for (; *next; next++)
		if (*next == special) {
			str_addn(b, text, (size_t)(next + 1 - text));
			text = next;
		}
	str_addn(b, text, (size_t)(next - text));
}

static void
escaped(struct strbuf *b, const char *text)
{
	for (; *text; text++) {
		int i = starts(text);

		if (i < NUNWANTED) {
			str_add(b, unwanted[i].first);
			continue;
		}
		if (*text == '\'' || *text == '\\')
			str_addc(b, *text);
		str_addc(b, *text);
	}
}

void
quote_literal(struct strbuf *b, const char *text)
{
	if (plain(text)) {
		str_addc(b, '\'');
		doubled(b, text, '\'');
	} else {
		str_add(b, "E'");
		escaped(b, text);
	}
	str_addc(b, '\'');
}

static bool
bare(const char *name)
{
	if (!((*name >= 'a' && *name <= 'z') || *name == '_'))
		return false;
	while ((*name >= 'a' && *name <= 'z') || (*name >= '0' && *name <= '9') || *name == '_')
		name++;
	return *name == '\0';
}

void
quote_ident(struct strbuf *b, const char *name)
{
	if (bare(name) && !sql_keyword(name)) {
		str_add(b, name);
		return;
	}
	str_addc(b, '"');
	doubled(b, name, '"');
	str_addc(b, '"');
}

/* A name that is not the word null. */
static bool
plain_element(const char *text)
{
	const char *c = text;

	if (isdigit((unsigned char)*c) || !*c || strcasecmp(text, "null") == 0)
		return false;
	while (*c > 0 && (isalnum((unsigned char)*c) || *c == '_'))
		c++;
	return !*c;
}

void
quote_element(struct strbuf *b, const char *text)
{
	bool plain = plain_element(text);

	str_add(b, plain ? "" : "\"");
	for (const char *c = text; *c; c++) {
		if (*c == '"' || *c == '\\')
			str_addc(b, '\\');
		str_addc(b, *c);
	}
	str_add(b, plain ? "" : "\"");
}

const char *
literal_of(struct arena *a, const char *text)
{
	struct strbuf b = STRBUF_INIT;

	quote_literal(&b, text);
	return str_done(&b, a);
}

const char *
ident_of(struct arena *a, const char *name)
{
	struct strbuf b = STRBUF_INIT;

	quote_ident(&b, name);
	return str_done(&b, a);
}

const char *
ident_in(struct arena *a, const char *schema, const char *name)
{
	struct strbuf b = STRBUF_INIT;

	quote_ident(&b, schema);
	str_addc(&b, '.');
	quote_ident(&b, name);
	return str_done(&b, a);
}

/* The escapes of JSON that are shorter than by a number (RFC 8259 section 7). */
static char
json_letter(char c)
{
	static const char bytes[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
	const char *at = strchr(bytes, c);

	return at ? letters[at - bytes] : '\0';
}

void
quote_json(struct strbuf *b, const char *text)
{
	const char *from;

	str_addc(b, '"');
	for (;; text++) {
		for (from = text; (unsigned char)*text >= 0x20 && *text != '"' && *text != '\\';)
			text++;
		str_addn(b, from, (size_t)(text - from));
		if (!*text)
			break;
		if (json_letter(*text))
			str_addf(b, "\\%c", json_letter(*text));
		else
			str_addf(b, "\\u%04x", (unsigned)*text);
	}
	str_addc(b, '"');
}

void
quote_json_name(struct strbuf *b, const char *name)
{
	struct strbuf text = STRBUF_INIT;

	for (size_t n, left = strlen(name); left; name += n, left -= n) {
		n = utf8_size(name, left);
		str_addn(&text, n ? name : "\xef\xbf\xbd", n ? n : 3);
		n = n ? n : 1;
	}
	quote_json(b, text.len ? text.buf : "");
	str_free(&text);
}

static const char *const js_keywords[] = {
        "await",      "break",   "case",    "catch",      "class",     "const",    "continue",
        "debugger",   "default", "delete",  "do",         "else",      "enum",     "eval",
        "export",     "extends", "false",   "finally",    "for",       "function", "if",
        "implements", "import",  "in",      "instanceof", "interface", "let",      "new",
        "null",       "package", "private", "protected",  "public",    "return",   "static",
        "super",      "switch",  "this",    "throw",      "true",      "try",      "typeof",
        "undefined",  "var",     "void",    "while",      "with",      "yield",    NULL};

bool
js_keyword(const char *name)
{
	return word_index(js_keywords, name) >= 0;
}

/* U+2028 and U+2029 end a line in older JavaScript. */
static bool
separator(const char *s)
{
	return strncmp(s, "\xe2\x80\xa8", 3) == 0 || strncmp(s, "\xe2\x80\xa9", 3) == 0;
}

void
quote_js(struct strbuf *b, const char *text)
{
	str_addc(b, '\'');
	for (const char *p = text; *p; p++) {
		unsigned char c = (unsigned char)*p;

		if (c == '\'' || c == '\\')
			str_addf(b, "\\%c", c);
		else if (c == '\n')
			str_add(b, "\\n");
		else if (c == '\t')
			str_add(b, "\\t");
		else if (c < 0x20 || c == 0x7f || (c == '<' && p[1] && strchr("/!sS", p[1])))
			str_addf(b, "\\x%02x", c);
		else if (separator(p))
			str_add(b, (p += 2)[0] == '\xa8' ? "\\u2028" : "\\u2029");
		else
			str_addc(b, *p);
	}
	str_addc(b, '\'');
}

const char *
js_of(struct arena *a, const char *text)
{
	struct strbuf b = STRBUF_INIT;

	quote_js(&b, text);
	return str_done(&b, a);
}

/* A line break is "$^", which Ninja knows from 1.14;
 * older ones refuse the file rather than misread it. */
void
quote_ninja(struct strbuf *b, const char *path)
{
	for (; *path; path++)
		if (*path == '\n')
			str_add(b, "$^");
		else {
			if (strchr("$ :", *path))
				str_addc(b, '$');
			str_addc(b, *path);
		}
}

void
quote_shell(struct strbuf *b, const char *word)
{
	static const char safe[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	                           "_-+=./,:@%^";

	if (*word && !word[strspn(word, safe)]) {
		str_add(b, word);
		return;
	}
	str_addc(b, '\'');
	for (; *word; word++)
		if (*word == '\'')
			str_add(b, "'\\''");
		else
			str_addc(b, *word);
	str_addc(b, '\'');
}

const char *
shell_of(struct arena *a, const char *word)
{
	struct strbuf b = STRBUF_INIT;

	quote_shell(&b, word);
	return str_done(&b, a);
}

const char *
object_joint(size_t n)
{
	enum { PAIRS_MAX = 50 };

	if (n % PAIRS_MAX)
		return ", ";
	return n ? ") || jsonb_build_object(" : "jsonb_build_object(";
}
