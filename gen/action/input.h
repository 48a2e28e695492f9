/*
 * Input: a key of an action's payload that stands for a field.
 */
#ifndef ACTION_INPUT_H
#define ACTION_INPUT_H

#include "model/entity.h"

struct arena;
struct diag;

/* An input of the type of a field, or of a reference to one of its targets. */
struct input input_of_field(struct arena *, const struct field *, const struct ref *);

/* Whether a field is a text that must meet a rule: of its type, its length or its members. */
bool input_ruled(const struct field *);

/* A text that is a pattern of LIKE for values of such a field. */
struct input input_of_pattern(struct arena *, const char *word, const struct field *);

/* Adds the check that an input, which may be left out because it has a default, is not null. */
void input_filled(struct arena *, struct action *, const struct input *);

/* Adds the check that no element of a list of references is null, which no column would refuse. */
void input_elements(struct arena *, struct action *, const struct input *);

/* Appends to the action's `before` what a parameter of a field's type must meet before any step:
 * the rules that its column would have. */
void input_check(struct arena *, struct action *, const struct input *, const struct field *);

/* Gives it the field's default: as JSON if every session reads it alike, else as SQL. */
void input_default(struct arena *, struct input *, const struct field *);

/* Warns of a declared input, at its place, that no step uses. */
void input_unused(struct diag *, const struct source *, struct span, const char *word);

/* Reports a key that is longer than PostgreSQL keeps of the name of an attribute, and the first
 * input that is one too many for a type. */
void input_fits(struct diag *, const struct source *, const struct action *, const struct input *);

#endif
