/*
 * Derive: the table code and the entity code that an entity gets when it is registered.
 */
#ifndef MODEL_DERIVE_H
#define MODEL_DERIVE_H

#include "model/registry.h"

/* A set of codes that are given, beside those of the registry. */
struct claims;

struct claims *claims_new(struct arena *, size_t most);
void claim(struct claims *, const char *code);

struct derived {
	const char *code;
	const struct subdomain *subdomain;
	const char *pattern; /* from which the subdomain follows, or NULL */
	bool guessed; /* it follows from nothing: the first of several, none of which is core */
	const char *fault; /* why there is none, with the cure; everything else is NULL */
};

/* A code of layer 01, which the registry must list, in the domain of the schema. Its subdomain: the
 * one given by name or code (NULL: none), else the first of whose patterns one is part of the name,
 * else core, else the first. Its last digit: the next one of the subdomain, 1 … F, 0; behind the
 * last the first that is free. */
struct derived code_derive(struct arena *, const struct registry *, const struct claims *,
                           const char *schema, const char *entity, const char *subdomain);

/* How the last digit of a code counts: 1 … 16. */
int code_ordinal(const char *code);

/* Three letters for an entity that no other has: the first letter, then consonants, then vowels;
 * then others of its letters and digits. */
const char *entity_code(struct arena *, const struct claims *, const char *entity);

#endif
