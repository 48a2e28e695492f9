/*
 * Deletion: which rows an action deletes, itself and by what it calls.
 */
#ifndef ACTION_DELETION_H
#define ACTION_DELETION_H

#include "model/entity.h"

struct arena;
struct compiler;
struct takers;

/* Sets what an action says of deletions: `deletions` and `callees`. Part of the signature. */
void deletions_sign(struct arena *, const struct entity *, struct action *);

/* Whether the subject's row may go when an action of an entity is called: it deletes that row, or
 * one that the row goes along with, or calls what may. What an unknown action does may be that. */
bool deletion_takes(struct compiler *, const struct action *called);

/* along.c: whether a row of the action's entity goes along with a row of an entity;
 * NULL: of an unknown one. */
bool row_goes(struct compiler *, const struct entity *deleted);

#endif
