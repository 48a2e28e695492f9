/*
 * Kind: what the graph knows of each line of kinds.def.
 */
#ifndef GRAPH_KIND_H
#define GRAPH_KIND_H

#include <stdbool.h>

struct entity;

enum kind_scope { ENTITY, PROJECT };

/* Of which entities there is such a file: kind.c has a predicate for each. */
enum kind_when {
	ALWAYS,
	REFS,    /* that refer to others */
	ACTIONS, /* with an action that does something */
	VIEWS,   /* with a table view */
};

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

/* Whether an entity needs the kinds of a sort. */
bool kind_needed(enum kind_when, const struct entity *);

/* The kinds that an entity needs, as a set. */
unsigned kinds_of(const struct entity *);

#endif
