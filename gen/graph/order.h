/*
 * Order: the files of the schema and the lines of the catalog one by one, sorted,
 * without a list of them.
 */
#ifndef GRAPH_ORDER_H
#define GRAPH_ORDER_H

#include "graph/shape.h"

struct arena;
struct kind;
struct names;

/* The shapes that have outputs; NULL behind the last. By the names of their files, in bundles by
 * schemas before that, or as the catalog lists them. */
const struct shape **order_of_files(struct arena *, const struct shapes *, struct names *);
const struct shape **order_of_catalog(struct arena *, const struct shapes *, struct names *);

/* Takes a path, which stays only for the call, and whose file it is; the kind and the shape are
 * NULL for bundles and for those of the list. */
typedef void order_taker(void *context, const char *path, const struct kind *,
                         const struct shape *);

/* Hands over the path of every SQL file of the shapes, or of their bundles, which are in the order
 * of their files, and of the list, which is sorted, all in the order of their bytes. */
void order_schema(const struct shapes *, const struct shape *const *, const struct list *more,
                  order_taker *take, void *context);

#endif
