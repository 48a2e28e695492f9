/*
 * Compare: where a database is not as it is expected to be,
 * reported at the lines of the entity files.
 */
#ifndef VERIFY_COMPARE_H
#define VERIFY_COMPARE_H

#include "base/list.h"
#include "verify/calls.h"
#include "verify/fact.h"

struct arena;
struct diag;
struct source;
struct owner;

struct comparison {
	struct arena *arena;
	struct diag *diag;
	const struct facts *expected, *found; /* sorted */
	const char *where;                    /* where they were found: the built schema */
	const char *whence;                   /* what expects them: the model */
	const struct source *schema; /* the built schema: the place of what no entity file makes */
	/* Words of hand-written SQL, sorted: what it names may be there.
	 * NULL: the expectation knows everything that may. */
	const struct list *hand;
};

/* The words of an SQL text, added to a list. */
void hand_words(struct arena *, struct list *, const char *text, size_t len);

/* Reports every object that is missing or surplus, and every property that differs. */
void compare(const struct comparison *);

/* Gives facts that were found the origins of those that the models expect. */
void compare_origins(struct facts *found, const struct facts *expected);

/* Reports functions that do not run. */
void compare_calls(const struct comparison *, const struct call_faults *);

#endif
