/*
 * Reaction: what a client makes of an action: of which entities its cache may hold other rows now,
 * and what it can show of the row before the answer is there.
 */
#ifndef MODEL_REACTION_H
#define MODEL_REACTION_H

#include "model/entity.h"

struct arena;

/* That of an action of the entity: the one that the model has (hooks_skeleton), or made of its
 * statements, in the arena. */
struct reaction *reaction_of(struct arena *, const struct entity *, const struct action *);

/* Whether something of it can be shown before the answer is there. */
bool reaction_foreseen(const struct reaction *);

#endif
