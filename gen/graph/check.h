/*
 * Check: the faults of names and of files that the scan found, told at once and not by the edges that will
 * fail of them.
 */
#ifndef GRAPH_CHECK_H
#define GRAPH_CHECK_H

struct arena;
struct diag;
struct scan;
struct shapes;

/* Reports the faults of every file that has some of its own, refers to an unknown entity or has a name that is taken,
 * as specql-model would. Works in OUT. */
void check_faults(struct arena *, struct diag *, const struct scan *, const struct shapes *);

#endif
