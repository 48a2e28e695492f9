/*
 * Changed: what of a project is other than at the last build.
 * The current folder is the output root.
 */
#ifndef BUILD_CHANGED_H
#define BUILD_CHANGED_H

#include "base/list.h"

#include <stdbool.h>

struct arena;
struct inputs;
struct shapes;
struct workspace;

struct changed {
	struct arena *arena;
	const struct workspace *workspace;
	struct shapes *shapes;
	void (*tell)(void *self, const char *sentence); /* which holds until it returns */
	void *self;
	struct inputs *inputs; /* of all shapes, once somebody has asked */
	struct list new;       /* entity files, once somebody has looked */
	bool looked;
};

/* specql.yaml and the registry. */
void changed_settings(struct changed *);

/* The program that makes a file. */
void changed_tool(struct changed *, const char *path);

/* The file of the i-th entity; how: the end of the sentence. Those of the entities that its model
 * needs to know. All, and those that the last build did not know. */
void changed_entity(struct changed *, size_t i, const char *how);
void changed_inputs(struct changed *, size_t i);
void changed_entities(struct changed *);

/* What Confiture puts into a schema beside what is generated;
 * nothing if the path is no schema's. */
void changed_included(struct changed *, const char *schema);

#endif
