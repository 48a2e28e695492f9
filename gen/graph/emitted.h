/*
 * Emitted: outputs of the project's own emitters, and schemas. They carry no first line of ours, so
 * what was made is recorded beside: .specql/emit/<path> holds the hashes of what was last made for
 * <path>, the newest first. Each is written before its file is put in its place, so that a kill
 * between the two makes nothing look edited.
 */
#ifndef GRAPH_EMITTED_H
#define GRAPH_EMITTED_H

#include "base/generated.h"

#include <stdint.h>

struct arena;
struct diag;

/* Where it is recorded, relative to the output root. */
char *emitted_place(struct arena *, const char *path);

/* Whether a file is as it was made. FOREIGN: nothing is recorded of it. */
enum generated emitted_state(const char *path);

/* Puts text at the path and records it. Leaves an equal file alone. Refuses, with the cure, to
 * overwrite a file that was edited, or is there though nothing is recorded of it.
 * False after reporting. */
bool emitted_update(struct diag *, const char *path, const char *text, size_t len);

/* Records what is to be put at a path, by its hash: before that, and again after it, since another
 * build may have recorded something else meanwhile. False after reporting. */
bool emitted_record(struct diag *, const char *path, uint64_t hash);

/* Forgets the record of a path. */
void emitted_forget(const char *path);

#endif
