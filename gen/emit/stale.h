/*
 * Stale: what an action makes stale in the caches of clients, inferred from its impact. Of the emitters of hooks.
 */
#ifndef EMIT_STALE_H
#define EMIT_STALE_H

#include "model/api.h"

#include <stddef.h>

struct stale {
	const char **queries;  /* fields of Query, sorted: lists that may have other rows, rows that were not answered */
	size_t nqueries;
	const char **types;    /* of which any row may be another now, sorted */
	size_t ntypes;
	const char **touched;  /* every type of which rows were written, sorted */
	size_t ntouched;
	bool deletes;          /* the row is gone whose id is answered */
	const char *row;       /* the field of the answer that holds the row as it is now, or NULL */
};

struct stale stale_of(struct arena *, const struct entity *, const struct options *, const struct action *);

/* As the members of an Impact in TypeScript. */
const char *stale_literal(struct arena *, const struct stale *, const char *type);

/* What the hooks of an action are made of, the same for each client. */
struct hook {
	const char *name;      /* QualifyLead */
	const char *operation; /* of its document and hook: api_operation() */
	const char *mutation;  /* qualifyLead */
	const char *impact;
	bool input;
	const char *patch;     /* patch_members() */
	bool removed;          /* patch_removes() */
	const char *row;       /* the field of the answer with the row, or NULL */
	bool returned;         /* the answer has a result */
};

struct hooks {
	const char *type, *query, *list, *one, *many; /* Contact, contact, contacts, Contact, Contacts */
	bool patched;          /* some action has a patch */
	bool foreseen;         /* or removes its row */
	struct hook *v;
	size_t n;
};

struct hooks hooks_of(struct arena *, const struct entity *, const struct options *);

#endif
