/*
 * Request: the GraphQL operations of an entity as trees, which become text in .graphql files and
 * literals in TypeScript.
 */
#ifndef EMIT_REQUEST_H
#define EMIT_REQUEST_H

#include "model/api.h"

#include <stdbool.h>
#include <stddef.h>

/* A field, with what is selected of it; a spread of a fragment; or an inline fragment. */
enum selection_kind { SELECT_FIELD, SELECT_SPREAD, SELECT_ON };

struct selection {
	enum selection_kind kind;
	const char *name; /* of the field, the fragment, or the type */
	struct selection *v;
	size_t n;
};

/* A variable, and the argument of the same name. type: UUID!, [ContactOrderBy!]. */
struct variable_type {
	const char *name, *type;
};

struct request {
	bool mutation;
	const char *name;  /* QualifyLead */
	const char *types; /* QualifyLeadMutation: what its TypeScript types begin with */
	const char *field; /* qualifyLead */
	struct variable_type *variables;
	size_t nvariables;
	struct selection *v;
	size_t n;
};

struct requests {
	const char *type;         /* Contact */
	const char *fragment;     /* ContactFields */
	struct selection *fields; /* of the fragment */
	size_t nfields;
	const char *meta; /* ContactMeta: the fragment of what an answer tells of what was done */
	const struct selection *told;
	size_t ntold;
	struct request *v; /* the two queries, then one for each action */
	size_t n;
};

struct requests requests_new(struct arena *, const struct entity *, const struct options *);

#endif
