/*
 * Patch: what a client can show of a row before the answer is there. Of the emitters of hooks.
 */
#ifndef EMIT_PATCH_H
#define EMIT_PATCH_H

#include "model/api.h"

/* The row as it will be, as members of an object in TypeScript, from `input`; NULL if that is not
 * certain: where the action does anything to its row but set constants and take over inputs. */
const char *patch_members(struct arena *, const struct entity *, const struct action *);

/* Whether it can show that the row is gone. */
bool patch_removes(struct arena *, const struct entity *, const struct action *);

#endif
