/*
 * Review: what in a registry and in the settings is no fault, but untidy.
 */
#ifndef GRAPH_REVIEW_H
#define GRAPH_REVIEW_H

#include "graph/title.h"

struct diag;
struct project;
struct registry;

/* Warns of entries that none of the titles has,
 * and of counters that are not behind the codes that are given. */
void registry_review(struct arena *, struct diag *, const struct registry *, const struct title *,
                     size_t n);

/* Warns of schemas under `schemas` of specql.yaml that none of the titles has: what is said of them
 * holds for nothing. As long as some file was never sound nothing is said; it may have them. */
void schemas_review(struct arena *, struct diag *, const struct project *, const struct title *,
                    size_t n);

#endif
