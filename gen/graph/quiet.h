/*
 * Quiet: what is made or deleted in folders that the scan looks at must not make them look changed,
 * or the next build would scan again. So their times, and those of what is new,
 * are set to what they were before.
 */
#ifndef GRAPH_QUIET_H
#define GRAPH_QUIET_H

#include <stdbool.h>
#include <sys/stat.h>

struct arena;

struct quiet {
	const char *path;
	const char *folder; /* the nearest that was there, above the path; "." for OUT itself */
	struct stat was;    /* st_ino is 0 if it could not be seen */
};

/* Before something is made or deleted at a path. */
struct quiet quiet_begin(struct arena *, const char *path);

/* After it. Folders between, and with `made` what lies at the path, get the same time. */
void quiet_end(struct arena *, const struct quiet *, bool made);

/* Both around the removal of a path by file_remove or rmdir; false if that fails. */
bool quiet_remove(struct arena *, const char *path, int (*remove)(const char *));

#endif
