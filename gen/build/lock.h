/*
 * Lock: one command at a time works in an output root. The lock is .specql/lock; it holds who has it.
 */
#ifndef BUILD_LOCK_H
#define BUILD_LOCK_H

#include <stdbool.h>

struct arena;
struct diag;

struct lock {
	int fd;
	const char *holder;   /* who has it, if we have not: "specql generate, process 4711, since 10:02:33" */
};

/* Takes the lock of an output root for a command; makes the folder. True if it is taken, or after reporting (fd < 0). False if
 * another one has it. */
bool lock_try(struct arena *, struct diag *, struct lock *, const char *out, const char *command);

/* Waits for it; false if a signal came first. */
bool lock_wait(struct arena *, struct lock *, const char *command);

void lock_free(struct lock *);

#endif
