/*
 * Registry: the domains of a company, their subdomains,
 * and the table code of each registered entity.
 *
 * A table code is six hexadecimal digits, SSDUUE: layer, domain, subdomain, entity. 012031 is the
 * first entity of subdomain 03 of domain 2 in layer 01.
 * The digits of entities are given in the order 1 … F, 0.
 */
#ifndef MODEL_REGISTRY_H
#define MODEL_REGISTRY_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct domain;
struct node;
struct subdomain;

enum { CODE_DIGITS = 6, SUBDOMAIN_MAX = 16 };

/* An entry of `entities`. */
struct registered {
	struct span at, code_at;     /* of its key and of its table code */
	const char *schema, *entity; /* schema NULL: whichever of its domain */
	const char *code;            /* in upper case */
	const char *entity_code;     /* or NULL */
	const struct domain *domain;
	const struct subdomain *subdomain;
	struct registered *chain; /* another entry of the same slot */
};

struct subdomain {
	struct span at;
	const char *code, *name; /* "03", "customer" */
	const char *next;        /* next_entity_sequence as written, or NULL */
	const struct node *node; /* its mapping in the file */
	struct registered *entities;
	size_t nentities;
};

/* Entities whose name contains the pattern belong to the subdomain. */
struct inference {
	const char *pattern;
	const struct subdomain *subdomain;
};

struct domain {
	struct span at;
	const char *code, *name; /* "2", "crm" */
	const char **aliases;
	size_t naliases;
	struct subdomain *subdomains;
	size_t nsubdomains;
	struct inference *inferences; /* in the order of the file */
	size_t ninferences;
};

struct registry {
	const struct source *source;
	const struct node *doc;
	const char **layers; /* codes; 00 … 03 unless listed */
	size_t nlayers;
	struct domain *domains;
	size_t ndomains;
	const char **reserved;
	size_t nreserved;
	struct registered **slots; /* entries by name */
	size_t nslots;
	bool no_manual;         /* allow_manual_override: false */
	bool require_subdomain; /* a subdomain must follow from a pattern or be given */
	bool quiet;             /* warn_on_inference: false */
};

/* A code in upper case; NULL if it is not six hexadecimal digits. */
const char *code_read(struct arena *, const char *text);

/* Whether a schema is the name or an alias of a domain. */
bool domain_has(const struct domain *, const char *schema);

/* The domain of a schema, or NULL. */
const struct domain *registry_domain(const struct registry *, const char *schema);

/* The subdomain of a domain by name or code, or NULL. */
const struct subdomain *domain_subdomain(const struct domain *, const char *word);

/* The entry of an entity: by schema and name, else by its name in a domain of its schema. Case is
 * ignored. NULL if there is none. */
const struct registered *registry_entity(const struct registry *, const char *schema,
                                         const char *entity);

/* Makes the entries known by their names: call when they are complete. */
void registry_index(struct arena *, struct registry *);

/* The subdomain that a code's digits name, or NULL. */
const struct subdomain *registry_subdomain(const struct registry *, const char *code);

/* Whether the layer of a code is listed; whether the code is reserved. */
bool registry_layer(const struct registry *, const char *code);
bool registry_reserved(const struct registry *, const char *code);

/* The entry that has a code, or NULL. */
const struct registered *registry_code(const struct registry *, const char *code);

/* Why an entity cannot have a code, with the cure; NULL if it can.
 * *entry: the entry that is in the way, or NULL. */
const char *registry_objection(struct arena *, const struct registry *, const char *code,
                               const char *schema, const char *entity,
                               const struct registered **entry);

/* All entries by their codes. */
const struct registered **registry_sorted(struct arena *, const struct registry *, size_t *n);

/* The names of all domains, or of the subdomains of one; ends with NULL. */
const char *const *registry_domains(struct arena *, const struct registry *);
const char *const *domain_subdomains(struct arena *, const struct domain *);

#endif
