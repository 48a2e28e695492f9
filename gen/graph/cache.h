/*
 * Cache: what the scan knew of each file when it last looked, in .specql/scan. A file whose stamp
 * is the same is not read again.
 *
 * A text file, one file a line, parts separated by tabs:
 *
 *     specql-scan  <version of the format>  <hash of the executable that wrote it>
 *     file    inode size mtime ctime hash known|sound|faulty  and the shape (graph/shape.h)
 *     plain   inode size mtime ctime hash path          executables, hand-written SQL, settings
 *     copy    hash path                                 hand-written files that were copied to OUT
 */
#ifndef GRAPH_CACHE_H
#define GRAPH_CACHE_H

#include "graph/shape.h"
#include "graph/stamp.h"

#include <stdint.h>

struct arena;
struct diag;

/* An entity file. */
struct entry {
	struct stamp stamp;
	uint64_t hash;
	bool known;  /* the shape is that of a version of the file, not only its path */
	bool sound;  /* of a version without faults */
	bool faulty; /* the file as it is now has faults */
	const char *path;
	const char *shape; /* as text (shape_text): so many are held in no other form */
};

/* Any other file. */
struct plain {
	const char *path;
	struct stamp stamp;
	uint64_t hash;
};

struct plains {
	struct plain *v;
	size_t n;
	uint32_t *slots; /* where a path is, found by its hash: 1 + its place */
	size_t nslots;
};

struct cache {
	struct entry *entries; /* sorted by path */
	size_t n;
	struct plains plains, copies;
};

/* The cache; empty if there is none. If another executable wrote it, its shapes are kept,
 * but not believed. */
struct cache *cache_read(struct arena *, const char *path, uint64_t tool);

/* Writes it; files that may have changed since `began` without their stamps telling are written so
 * that they are read again. False after reporting. */
bool cache_write(struct diag *, const char *path, const struct cache *, uint64_t tool,
                 int64_t began);

/* The entry of a path, or NULL. */
struct entry *cache_entry(struct entry *, size_t n, const char *path);

const struct plain *plain_find(const struct plains *, const char *path);
void plain_add(struct arena *, struct plains *, struct plain);

#endif
