/*
 * Convert: what becomes of the values of a column whose type changes.
 */
#ifndef DIFF_CONVERT_H
#define DIFF_CONVERT_H

#include <stdbool.h>

/* The same type; every value fits as it is, and PostgreSQL writes no row; it is written anew; it
 * may not fit; it is rounded or cut off; there is no way. */
enum conversion {
	CONVERT_SAME,
	CONVERT_WIDENED,
	CONVERT_REWRITTEN,
	CONVERT_NARROWED,
	CONVERT_LOSSY,
	CONVERT_NONE
};

/* From one type to another, as column.sql has them: VARCHAR(10), NUMERIC(10,2), TEXT[]. */
enum conversion convert(const char *from, const char *to);

/* Whether some values become none, so that the conversion fails; whether two may become equal. */
bool convert_fails(const char *from, const char *to);
bool convert_merges(const char *from, const char *to);

/* Whether values that are kept are another JSON:
 * not those of numbers that are whole before and after. */
bool convert_reads(const char *from, const char *to);

/* Whether the way is that of an assignment. There a cast would cut off what is too long,
 * where an assignment fails. */
bool convert_assigns(const char *to);

#endif
