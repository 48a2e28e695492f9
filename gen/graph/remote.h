/*
 * Remote: the graph of a project with `remote` in specql.yaml, for an engine that runs actions on
 * other machines or takes their results from a cache (docs/remote.md).
 *
 * - An action takes along what its edge declares and nothing else, so its executable is an input: a
 *   copy below OUT.
 * - Nothing waits for what the edge of build.ninja writes besides: for Siso it is done before it
 *   is begun.
 * - Siso evaluates paths when it has read the whole file, so no variable may be set twice.
 */
#ifndef GRAPH_REMOTE_H
#define GRAPH_REMOTE_H

struct arena;
struct list;
struct scan;
struct strbuf;

/* The folder of the copies, as seen from OUT. */
#define REMOTE_TOOLS ".specql/tools"

/* What is known of a graph while its text becomes one that can run elsewhere. It lives in the
 * arena, but for what remote_free gives back. */
struct rewriting;
struct rewriting *remote_new(struct arena *);
void remote_free(struct rewriting *);

/* The next part of the text becomes that: a sink's `change`.
 * A line that has not ended yet is kept for the next call. */
void remote_rewrite(void *rewriting, struct strbuf *text);

/* Appends Siso's configuration: the rules whose edges can run elsewhere, and machines of these
 * properties (names and values in turn). Call it when all of the text was rewritten. */
void remote_configure(struct strbuf *, const struct rewriting *, const struct list *platform);

/* Brings the copies of the executables up to date, or removes them if the project runs at home. An
 * executable that is not there has an empty one, so that only what needs it fails. */
void remote_copies(struct scan *);

#endif
