/*
 * Snapshot: the outputs as they were at some time, and which of them a build has created,
 * updated and deleted since.
 */
#ifndef BUILD_SNAPSHOT_H
#define BUILD_SNAPSHOT_H

#include "base/lines.h"
#include "base/list.h"
#include "base/str.h"
#include "graph/stamp.h"

struct arena;

/* The outputs that users see, as they were at some time: hashes only, since a project may have a
 * million. Start with `struct snapshot s = SNAPSHOT_NONE;`. */
struct snapshot {
	struct lines names;  /* the list of that time, if there was one */
	struct strbuf known; /* of each, hashes of its path and of its stamp; sorted by paths */
};

#define SNAPSHOT_NONE            \
	{                        \
		{0}, STRBUF_INIT \
	}

struct output_changes {
	struct list created, updated, deleted; /* sorted */
};

/* The list .specql/outputs of the output root that is the current folder,
 * without what lies below .specql, sorted. */
struct list outputs_seen(struct arena *);

/* Looks at the files of that list that the snapshot does not know yet. */
void snapshot_take(struct snapshot *);

/* Looks again at the files of a sorted list, and only at these:
 * what is different, which the snapshot then knows. */
struct output_changes snapshot_renew(struct arena *, struct snapshot *, const struct list *touched);

/* The same of all files, and of those that are listed now. */
struct output_changes snapshot_renew_all(struct arena *, struct snapshot *);

/* Gives the memory back. */
void snapshot_free(struct snapshot *);

#endif
