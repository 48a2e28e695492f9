/*
 * Rule_ts: the rules of a field as TypeScript, of the functions in templates/checks.ts.
 * Of emitters of validators.
 */
#ifndef EMIT_RULE_TS_H
#define EMIT_RULE_TS_H

#include <stdbool.h>

struct arena;
struct composite_member;
struct field;
struct type;

/* What a column demands of a value, as a Rule of checks.ts: check.text, check.integer('1', '10').
 * It has the rules of model/rule.h, and what its type takes. */
const char *rule_ts_of_field(struct arena *, const struct field *);

/* What a type demands. */
const char *rule_ts_of_type(struct arena *, const struct type *);

/* The rule that checks.ts keeps for a type under its name, so that not every file that uses it
 * makes it anew: check.emailRule. NULL if one word of checks.ts says it, as check.text does. */
const char *rule_ts_kept(struct arena *, const struct type *);

/* What a member of a composite demands. */
const char *rule_ts_of_member(struct arena *, const struct composite_member *);

#endif
