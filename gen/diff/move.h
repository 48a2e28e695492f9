/*
 * Move: whole tables come, go, and get other names.
 */
#ifndef DIFF_MOVE_H
#define DIFF_MOVE_H

#include "base/list.h"
#include "diff/object.h"

/* Adds statements as by printf. */
void alter_add(struct alters *, enum phase, enum aspect, const char *owner, const char *fmt, ...)
        __attribute__((format(printf, 5, 6)));

/* The functions that a text makes, each as GRANT and DROP name it, behind an end of line. */
struct list functions_made(struct arena *, const char *);

/* Drops each function that one text makes and the other does not; new NULL: all of them. */
void drop_functions(struct alters *, enum phase, enum aspect, const char *old, const char *new);

/* The table view of a schema goes, and of its functions those that the new one,
 * or NULL, does not have. */
void drop_view(struct alters *, const char *schema, const struct object *, const char *new);

/* The functions in the file of a new table view, if its table is that of the old one;
 * NULL if it is not. */
const char *view_functions(const char *old, const char *new);

/* The functions and the type of an action. */
void drop_action(struct alters *, const char *schema, const struct object *, enum aspect,
                 const char *owner);

/* What changed so that all helpers of an entity are dropped before;
 * ASPECT_NONE: nothing, and they stay. */
enum aspect helpers_aspect(const struct entity *old, const struct entity *new);

/* The table of an entity that is there in one version only. */
void move_whole(struct alters *, const struct versions *);

/* Another schema, another name, other names of columns. The old version's objects have the new
 * names then, but for constraints and indexes that are made anew. */
void move(struct alters *, const struct versions *, struct objects *old);

#endif
