/*
 * Outputs: the files that the last generation declared, in .specql/outputs, sorted, one a line. What is no longer
 * declared is deleted, if it is as we made it.
 */
#ifndef GRAPH_OUTPUTS_H
#define GRAPH_OUTPUTS_H

#include "graph/list.h"

struct arena;
struct diag;

#define OUTPUTS ".specql/outputs"

/* Deletes what the list of the last generation has and `now` has not, then writes the list. Without a list, all
 * files in `folders` are taken for one. Deleted are only regular files, not through links, that carry our first
 * line and its checksum (below .specql/: all); folders left empty go too, but not `folders`. An edited one stays,
 * stays listed, and is a warning. With `keep` nothing is deleted and everything stays listed. False after reporting
 * that the list cannot be written. */
bool outputs_update(struct arena *, struct diag *, const struct list *now, const struct list *folders, bool keep);

/* What a listed output is now: as we made it, edited (or somebody else's), not there. */
enum output_state { OUTPUT_OURS, OUTPUT_EDITED, OUTPUT_NONE };
enum output_state output_state(const char *path);

#endif
