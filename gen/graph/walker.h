/*
 * Walker: what the parts of a walk work on, and what they ask of a folder.
 * Private to walk.c and walker.c.
 */
#ifndef GRAPH_WALKER_H
#define GRAPH_WALKER_H

#include "graph/walk.h"

#include <sys/stat.h>

/* Of a folder's path: a file's name and what stands before it below .specql/ come to it, and the
 * system takes at most 4096 bytes. */
enum { LONGEST = 3700, PATH_SIZE = 4096 };

struct walker {
	char path[PATH_SIZE]; /* where it is */
	size_t len;
	uint64_t digest, folder; /* of all files; of the path of the folder */
	struct arena *arena;
	struct diag *diag;
	const char *dir;
	const struct project *project;
	/* Folders that are written to; those without what emitters write to. */
	struct list outputs, own;
	struct stat out; /* of OUT, which lies where we are */
	bool sql;        /* it looks for SQL, not for entities */
	struct founds found;
	struct list folders, unread;
	bool lost, occupied; /* as in the result */
};

/* Whether a file is looked for; inside: it lies below a folder of entities. */
bool walker_wants(const struct walker *, const char *path, const char *name, bool inside);

/* Whether a folder is written to. */
bool walker_writes(const struct walker *, const char *path);

/* Whether such a folder holds entities, or what is written there would be some. */
bool walker_occupied(const struct walker *, const char *path, bool inside);

/* Whether the folder where it is is one of entities, or such files lie in it, not below. */
bool walker_holds_files(const struct walker *, bool inside);

/* Whether the folder where it is, open as fd or not at all, is passed by,
 * since something builds there. */
bool walker_passes(const struct walker *, int fd, bool inside);

#endif
