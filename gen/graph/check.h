/*
 * Check: the faults of names and of files that the scan found, told at once and not by the edges that will
 * fail of them.
 */
#ifndef GRAPH_CHECK_H
#define GRAPH_CHECK_H

struct arena;
struct diag;
struct list;
struct shapes;

/* Reports the faults of every file that is listed as faulty (a sorted list of paths), refers to an unknown entity or
 * has a name that is taken, as specql-model would. Works in OUT, after the scan. */
void check_faults(struct arena *, struct diag *, const struct list *faulty, const struct shapes *);

#endif
