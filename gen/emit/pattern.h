/*
 * Pattern: how hooks are used, with errors and while the answer is on its way.
 */
#ifndef EMIT_PATTERN_H
#define EMIT_PATTERN_H

struct arena;
struct doc;
struct impacts_mutation;
struct options;
struct part;

/* The section on a mutation with an input and an error of its own: for each client a module beside
 * the frontend's index.ts. */
void pattern_section(struct doc *, struct arena *, const struct part *,
                     const struct impacts_mutation *, const struct options *);

#endif
