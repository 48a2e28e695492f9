/*
 * Check: the faults of names and of files that the scan found, told at once and not by the edges
 * that will fail of them.
 */
#ifndef GRAPH_CHECK_H
#define GRAPH_CHECK_H

#include <stddef.h>

struct arena;
struct diag;
struct entity;
struct inputs;
struct list;
struct options;
struct shapes;

/* What the edges of an entity do once its file is read, of which the graph knows nothing. */
struct edges {
	/* The interface: what others may know of it. */
	void (*interface)(struct arena *, struct diag *, struct entity *, const struct options *);
	/* The model, from the interfaces of n others. */
	void (*model)(struct arena *, struct diag *, struct entity *, struct entity *const *others,
	              size_t n, const struct options *);
};

/* Reports the faults of every file that is listed as faulty (a sorted list of paths), speaks of an
 * unknown entity or has a name that is taken, as specql-model would. Works in OUT, after the scan.
 */
void check_faults(struct arena *, struct diag *, const struct list *faulty, const struct shapes *,
                  struct inputs *, const struct edges *);

#endif
