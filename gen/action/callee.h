/*
 * Callee: the action that a step calls.
 */
#ifndef ACTION_CALLEE_H
#define ACTION_CALLEE_H

#include <stdbool.h>

struct action;
struct compiler;
struct entity;
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

/* Whether specql.yaml lists a function; `app` is meant without a schema, here and there. */
bool function_listed(const struct compiler *, const char *schema, const char *name);

#endif
