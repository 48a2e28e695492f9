/*
 * Mapping: the pairs of a YAML mapping while they are read: keys are words and distinct, merge keys
 * (<<) are expanded (YAML merge key, 1.1).
 *
 * Private to the reader of YAML.
 */
#ifndef PARSE_MAPPING_H
#define PARSE_MAPPING_H

#include "parse/yaml.h"

/* More are no entity file, and would take a long time to compare. */
enum { MAPPING_MAX = 10000 };

struct mapping_pair;

/* Start with arena, diag and source set and the rest zero. */
struct mapping {
	struct arena *arena;
	struct diag *diag;
	const struct source *source;
	struct mapping_pair *first, *last;
	struct pair merge; /* of the key <<; its key is NULL if there is none */
	size_t n;
};

/* Adds a pair unless it is at fault, which is reported. False if there are too many. */
bool mapping_add(struct mapping *, struct node *key, struct node *value);

/* Gives the node all pairs, those of merge keys after its own. */
void mapping_done(struct mapping *, struct node *);

#endif
