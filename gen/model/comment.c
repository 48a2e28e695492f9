#include "model/comment.h"
#include "base/str.h"
#include "model/entity.h"

#include <string.h>

/* The author's words; what looks like an annotation in them is none. */
static void
prose(struct strbuf *out, const char *text, size_t n)
{
	static const char mark[] = "@fraiseql";
	const char *end = text + n;

	for (const char *at; (at = memmem(text, (size_t)(end - text), mark, sizeof(mark) - 1));
	     text = at + 1) {
		str_addn(out, text, (size_t)(at - text));
		str_add(out, "\\@");
	}
	str_addn(out, text, (size_t)(end - text));
}

void
comment_sentence(struct strbuf *out, const char *text, const char *instead)
{
	static const char blank[] = " \t\r\n";
	size_t n;

	text = text ? text + strspn(text, blank) : "";
	text = *text ? text : instead;
	for (n = strlen(text); n && strchr(blank, text[n - 1]); n--)
		;
	prose(out, text, n);
	if (n && !strchr(".!?:", text[n - 1]))
		str_addc(out, '.');
}

const char *
comment_list_end(const char *type)
{
	return strcmp(type, "JSON") == 0 ? "]" : "!]";
}

void
comment_field(struct strbuf *out, const char *name, const char *type, bool list, bool required)
{
	str_addf(out, "\n\n@fraiseql:field\nname: %s\ntype: %s%s%s%s\nrequired: %s", name,
	         list ? "[" : "", type, list ? comment_list_end(type) : "", required ? "!" : "",
	         required ? "true" : "false");
}

/* A member of an enum in a list of them: in quotes, with JSON's escapes,
 * if it is not a plain word. */
static void
member(struct strbuf *out, const char *text)
{
	if (*text && !strpbrk(text, ",\"'\\:#\n\r\t@[]{}")) {
		str_add(out, text);
		return;
	}
	str_addc(out, '"');
	for (; *text; text++) {
		if (*text == '\n' || *text == '\r' || *text == '\t') {
			str_add(out, *text == '\n' ? "\\n" : *text == '\r' ? "\\r" : "\\t");
			continue;
		}
		if (*text == '"' || *text == '\\')
			str_addc(out, '\\');
		str_addc(out, *text);
	}
	str_addc(out, '"');
}

void
comment_values(struct strbuf *out, const char *const *values, size_t n)
{
	if (n)
		str_add(out, "\nenumValues: ");
	for (size_t i = 0; i < n; i++) {
		str_add(out, i ? ", " : "");
		member(out, values[i]);
	}
}

void
comment_code(struct strbuf *out, const struct entity *e, enum code_of of)
{
	static const struct {
		const char *name, *layer;
	} codes[] = {
	        [CODE_TABLE] = {"table_code", NULL},
	        [CODE_VIEW] = {"view_code", "02"},
	        [CODE_FUNCTION] = {"function_code", "03"},
	};

	/* In quotes, or a reader of YAML takes it for a number. */
	if (e->table_code)
		str_addf(out, "\n%s: \"%s%s\"", codes[of].name,
		         codes[of].layer ? codes[of].layer : "",
		         e->table_code + (codes[of].layer ? 2 : 0));
}
