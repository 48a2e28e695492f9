/*
 * Kind: what the graph knows of each line of kinds.def.
 */
#ifndef GRAPH_KIND_H
#define GRAPH_KIND_H

#include <stdbool.h>

struct entity;

enum kind_scope { ENTITY, PROJECT };

/* What is made or not made together: see graph/place.c and graph/batch.c. */
enum kind_group { SQL, IMPACTS, FRONTEND, DOCS, APOLLO, TANSTACK, URQL };

/* Where impacts are written if there is no frontend: SQL needs them, too. */
#define IMPACTS_APART ".specql/frontend"

/* Of which entities there is such a file: kind.c has a predicate and a word for each. */
enum kind_when {
	ALWAYS,
	REFS,    /* that refer to others */
	ACTIONS, /* with an action that does something */
	VIEWS,   /* with a table view */
};

struct kind {
	const char *name;
	enum kind_group group;
	const char *folder, *suffix;
	enum kind_scope scope;
	enum kind_when when;
	/* Of the project: the kind whose files it is made of, or "";
	 * of an entity: "skeleton", "hooks", or "". */
	const char *from;
	const char *options; /* members of struct options that shape its outputs; comma-separated */
};

/* In the order of kinds.def; ends with a NULL name. */
extern const struct kind kinds[];

/* The words of enum kind_when: refs, actions, views; ends with NULL. */
extern const char *const kind_traits[];

/* The bit of a kind_when in a set of traits. */
#define TRAIT_BIT(when) (1u << (when))

/* What is so of an entity, as a set of TRAIT_BIT. */
unsigned traits_of(const struct entity *);

/* The kind that makes a file of an entity, by the file's path; NULL if none does. */
const struct kind *kind_of(const char *path);

/* The same of a file of the project. */
const struct kind *kind_of_project(const char *path);

/* What a file of an entity is made of: its model, or what is left of that (model/skeleton.h). */
enum kind_source { SOURCE_MODEL, SOURCE_SKELETON, SOURCE_HOOKS, NSOURCES };

enum kind_source kind_source(const struct kind *);

/* The kind of a name, or NULL. */
const struct kind *kind_find(const char *name);

#endif
