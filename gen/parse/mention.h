/*
 * Mention: what an action's text speaks of beside its own fields: entities, functions, paths,
 * inputs. One walk over all that its author wrote,
 * for those who must know it before names have a meaning.
 */
#ifndef PARSE_MENTION_H
#define PARSE_MENTION_H

#include "parse/step.h"

#include <stdbool.h>

struct expr;
struct query;

/* Where something is said; each but the action NULL where there is none. */
struct mention {
	const struct action *action;
	const struct step *step;             /* of `requires` and the types of parameters: NULL */
	const struct assignment *assignment; /* in whose value or type it stands */
	const struct authored *authored;     /* the scalar, of an expression */
	const struct query *query; /* the innermost one that it stands in, or whose entity it is */
};

/* What to do with what is found; one that is NULL is left out. */
struct mentions {
	void *context;
	/* An entity: of a step, a query, ref(…) in a type; as written, schema NULL if none was. */
	void (*entity)(void *context, const struct mention *, const char *schema,
	               const char *entity);
	/* A step that calls a function: its schema, its name. */
	void (*call)(void *context, const struct mention *, const struct step *);
	/* A path of any length, inputs included; not the name of a pattern behind MATCHES. */
	void (*path)(void *context, const struct mention *, const struct expr *);
	/* A `?`. */
	void (*given)(void *context, const struct mention *, const struct expr *);
};

/* Walks through requires, types of parameters and steps in the order of the file,
 * as far as they are of sound form. */
void mentions_walk(struct arena *, const struct action *, const struct mentions *);

/* Whether an entity stands where `related_items` and the like may: as the rows of a foreach. */
bool mention_loose(const struct mention *);

#endif
