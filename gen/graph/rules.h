/*
 * Rules: what stands before the edges in build.ninja:
 * variables, rules, and the edges that every project has.
 */
#ifndef GRAPH_RULES_H
#define GRAPH_RULES_H

#include <stdint.h>

struct arena;
struct list;
struct shapes;
struct strbuf;

/* Whose a build.ninja is, by its first line; an empty one is nobody's. */
enum rules_owner { RULES_NOBODY, RULES_OURS, RULES_OTHER };
enum rules_owner rules_owner(const char *path);

/* Variables, the schemas being all of them, sorted; then the rest. */
void rules_variables(struct arena *, struct strbuf *, const struct shapes *,
                     const struct list *schemas);
void rules_write(struct arena *, struct strbuf *, const struct shapes *);

/* The last edge, which makes build.ninja itself. It tells its command a hash of what stands before
 * it: the version that the Ninja that runs it has read. */
void rules_graph(struct strbuf *, uint64_t version);

/* Appends a path, escaped. */
void rules_path(struct arena *, struct strbuf *, const char *path);

#endif
