/*
 * Memory: what validate found of each file, in a text file, one thing a line, parts separated by tabs:
 *
 *     specql-validate  <format>  <hash of settings and program>
 *     f  inode size mtime ctime  hash  key  state  and the shape (graph/shape.h)
 *     m  severity  line column length  path  text      of the file before, or of the project if there is none
 *
 * key: hash of everything that the check of the file read. state: u for a file that could not be parsed, else s.
 */
#ifndef VALIDATE_MEMORY_H
#define VALIDATE_MEMORY_H

#include "base/diag.h"
#include "graph/stamp.h"

#include <stdint.h>

struct arena;
struct strbuf;

/* A line m, not yet taken apart. */
struct remembered {
	char **lines;
	size_t n;
};

struct known {
	struct stamp stamp;
	uint64_t hash, key;
	const char *path, *shape; /* as text (shape_text) */
	struct remembered said;
};

struct memory {
	uint64_t settings;
	char *text;
	struct known *v;   /* sorted by path */
	size_t n;
	struct remembered said; /* of the project */
};

/* Reads the file and its head only; NULL if there is none, or of another format. */
struct memory *memory_open(struct arena *, const char *path);

/* Reports everything that is remembered, of files that are wanted. */
typedef bool memory_wanted(const void *, const char *path);
void memory_say_all(struct arena *, struct diag *, const struct memory *, memory_wanted *, const void *);

/* Reads the rest. The text is cut up by it. */
void memory_read(struct arena *, struct memory *);

const struct known *memory_find(const struct memory *, const char *path);

/* Reports what lines say. unsaved: a file whose text is not that on the disk, or NULL. */
void memory_say(struct arena *, struct diag *, const struct remembered *, const struct source *unsaved);

/* Appends the head, the line of a file, the messages of a diag; how many messages these were. */
void memory_head(struct strbuf *, uint64_t settings);
void memory_file(struct strbuf *, const struct known *);
size_t memory_messages(struct strbuf *, const struct diag *);

#endif
