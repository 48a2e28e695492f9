/*
 * Hold: one process at a time changes a file that people keep too, and a crash leaves the old file or the new one.
 */
#ifndef BASE_HOLD_H
#define BASE_HOLD_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;

struct hold {
	const char *name;  /* of the file, as given */
	const char *file;  /* behind links */
	const char *path;  /* of the lock: hidden, beside the file, holds who has it */
	int fd;
};

/* Waits up to so many seconds for the lock of a file. The system gives it back when the process ends, however it ends.
 * False after reporting: with who has it, if somebody has it too long. */
bool hold_take(struct arena *, struct diag *, struct hold *, const char *file, int seconds);

void hold_give(struct hold *);

/* Puts a text in the place of the locked file, on the disk when it returns; the file's mode stays. False after
 * reporting, with the old file untouched. */
bool hold_write(struct arena *, struct diag *, const struct hold *, const char *text, size_t len);

#endif
