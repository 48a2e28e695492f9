/*
 * Fresh: whether anything of a project has changed, by stats alone.
 * The file holds what validate looked at:
 *
 *     specql-fresh  <format>  <fingerprint>  <entities>  <messages>
 *     a path a line: settings, folders, entity files
 *
 * A folder's time tells of files that came and went, so none is read.
 */
#ifndef VALIDATE_FRESH_H
#define VALIDATE_FRESH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct list;

struct fresh {
	size_t nentities, nmessages;
};

/* True if all is as it was. seed: what else must be the same. */
bool fresh_still(struct arena *, const char *path, uint64_t seed, struct fresh *);

/* Notes how everything is now; nothing, if something may have changed since `began` without its
 * time telling. Failing is not reported: it costs time only. */
void fresh_note(struct arena *, const char *path, uint64_t seed, const struct list *looked_at,
                struct fresh, int64_t began);

#endif
