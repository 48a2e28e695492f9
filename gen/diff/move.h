/*
 * Move: whole tables come, go, and get other names.
 */
#ifndef DIFF_MOVE_H
#define DIFF_MOVE_H

#include "diff/object.h"

/* Adds statements as by printf. */
void alter_add(struct alters *, enum phase, enum aspect, const char *owner, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

/* The table of an entity that is there in one version only. */
void move_whole(struct alters *, const struct versions *);

/* Another schema, another name, other names of columns. The old version's objects have the new names then, but for
 * constraints and indexes that are made anew. */
void move(struct alters *, const struct versions *, struct objects *old);

#endif
