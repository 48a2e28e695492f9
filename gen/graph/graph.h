/*
 * Graph: the second step, from .specql/shape.txt to build.ninja.
 * Works in the current folder, which is OUT.
 *
 *     build.ninja          written last
 *     .specql/outputs      every file that the graph makes (graph/outputs.h)
 *     .specql/sql.list     every SQL file that must be in the schema, one a line, sorted
 *     .specql/bundle       the parts of each bundle, one a line (bundles.c)
 *     .specql/catalog      every entity that has outputs (model/catalog.h)
 *     .specql/graph        faults of the graph as a whole, as text
 */
#ifndef GRAPH_GRAPH_H
#define GRAPH_GRAPH_H

#include "graph/shape.h"

struct inputs;
struct names;
struct outputs;
struct sink;
struct strbuf;

struct graph {
	struct outputs *to;         /* takes the outputs, or NULL: then they are listed */
	struct list outputs;        /* sorted */
	struct list sql;            /* what no kind makes for an entity; sorted */
	const struct shape **order; /* those with outputs, as their files sort; ends with NULL */
	struct names *names;
	struct inputs *inputs;
	size_t nfiles;      /* outputs that the user sees */
	const char *faults; /* of the graph as a whole, as text */
	size_t nfaults;
	struct list models; /* of entities whose outputs are not made: what must not fail unseen */
};

/* The graph of a project, and the text of its build.ninja; reports to the diag outputs that two
 * emitters would write. The graph is empty, or has `to`.
 * The text goes on to a sink, unless that is NULL; a rest stays. */
void graph_make(struct arena *, struct diag *, const struct shapes *, struct graph *,
                struct strbuf *text, struct sink *);

/* Brings everything up to date: deletes dead outputs, then writes the files above. A build.ninja
 * that is right already gets a new time if the Ninja that wants it has read another: that is how
 * Ninja learns that it must read it again. `read` is the version of what it has read
 * (graph/rules.h), or NULL. Reports edited outputs that stay, and what cannot be written. Returns
 * the graph, or NULL on such an error. */
struct graph *graph_update(struct arena *, struct diag *, const struct shapes *, const char *read);

#endif
