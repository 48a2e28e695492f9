/*
 * Stamp: what stat says of a file. Equal stamps mean equal contents, except for a file that was
 * changed again in the tick of the clock in which it was read (stamp_racy).
 */
#ifndef GRAPH_STAMP_H
#define GRAPH_STAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct stat;

struct stamp {
	uint64_t inode, size;
	int64_t mtime, ctime; /* nanoseconds */
};

struct stamp stamp_of(const struct stat *);

/* The stamp of what a path leads to; all zero if there is nothing. */
struct stamp stamp_path(const char *path);

bool stamp_equal(struct stamp, struct stamp);

/* A hash of a stamp that goes on from another hash. */
uint64_t stamp_digest(uint64_t hash, struct stamp);
/* The stamps of n paths, and whether they are the same now. */
struct stamp *stamps_of(struct arena *, const char *const *paths, size_t n);
bool stamps_hold(const struct stamp *, const char *const *paths, size_t n);

/* True if the file may have changed again after it was read without its stamp telling: its times
 * are not older than the time at which the reading began (git's racy rule). */
bool stamp_racy(struct stamp, int64_t began);

#endif
