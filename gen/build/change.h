/*
 * Change: which outputs a build has created, updated and deleted.
 */
#ifndef BUILD_CHANGE_H
#define BUILD_CHANGE_H

#include "graph/list.h"
#include "graph/stamp.h"

struct arena;

/* The outputs that users see, as they were at some time, by path. */
struct snapshot {
	struct list paths;       /* sorted */
	struct stamp *stamps;    /* all zero for one that is not there */
};

struct changes {
	struct list created, updated, deleted; /* sorted */
};

/* The list .specql/outputs of the output root that is the current folder, without what lies below .specql, sorted. */
struct list outputs_seen(struct arena *);

/* The files as they are now. The list is sorted. */
struct snapshot snapshot_take(struct arena *, const struct list *paths);

/* Looks again at the files of a sorted list, and only at these: what is different, which the snapshot then knows. */
struct changes snapshot_renew(struct arena *, struct snapshot *, const struct list *touched);

/* What is different in the later one. */
struct changes snapshot_compare(struct arena *, const struct snapshot *before, const struct snapshot *now);

#endif
