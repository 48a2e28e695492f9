#include "trace/near.h"
#include "base/arena.h"
#include "trace/token.h"

#include <stdbool.h>
#include <string.h>

/* Where a body is cut: closes whatever is open and more, which the parser refuses before it looks
 * at the expression that it would end. */
#define CUT " ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] "
/* Instead of a word: an operator that nobody has. */
#define OTHER " <#@#> "

enum { TRIES = 64 };

struct near {
	struct arena *arena;
	near_judge *judge;
	const char *statement, *message;
	size_t end; /* of the body */
};

/* Whether the parser says the same if the part from `from` to `to` is replaced by a mark. */
static bool
same(const struct near *n, size_t from, const char *mark, size_t to)
{
	const char *s = n->statement,
	           *text = arena_printf(n->arena, "%.*s%s%s", (int)from, s, mark, s + to),
	           *says = n->judge(n->arena, text);

	return says && strcmp(says, n->message) == 0;
}

/* The least place where the body can be cut so that the fault is still in it. The parser reads from
 * left to right, so everything before is sound. */
static size_t
least(const struct near *n, size_t begin)
{
	size_t low = begin, high = n->end, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (same(n, middle, CUT, n->end))
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* The word of the text that a message quotes: syntax error at or near "FRM",
 * "v_x" is not a known variable. */
static const char *
word(struct arena *a, const char *message)
{
	static const char near[] = " at or near \"";
	const char *from = strstr(message, near), *to = strrchr(message, '"');

	if (from)
		from += sizeof(near) - 2;
	else if (*message == '"')
		to = strchr((from = message) + 1, '"');

	return from && to && to > from + 1 ? arena_strndup(a, from + 1, (size_t)(to - from - 1))
	                                   : NULL;
}

/* The last place of a word between two offsets; to if there is none. */
static size_t
last(const char *text, size_t from, size_t to, const char *what)
{
	size_t n = strlen(what);

	for (size_t i = to; i >= from + n; i--)
		if (memcmp(text + i - n, what, n) == 0)
			return i - n;
	return to;
}

/* Where the statement within a body begins that ends before a place. */
static size_t
beginning(const char *text, size_t begin, size_t place)
{
	static const char *const words[] = {";", "BEGIN", "LOOP"};
	struct sql_token t = {SQL_SIGN, begin, 0};
	size_t from = begin;

	while (sql_token(text, place, t.at + t.n, &t) && t.at + t.n < place)
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
			if (sql_is(text, &t, words[i]))
				from = t.at + t.n;
	return from;
}

/* Of the places of a word in a part of a text the first that the fault needs. The parser stops at
 * the first fault, so behind it the word can be another, and it says the same; but not a
 * parenthesis of an expression, since those are counted before. */
static size_t
first(const struct near *n, size_t begin, size_t end, const char *what)
{
	const char *other = strcmp(what, "(") == 0 ? OTHER "(" : OTHER;
	size_t at = last(n->statement, begin, end, what), before;

	for (int i = 0; i < TRIES && at < end && same(n, at, other, at + strlen(what)); i++) {
		before = last(n->statement, begin, at, what);
		if (before == at)
			break;
		at = before;
	}
	return at;
}

size_t
near_find(struct arena *a, near_judge *judge, const char *statement, size_t begin, size_t end,
          const char *message)
{
	struct near n = {a, judge, statement, message, end};
	const char *what = word(a, message);
	size_t place, at;

	if (strstr(message, "end of function definition") || !same(&n, end, CUT, end))
		return end;
	place = least(&n, begin);
	at = what ? first(&n, beginning(statement, begin, place), place, what) : place;
	return at < place || place == begin ? at : place - 1;
}
