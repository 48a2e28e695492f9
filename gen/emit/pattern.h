/*
 * Pattern: how hooks are used, with errors and while the answer is on its way.
 */
#ifndef EMIT_PATTERN_H
#define EMIT_PATTERN_H

struct arena;
struct impacts_mutation;
struct part;

/* A module beside the frontend's index.ts, for a mutation with an input and an error of its own; client: apollo,
 * tanstack or urql. */
const char *pattern_of(struct arena *, const struct part *, const struct impacts_mutation *, const char *client);

#endif
