/*
 * Skeleton: an entity without what many who read it do not ask for. It is the same whatever the types, rules and
 * defaults of fields and whatever actions do, so an edit of those starts nothing that is made of skeletons alone.
 *
 * What is left: all names; where references lead; which fields are lists or composites; of an action also whether it takes
 * something, what becomes of the row, and what it returns.
 */
#ifndef MODEL_SKELETON_H
#define MODEL_SKELETON_H

struct arena;
struct entity;

/* How the files of skeletons end. */
#define SKELETON_SUFFIX ".skel"

/* That of an entity, which it shares texts and references with; sound in both formats of model/json.h. */
struct entity *entity_skeleton(struct arena *, const struct entity *);

#endif
