/*
 * Permission: the key `requires` of an action.
 */
#ifndef ACTION_PERMISSION_H
#define ACTION_PERMISSION_H

#include "model/entity.h"

struct arena;
struct compiler;
struct diag;

/* Sets `permission` of an action that has `requires`: the whole condition if it speaks of the
 * caller alone; else that there is one, and permission_compile adds the rest.
 * Reports the faults of the former. */
void permission_sign(struct arena *, struct diag *, struct entity *, struct action *);

/* Adds to the action's `before` a check of a condition that needs the row; reports its faults. */
void permission_compile(struct compiler *);

#endif
