/*
 * Notice: waits until a file of the project is saved, with inotify.
 */
#ifndef BUILD_NOTICE_H
#define BUILD_NOTICE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;

struct notice {
	int fd, last; /* the descriptor, and the last watch that was added */
	size_t nfolders;
};

/* False after reporting. */
bool notice_begin(struct diag *, struct notice *);

/* Watches every folder that the depfile of the scan names, and those of its files; the current
 * folder is the output root. True if there are some that it did not watch before: what was saved in
 * them until now went unnoticed. Called again after every build that may have found folders;
 * reports what cannot be watched. */
bool notice_look(struct arena *, struct diag *, struct notice *);

/* Whether something has changed already. */
bool notice_pending(const struct notice *);

/* Waits for a change, then until a moment passes without another one. False if the descriptor
 * `wake` can be read, or on an error. */
bool notice_wait(const struct notice *, int wake);

#endif
