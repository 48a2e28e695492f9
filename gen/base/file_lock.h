/*
 * File_lock: one process at a time changes a file that people keep too,
 * and a crash leaves the old file or the new one.
 */
#ifndef BASE_FILE_LOCK_H
#define BASE_FILE_LOCK_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;

struct file_lock {
	const char *name; /* of the file, as given */
	const char *file; /* behind links */
	const char *path; /* of the lock: hidden, beside the file, holds who has it */
	int fd;
};

/* Waits up to so many seconds for the lock of a file. The system gives it back when the process
 * ends, however it ends. False after reporting: with who has it, if somebody has it too long. */
bool file_lock_take(struct arena *, struct diag *, struct file_lock *, const char *file,
                    int seconds);

void file_lock_give(struct file_lock *);

/* Puts a text in the place of the locked file, on the disk when it returns; the file's mode stays.
 * False after reporting, with the old file untouched. */
bool file_lock_write(struct arena *, struct diag *, const struct file_lock *, const char *text,
                     size_t len);

#endif
