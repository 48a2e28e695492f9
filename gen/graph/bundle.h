/*
 * Bundle: one SQL file that holds others, its parts, one after the other (`bundle: schema`).
 *
 * The first line of a part, which says that it is generated, gives way to one that names the part,
 * so that lines are counted as in the part itself:
 *
 *     -- Part: .specql/sql/10_tables/contact.sql
 */
#ifndef GRAPH_BUNDLE_H
#define GRAPH_BUNDLE_H

#include "base/list.h"

struct arena;
struct diag;
struct strbuf;

/* Appends the parts to what becomes the bundle.
 * False after reporting parts that are not as they were made. */
bool bundle_make(struct diag *, struct strbuf *, const struct list *parts);

/* The part that a line begins, or NULL. */
const char *bundle_part(struct arena *, const char *line);

#endif
