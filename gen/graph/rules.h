/*
 * Rules: what stands before the edges in build.ninja: variables, rules, and the edges that every project has.
 */
#ifndef GRAPH_RULES_H
#define GRAPH_RULES_H

struct arena;
struct list;
struct shapes;
struct strbuf;

/* Variables, the schemas being all of them, sorted; then the rest. */
void rules_variables(struct arena *, struct strbuf *, const struct shapes *, const struct list *schemas);
void rules_write(struct arena *, struct strbuf *, const struct shapes *);

/* Appends a path, escaped. */
void rules_path(struct arena *, struct strbuf *, const char *path);

#endif
