/*
 * Memory: what validate found, in two text files, one thing a line, parts separated by tabs, files
 * in the order of their paths. What is known of each file:
 *
 *     specql-validate  <format>  <hash of settings and program>
 *     f  path  inode size mtime ctime  hash  and the shape (graph/shape.h)
 *
 * And what its check said:
 *
 *     specql-validate  <format>  <hash of settings and program>
 *     f  path  key
 *     m  severity line column length  path  text  of the file before, or of the project
 *
 * key is the hash of everything that the check read. Each file is read while the new one is
 * written, so neither is held.
 */
#ifndef VALIDATE_MEMORY_H
#define VALIDATE_MEMORY_H

#include "base/diag.h"
#include "base/lines.h"
#include "base/list.h"
#include "base/sink.h"
#include "base/str.h"
#include "graph/stamp.h"

#include <stdint.h>

struct arena;

struct known {
	struct stamp stamp;
	uint64_t hash;
	const char *path, *shape; /* as text (shape_text) */
};

/* One of the two files. */
struct memory {
	struct lines lines;
	char *next;        /* the line that was not asked for yet, or NULL */
	struct strbuf out; /* of the new file */
	struct sink sink;
	bool writes;
};

/* Opens a file and begins the new one, which is written if there is a diag for what goes wrong with
 * that. One that was written with other settings holds nothing. */
void memory_open(struct memory *, const char *path, uint64_t settings, struct diag *);

/* Writes what was appended to `out`, once there is enough of it. */
void memory_flow(struct memory *);

/* Puts the new file in the place of the old one;
 * false if it cannot be, or was not to be written. */
bool memory_close(struct memory *);

/* What is known of a file, until the next one is asked for; false if that is nothing. They are
 * asked for in the order of their paths. */
bool memory_known(struct memory *, const char *path, struct known *);

/* The key of the last check of a file, 0 if it was not checked,
 * and the lines that say what was found. As above. */
uint64_t memory_checked(struct arena *, struct memory *, const char *path, struct list *said);

/* Reports what lines say. unsaved: a file whose text is not that on the disk, or NULL. */
void memory_say(struct arena *, struct diag *, const struct list *lines,
                const struct source *unsaved);

/* Reports everything that a file of checks says of files that are wanted, whatever the settings;
 * false if there is no such file. */
typedef bool memory_wanted(const void *, const char *path);
bool memory_say_all(struct arena *, struct diag *, const char *path, memory_wanted *, const void *);

/* Append what is known of a file; that it was checked, and the messages of a diag;
 * how many these were. */
void memory_add_known(struct strbuf *, const struct known *);
void memory_add_check(struct strbuf *, const char *path, uint64_t key);
size_t memory_add_messages(struct strbuf *, const struct diag *);

#endif
