#include "parse/decimal.h"
#include "base/arena.h"
#include "base/str.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 1000 };

bool
decimal_valid(const char *s)
{
	size_t whole, part = 0;

	if (strlen(s) > LONGEST)
		return false;
	s += *s == '-' || *s == '+';
	whole = strspn(s, "0123456789");
	s += whole;
	if (*s == '.') {
		part = strspn(s + 1, "0123456789");
		s += part ? part + 1 : 0;
	}
	return *s == '\0' && whole + part > 0;
}

const char *
decimal_plain(struct arena *a, const char *s)
{
	struct strbuf out = STRBUF_INIT;
	bool negative = *s == '-';
	size_t whole, part = 0;

	s += *s == '-' || *s == '+';
	s += strspn(s, "0");
	whole = strspn(s, "0123456789");
	if (s[whole] == '.')
		part = strlen(s + whole + 1);
	while (part > 0 && s[whole + part] == '0')
		part--;
	if (negative && whole + part > 0)
		str_addc(&out, '-');
	str_addn(&out, whole ? s : "0", whole ? whole : 1);
	if (part > 0)
		str_addn(&out, s + whole, part + 1);
	return str_done(&out, a);
}

bool
decimal_floats(const char *s)
{
	double x = strtod(s, NULL);
	char first = s[strcspn(s, "123456789eE")];

	return isfinite(x) && (x != 0 || !isdigit((unsigned char)first));
}

int
decimal_digits(const char *s)
{
	s += *s == '-';
	return *s == '0' ? 0 : (int)strcspn(s, ".");
}

int
decimal_scale(const char *s)
{
	const char *point = strchr(s, '.');

	return point ? (int)strlen(point + 1) : 0;
}

int
decimal_compare(const char *a, const char *b)
{
	bool negative = *a == '-';
	int order;

	if (negative != (*b == '-'))
		return negative ? -1 : 1;
	if (negative)
		return decimal_compare(b + 1, a + 1);
	order = decimal_digits(a) - decimal_digits(b);
	if (order == 0)
		/* '.' and the end of the text are both below every digit,
		 * and the wholes are of one length */
		order = strcmp(a, b);
	return order;
}
