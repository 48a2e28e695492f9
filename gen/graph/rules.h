/*
 * Rules: what stands before the edges in build.ninja: variables, rules, and the edges that every project has.
 */
#ifndef GRAPH_RULES_H
#define GRAPH_RULES_H

struct arena;
struct kind;
struct shapes;
struct strbuf;

void rules_write(struct arena *, struct strbuf *, const struct shapes *);

/* Appends a path, escaped. */
void rules_path(struct arena *, struct strbuf *, const char *path);

/* Appends the file of a kind: $k10 for the first kind that writes to 10_tables, else $k/<kind>. */
void rules_kind(struct strbuf *, const struct kind *);

#endif
