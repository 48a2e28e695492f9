/*
 * Errors: the statuses that an action can answer with, and their messages,
 * as they are collected for its impacts.
 */
#ifndef MODEL_ERRORS_H
#define MODEL_ERRORS_H

#include "base/list.h"
#include "model/impacts.h"

/* One status; its messages are sorted at the end. */
struct errors_status {
	const char *status;
	struct list messages;
};

/* Start with `struct errors e = {0};`. */
struct errors {
	struct errors_status *v;
	size_t n;
};

void errors_add(struct arena *, struct errors *, const char *status, const char *message);

/* Those of a mutation. */
void errors_addall(struct arena *, struct errors *, const struct impacts_mutation *);

/* Makes them the errors and messages of a mutation, sorted. */
void errors_end(struct arena *, struct errors *, struct impacts_mutation *);

#endif
