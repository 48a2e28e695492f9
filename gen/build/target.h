/*
 * Target: what Ninja is asked to make.
 */
#ifndef BUILD_TARGET_H
#define BUILD_TARGET_H

#include "base/list.h"

struct arena;
struct shapes;

/* Reports the faults of the project as a whole, those of its settings too. */
#define TARGET_FAULTS ".specql/project.ok"

/* Of the whole project: its foundation, what its mutations touch (NULL if nothing makes that),
 * by their paths. */
struct project_files {
	const char *foundation, *impacts;
};

struct project_files target_project(struct arena *, const struct shapes *);

/* The entities that are among the sorted files, or below a folder among them, by their places in
 * the shapes: places has room for all. How many; a file that names none goes to `unknown`. */
size_t target_named(struct arena *, const struct shapes *, const struct list *files, size_t *places,
                    struct list *unknown);

/* What is made of some of the entities alone, by the places of these in the shapes. */
struct list target_entities(struct arena *, const struct shapes *, const size_t *places, size_t n);

/* Whether build.ninja in the current folder has a target of a name. */
bool target_there(struct arena *, const char *name);

#endif
