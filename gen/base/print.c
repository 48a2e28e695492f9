#include "base/print.h"
#include "base/str.h"

#include <stddef.h>
#include <string.h>

enum { DIGITS = 24 }; /* of a 64-bit number and its sign */

/* The bytes of the conversion behind a percent sign; 0 if it is not plain. */
static size_t
conversion(const char *p)
{
	switch (*p) {
	case 's':
	case 'c':
	case 'd':
	case '%':
		return 1;
	case 'z':
		return p[1] == 'u' ? 2 : 0;
	case '.':
		return p[1] == '*' && p[2] == 's' ? 3 : 0;
	default:
		return 0;
	}
}

/* The first percent sign, or the end. Formats are short: strchr would take longer. */
static const char *
percent(const char *p)
{
	while (*p && *p != '%')
		p++;
	return p;
}

bool
print_plain(const char *fmt)
{
	size_t n;

	for (fmt = percent(fmt); *fmt; fmt = percent(fmt + 1 + n))
		if ((n = conversion(fmt + 1)) == 0)
			return false;
	return true;
}

static void
number(struct strbuf *b, unsigned long long n, bool negative)
{
	char digits[DIGITS], *first = digits + DIGITS;

	do
		*--first = (char)('0' + n % 10);
	while (n /= 10);
	if (negative)
		*--first = '-';
	str_addn(b, first, (size_t)(digits + DIGITS - first));
}

static void
integer(struct strbuf *b, int n)
{
	number(b, n < 0 ? 0ULL - (unsigned long long)n : (unsigned long long)n, n < 0);
}

/* What is no text is written as libc does. */
static const char *
text_of(const char *s)
{
	return s ? s : "(null)";
}

/* A negative precision is none (C11 7.21.6.1). */
static void
part(struct strbuf *b, int max, const char *s)
{
	str_addn(b, s, max < 0 ? strlen(s) : strnlen(s, (size_t)max));
}

void
print_add(struct strbuf *b, const char *fmt, va_list args)
{
	const char *sign;
	int max;

	for (;; fmt = sign + 1 + conversion(sign + 1)) {
		sign = percent(fmt);
		str_addn(b, fmt, (size_t)(sign - fmt));
		if (!*sign)
			return;
		switch (sign[1]) {
		case 's':
			str_add(b, text_of(va_arg(args, const char *)));
			break;
		case '.':
			max = va_arg(args, int);
			part(b, max, text_of(va_arg(args, const char *)));
			break;
		case 'c':
			str_addc(b, (char)va_arg(args, int));
			break;
		case 'd':
			integer(b, va_arg(args, int));
			break;
		case 'z':
			number(b, va_arg(args, size_t), false);
			break;
		default:
			str_addc(b, '%');
		}
	}
}
