/*
 * Seal: whether anything that the last scan looked at is different now, told by stamps alone. If
 * nothing is, the scan has nothing to read and nothing to write.
 *
 *     .specql/seal     specql-seal  <version of the format>
 *                      digest   of the stamps of all that follows, of all entity files and
 *                               hand-written SQL, and of what the environment says of Confiture
 *                      stamp    a path        whatever else the scan read, and folders of its own
 *                      there    a path        what it made: all that matters is that it is there
 *
 * There is none where something would have to be said or looked at again: after faults and
 * warnings, after a file with a time in the future, and when a file may have changed since it was
 * read without its stamp telling.
 */
#ifndef GRAPH_SEAL_H
#define GRAPH_SEAL_H

#include <stdbool.h>

struct scan;

/* Whether nothing changed; the project must have been read. */
bool seal_holds(struct scan *);

/* Whether all that was looked at is older than the scan, so that its stamps can be believed. */
bool seal_sound(const struct scan *);

/* Writes it, after everything else. A failure is none: the next scan looks closer. */
void seal_write(struct scan *);

/* Removes it, before anything else is written. */
void seal_break(void);

#endif
