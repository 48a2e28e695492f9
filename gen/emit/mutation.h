/*
 * Mutation: what mutations.md says of one.
 */
#ifndef EMIT_MUTATION_H
#define EMIT_MUTATION_H

struct arena;
struct doc;
struct impacts_mutation;
struct part_action;

/* Its signature, input, answers, examples and what becomes stale;
 * page: where its entity is told of. */
void mutation_section(struct doc *, struct arena *, const char *page, const struct part_action *,
                      const struct impacts_mutation *);

#endif
