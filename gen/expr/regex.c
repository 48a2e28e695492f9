#include "expr/regex.h"
#include "base/str.h"
#include "base/utf8.h"
#include "expr/regex_size.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	BOUND_MAX = 255, /* PostgreSQL's RE_DUP_MAX */
	GROUP_MAX = 64,
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

static struct size alternatives(struct regex *);

static void
wrong(struct regex *x, size_t at, const char *fault)
{
	if (!x->fault) {
		x->fault = fault;
		x->fault_at = at;
	}
}

/* PostgreSQL refuses it at run time, or takes minutes for it. */
static void
limit(struct regex *x, const struct size *size)
{
	if (size_beyond(size))
		wrong(x, x->at, "this pattern repeats too much for PostgreSQL");
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

/* {m}, {m,}, {m,n} */
static void
bound(struct regex *x, size_t *low, size_t *high)
{
	size_t from = x->at++;

	*low = *high = decimal(x);
	if (x->text[x->at] == ',') {
		x->at++;
		*high = digit(x) ? decimal(x) : SIZE_ENDLESS;
	}
	if (x->text[x->at] != '}')
		wrong(x, from, "a repetition is written {2}, {2,} or {2,5}");
	else if (*low > BOUND_MAX || (*high > BOUND_MAX && *high != SIZE_ENDLESS))
		wrong(x, from, "a repetition counts to 255 at most");
	else if (*low > *high)
		wrong(x, from, "a repetition whose least is more than its most");
	x->at += x->text[x->at] == '}';
}

static bool
quantifier_at(const struct regex *x)
{
	char c = x->text[x->at];

	return c == '*' || c == '+' || c == '?' ||
	       (c == '{' && isdigit((unsigned char)x->text[x->at + 1]));
}

/* What is repeated, by its quantifier; a second ? makes it lazy. */
static void
quantifier(struct regex *x, struct size *size)
{
	char c = x->text[x->at];
	size_t low = c == '+', high = c == '?' ? 1 : SIZE_ENDLESS;

	if (!quantifier_at(x))
		return;
	if (c == '{')
		bound(x, &low, &high);
	else
		x->at++;
	if (x->text[x->at] == '?')
		x->at++;
	if (quantifier_at(x))
		wrong(x, x->at, "nothing to repeat: this repetition follows another");
	if (!x->fault)
		size_repeat(size, low, high);
}

unsigned
regex_character(const char *p, size_t *size)
{
	static const char controls[] = "n\nt\tr\rf\fv\v";
	const char *control = p[0] == '\\' && p[1] ? strchr("ntrfv", p[1]) : NULL;
	unsigned code;

	if (p[0] != '\\' || !p[1])
		return utf8_code(p, size);
	if (p[1] == 'u' && strspn(p + 2, "0123456789abcdefABCDEF") >= 4) {
		char digits[5] = {p[2], p[3], p[4], p[5]};

		*size = 6;
		return (unsigned)strtoul(digits, NULL, 16);
	}
	code = utf8_code(p + 1, size);
	++*size;
	return control ? (unsigned char)strchr(controls, *control)[1] : code;
}

/* \u00e9. PostgreSQL has no characters in halves. */
static void
hexadecimal(struct regex *x, size_t from)
{
	size_t n = 0;
	unsigned code;

	while (n < 4 && isxdigit((unsigned char)x->text[x->at + n]))
		n++;
	x->at += n;
	code = regex_character(x->text + from, &(size_t){0});
	if (n < 4)
		wrong(x, x->at, "\\u needs four hexadecimal digits");
	else if (code >= 0xd800 && code < 0xe000)
		wrong(x, from, "half a character; write one beyond \\uffff as it is");
}

/* A group can be referred to by one digit, behind its end, and not inside a look-around. */
static bool
refers_back(const struct regex *x, int number)
{
	return number <= x->groups && !(x->open >> number & 1) && !x->look && !digit(x);
}

/* Returns false for a constraint, which cannot be repeated.
 * In a bracket only those that stand for characters. */
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
		hexadecimal(x, from);
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
		if (!s[1] || !strchr("dws", s[1]))
			*code = regex_character(s, &(size_t){0});
		escape(x, true);
	} else if (*s == '[' && s[1] == ':')
		class_name(x);
	else if (*s == '[' && (s[1] == '.' || s[1] == '='))
		wrong(x, x->at, "collating elements are not supported");
	else
		*code = character(x);
}

/* A '-' in the middle that makes no range: PostgreSQL takes it for the middle of one. */
static bool
stray(const struct regex *x, size_t at, size_t first)
{
	return x->text[at] == '-' && at != first && x->text[at + 1] != ']';
}

static void
bracket(struct regex *x)
{
	static const char ends[] =
	        "a range needs a character at both ends; escape a '-' that is none";
	size_t from = x->at++, first, at;
	unsigned low, high;

	if (x->text[x->at] == '^')
		x->at++;
	first = x->at;
	do {
		at = x->at;
		if (!x->text[at]) {
			wrong(x, from, "this '[' is not closed");
			return;
		}
		element(x, &low);
		if (x->text[x->at] != '-' || x->text[x->at + 1] == ']' || !x->text[x->at + 1]) {
			if (stray(x, at, first))
				wrong(x, at, ends);
			continue;
		}
		x->at++;
		element(x, &high);
		if (!low || !high || low == '-' || high == '-')
			wrong(x, at, ends);
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
group(struct regex *x, struct size *size)
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
	*size = alternatives(x);
	if (look)
		size_place(size);
	x->look -= look;
	x->depth--;
	if (!x->fault && x->text[x->at] != ')')
		wrong(x, from, "this '(' is not closed");
	else if (!x->fault)
		x->at++;
	x->open &= ~bit;
	return !look;
}

static struct size
atom(struct regex *x)
{
	struct size size = SIZE_ONE;
	bool repeats = true;
	char c = x->text[x->at];

	if (quantifier_at(x))
		wrong(x, x->at, "nothing to repeat before this repetition");
	else if (c == '\\')
		repeats = escape(x, false);
	else if (c == '[')
		bracket(x);
	else if (c == '(')
		repeats = group(x, &size);
	else if (c == '^' || c == '$') {
		x->at++;
		repeats = false;
	} else
		character(x);
	if (x->fault)
		return size;
	if (!repeats && c != '(')
		size_place(&size);
	if (!repeats && quantifier_at(x))
		wrong(x, x->at, "this repetition follows what cannot be repeated");
	quantifier(x, &size);
	limit(x, &size);
	return size;
}

static struct size
alternatives(struct regex *x)
{
	struct size all = SIZE_NONE, branch = SIZE_EMPTY, next;

	while (!x->fault && x->text[x->at] && x->text[x->at] != ')') {
		if (x->text[x->at] == '|') {
			x->at++;
			size_or(&all, &branch);
			branch = SIZE_EMPTY;
		} else {
			next = atom(x);
			size_then(&branch, &next);
		}
		limit(x, &branch);
	}
	size_or(&all, &branch);
	limit(x, &all);
	return all;
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
