#include "tmpl/tag.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
/* No name may be one of these in C. Sorted. */
static const char *const reserved[] = {
	"auto",  "bool",     "break",  "case",     "char",   "const",    "continue", "default",
	"do",    "double",   "else",   "enum",     "extern", "false",    "float",    "for",
	"goto",  "if",       "inline", "int",      "long",   "register", "restrict", "return",
	"short", "signed",   "sizeof", "static",   "struct", "switch",   "true",     "typedef",
	"union", "unsigned", "void",   "volatile", "while",
};
/* clang-format on */

static int
compare(const void *word, const void *entry)
{
	return strcmp(word, *(const char *const *)entry);
}

static struct span
span_of(const struct cursor *r, const char *start, size_t len)
{
	struct span s = {.line = r->number, .col = 1};

	for (const char *c = r->line; c < start + len; c++)
		if (!utf8_inside(*c))
			*(c < start ? &s.col : &s.n) += 1;
	return s;
}

/* The first "}}" from s on, in the same line. */
static const char *
close_find(const struct cursor *r, const char *s)
{
	for (; s + 1 < r->end && *s != '\n'; s++)
		if (s[0] == '}' && s[1] == '}')
			return s;
	return NULL;
}

static bool
opens(const struct cursor *r, const char *s)
{
	return s + 1 < r->end && s[0] == '{' && s[1] == '{';
}

/* True if the line at s has block tags and notes, blanks, and nothing else;
 * then *end is behind it. */
static bool
quiet(const struct cursor *r, const char *s, const char **end)
{
	bool any = false;

	for (;;) {
		while (s < r->end && (*s == ' ' || *s == '\t' || *s == '\r'))
			s++;
		if (s == r->end || *s == '\n')
			break;
		if (!opens(r, s) || s + 2 == r->end || !strchr("#?:/!", s[2]) || !s[2])
			return false;
		s = close_find(r, s + 2);
		if (!s)
			return false;
		s += 2;
		any = true;
	}
	*end = s < r->end ? s + 1 : s;
	return any;
}

/* [a-z][a-z0-9_]* and no key word of C; NULL after reporting. */
static const char *
name(struct cursor *r, struct tag *t, const char *s, size_t n)
{
	const char *word = arena_strndup(r->arena, s, n);

	if (n == 0) {
		error_at(r->diag, r->source, t->at, "the tag has no name");
		return NULL;
	}
	if (word[0] < 'a' || word[0] > 'z' ||
	    strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789_") < n) {
		error_at(r->diag, r->source, t->at,
		         "unknown tag '%.*s'; names are lower case letters, digits and _",
		         (int)t->len, t->start);
		return NULL;
	}
	if (bsearch(word, reserved, sizeof(reserved) / sizeof(*reserved), sizeof(*reserved),
	            compare)) {
		error_at(r->diag, r->source, t->at, "'%s' is a key word of C; choose another name",
		         word);
		return NULL;
	}
	return word;
}

/* Takes apart what stands from s to end, without the braces. */
static void
tag_parse(struct cursor *r, struct tag *t, const char *s, const char *end)
{
	size_t n = (size_t)(end - s);

	if (n && *s == '!') {
		t->kind = '!';
		return;
	}
	if (n && (*s == ',' || *s == ':')) {
		t->kind = *s;
		if (n == 1 || (*s == ',' && n == 2 && s[1] == ' '))
			t->name = arena_strndup(r->arena, s, n);
		else
			error_at(r->diag, r->source, t->at, "unknown tag '%.*s'", (int)t->len,
			         t->start);
		if (!t->name)
			t->kind = 0;
		return;
	}
	t->kind = n && strchr("#?/", *s) ? *s : '=';
	if (t->kind != '=')
		s++;
	else if (n && (*s == '\'' || *s == '"') && n >= 2 && end[-1] == *s) {
		t->quote = *s++;
		end--;
	}
	t->dot = s < end && *s == '.';
	s += t->dot;
	t->name = name(r, t, s, (size_t)(end - s));
	if (!t->name)
		t->kind = 0;
}

struct tag
tag_read(struct cursor *r)
{
	const char *close = close_find(r, r->p + 2);
	struct tag t = {.start = r->p};

	if (!close) {
		t.len = 2;
		t.at = span_of(r, r->p, 2);
		error_at(r->diag, r->source, t.at, "'{{' without '}}' in its line");
		r->p += 2;
		return t;
	}
	t.len = (size_t)(close + 2 - r->p);
	t.at = span_of(r, r->p, t.len);
	tag_parse(r, &t, r->p + 2, close);
	r->p = close + 2;
	return t;
}

const char *
tag_text(struct cursor *r)
{
	struct strbuf b = STRBUF_INIT;

	for (; r->p < r->end; r->p++) {
		if (r->p == r->line && !quiet(r, r->p, &r->quiet))
			r->quiet = r->p;
		if (opens(r, r->p))
			break;
		if (*r->p == '\0')
			error_at(r->diag, r->source, span_of(r, r->p, 1), "NUL byte");
		if (r->p >= r->quiet)
			str_addc(&b, *r->p);
		if (*r->p == '\n') {
			r->line = r->p + 1;
			r->number++;
		}
	}
	return b.len ? str_done(&b, r->arena) : NULL;
}
