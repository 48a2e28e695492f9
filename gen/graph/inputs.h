/*
 * Inputs: which interfaces an entity's model edge reads.
 */
#ifndef GRAPH_INPUTS_H
#define GRAPH_INPUTS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct names;
struct shapes;

struct inputs;

struct inputs *inputs_new(struct arena *, struct names *, const struct shapes *);

/*
 * The entities whose interfaces the i-th entity's model needs,
 * by their places among the shapes, *n of them in order:
 *
 *   - what its refs may mean (one that means nothing: the entity nearest in name);
 *   - what its actions may name, what the refs of that lead to, since rows of it are made and
 *     compared, and the same of entities whose actions are called; their own actions' inputs may
 *     be refs to what they mention;
 *   - what the paths of its actions go through: from all these, whatever a ref leads to whose
 *     field is one of the words behind the first. So an entity may be one too many, and none is
 *     missing;
 *   - what its table view shows, and what lies between; and, if an action of it refreshes table
 *     views that show it, those and the same of each;
 *   - one of those that have the same output files, the same action, a table or index of the
 *     same name.
 *
 * *suspect becomes true if a name is unknown or is, or may be, taken.
 * The array holds until the next call.
 */
const size_t *inputs_of(struct inputs *, size_t i, size_t *n, bool *suspect);

/* Whether the last inputs_of needs the interface of an entity whole. If not, its skeleton is enough
 * (model/skeleton.h): the entity is what a ref leads to, or has a name that may be taken, and
 * nothing that was written looks further. */
bool inputs_whole(const struct inputs *, size_t i);

#endif
