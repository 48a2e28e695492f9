/*
 * Signature: what a caller must know of an action: its name in app, whether it takes the id of a
 * row, its inputs, who may call it. From the entity's own file alone,
 * since it is part of the interface.
 */
#ifndef ACTION_SIGNATURE_H
#define ACTION_SIGNATURE_H

#include "model/entity.h"

struct arena;
struct diag;
struct options;

/* Gives every action of a parsed entity its name, subject, inputs and permission. Reports inputs
 * whose type nothing says, and what is declared and not used. */
void actions_sign(struct arena *, struct diag *, struct entity *, const struct options *);

/* Gives every action of an entity, or of an interface, the name that it has in app. */
void actions_name(struct arena *, struct entity *, const struct options *);

/* The type of an action's input: app.type_create_contact_input, quoted. */
const char *input_type_name(struct arena *, const struct action *);

#endif
