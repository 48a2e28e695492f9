/* A sound regular expression as PostgreSQL gets it. */
#include "base/str.h"
#include "expr/regex.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* The length of a bracket expression's head, where ] stands for itself:
 * [ or [^, and a ] right after. */
static size_t
head(const char *p)
{
	size_t n = 1;

	n += p[n] == '^';
	n += p[n] == ']';
	return n;
}

/* The length of what stands at p as one: an escape, a head, a class such as [:alpha:],
 * or a character. */
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

/* What a digit is in this piece, for the locale may have more of them;
 * NULL if it speaks of none. */
static const char *
digits(const char *p, bool set)
{
	if (strncmp(p, "\\d", 2) == 0)
		return set ? "0-9" : "[0-9]";
	if (!set && strncmp(p, "\\D", 2) == 0)
		return "[^0-9]";
	return set && strncmp(p, "[:digit:]", 9) == 0 ? "0-9" : NULL;
}

void
regex_print(struct strbuf *out, const char *pattern)
{
	bool set = false;
	const char *spelled;
	size_t n;

	for (const char *p = pattern; *p; p += n) {
		n = piece(p, set);
		spelled = digits(p, set);
		if (spelled)
			str_add(out, spelled);
		else
			str_addn(out, p, n);
		if (*p == '[' && !set)
			set = true;
		else if (*p == ']')
			set = false;
	}
}
