/*
 * Decimal: numbers as authors write them, compared without losing a digit.
 */
#ifndef PARSE_DECIMAL_H
#define PARSE_DECIMAL_H

#include <stdbool.h>

struct arena;

/* Digits with at most one point and a sign: 5, -3.25, +.5. No exponent. At most 1000 characters. */
bool decimal_valid(const char *);

/* Without a plus sign and superfluous zeros: 0.5, -3.25. The text must be valid. */
const char *decimal_plain(struct arena *, const char *);

/* Whether a number, which may have an exponent, is one that a float holds: not too large, and not
 * so small that it would become zero. */
bool decimal_floats(const char *);

/* Less than, equal to or greater than 0 as a is to b; both plain. */
int decimal_compare(const char *a, const char *b);

/* Digits before and behind the point of a plain number; 0 and 1 of 0.5. */
int decimal_digits(const char *);
int decimal_scale(const char *);

#endif
