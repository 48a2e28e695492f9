/*
 * Functions: all that an expression may call, in one table.
 */
#ifndef EXPR_FUNCTION_H
#define EXPR_FUNCTION_H

#include "expr/value.h"

#include <stdbool.h>

enum function_form {
	FORM_CALL,      /* sql(arguments) */
	FORM_BARE,      /* sql alone: CURRENT_DATE */
	FORM_SWAPPED,   /* sql(second, first) */
	FORM_DIMENSION, /* sql(list, 1) unless a second argument says otherwise */
	FORM_ARRAY,     /* sql(field), NULL unless the field holds a JSON array */
	FORM_AGGREGATE, /* only in a sub-query's SELECT */
};

struct function {
	const char *name;
	const char *sql;
	/* One letter an argument: t text, n number, m number in NUMERIC, i whole number, l list, j
	 * a field of JSON, f the name of a part of a date, d a date, time or interval, D and Z a
	 * date or timestamp that ends a range, or NULL, r the bounds of a range, v anything, o what
	 * has a least and a greatest, a anything, all of one kind;
	 * behind ? the optional ones, + repeats the last. */
	const char *arguments;
	char result; /* of t n b s (timestamp) d (date) D Z (ranges); a that of the arguments */
	enum function_form form;
	const char *unstable; /* what to do instead; NULL: the arguments alone decide the result */
};

/* By its name in any case, or NULL. */
const struct function *function_find(const char *name);

/* All names, for did-you-mean; ends with NULL. */
const char *const *function_names(void);

/* What to write instead of a function of other languages, such as len, or NULL. */
const char *function_cure(const char *word);

/* Whether a part of a date or time (year, hour …) can be taken from a kind of value. */
bool part_fits(const char *part, enum value_kind, bool truncate);

/* All parts, for did-you-mean; ends with NULL. */
const char *const *part_names(void);

#endif
