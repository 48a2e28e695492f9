/*
 * Example: values that an action could be called with.
 */
#ifndef EMIT_EXAMPLE_H
#define EMIT_EXAMPLE_H

struct action;
struct arena;
struct entity;
struct list;

/* JSON with the keys that SQL has, JSON with those of GraphQL, an object of TypeScript. */
enum example_form { EXAMPLE_SQL, EXAMPLE_GRAPHQL, EXAMPLE_SCRIPT };

/* The payload of a call: what must be given; for want of that the first that may be. Lines after
 * the first begin with the indent. The functions of scalars.ts that it calls are added to makers,
 * which may be NULL. */
const char *example_payload(struct arena *, const struct entity *, const struct action *,
                            enum example_form, const char *indent, struct list *makers);

#endif
