/*
 * Rule: what a field demands of its column, as conditions of CHECK constraints.
 *
 * A CHECK holds when its condition is NULL, so no rule speaks of null; NOT NULL does that.
 */
#ifndef MODEL_RULE_H
#define MODEL_RULE_H

#include "model/entity.h"

struct arena;

/* suffix: elements, pattern, enum, range, length, bounds, shape or target,
 * the end of the constraint's name. */
struct rule {
	const char *suffix, *sql;
};

enum { RULES_MAX = 4 };

/* The rules of a field; how many. */
size_t field_rules(struct arena *, const struct field *, struct rule out[RULES_MAX]);

/* A CHECK constraint of an entity's table. */
struct table_check {
	const char *name, *condition;
	const struct check *authored; /* the rule of the block `validation` that it is, or NULL */
	const struct field *field; /* else the field, and which of its rules: as of struct rule */
	const char *suffix;
};

struct table_checks {
	struct table_check *v;
	size_t n;
};

/* All of them: the rules of its fields, then the authored ones. */
struct table_checks entity_checks(struct arena *, const struct entity *);

/* A regular expression as PostgreSQL gets it: regex_print as a text. */
const char *rule_pattern(struct arena *, const char *pattern);

/* How many characters a column of CHAR(n) or VARCHAR(n) takes; 0 of others. */
int rule_width(const struct field *);

/* Whether it is CHAR(n), which knows no blanks at the end. */
bool rule_pads(const struct field *);

/* The shared function that checks a composite: is_simple_address; or the one for a list of them:
 * all_simple_address. In the schema app. */
const char *rule_function(struct arena *, const struct type *, bool list);

/* How a member of a composite stands in JSON: jsonb_typeof() of it,
 * and the pattern that its text must fit, or NULL. */
const char *rule_member_json(const struct type *);
const char *rule_member_pattern(const struct type *);

/* The least and greatest number that it may be, NULL for none. */
void rule_member_limits(struct arena *, const struct type *, const char **min, const char **max);

#endif
