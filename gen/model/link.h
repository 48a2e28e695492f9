/*
 * Link: names of other entities → what this one must know of them.
 * Every check that needs two files.
 */
#ifndef MODEL_LINK_H
#define MODEL_LINK_H

#include "model/entity.h"

struct arena;
struct options;

/* Gives an entity that is known by its interface with the positions of its file, for notes;
 * or the entity itself. */
typedef const struct entity *entity_locate(struct arena *, const struct entity *,
                                           const struct options *);

/* Completes the refs and foreign keys of an entity from the interfaces of others and reports:
 * unknown and ambiguous entities, an entity of the same name, two that write the same file, names
 * of actions, tables and indexes that are taken. others may hold the entity itself. Notes point at
 * the others as locate places them; without it at their files as a whole. */
void entity_link(struct arena *, struct diag *, struct entity *, struct entity *const *others,
                 size_t n, const struct options *, entity_locate *locate);

/* The part of it that asks for no other entity:
 * names that the API or PostgreSQL would have twice. */
void entity_names(struct arena *, struct diag *, struct entity *, const struct options *);

#endif
