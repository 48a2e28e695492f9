/*
 * Optimistic: what a client may show of an action before the answer is there: what it does to the
 * row whatever is stored.
 */
#ifndef MODEL_OPTIMISTIC_H
#define MODEL_OPTIMISTIC_H

#include "model/entity.h"

struct arena;

struct optimistic_value {
	const struct field *field;
	const char *json;  /* a constant; NULL: what the input says */
	const char *input; /* the input's name; NULL for a constant */
	bool kept;         /* the field stays as it is where the input is not given */
};

struct optimistic {
	bool possible; /* something can be shown */
	bool removed;  /* the row goes */
	bool whole;    /* `values` are all fields that it writes */
	struct optimistic_value *values;
	size_t nvalues;
};

struct optimistic optimistic_of(struct arena *, const struct entity *, const struct action *);

#endif
