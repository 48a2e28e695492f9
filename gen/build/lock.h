/*
 * Lock: one command at a time works in an output root. The lock is .specql/lock;
 * it holds who has it.
 */
#ifndef BUILD_LOCK_H
#define BUILD_LOCK_H

#include <stdbool.h>

struct arena;

struct lock {
	int fd;
	bool taken;
	const char *path;
	/* Who has it, if we have not: "specql generate, process 4711 on build3,
	 * since 2026-01-31 10:02:33". */
	const char *holder;
};

enum lock_result { LOCK_TAKEN, LOCK_HELD, LOCK_FAILED };

/* Takes the lock of an output root for a command; makes the folder. If it fails, errno says why. */
enum lock_result lock_try(struct arena *, struct lock *, const char *out, const char *command);

/* Waits for it; false if a signal came first. */
bool lock_wait(struct arena *, struct lock *, const char *command);

void lock_free(struct lock *);

#endif
