/*
 * Rule_js: a rule of the block `validation` in JavaScript,
 * where that is provably what PostgreSQL makes of it.
 */
#ifndef MODEL_RULE_JS_H
#define MODEL_RULE_JS_H

#include "model/entity.h"

struct arena;
struct expr;

/* Gives a check, whose condition is typed, its `js`, an expression over a row `r` that is true,
 * false or null, and the `fields` that this reads; or why there is none, as `js_missing`. */
void rule_js(struct arena *, const struct entity *, const struct expr *, struct check *);

#endif
