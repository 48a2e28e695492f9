/*
 * Names: which entities a name may mean. What is at fault is decided by entity_link and by the
 * compiler of actions; here only what they must see to decide it.
 */
#ifndef GRAPH_NAMES_H
#define GRAPH_NAMES_H

#include "graph/shape.h"

struct names;

/* Entities by their places among the shapes. So many are enough to see that a name is ambiguous. */
enum { MEANINGS_MAX = 9 };

struct meanings {
	size_t v[MEANINGS_MAX];
	size_t n;
	bool known; /* else v has what may have been meant: the entity nearest in name */
};

struct names *names_new(struct arena *, const struct shapes *);

/* What the name of an entity means in the file of a shape: Order, crm.Order;
 * loose: order_lines too. */
struct meanings names_entity(struct names *, const struct shape *, const char *name, bool loose);

/* What a ref of a shape means, as shape.h spells it. A table that no entity makes is known. */
struct meanings names_ref(struct names *, const struct shape *, const char *ref);

/* The entities with an action of a name in app, of n bytes. */
struct meanings names_action(struct names *, const char *name, size_t n);

/* The entities that have the same output files as a shape, itself included. */
struct meanings names_file(struct names *, const struct shape *);

/* Entities that may make a relation of the i-th entity's too: one that chose its name, and those of
 * which the name may be made. */
struct meanings names_relation(struct names *, size_t i, const char *relation);

/* Entities of which the API has a name too that the i-th entity has:
 * its type, or one of its queries. */
struct meanings names_api(struct names *, size_t i);

/* Entities with queries that are called as actions of the i-th entity: their hooks must not be. */
struct meanings names_queries(struct names *, size_t i);

/* Whether the i-th entity is the one that its output files are made of: of several with the same
 * files it is the first. False for one that was never sound,
 * or that has no code while its files are named by it. */
bool names_owner(struct names *, size_t i);

#endif
