#include "expr/regex_js.h"
#include "base/str.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

struct printer {
	struct strbuf *out;
	const char *p;
	int look;        /* look-arounds around it: PostgreSQL does not count the groups in them */
	bool looks[128]; /* of the open groups, which are look-arounds */
	size_t depth;
};

/* What stands for several characters: outside of brackets and in them. */
static const struct meaning {
	const char *name, *alone, *inside;
} meanings[] = {
#define SPACE "\\t-\\r \\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000"
#define WORD "\\p{Alphabetic}\\p{Nd}_"
/* What has no break is no space. */
#define SIGN "\\p{P}\\p{S}\\p{No}\\p{Cf}\\u00a0\\u2007\\u202f"
        {"d", "[0-9]", "0-9"},
        {"D", "[^0-9]", NULL},
        {"s", "[" SPACE "]", SPACE},
        {"S", "[^" SPACE "]", NULL},
        {"w", "[" WORD "]", WORD},
        {"W", "[^" WORD "]", NULL},
        {"A", "^", NULL},
        {"Z", "$", NULL},
        {"m", "(?<![" WORD "])(?=[" WORD "])", NULL},
        {"M", "(?<=[" WORD "])(?![" WORD "])", NULL},
        {"y", "(?:(?<=[" WORD "])(?![" WORD "])|(?<![" WORD "])(?=[" WORD "]))", NULL},
        {"Y", "(?:(?<=[" WORD "])(?=[" WORD "])|(?<![" WORD "])(?![" WORD "]))", NULL},
        {"[:alpha:]", NULL, "\\p{Alphabetic}"},
        {"[:digit:]", NULL, "0-9"},
        {"[:alnum:]", NULL, "\\p{Alphabetic}\\p{Nd}"},
        {"[:upper:]", NULL, "\\p{Uppercase}\\p{Lt}"},
        {"[:lower:]", NULL, "\\p{Lowercase}"},
        {"[:space:]", NULL, SPACE},
        /* PostgreSQL has the same blanks and control characters in every locale. */
        {"[:blank:]", NULL, "\\t "},
        {"[:punct:]", NULL, SIGN},
        {"[:print:]", NULL, "\\p{L}\\p{M}\\p{N}\\p{Zs}" SIGN},
        {"[:graph:]", NULL, "\\p{L}\\p{M}\\p{N}" SIGN},
        {"[:cntrl:]", NULL, "\\p{Cc}"},
        {"[:xdigit:]", NULL, "0-9A-Fa-f"},
#undef SPACE
#undef WORD
#undef SIGN
};

static const struct meaning *
meaning(const char *name, size_t n)
{
	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (strlen(meanings[i].name) == n && strncmp(meanings[i].name, name, n) == 0)
			return &meanings[i];
	return NULL;
}

/* One character that stands for itself. Those of syntax, and the slash, get a backslash; ends of
 * lines, which a literal may not hold, their escapes. */
static void
plain(struct strbuf *out, const char **p, bool set)
{
	static const char *const ends[][2] = {{"\n", "\\n"},
	                                      {"\r", "\\r"},
	                                      {"\xe2\x80\xa8", "\\u2028"},
	                                      {"\xe2\x80\xa9", "\\u2029"}};

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (strncmp(*p, ends[i][0], strlen(ends[i][0])) == 0) {
			str_add(out, ends[i][1]);
			*p += strlen(ends[i][0]);
			return;
		}
	if (strchr(set ? "\\/[]^-" : "\\/^$.*+?()[]{}|", **p))
		str_addc(out, '\\');
	str_addc(out, *(*p)++);
}

static void
escape(struct printer *x, bool set)
{
	const char *p = ++x->p;
	const struct meaning *m = meaning(p, 1);

	if (m) {
		str_add(x->out, set ? m->inside : m->alone);
		x->p++;
	} else if (!isalnum((unsigned char)*p))
		plain(x->out, &x->p, set);
	else {
		size_t n = *p == 'u' ? 5 : 1;

		str_addc(x->out, '\\');
		str_addn(x->out, p, n);
		x->p += n;
	}
}

/* [^]a-z[:alpha:]\d-]: a ] right after the head, and a - at an end, stand for themselves. */
static void
bracket(struct printer *x)
{
	const char *first;

	str_addc(x->out, *x->p++);
	if (*x->p == '^')
		str_addc(x->out, *x->p++);
	for (first = x->p; *x->p && (*x->p != ']' || x->p == first);) {
		const char *end = strncmp(x->p, "[:", 2) == 0 ? strstr(x->p, ":]") : NULL;

		if (*x->p == '\\')
			escape(x, true);
		else if (end) {
			str_add(x->out, meaning(x->p, (size_t)(end + 2 - x->p))->inside);
			x->p = end + 2;
		} else if (*x->p == '-' && x->p != first && x->p[1] != ']')
			str_addc(x->out, *x->p++);
		else
			plain(x->out, &x->p, true);
	}
	if (*x->p)
		str_addc(x->out, *x->p++);
}

static void
group(struct printer *x)
{
	bool look = strncmp(x->p, "(?", 2) == 0 && x->p[2] != ':';

	if (x->p[1] != '?') {
		str_add(x->out, x->look ? "(?:" : "(");
		x->p++;
	} else
		do
			str_addc(x->out, *x->p);
		while (!strchr(":=!", *x->p++));
	if (x->depth < sizeof x->looks)
		x->looks[x->depth] = look;
	x->depth++;
	x->look += look;
}

static void
close(struct printer *x)
{
	x->depth -= x->depth > 0;
	if (x->depth < sizeof x->looks && x->looks[x->depth])
		x->look--;
	str_addc(x->out, *x->p++);
}

/* {2,5}; a { before anything but a digit stands for itself. */
static void
brace(struct printer *x)
{
	if (!isdigit((unsigned char)x->p[1])) {
		plain(x->out, &x->p, false);
		return;
	}
	while (*x->p != '}')
		str_addc(x->out, *x->p++);
	str_addc(x->out, *x->p++);
}

void
regex_print_js(struct strbuf *out, const char *pattern)
{
	bool any_case = strncmp(pattern, "(?i)", 4) == 0;
	struct printer x = {.out = out, .p = pattern + (any_case ? 4 : 0)};

	str_addc(out, '/');
	if (!*x.p)
		str_add(out, "(?:)");
	while (*x.p)
		switch (*x.p) {
		case '\\':
			escape(&x, false);
			break;
		case '[':
			bracket(&x);
			break;
		case '(':
			group(&x);
			break;
		case ')':
			close(&x);
			break;
		case '{':
			brace(&x);
			break;
		case '^':
		case '$':
		case '.':
		case '*':
		case '+':
		case '?':
		case '|':
			str_addc(out, *x.p++);
			break;
		default:
			plain(out, &x.p, false);
		}
	str_add(out, any_case ? "/isu" : "/su");
}
