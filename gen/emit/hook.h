/*
 * Hook: what the hooks of an entity are made of, whatever the client.
 */
#ifndef EMIT_HOOK_H
#define EMIT_HOOK_H

#include "model/api.h"

#include <stddef.h>

/* Of an action. */
struct hook {
	const char *name;      /* QualifyLead */
	const char *operation; /* of its document and hook: api_operation() */
	const char *mutation;  /* qualifyLead */
	/* What its constants begin with: qualifyLeadImpact;
	 * UseCouponImpact, for what begins with `use` is a hook. */
	const char *word;
	const char *impact; /* what becomes stale: the members of an Impact in TypeScript */
	bool input;
	const char *patch; /* patch_members() */
	bool removed;      /* it can be shown before the answer that the row is gone */
	const char *row;   /* the field of the answer with the row, or NULL */
	bool returned;     /* the answer has a result */
};

struct hooks {
	/* Contact, contact, contacts, Contact, Contacts. */
	const char *type, *query, *list, *one, *many;
	const char *word, *words; /* what constants begin with: contactOptions, contactsOptions */
	bool patched;             /* some action has a patch */
	bool foreseen;            /* or removes its row */
	struct hook *v;
	size_t n;
};

/* The hooks of an entity; all of it lives in the arena. */
struct hooks hooks_of(struct arena *, const struct entity *, const struct options *);

#endif
