/*
 * Merge: what the files of all entities say, at hand together. Private to merge.c, doing.c and
 * stale.c.
 */
#ifndef MODEL_MERGE_H
#define MODEL_MERGE_H

#include "model/mutation.h"

/* A table of texts and the numbers that they mean; never full. */
struct table {
	const char **keys;
	size_t *values;
	size_t nslots;
};

bool table_find(const struct table *, const char *key, size_t *value);

struct link {
	size_t from; /* the entity that refers or shows */
	size_t i;    /* which of its references, or of what it shows */
};

struct links {
	struct link *v;
	size_t n, room;
};

struct merger {
	struct arena *arena;
	struct impacts_entity *entities; /* sorted by type */
	size_t nentities;
	struct impacts_mutation *own; /* as their files say it, sorted by key */
	size_t nmutations;
	size_t *mark;                   /* of each: 1 + the one for which it was last met */
	struct table types, functions;  /* entities by type, mutations by function in app */
	struct links *referred, *shown; /* of each entity: who refers to it, whose view shows it */
};

/* The i-th mutation with all that it calls and causes. */
struct impacts_mutation merge_mutation(struct merger *, size_t i);

/* Completes a mutation by the queries whose answers it changes; its other members are done. */
void merge_stale(struct merger *, struct impacts_mutation *);

#endif
