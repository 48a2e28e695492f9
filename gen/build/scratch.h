/*
 * Scratch: an output root that lasts as long as a command, and what it says of the real one.
 */
#ifndef BUILD_SCRATCH_H
#define BUILD_SCRATCH_H

#include "base/list.h"

struct arena;
struct diag;

/* Makes a folder of its own below $TMPDIR. NULL after reporting. */
const char *scratch_make(struct arena *, struct diag *);

/* Removes a folder with everything in it; links are not followed. */
void scratch_remove(const char *folder);

struct staleness {
	struct list stale, missing, surplus; /* sorted */
	size_t nequal;
};

/* Compares what was made in the scratch with an output root: files that differ, are not there, and
 * generated ones in the same folders that nothing makes. `made`: the files to compare; those that
 * are not in the scratch (they could not be made) count as equal. With `some` only these are looked
 * at, so none is surplus. */
struct staleness scratch_compare(struct arena *, const char *scratch, const char *out,
                                 const struct list *made, bool some);

#endif
