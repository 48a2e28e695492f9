/*
 * Tree: the entity files of one version of a project, and how two versions belong together.
 */
#ifndef DIFF_TREE_H
#define DIFF_TREE_H

#include "diff/change.h"

#include <stdbool.h>

struct arena;
struct entity;
struct options;
struct project;

struct tree_file {
	const char *path; /* below the project's folder */
	const char *text;
	size_t len;
	struct source *source; /* with the path that is printed */
	bool same;             /* the other version has the same file */
	const char *shape;     /* as text (graph/shape.h) */
	struct entity *entity; /* of side_entity */
	bool known;            /* it was asked for */
};

struct tree {
	struct project *project;
	const char *label;       /* before the paths of its files */
	const char *settings;    /* the texts of specql.yaml and of the registry */
	struct tree_file *files; /* sorted by path */
	size_t n;
	const char *only; /* the one file that is compared, or NULL: all */
};

/* Reads everything below a folder, or a file and its project: after that the files may go. What is
 * printed before the path of a file is `label`. NULL after reporting. */
struct tree *tree_read(struct arena *, struct diag *, const char *path, const char *label);

/* Adds what changed of specql.yaml and the registry, as the whole project's. */
void settings_compare(struct changes *, const struct tree *old, const struct tree *new);

/* Every change from one tree to another, those of the project first, then sorted by schema and name
 * of the entity. Faults of files that are compared are reported, and these are left out. */
struct changes tree_compare(struct arena *, struct diag *, struct tree *old, struct tree *new);

#endif
