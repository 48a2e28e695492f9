/*
 * Ninja: runs it and tells what it says from what its edges say.
 */
#ifndef BUILD_NINJA_H
#define BUILD_NINJA_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Who hears what is said, a line at a time, without line ends. */
struct listener {
	void *self;
	/* An edge has run: the n-th of total; what is its description: "table
	 * db/schema/10_tables/contact.sql". */
	void (*edge)(void *self, long n, long total, const char *what);
	/* A line of an edge's output. */
	void (*line)(void *self, const char *text);
	/* Ninja itself cannot go on. */
	void (*trouble)(void *self, const char *text);
};

/* $NINJA, else ninja, ninja-build or samu on PATH; NULL if there is none. here: the caller's
 * folder, from which a path is meant. */
const char *ninja_find(struct arena *, const char *here);

/* Runs a program with arguments (argv ends with NULL) in a folder, with its output and errors to
 * the listener. The exit status as of waitpid; -1 with errno set. */
int program_run(char *const *argv, const char *folder, const struct listener *);

/* Sends a signal to the program that runs, if one does. Can be called by a signal's handler. */
void program_signal(int number);

/* Runs Ninja with -k 0 in a folder, for n targets or the default; jobs may be NULL.
 * Returns as program_run. */
int ninja_run(struct arena *, const char *ninja, const char *folder, const char *jobs,
              const char *const *targets, size_t n, const struct listener *);

#endif
