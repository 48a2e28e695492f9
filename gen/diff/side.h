/*
 * Side: one of the two versions that are compared, with the entities in it that may have changed.
 */
#ifndef DIFF_SIDE_H
#define DIFF_SIDE_H

#include "diff/tree.h"
#include "graph/shape.h"

struct alters;
struct inputs;
struct names;

struct side {
	struct tree *tree;
	const struct options *options;
	struct shapes shapes; /* of all files, in their order */
	struct names *names;
	struct inputs *inputs;
	const struct side *parsed; /* the other side, if it knew its files before, or NULL */
	struct entity **compared;  /* linked models of those that may have changed */
	size_t ncompared;
};

/* Marks the files that are the same in both; false if no file and no setting differs. */
bool tree_mark(struct tree *old, struct tree *new);

/* What all files speak of. Those that are the same are not parsed again if the other side was. */
void side_know(struct arena *, struct side *, const struct side *parsed);

/* The entity of a file as others see it, parsed when it is first asked for: few are, and one takes
 * twenty times its text. NULL if its file has not even a name. */
struct entity *side_entity(struct arena *, const struct side *, struct tree_file *);

/* Adds the statements that make of what all tables of one side share that of the other:
 * schemas, extensions, checks. */
void foundation_compare(struct alters *, const struct side *old, const struct side *new);

/* Takes back the right to remove rows for good from tables of which the new side removes none. Of
 * sides that are linked; successors: what each of old->compared is now, or NULL. */
void grants_compare(struct alters *, const struct side *old, const struct side *new,
                    const struct entity *const *successors);

/* Models of the entities whose files, or whose inputs' files, are others than on the other side.
 * Faults of theirs are reported, and such an entity is left out. */
void side_link(struct arena *, struct diag *, struct side *, const struct side *other);

#endif
