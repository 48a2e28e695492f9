#include "parse/jsontext.h"
#include "base/arena.h"
#include "base/str.h"
#include "expr/pattern.h"
#include "model/rule.h"
#include "parse/decimal.h"
#include "parse/yaml.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 64, EXPONENT_DIGITS = 3 };

struct reader {
	struct arena *arena;
	const char *s;
	const char *fault;
	int depth;
};

static bool value(struct reader *, const struct type *);

static bool
wrong(struct reader *r, const char *fault)
{
	if (!r->fault)
		r->fault = fault;
	return false;
}

static void
blanks(struct reader *r)
{
	r->s += strspn(r->s, " \t\r\n");
}

static bool
one(struct reader *r, char c)
{
	blanks(r);
	return *r->s == c && r->s++;
}

/* The number of \uXXXX at r->s, or -1. */
static long
unicode(struct reader *r)
{
	char hex[5] = "";

	if (r->s[1] != 'u')
		return -1;
	for (int i = 0; i < 4; i++)
		if (!isxdigit((unsigned char)(hex[i] = r->s[2 + i])))
			return -1;
	return strtol(hex, NULL, 16);
}

/* PostgreSQL refuses \u0000 and lone surrogates in JSONB (manual 8.14). */
static bool
escape(struct reader *r)
{
	long c;

	if (r->s[1] && strchr("\"\\/bfnrt", r->s[1])) {
		r->s += 2;
		return true;
	}
	c = unicode(r);
	if (c <= 0)
		return wrong(r, "has an escape that JSONB does not take");
	r->s += 6;
	if (c < 0xd800 || c > 0xdfff)
		return true;
	if (c >= 0xdc00 || *r->s != '\\' || (c = unicode(r)) < 0xdc00 || c > 0xdfff)
		return wrong(r, "has half of a pair of \\u escapes");
	r->s += 6;
	return true;
}

static const char *
string(struct reader *r)
{
	const char *from;

	if (!one(r, '"')) {
		wrong(r, "is no JSON: names and texts stand in double quotes");
		return NULL;
	}
	for (from = r->s; *r->s && *r->s != '"';) {
		if ((unsigned char)*r->s < 0x20)
			wrong(r, "has a line break or control character in a text");
		if (*r->s != '\\')
			r->s++;
		else if (!escape(r))
			return NULL;
	}
	if (*r->s++ != '"') {
		r->s--;
		wrong(r, "is no JSON: a double quote is not closed");
	}
	return r->fault ? NULL : arena_strndup(r->arena, from, (size_t)(r->s - from) - 1);
}

static bool
digits(struct reader *r, size_t most)
{
	size_t n = strspn(r->s, "0123456789");

	r->s += n;
	return n > 0 && n <= most;
}

static bool
number(struct reader *r)
{
	const char *from = r->s += *r->s == '-';

	if (!digits(r, 1000) || (*from == '0' && r->s - from > 1))
		return wrong(r, "is no JSON: it has something that is no value");
	if (*r->s == '.' && r->s++ && !digits(r, 1000))
		return wrong(r, "has a number without digits behind its point");
	if (*r->s != 'e' && *r->s != 'E')
		return true;
	r->s++;
	r->s += *r->s == '-' || *r->s == '+';
	return digits(r, EXPONENT_DIGITS) || wrong(r, "has a number with a wrong exponent");
}

/* To the last digit, but for numbers with exponents. */
static bool
less(struct arena *a, const char *x, const char *y)
{
	if (decimal_valid(x) && decimal_valid(y))
		return decimal_compare(decimal_plain(a, x), decimal_plain(a, y)) < 0;
	return strtod(x, NULL) < strtod(y, NULL);
}

static bool
in_range(struct arena *a, const struct type *of, const char *text)
{
	const char *min, *max;

	rule_member_limits(a, of, &min, &max);
	return !(min && less(a, text, min)) && !(max && less(a, max, text));
}

/* Whether a member's value keeps the rule of its type. Of texts with escapes the CHECK decides. */
static bool
keeps_rule(struct reader *r, const struct type *of, const char *from)
{
	const char *text = arena_strndup(r->arena, from, (size_t)(r->s - from));
	const char *pattern = rule_member_pattern(of);

	if (*text == 'n')
		return true;
	if (of->value == VALUE_NUMBER)
		return in_range(r->arena, of, text) &&
		       !(pattern && pattern_match(pattern, text) == MATCH_NO);
	if (*text != '"' || strchr(text, '\\'))
		return true;
	text = arena_strndup(r->arena, text + 1, strlen(text) - 2);
	return !pattern || pattern_match(pattern, text) != MATCH_NO;
}

/* A member's value; of a composite's member the kind of JSON is known. */
static bool
member(struct reader *r, const struct type *t, const char *name)
{
	const struct composite_member *m = t ? type_member(t, name) : NULL;
	const struct type *of = m ? type_find(m->type) : NULL;
	const char *wanted = NULL, *from;

	if (t && !m)
		return wrong(r,
		             arena_printf(r->arena, "has '%s', which %s has not", name, t->name));
	blanks(r);
	if (of && of->value == VALUE_NUMBER && !(*r->s == '-' || isdigit((unsigned char)*r->s)))
		wanted = "a number";
	else if (of && of->value == VALUE_BOOLEAN && *r->s != 't' && *r->s != 'f')
		wanted = "true or false";
	else if (of && of->value != VALUE_NUMBER && of->value != VALUE_BOOLEAN &&
	         of->value != VALUE_JSON && *r->s != '"')
		wanted = "a text";
	if (wanted && (m->required || strncmp(r->s, "null", 4) != 0))
		return wrong(r, arena_printf(r->arena, "needs %s as its '%s'", wanted, name));
	from = r->s;
	if (!value(r, of && of->members && *r->s != 'n' ? of : NULL))
		return false;
	if (of && !of->members && !keeps_rule(r, of, from))
		return wrong(r, arena_printf(r->arena, "has no %s as its '%s'", of->name, name));
	return true;
}

