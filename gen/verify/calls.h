/*
 * Calls: whether functions can be run at all, which a database does not know before they are.
 */
#ifndef VERIFY_CALLS_H
#define VERIFY_CALLS_H

#include "verify/expect.h"
#include "verify/session.h"

/* What is wrong with a function. */
struct call_fault {
	/* Of the function, with its types where only those tell it from others. */
	const char *schema, *name;
	const char *text;
	const struct origin *origin; /* or NULL */
};

struct call_faults {
	struct call_fault *v;
	size_t n;
	size_t called; /* so many functions were called */
	bool checked;  /* by the extension plpgsql_check, too */
};

/* Calls every function of the expectation but the cores of actions, which the functions of the API
 * call: those with an empty payload, for which an action must have an answer that it knows; the
 * others with nulls. Each call is undone. Where the server has plpgsql_check, that looks at every
 * function of PL/pgSQL. In a transaction that is rolled back. */
struct answer calls_try(const struct session *, struct arena *, const struct expectation *,
                        struct call_faults *);

#endif
