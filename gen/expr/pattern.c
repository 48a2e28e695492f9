#include "expr/pattern.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "expr/regex.h"

#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_MAX = 100000, DEPTH_MAX = 2000 };

struct walk {
	const char *begin; /* of the text */
	long steps;
	int depth;
	bool fold; /* letters of both cases are alike */
	bool lost; /* it cannot be told */
};

/* An atom with its repetition, and what follows: the rest of its sequence, then `next`. */
struct rest {
	const char *atom, *after, *rest, *end;
	int min, max, count;
	const char *from; /* where the last repetition began */
	const struct rest *next;
};

static const char *
set_end(const char *p)
{
	p += p[1] == '^' ? 2 : 1;
	if (*p == ']')
		p++;
	for (; *p && *p != ']'; p++)
		if (*p == '\\' && p[1])
			p++;
		else if (*p == '[' && p[1] == ':')
			for (p += 2; p[1] && *p != ']'; p++)
				;
	return *p ? p + 1 : p;
}

static const char *
group_end(const char *p)
{
	int depth = 0;

	while (*p) {
		if (*p == '[') {
			p = set_end(p);
			continue;
		}
		depth += *p == '(';
		depth -= *p == ')';
		p += *p == '\\' && p[1] ? 2 : 1;
		if (depth == 0)
			break;
	}
	return p;
}

static size_t
bytes(const char *s)
{
	size_t n;

	utf8_code(s, &n);
	return n;
}

const char *
pattern_atom_end(const char *p)
{
	size_t n;

	if (*p == '(')
		return group_end(p);
	if (*p == '[')
		return set_end(p);
	regex_character(p, &n);
	return p + n;
}

const char *
pattern_repetition(const char *p, int *min, int *max)
{
	char *end;

	*min = *p == '*' || *p == '?' ? 0 : 1;
	*max = *p == '*' || *p == '+' ? INT_MAX : 1;
	if (*p == '{' && isdigit((unsigned char)p[1])) {
		*min = *max = (int)strtol(p + 1, &end, 10);
		if (*end == ',')
			*max = end[1] == '}' ? INT_MAX : (int)strtol(end + 1, &end, 10);
		p = strchr(end, '}');
		p = p ? p + 1 : end + strlen(end);
	} else if (*p && strchr("*+?", *p)) {
		p++;
	} else {
		return p;
	}
	return *p == '?' ? p + 1 : p;
}

/* \d \w \s and the like, each of which stands for several characters. */
static bool
shorthand(const char *p)
{
	return *p == '\\' && p[1] && strchr("dwsDWS", p[1]);
}

static bool
of_shorthand(struct walk *m, char what, unsigned c)
{
	bool digit = c >= '0' && c <= '9', letter = (c | 32) >= 'a' && (c | 32) <= 'z';
	bool space = c == ' ' || (c >= '\t' && c <= '\r'), found;

	m->lost = m->lost || c >= 128;
	found = tolower(what) == 'd'   ? digit
	        : tolower(what) == 's' ? space
	                               : digit || letter || c == '_';
	return found != (isupper((unsigned char)what) != 0);
}

/* [:alpha:] and the like, of which the locale says what they are beyond ASCII. */
static bool
of_class(struct walk *m, const char *name, unsigned c)
{
	static const struct {
		const char *name;
		int (*holds)(int);
	} classes[] = {
	        {"alnum:", isalnum}, {"alpha:", isalpha}, {"blank:", isblank},
	        {"cntrl:", iscntrl}, {"digit:", isdigit}, {"graph:", isgraph},
	        {"lower:", islower}, {"print:", isprint}, {"punct:", ispunct},
	        {"space:", isspace}, {"upper:", isupper}, {"xdigit:", isxdigit},
	};

	for (size_t i = 0; c < 128 && i < sizeof classes / sizeof *classes; i++)
		if (strncmp(name, classes[i].name, strlen(classes[i].name)) == 0)
			return classes[i].holds((int)c) != 0;
	m->lost = true;
	return false;
}

static bool
in_set(struct walk *m, const char *p, const char *end, unsigned c)
{
	bool inverse = p[1] == '^', found = false;

	for (p += inverse ? 2 : 1, end--; p < end;) {
		size_t n;
		unsigned low, high;

		if (*p == '[' && p[1] == ':') {
			found = of_class(m, p + 2, c) || found;
			p = strchr(p, ']') + 1;
			continue;
		}
		low = high = regex_character(p, &n);
		if (shorthand(p)) {
			found = of_shorthand(m, p[1], c) || found;
		} else {
			if (p + n + 1 < end && p[n] == '-') {
				p += n + 1;
				high = regex_character(p, &n);
			}
			found = found || (c >= low && c <= high);
		}
		p += n;
	}
	return found != inverse;
}

static bool
is(struct walk *m, const char *atom, const char *end, unsigned c)
{
	size_t n;

	if (*atom == '.')
		return true;
	if (*atom == '[')
		return in_set(m, atom, end, c);
	if (shorthand(atom))
		return of_shorthand(m, atom[1], c);
	return c == regex_character(atom, &n);
}