/* That no name is there twice, as JSONB would keep the last; sorts them. */
static void
each_once(struct reader *r, const char **names, size_t n)
{
	if (n)
		qsort(names, n, sizeof *names, word_order);
	for (size_t i = 1; i < n; i++)
		if (strcmp(names[i - 1], names[i]) == 0)
			wrong(r, arena_printf(r->arena, "has '%s' twice", names[i]));
}

static bool
object(struct reader *r, const struct type *t)
{
	const char **names = NULL, *name;
	size_t n = 0;

	r->s++;
	for (bool first = true; !r->fault && !one(r, '}'); first = false) {
		if (!first && !one(r, ','))
			wrong(r, "is no JSON: a ',' or '}' is missing");
		name = r->fault ? NULL : string(r);
		if (name && !one(r, ':'))
			wrong(r, "is no JSON: a ':' is missing");
		if (name && !r->fault)
			member(r, t, name);
		if (name) {
			names = arena_grown(r->arena, names, n, sizeof *names);
			names[n++] = name;
		}
	}
	if (!r->fault)
		each_once(r, names, n);
	for (const struct composite_member *m = t && !r->fault ? t->members : NULL; m && m->name;
	     m++)
		if (m->required && !word_among(names, n, m->name))
			wrong(r, arena_printf(r->arena, "has no '%s', which %s needs", m->name,
			                      t->name));
	return !r->fault;
}

static bool
array(struct reader *r, const struct type *t)
{
	r->s++;
	for (bool first = true; !r->fault && !one(r, ']'); first = false) {
		if (!first && !one(r, ','))
			return wrong(r, "is no JSON: a ',' or ']' is missing");
		value(r, t);
	}
	return !r->fault;
}

static bool
word(struct reader *r)
{
	static const char *const words[] = {"true", "false", "null"};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strncmp(r->s, words[i], strlen(words[i])) == 0) {
			r->s += strlen(words[i]);
			return true;
		}
	return number(r);
}

/* t: the composite it must be, or NULL. */
static bool
value(struct reader *r, const struct type *t)
{
	bool good;

	if (++r->depth > DEPTH_MAX)
		return wrong(r, "is nested too deeply");
	blanks(r);
	if (t && *r->s != '{')
		wrong(r, arena_printf(r->arena, "is no object with the members of %s", t->name));
	good = r->fault       ? false
	       : *r->s == '{' ? object(r, t)
	       : *r->s == '[' ? array(r, NULL)
	       : *r->s == '"' ? string(r) != NULL
	                      : word(r);
	r->depth--;
	return good;
}

const char *
jsontext_fault(struct arena *a, const struct type *t, bool list, const char *text)
{
	struct reader r = {.arena = a, .s = text};

	t = t->members ? t : NULL;
	blanks(&r);
	if (list && *r.s != '[')
		return "is no list; write [ and ] around its elements";
	if (list)
		array(&r, t);
	else
		value(&r, t);
	blanks(&r);
	if (!r.fault && *r.s)
		wrong(&r, "is no JSON: something follows its end");
	return r.fault;
}

static void
quoted(struct strbuf *out, const char *s)
{
	str_addc(out, '"');
	for (; *s; s++)
		if (*s == '"' || *s == '\\')
			str_addf(out, "\\%c", *s);
		else if ((unsigned char)*s < 0x20)
			str_addf(out, "\\u%04x", (unsigned)*s);
		else
			str_addc(out, *s);
	str_addc(out, '"');
}

/* Whether a plain scalar is a number, truth value or null of JSON. */
static bool
bare(const struct node *n)
{
	struct reader r = {.s = n->text};

	return n->plain && !n->tagged && *n->text && word(&r) && !*r.s;
}

static void
write(struct strbuf *out, const struct node *n)
{
	if (node_null(n))
		str_add(out, "null");
	else if (n->kind == NODE_SCALAR && bare(n))
		str_add(out, n->text);
	else if (n->kind == NODE_SCALAR)
		quoted(out, n->text);
	for (size_t i = 0; n->kind == NODE_SEQUENCE && i < n->n; i++) {
		str_add(out, i ? ", " : "[");
		write(out, n->items[i]);
	}
	for (size_t i = 0; n->kind == NODE_MAPPING && i < n->n; i++) {
		str_add(out, i ? ", " : "{");
		quoted(out, n->pairs[i].key->text);
		str_add(out, ": ");
		write(out, n->pairs[i].value);
	}
	if (n->kind == NODE_SEQUENCE)
		str_add(out, n->n ? "]" : "[]");
	if (n->kind == NODE_MAPPING)
		str_add(out, n->n ? "}" : "{}");
}

const char *
jsontext_of(struct arena *a, const struct node *n)
{
	struct strbuf out = STRBUF_INIT;

	write(&out, n);
	return str_done(&out, a);
}
