/*
 * Several: inputs that are together one reference to one of several entities.
 */
#ifndef MODEL_SEVERAL_H
#define MODEL_SEVERAL_H

#include "model/entity.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* A required reference leads to exactly one of its targets, another to at most one: those that an
 * input gives to a new row, or those that a row has afterwards. */
struct several {
	const char **names; /* of all these inputs: owner_person_id, owner_team_id */
	size_t n;           /* 0: the action does not store all of them in its row in one step */
	bool required;      /* exactly one; else at most one */
	bool patch;         /* of a row that is there; else of a new one */
};

/* Of a field of the entity; NULL is none. */
struct several several_of(struct arena *, const struct entity *, const struct action *,
                          const char *field);

/* Exactly one of ownerPersonId, ownerTeamId: behind another text, or NULL.
 * Only that if there are none. */
const char *several_text(struct arena *, const struct several *, const char *before);

#endif
