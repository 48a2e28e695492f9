/*
 * Errors: what pages of a project say of the answers that are no success.
 */
#ifndef EMIT_ERRORS_H
#define EMIT_ERRORS_H

struct arena;
struct doc;
struct impacts_error;
struct impacts_mutation;
struct part_action;

/* What every action can answer, under a heading with the id common-errors. */
void errors_common(struct doc *);

/* What a mutation says with a status; of several messages, all. */
const char *errors_message(struct arena *, const struct impacts_mutation *,
                           const struct impacts_error *);

/* What a mutation can answer beside it. */
void errors_of(struct doc *, struct arena *, const struct impacts_mutation *,
               const struct part_action *);

#endif
