/*
 * Parameter: an input whose type and rules an author declares.
 */
#ifndef ACTION_PARAMETER_H
#define ACTION_PARAMETER_H

#include "model/entity.h"
#include "parse/keys.h"
#include "parse/step.h"

/* The field that a parameter stands for: that of its type, or the entity's own one (or NULL) if it
 * has none, or a text. NULL if that one is faulty, or after reporting. */
const struct field *parameter_field(struct parse *, const struct parameter *,
                                    const struct field *own);

/* Whether two types accept the same values. */
bool parameter_alike(const struct field *, const struct field *);

/* Reports what is declared of 'id' and untrue where it is the row that an action works on. */
void parameter_id(struct parse *, const struct parameter *);

/* What the field of a new row says of its input, where the author declares no type of it: that it
 * is needed, and its default. */
void parameter_becomes(struct arena *, const struct parameter *, const struct field *,
                       struct input *, bool needed, bool made);

#endif
