#include "expr/regex.h"
#include "base/str.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum {
	BOUND_MAX = 255, /* PostgreSQL's RE_DUP_MAX */
	GROUP_MAX = 64,
	STATES_MAX = 5000, /* PostgreSQL refuses patterns that grow too big; far below that */
};

struct regex {
	const char *text;
	size_t at;
	const char *fault;
	size_t fault_at;
	int depth;
	int look;      /* inside how many look-arounds */
	int groups;    /* capturing groups so far, as they are numbered: by where they open */
	unsigned open; /* those of one digit that are not closed yet, by bit */
};

static size_t alternatives(struct regex *);

static size_t
wrong(struct regex *x, size_t at, const char *fault)
{
	if (!x->fault) {
		x->fault = fault;
		x->fault_at = at;
	}
	return 0;
}

static bool
digit(const struct regex *x)
{
	return isdigit((unsigned char)x->text[x->at]);
}

static size_t
decimal(struct regex *x)
{
	size_t n = 0;

	for (; digit(x); x->at++)
		if (n <= BOUND_MAX)
			n = n * 10 + (size_t)(x->text[x->at] - '0');
	return n;
}

/* {m}, {m,}, {m,n}: how often at most. */
static size_t
bound(struct regex *x)
{
	size_t from = x->at++, low = decimal(x), high = low;

	if (x->text[x->at] == ',') {
		x->at++;
		if (digit(x))
			high = decimal(x);
	}
	if (x->text[x->at] != '}')
		return wrong(x, from, "a repetition is written {2}, {2,} or {2,5}");
	x->at++;
	if (low > BOUND_MAX || high > BOUND_MAX)
		return wrong(x, from, "a repetition counts to 255 at most");
	if (low > high)
		return wrong(x, from, "a repetition whose least is more than its most");
	return high + 1;
}

static bool
quantifier_at(const struct regex *x)
{
	char c = x->text[x->at];

	return c == '*' || c == '+' || c == '?' ||
	       (c == '{' && isdigit((unsigned char)x->text[x->at + 1]));
}

/* How often an atom may come, with its quantifier; a second ? makes it lazy. */
static size_t
quantifier(struct regex *x)
{
	size_t times = 1;

	if (!quantifier_at(x))
		return 1;
	if (x->text[x->at] == '{')
		times = bound(x);
	else
		x->at++;
	if (x->text[x->at] == '?')
		x->at++;
	if (quantifier_at(x))
		wrong(x, x->at, "nothing to repeat: this repetition follows another");
	return times;
}

static size_t
hexadecimal(struct regex *x, int n)
{
	for (; n; n--, x->at++)
		if (!isxdigit((unsigned char)x->text[x->at]))
			return wrong(x, x->at, "\\u needs four hexadecimal digits");
	return 1;
}

/* A group can be referred to by one digit, behind its end, and not inside a look-around. */
static bool
refers_back(const struct regex *x, int number)
{
	return number <= x->groups && !(x->open >> number & 1) && !x->look && !digit(x);
}

/* Returns false for a constraint, which cannot be repeated. In a bracket only those that stand for
 * characters. */
static bool
escape(struct regex *x, bool bracket)
{
	size_t from = x->at++;
	char c = x->text[x->at];

	if (!c) {
		wrong(x, from, "a backslash at the end escapes nothing");
		return true;
	}
	x->at++;
	if (!isalnum((unsigned char)c) || strchr("nrtfvdsw", c))
		return true;
	if (strchr("DSW", c) && !bracket)
		return true;
	if (c == 'u') {
		hexadecimal(x, 4);
		return true;
	}
	if (!bracket && strchr("AmMyYZ", c))
		return false;
	if (!bracket && c >= '1' && c <= '9' && refers_back(x, c - '0'))
		return true;
	if (c == 'b')
		wrong(x, from, "\\b is a backspace in PostgreSQL; a word ends at \\y");
	else
		wrong(x, from, "unknown escape");
	return true;
}

static bool
class_name(struct regex *x)
{
	static const char *const names[] = {"alpha:]", "digit:]",  "alnum:]", "upper:]", "lower:]",
	                                    "space:]", "blank:]",  "punct:]", "print:]", "graph:]",
	                                    "cntrl:]", "xdigit:]", NULL};

	for (size_t i = 0; names[i]; i++)
		if (!strncmp(x->text + x->at + 2, names[i], strlen(names[i]))) {
			x->at += 2 + strlen(names[i]);
			return true;
		}
	wrong(x, x->at, "unknown class of characters; [:alpha:], [:digit:], [:alnum:] … are known");
	return false;
}

static unsigned
character(struct regex *x)
{
	size_t n;
	unsigned code = utf8_code(x->text + x->at, &n);

	x->at += n;
	return code;
}

/* One end of a range: *code is 0 if it cannot be one. */
static void
element(struct regex *x, unsigned *code)
{
	const char *s = x->text + x->at;

	*code = 0;
	if (*s == '\\') {
		if (!isalnum((unsigned char)s[1]))
			*code = (unsigned char)s[1];
		escape(x, true);
	} else if (*s == '[' && s[1] == ':')
		class_name(x);
	else if (*s == '[' && (s[1] == '.' || s[1] == '='))
		wrong(x, x->at, "collating elements are not supported");
	else
		*code = character(x);
}

