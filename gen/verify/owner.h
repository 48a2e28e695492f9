/*
 * Owner: an entity with its model and, when it is asked for, the places of its file.
 */
#ifndef VERIFY_OWNER_H
#define VERIFY_OWNER_H

#include "model/entity.h"
#include "verify/fact.h"

struct arena;
struct shape;

struct owner {
	const struct entity *model;
	const struct shape *shape;
	const char *copy; /* of its file, by the scan */
	bool read;
	const struct source *source; /* of the file; NULL until read, and if it cannot be */
	const struct entity *authored;
};

/* Where the thing stands that an expectation is made of; the name of the entity if that is not
 * known. The source is NULL if the file cannot be read. Reads it when asked first. */
struct span owner_place(struct arena *, struct owner *, const struct origin *,
                        const struct source **);

#endif
