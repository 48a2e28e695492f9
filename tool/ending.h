/*
 * Ending: the exit code of a program that wrote to standard output. Only included by the mains.
 */
#ifndef TOOL_ENDING_H
#define TOOL_ENDING_H

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Why standard output did not take something, maybe long ago:
 * what is written now fails as that did. */
static inline void
terminal_ask_why(void)
{
	clearerr(stdout);
	errno = EIO;
	if (fputc('\n', stdout) != EOF)
		fflush(stdout);
}

/* The exit code of a command, or 1 if standard output could not take all of it. */
static inline int
terminal_end(const char *name, int status)
{
	bool before = ferror(stdout);

	if (fflush(stdout) == 0 && !before)
		return status;
	if (before)
		terminal_ask_why();
	if (errno != EPIPE)
		fprintf(stderr, "%s: cannot write to standard output: %s\n", name, strerror(errno));
	return status ? status : 1;
}

#endif
