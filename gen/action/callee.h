/*
 * Callee: the action that a step calls.
 */
#ifndef ACTION_CALLEE_H
#define ACTION_CALLEE_H

#include <stdbool.h>
#include <stddef.h>

struct action;
struct assignment;
struct compiler;
struct entity;
struct expr;
struct input;
struct step;

struct callee {
	const struct entity *entity;
	const struct action *action; /* NULL: a function */
};

/* An entity's action by its name, or by that in app;
 * NULL if it has none that anything is made of. */
const struct action *action_of(const struct entity *, const char *name);

/* Finds the action that a step names: of the own entity, else of another one. Returns false after
 * reporting that it may be one of two. */
bool callee_find(struct compiler *, const struct step *, struct callee *);

/* Whether it is the id of the row that an action works on, not a parameter that is called so. */
bool input_names_row(const struct input *);

/* The input that an argument is for: by name, or the i-th without one; first the row, then the
 * inputs in their order. NULL if there is none. */
const struct input *callee_input(const struct callee *, const struct assignment *, size_t i);

/* Which row a step changes, if it calls an action that changes or deletes its row; NULL of others
 * and where nothing says which. */
const struct expr *callee_changes(const struct compiler *, const struct step *);

/* Whether specql.yaml lists a function; `app` is meant without a schema, here and there. */
bool function_listed(const struct compiler *, const char *schema, const char *name);

#endif
