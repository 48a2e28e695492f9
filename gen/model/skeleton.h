/*
 * Skeleton: an entity without what many who read it do not ask for. An edit of that starts nothing
 * that is made of skeletons alone.
 *
 * What is left of an interface is what those ask for who only refer to the entity: its names,
 * table, key and tenancy. What is left of a model is also the names of all that it has, where
 * references lead, which fields are lists or composites, and of an action whether it takes
 * something, what becomes of the row, and what it returns: it is the same whatever the types, rules
 * and defaults of fields and whatever actions do. What hooks are made of has the
 * actions alone, and how clients react to each.
 */
#ifndef MODEL_SKELETON_H
#define MODEL_SKELETON_H

struct arena;
struct entity;

/* How the files of skeletons end. */
#define SKELETON_SUFFIX ".skel"
#define HOOKS_SUFFIX ".hook"

/* That of an entity, which it shares texts and references with;
 * sound in both formats of model/json.h. */
struct entity *interface_skeleton(struct arena *, const struct entity *);
struct entity *model_skeleton(struct arena *, const struct entity *);
struct entity *hooks_skeleton(struct arena *, const struct entity *);

#endif
