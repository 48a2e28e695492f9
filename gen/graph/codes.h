/*
 * Codes: the table codes of a project's entities, as their files and the registry say them.
 */
#ifndef GRAPH_CODES_H
#define GRAPH_CODES_H

#include "graph/title.h"

struct diag;
struct project;

/* Gives each title that has no code of its own that of the registry. Reports what stands against
 * codes: of the registry, of another entity that has the same, and where every entity must have
 * one, that there is none. Titles without a name are passed over. The files are read in a folder
 * for the places of faults. */
void codes_assign(struct arena *, struct diag *, const struct project *, const char *folder,
                  struct title *titles, size_t n);

/* Reports each entity that the registry does not hold, in these words. */
#define CODES_FROZEN "is not in the registry; run specql registry assign"
void codes_frozen(struct arena *, struct diag *, const struct project *, const char *folder,
                  const struct title *titles, size_t n);

/* Reports a fault of a title's code, at the code as written, else at the entity's name. */
void codes_fault(struct arena *, struct diag *, const struct project *, const char *folder,
                 const struct title *, const char *text);

#endif
