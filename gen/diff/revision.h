/*
 * Revision: what git keeps of a project, read without a checkout.
 */
#ifndef DIFF_REVISION_H
#define DIFF_REVISION_H

#include <stdbool.h>

struct arena;
struct diag;

/* Whether git knows a revision here. */
bool revision_known(struct arena *, const char *name);

/* Why git does not even look at the repository here; NULL if it does, or if there is none. */
const char *revision_refused(struct arena *);

/* The YAML files of a revision below the current folder, as they were committed, into another
 * folder. A revision that does not have the current folder yet has none. False after reporting. */
bool revision_read(struct arena *, struct diag *, const char *name, const char *folder);

#endif
