/* A sound regular expression as PostgreSQL gets it. */
#include "base/str.h"
#include "expr/regex.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

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
