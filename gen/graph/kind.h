/*
 * Kind: what the graph knows of each line of kinds.def.
 */
#ifndef GRAPH_KIND_H
#define GRAPH_KIND_H

#include <stdbool.h>

enum kind_scope { ENTITY, PROJECT };
enum kind_when { ALWAYS, REFS, ACTIONS };

struct kind {
	const char *name, *folder, *suffix;
	enum kind_scope scope;
	enum kind_when when;
	const char *options;   /* members of struct options that shape its outputs; comma-separated */
};

/* In the order of kinds.def; ends with a NULL name. */
extern const struct kind kinds[];

/* The bit of kinds[i] in a set of kinds. */
#define KIND_BIT(i) (1u << (i))

#endif