static void
bracket(struct regex *x)
{
	size_t from = x->at++, at;
	unsigned low, high;

	if (x->text[x->at] == '^')
		x->at++;
	do {
		at = x->at;
		if (!x->text[at]) {
			wrong(x, from, "this '[' is not closed");
			return;
		}
		element(x, &low);
		if (x->text[x->at] != '-' || x->text[x->at + 1] == ']' || !x->text[x->at + 1])
			continue;
		x->at++;
		element(x, &high);
		if (!low || !high || low == '-' || high == '-')
			wrong(x, at,
			      "a range needs a character at both ends; escape a '-' that is none");
		else if (low > high)
			wrong(x, at, "a range whose ends are in the wrong order");
	} while (!x->fault && x->text[x->at] != ']');
	x->at++;
}

/* After '(': what kind of group. True if it is a look-around. */
static bool
group_kind(struct regex *x, bool *captures)
{
	static const char *const looks[] = {"?=", "?!", "?<=", "?<!", NULL};

	*captures = x->text[x->at] != '?';
	if (*captures)
		return false;
	for (size_t i = 0; looks[i]; i++)
		if (!strncmp(x->text + x->at, looks[i], strlen(looks[i]))) {
			x->at += strlen(looks[i]);
			return true;
		}
	if (x->text[x->at + 1] == ':')
		x->at += 2;
	else
		wrong(x, x->at - 1,
		      "unknown kind of group; (?:…) (?=…) (?!…) (?<=…) (?<!…) are known, and "
		      "(?i) at the very beginning");
	return false;
}

/* Returns false for a look-around, which cannot be repeated. */
static bool
group(struct regex *x, size_t *states)
{
	size_t from = x->at++;
	bool captures, look = group_kind(x, &captures);
	unsigned bit = 0;

	if (captures && !x->look && ++x->groups <= 9)
		bit = 1U << x->groups;
	x->open |= bit;
	if (++x->depth > GROUP_MAX)
		wrong(x, from, "groups nested more than 64 levels deep");
	x->look += look;
	*states = alternatives(x);
	x->look -= look;
	x->depth--;
	if (!x->fault && x->text[x->at] != ')')
		wrong(x, from, "this '(' is not closed");
	else if (!x->fault)
		x->at++;
	x->open &= ~bit;
	return !look;
}

static size_t
atom(struct regex *x)
{
	size_t states = 1;
	bool repeats = true;
	char c = x->text[x->at];

	if (quantifier_at(x))
		return wrong(x, x->at, "nothing to repeat before this repetition");
	if (c == '\\')
		repeats = escape(x, false);
	else if (c == '[')
		bracket(x);
	else if (c == '(')
		repeats = group(x, &states);
	else if (c == '^' || c == '$') {
		x->at++;
		repeats = false;
	} else
		character(x);
	if (x->fault)
		return 0;
	if (!repeats && quantifier_at(x))
		return wrong(x, x->at, "this repetition follows what cannot be repeated");
	states *= quantifier(x);
	if (states > STATES_MAX)
		wrong(x, x->at, "this pattern repeats too much for PostgreSQL");
	return states;
}

static size_t
alternatives(struct regex *x)
{
	size_t states = 1;

	while (!x->fault && x->text[x->at] && x->text[x->at] != ')') {
		if (x->text[x->at] == '|')
			x->at++;
		else
			states += atom(x);
		if (states > STATES_MAX)
			wrong(x, x->at, "this pattern repeats too much for PostgreSQL");
	}
	return states;
}

const char *
regex_fault(const char *pattern, size_t *offset)
{
	struct regex x = {.text = pattern};

	if (!strncmp(pattern, "(?i)", 4))
		x.at = 4;
	alternatives(&x);
	if (!x.fault && x.text[x.at])
		wrong(&x, x.at, "this ')' closes nothing");
	*offset = x.fault_at;
	return x.fault;
}

/* ---- printing ---- */

/* The length of a bracket expression's head, where ] stands for itself: [ or [^, and a ] right
 * after. */
static size_t
head(const char *p)
{
	size_t n = 1;

	n += p[n] == '^';
	n += p[n] == ']';
	return n;
}

/* The length of what stands at p as one: an escape, a head, a class such as [:alpha:], or a
 * character. */
static size_t
piece(const char *p, bool set)
{
	const char *end;

	if (*p == '\\' && p[1])
		return 2;
	if (*p != '[')
		return 1;
	if (!set)
		return head(p);
	if (p[1] != ':' && p[1] != '.' && p[1] != '=')
		return 1;
	end = strchr(p + 2, ']');
	return end ? (size_t)(end - p) + 1 : 1;
}

void
regex_print(struct strbuf *out, const char *pattern)
{
	bool set = false;
	size_t n;

	for (const char *p = pattern; *p; p += n) {
		n = piece(p, set);
		if (n == 2 && p[0] == '\\' && p[1] == 'd')
			str_add(out, set ? "0-9" : "[0-9]");
		else
			str_addn(out, p, n);
		if (*p == '[' && !set)
			set = true;
		else if (*p == ']')
			set = false;
	}
}
