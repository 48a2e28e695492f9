/*
 * Compile: the steps of an entity's actions → checked and typed statements (model/action.h).
 */
#ifndef ACTION_COMPILE_H
#define ACTION_COMPILE_H

#include "model/entity.h"

struct arena;
struct diag;
struct options;

/* Gives every signed action of a linked entity its body and impact. others: the interfaces of the
 * entities that it may speak of. Reports every fault at its very word. */
void actions_compile(struct arena *, struct diag *, struct entity *, struct entity *const *others,
                     size_t n, const struct options *);

/* All that a parsed entity's model needs of others: signs its actions, links it, compiles. */
void entity_complete(struct arena *, struct diag *, struct entity *, struct entity *const *others,
                     size_t n, const struct options *);

#endif
