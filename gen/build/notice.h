/*
 * Notice: waits until a file of the project is saved, with inotify.
 */
#ifndef BUILD_NOTICE_H
#define BUILD_NOTICE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;

/* Watches every folder that the depfile of the scan names, and those of its files; the current folder is the output root.
 * A descriptor; -1 after reporting. *n: how many folders. */
int notice_begin(struct arena *, struct diag *, size_t *n);

/* Waits for a change, then until a moment passes without another one. False if a signal came, or on an error. */
bool notice_wait(int fd);

#endif
