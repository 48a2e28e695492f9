/*
 * Trace: from a place in generated SQL back to the place in the entity file that it was made of.
 */
#ifndef TRACE_TRACE_H
#define TRACE_TRACE_H

#include "model/entity.h"

struct arena;

/* The place that a statement's byte was made of. model: as it was compiled, with its statements;
 * authored: the same entity as parsed, with its places and steps. The statement may go on behind
 * its end. Of the body of an action: the step; of a table, an index, a comment: the field or block
 * that is named there; else the action, else the entity's name. */
struct span trace_place(struct arena *, const struct entity *model, const struct entity *authored,
                        const char *statement, size_t len, size_t offset);

/* ---- parts of it ---- */

/* The place of the step of an action that a byte of a body was made of;
 * the action's own if none. */
struct span trace_body(struct arena *, const struct action *model, const struct action *authored,
                       const char *body, size_t len, size_t offset);

/* The same in the body of an action's function in app: that of its permission,
 * else the action's own. */
struct span trace_wrapper(struct arena *, const struct action *model, const struct action *authored,
                          const char *body, size_t len, size_t offset);

/* The place of what is named nearest to a byte of a statement; line 0 if nothing is. */
struct span trace_name(struct arena *, const struct entity *model, const struct entity *authored,
                       const char *statement, size_t len, size_t offset);

#endif
