/*
 * Emissions: which files the project's own emitters make.
 */
#ifndef GRAPH_EMISSIONS_H
#define GRAPH_EMISSIONS_H

#include "graph/shape.h"

struct emissions;
struct names;

/* The outputs of all emitters for all entities that have outputs. Reports at specql.yaml, once for
 * each emitter at fault: a file that would be made twice, or lies in a folder of ours. */
struct emissions *emissions_new(struct arena *, struct diag *, const struct shapes *,
                                struct names *);

/* A path with {entity} and {schema} filled in for an entity. */
const char *emissions_fill(struct arena *, const char *pattern, const struct shape *);

/* The path of an emitter's output for the i-th entity; NULL if the emitter is at fault, or the
 * entity has no outputs. */
const char *emissions_path(const struct emissions *, size_t i, size_t emitter);

#endif