/* Whether the character at s is one that an atom other than a group stands for. */
static bool
single(struct walk *m, const char *atom, const char *end, const char *s)
{
	size_t n;
	unsigned c = utf8_code(s, &n);

	if (!*s)
		return false;
	if (!m->fold || *atom == '.')
		return is(m, atom, end, c);
	m->lost = m->lost || c >= 128;
	for (const char *p = atom; p < end; p++)
		m->lost = m->lost || (unsigned char)*p >= 128;
	if (m->lost)
		return true;
	if (*atom == '[' && atom[1] == '^')
		return is(m, atom, end, (unsigned)tolower((int)c)) &&
		       is(m, atom, end, (unsigned)toupper((int)c));
	return is(m, atom, end, (unsigned)tolower((int)c)) ||
	       is(m, atom, end, (unsigned)toupper((int)c));
}

/* How many bytes the sign takes that stands for the begin of the text, or the end:
 * ^ or \A, $ or \Z. */
static size_t
edge(const char *p, char sign, char letter)
{
	return *p == sign ? 1 : *p == '\\' && p[1] == letter ? 2 : 0;
}

/* \y and the like, which stand for another place, and \1 to \9. */
static bool
beyond(const char *p)
{
	return *p == '\\' && p[1] && strchr("mMyY123456789", p[1]);
}

static bool sequence(struct walk *, const char *p, const char *end, const char *s,
                     const struct rest *);
static bool repeat(struct walk *, const struct rest *, const char *s);

static bool
alternatives(struct walk *m, const char *p, const char *end, const char *s, const struct rest *next)
{
	const char *from = p;

	for (; p < end; p = pattern_atom_end(p))
		if (*p == '|') {
			if (sequence(m, from, p, s, next))
				return true;
			from = p + 1;
		}
	return sequence(m, from, end, s, next);
}

static bool
group(struct walk *m, const struct rest *r, const char *s)
{
	const char *p = r->atom + 1;
	struct rest again = *r;

	if (*p == '?' && p[1] != ':') {
		m->lost = true;
		return true;
	}
	again.count++;
	again.from = s;
	return alternatives(m, *p == '?' ? p + 2 : p, r->after - 1, s, &again);
}

/* A run of single characters, longest first, without a level of recursion for each. */
static bool
span(struct walk *m, const struct rest *r, const char *s)
{
	const char *last = s;
	int n = 0;

	for (; n < r->max && single(m, r->atom, r->after, last); n++)
		last += bytes(last);
	m->steps += n / 64;
	for (; n >= r->min; n--) {
		if (m->lost || sequence(m, r->rest, r->end, last, r->next))
			return true;
		if (last == s)
			break;
		do
			last--;
		while (last > s && utf8_inside(*last));
	}
	return m->lost;
}

static bool
repeat(struct walk *m, const struct rest *r, const char *s)
{
	bool more = r->count < r->max && (r->count < r->min || s != r->from);

	if (more && group(m, r, s))
		return true;
	return r->count >= r->min && sequence(m, r->rest, r->end, s, r->next);
}

static bool
sequence(struct walk *m, const char *p, const char *end, const char *s, const struct rest *next)
{
	struct rest r = {.atom = p, .end = end, .next = next};
	size_t n;
	bool found;

	if (++m->steps > STEPS_MAX || m->depth > DEPTH_MAX)
		m->lost = true;
	if (m->lost)
		return true;
	if (p == end)
		return !next || repeat(m, next, s);
	if ((n = edge(p, '^', 'A')))
		return s == m->begin && sequence(m, p + n, end, s, next);
	if ((n = edge(p, '$', 'Z')))
		return !*s && sequence(m, p + n, end, s, next);
	if (beyond(p)) {
		m->lost = true;
		return true;
	}
	r.after = pattern_atom_end(p);
	r.rest = pattern_repetition(r.after, &r.min, &r.max);
	m->depth++;
	found = *p == '(' ? repeat(m, &r, s) : span(m, &r, s);
	m->depth--;
	return found;
}

enum match
pattern_match(const char *pattern, const char *text)
{
	struct walk m = {.begin = text, .fold = strncmp(pattern, "(?i)", 4) == 0};

	pattern += m.fold ? 4 : 0;
	for (const char *s = text;; s += bytes(s)) {
		bool found = alternatives(&m, pattern, pattern + strlen(pattern), s, NULL);

		if (m.lost)
			return MATCH_UNKNOWN;
		if (found)
			return MATCH_YES;
		if (!*s)
			return MATCH_NO;
	}
}

const char *
pattern_anchored(struct arena *a, const char *pattern)
{
	bool fold = strncmp(pattern, "(?i)", 4) == 0, ends = false, choice = false;
	const char *p = fold ? pattern + 4 : pattern;

	for (const char *c = p; *c; c = pattern_atom_end(c)) {
		choice = choice || *c == '|';
		ends = *c == '$';
	}
	if (*p == '^' && ends && !choice)
		return pattern;
	return arena_printf(a, "%s^(?:%s)$", fold ? "(?i)" : "", p);
}
