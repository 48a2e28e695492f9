/*
 * Outputs: the files that the last generation declared, in .specql/outputs, one a line, in the
 * order of the graph. What is no longer declared is deleted, if it is as we made it.
 */
#ifndef GRAPH_OUTPUTS_H
#define GRAPH_OUTPUTS_H

#include "base/list.h"
#include "base/sink.h"
#include "base/str.h"

struct arena;
struct diag;

#define OUTPUTS ".specql/outputs"

/* A list that is being made. */
struct outputs {
	struct sink sink;
	struct strbuf text;
};

void outputs_begin(struct outputs *, struct diag *);
void outputs_add(struct outputs *, const char *path);

/* Deletes what the list of the last generation has and this one has not, then puts it in its place.
 * Without a list, all files in `folders` are taken for one. Deleted are only regular files, not
 * through links, that carry our first line and its checksum (below .specql/: all); folders left
 * empty go too, but not `folders`. An edited one, or one of ours behind a link, stays, stays
 * listed, and is a warning. With `keep` nothing is deleted and everything stays listed. False after
 * reporting that the list cannot be written. */
bool outputs_end(struct outputs *, struct diag *, const struct list *folders, bool keep);

/* The list of the last generation, sorted; empty if there is none. */
struct list outputs_list(struct arena *);

/* Whether the list of an output root lists a path. */
bool outputs_hold(const char *out, const char *path);

/* What a listed output is now: as we made it, edited (or somebody else's),
 * ours but behind a link, not there. */
enum output_state { OUTPUT_OURS, OUTPUT_EDITED, OUTPUT_LINKED, OUTPUT_NONE };
enum output_state output_state(const char *path);

#endif
