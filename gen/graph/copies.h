/*
 * Copies: .specql/src/<path> of each entity file, of which only is told whether they are there.
 */
#ifndef GRAPH_COPIES_H
#define GRAPH_COPIES_H

#include <stdbool.h>
#include <stddef.h>

struct found;

/* Whether an entity file has its copy. */
bool copies_has(const char *path);

/* Whether all of them have theirs, and there are no others.
 * Reads the folders: a tenth of asking for each file. */
bool copies_whole(const struct found *, size_t n);

#endif
