#include "base/print.h"
#include "base/str.h"

#include <inttypes.h>
#include <stddef.h>
#include <string.h>

enum { DIGITS = 24 }; /* of a 64-bit number and its sign */

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

static void
hexadecimal(struct strbuf *b, uint64_t n)
{
	for (int shift = 60; shift >= 0; shift -= 4)
		str_addc(b, "0123456789abcdef"[n >> shift & 15]);
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

/* A negative width puts the blanks behind the text. */
static void
padded(struct strbuf *b, int width, const char *s)
{
	size_t n = strlen(s), wide = width < 0 ? 0U - (unsigned)width : (unsigned)width;

	if (width < 0)
		str_addn(b, s, n);
	for (size_t i = n; i < wide; i++)
		str_addc(b, ' ');
	if (width >= 0)
		str_addn(b, s, n);
}

/* Appends one conversion. How many bytes it has behind the percent sign; 0 if it is not plain. */
static size_t
convert(struct strbuf *b, const char *p, va_list *args)
{
	static const char hex[] = "016" PRIx64;
	int n;

	switch (*p) {
	case 's':
		str_add(b, text_of(va_arg(*args, const char *)));
		return 1;
	case 'c':
		str_addc(b, (char)va_arg(*args, int));
		return 1;
	case 'd':
		integer(b, va_arg(*args, int));
		return 1;
	case '%':
		str_addc(b, '%');
		return 1;
	case 'z':
		if (p[1] != 'u')
			return 0;
		number(b, va_arg(*args, size_t), false);
		return 2;
	case '.':
		if (p[1] != '*' || p[2] != 's')
			return 0;
		n = va_arg(*args, int);
		part(b, n, text_of(va_arg(*args, const char *)));
		return 3;
	case '*':
		if (p[1] != 's')
			return 0;
		n = va_arg(*args, int);
		padded(b, n, text_of(va_arg(*args, const char *)));
		return 2;
	case '0':
		if (strncmp(p, hex, sizeof(hex) - 1) != 0)
			return 0;
		hexadecimal(b, va_arg(*args, uint64_t));
		return sizeof(hex) - 1;
	default:
		return 0;
	}
}

bool
print_add(struct strbuf *b, const char *fmt, va_list args)
{
	size_t before = b->len, n = 0;
	const char *sign;
	va_list rest;

	va_copy(rest, args);
	for (;; fmt = sign + 1 + n) {
		sign = strchrnul(fmt, '%');
		str_addn(b, fmt, (size_t)(sign - fmt));
		if (!*sign || !(n = convert(b, sign + 1, &rest)))
			break;
	}
	va_end(rest);
	if (!*sign)
		return true;
	str_cut(b, before);
	return false;
}
