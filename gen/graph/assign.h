/*
 * Assign: which entities of a project get which table codes.
 */
#ifndef GRAPH_ASSIGN_H
#define GRAPH_ASSIGN_H

#include "base/list.h"
#include "graph/title.h"
#include "parse/register.h"

struct diag;
struct project;

/* The entities of the project in dir, and of files that are added to it, by name and schema, with
 * the table codes that they say; files of which not even the name is known are reported. */
struct title *assign_entities(struct arena *, struct diag *, const char *dir, struct project *,
                              size_t *n);

/* What an entity gets. */
struct assignment {
	const struct title *title;
	struct registration registration;
	const char *pattern; /* from which its subdomain follows, or NULL */
	bool guessed;        /* see derive.h */
};

struct assignments {
	struct assignment *v;
	size_t n;
	size_t known; /* entities that were registered before */
};

/* The codes of all entities that are not registered; those of names only, Contact or crm.Contact,
 * if there are names. subdomain, if it is not NULL, is where they go. Reports what has no code, at
 * the entity; names that nothing has, at the registry. */
struct assignments assign_codes(struct arena *, struct diag *, const struct project *,
                                const char *dir, const struct title *, size_t n,
                                const struct list *names, const char *subdomain);

#endif
