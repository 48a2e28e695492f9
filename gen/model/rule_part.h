/*
 * Rule_part: how the parts of a rule are written in JavaScript.
 * Private to rule_js.c and rule_part.c.
 */
#ifndef MODEL_RULE_PART_H
#define MODEL_RULE_PART_H

#include "expr/tree.h"
#include "model/entity.h"

struct arena;

/* What a part of an expression is when it runs.
 * The first four are exact numbers, the narrower first. */
enum sort { INT2, INT4, INT8, NUMERIC, FLOAT, TEXT, TRUTH, DATE, NOTHING };

struct value {
	const char *js;
	enum sort sort;
};

struct writer {
	struct arena *arena;
	const struct entity *entity;
	const char *why; /* there is no script; the first reason */
	const char **fields;
	size_t nfields;
};

/* Any part, by its kind; of rule_js.c. */
struct value rule_value(struct writer *, const struct expr *);

/* There is no script, for this reason unless there was one before. */
struct value rule_refuse(struct writer *, const char *why);

/* A value of a sort, its text made of a format, in which each % is the next of two texts. */
struct value rule_made(struct writer *, enum sort, const char *format, const char *, const char *);

bool rule_exact(struct value);

/* Gives two values one sort; texts have no order here. False if they have none. */
bool rule_alike(struct writer *, struct value *, struct value *, bool order);

struct value rule_path(struct writer *, const struct expr *);
struct value rule_constant(struct writer *, const struct expr *);
struct value rule_compare(struct writer *, struct value, const char *operator, struct value);
struct value rule_distinct(struct writer *, const struct expr *);
struct value rule_in(struct writer *, const struct expr *);
struct value rule_between(struct writer *, const struct expr *);
struct value rule_is(struct writer *, const struct expr *);
struct value rule_like(struct writer *, const struct expr *);
struct value rule_matches(struct writer *, const struct expr *);
struct value rule_valid(struct writer *, const struct expr *);

/* r['tags'] of a list whose elements are told, or NULL after refusing. */
const char *rule_list(struct writer *, const struct expr *);

#endif
