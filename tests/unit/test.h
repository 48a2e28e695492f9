/*
 * A unit test is a program: CHECK what must hold, and end main with `return TEST_RESULT();`. Every
 * check that fails prints its place; the exit code is 1 if one did.
 */
#ifndef TEST_H
#define TEST_H

#include <stdio.h>
#include <string.h>

static int test_failures;

#define CHECK(condition) test_check((condition) ? 1 : 0, __FILE__, __LINE__, #condition)
#define CHECK_STR(got, want) test_check_str((got), (want), __FILE__, __LINE__)

/* The program's exit code. */
#define TEST_RESULT() (test_failures ? 1 : 0)

static inline void
test_check(int ok, const char *file, int line, const char *text)
{
	if (ok)
		return;
	fprintf(stderr, "%s:%d: not true: %s\n", file, line, text);
	test_failures++;
}

/* Either may be NULL. */
static inline void
test_check_str(const char *got, const char *want, const char *file, int line)
{
	if (got == want || (got && want && strcmp(got, want) == 0))
		return;
	fprintf(stderr, "%s:%d: got\n%s\nwant\n%s\n", file, line, got ? got : "(null)",
	        want ? want : "(null)");
	test_failures++;
}

#endif
