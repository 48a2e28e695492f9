/*
 * Script: TypeScript text that several emitters make.
 */
#ifndef EMIT_SCRIPT_H
#define EMIT_SCRIPT_H

#include "model/api.h"

#include <stdbool.h>
#include <stddef.h>

struct strbuf;

/* The modules of the project that a file makes use of, beside api.ts. */
struct modules {
	bool composite;
};

/* The type of one value: api.Email, string, composite.SimpleAddress. */
const char *script_type(struct arena *, struct modules *, const struct type *);

/* Of a value that must be there: null is JSON, too, but no value then. */
const char *script_present(const struct type *, bool list, const char *type);

/* The type of an enum's values: ContactStatus. */
const char *script_enum(struct arena *, const struct options *, const struct entity *,
                        const char *field);

/* The keys of an enum's values: BookKeeper of book-keeper,
 * or the text in quotes if that is no name or another value's. */
const char **script_members(struct arena *, const char *const *values, size_t n);

/* The members of a union: 'a' | 'b'. */
const char *script_union(struct arena *, const char *const *values, size_t n);

/* A text of the author as a comment before what it describes, with its line break;
 * NULL for none. */
const char *script_doc(struct arena *, const char *text, const char *indent);

/* Whether the i-th type brings a brand: it is branded,
 * and none before it has its name in GraphQL. */
bool script_brings(size_t i);

#endif
