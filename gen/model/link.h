/*
 * Link: names of other entities → what this one must know of them. Every check that needs two files.
 */
#ifndef MODEL_LINK_H
#define MODEL_LINK_H

#include "model/entity.h"

struct arena;
struct options;

/* Completes the refs and foreign keys of an entity from the interfaces of others and reports: unknown
 * and ambiguous entities, an entity of the same name, two that write the same file, an action name that
 * is taken. others may hold the entity itself. Notes point into the other's file: by its positions if it was
 * parsed, else by reading the scan's copy below .specql/src/, else at the file as a whole. */
void entity_link(struct arena *, struct diag *, struct entity *, struct entity *const *others, size_t n,
	const struct options *);

/* The one of n entities that a ref means, or NULL: the schema it names; else the entity's own schema;
 * else the only one of that name. *nfound counts the candidates. */
const struct entity *ref_target(const struct entity *from, const struct ref *, struct entity *const *others,
	size_t n, size_t *nfound);

#endif
