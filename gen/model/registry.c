#include "model/registry.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/str.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *
code_read(struct arena *a, const char *text)
{
	char *code;

	if (strlen(text) != CODE_DIGITS || strspn(text, "0123456789abcdefABCDEF") != CODE_DIGITS)
		return NULL;
	code = arena_strdup(a, text);
	for (char *c = code; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return code;
}

/* ---- looking up ---- */

bool
domain_has(const struct domain *d, const char *schema)
{
	for (size_t i = 0; i < d->naliases; i++)
		if (strcasecmp(d->aliases[i], schema) == 0)
			return true;
	return strcasecmp(d->name, schema) == 0;
}

/* Its own name comes before aliases of others. */
const struct domain *
registry_domain(const struct registry *r, const char *schema)
{
	for (size_t i = 0; i < r->ndomains; i++)
		if (strcasecmp(r->domains[i].name, schema) == 0)
			return &r->domains[i];
	for (size_t i = 0; i < r->ndomains; i++)
		if (domain_has(&r->domains[i], schema))
			return &r->domains[i];
	return NULL;
}

const struct subdomain *
domain_subdomain(const struct domain *d, const char *word)
{
	for (size_t i = 0; i < d->nsubdomains; i++)
		if (strcasecmp(d->subdomains[i].name, word) == 0 ||
		    strcasecmp(d->subdomains[i].code, word) == 0)
			return &d->subdomains[i];
	return NULL;
}

/* ---- entries ---- */

static size_t
slot(const struct registry *r, const char *entity)
{
	uint64_t hash = HASH_START;

	for (; *entity; entity++)
		hash = hash_add(hash, &(char){(char)tolower((unsigned char)*entity)}, 1);
	return hash & (r->nslots - 1);
}

static void
index_subdomain(struct registry *r, struct subdomain *s)
{
	for (size_t i = s->nentities; i-- > 0;) {
		struct registered **place = &r->slots[slot(r, s->entities[i].entity)];

		s->entities[i].chain = *place;
		*place = &s->entities[i];
	}
}

static size_t
count(const struct registry *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->ndomains; i++)
		for (size_t k = 0; k < r->domains[i].nsubdomains; k++)
			n += r->domains[i].subdomains[k].nentities;
	return n;
}

void
registry_index(struct arena *a, struct registry *r)
{
	size_t n = count(r);

	for (r->nslots = 16; r->nslots < 2 * n;)
		r->nslots *= 2;
	r->slots = arena_new(a, struct registered *, r->nslots);
	for (size_t i = r->ndomains; i-- > 0;)
		for (size_t k = r->domains[i].nsubdomains; k-- > 0;)
			index_subdomain(r, &r->domains[i].subdomains[k]);
}

const struct registered *
registry_entity(const struct registry *r, const char *schema, const char *entity)
{
	const struct registered *found = NULL;

	for (const struct registered *e = r->slots[slot(r, entity)]; e; e = e->chain) {
		if (strcasecmp(e->entity, entity) != 0)
			continue;
		if (e->schema && strcasecmp(e->schema, schema) == 0)
			return e;
		if (!found && !e->schema && domain_has(e->domain, schema))
			found = e;
	}
	return found;
}

static const struct domain *
domain_of(const struct registry *r, const char *code)
{
	for (size_t i = 0; i < r->ndomains; i++)
		if (*r->domains[i].code == code[2])
			return &r->domains[i];
	return NULL;
}

const struct subdomain *
registry_subdomain(const struct registry *r, const char *code)
{
	const struct domain *d = domain_of(r, code);

	for (size_t i = 0; d && i < d->nsubdomains; i++)
		if (strncmp(d->subdomains[i].code, code + 3, 2) == 0)
			return &d->subdomains[i];
	return NULL;
}

const struct registered *
registry_code(const struct registry *r, const char *code)
{
	const struct subdomain *s = registry_subdomain(r, code);

	for (size_t i = 0; s && i < s->nentities; i++)
		if (strcmp(s->entities[i].code, code) == 0)
			return &s->entities[i];
	return NULL;
}

static int
by_code(const void *one, const void *other)
{
	const struct registered *const *a = one, *const *b = other;

	return strcmp((*a)->code, (*b)->code);
}

const struct registered **
registry_sorted(struct arena *a, const struct registry *r, size_t *n)
{
	const struct registered **all = arena_new(a, const struct registered *, count(r) + 1);

	*n = 0;
	for (size_t i = 0; i < r->ndomains; i++)
		for (size_t k = 0; k < r->domains[i].nsubdomains; k++)
			for (size_t m = 0; m < r->domains[i].subdomains[k].nentities; m++)
				all[(*n)++] = &r->domains[i].subdomains[k].entities[m];
	qsort(all, *n, sizeof *all, by_code);
	return all;
}

bool
registry_reserved(const struct registry *r, const char *code)
{
	return word_among(r->reserved, r->nreserved, code);
}

const char *const *
registry_domains(struct arena *a, const struct registry *r)
{
	const char **names = arena_new(a, const char *, r->ndomains + 1);

	for (size_t i = 0; i < r->ndomains; i++)
		names[i] = r->domains[i].name;
	return names;
}

const char *const *
domain_subdomains(struct arena *a, const struct domain *d)
{
	const char **names = arena_new(a, const char *, d->nsubdomains + 1);

	for (size_t i = 0; i < d->nsubdomains; i++)
		names[i] = d->subdomains[i].name;
	return names;
}

/* ---- what stands against a code ---- */

bool
registry_layer(const struct registry *r, const char *code)
{
	for (size_t i = 0; i < r->nlayers; i++)
		if (strncasecmp(r->layers[i], code, 2) == 0)
			return true;
	return false;
}

/* What its digits say. */
static const char *
digits(struct arena *a, const struct registry *r, const char *code, const char *schema)
{
	const struct domain *d = domain_of(r, code), *own = registry_domain(r, schema);

	if (registry_reserved(r, code))
		return arena_printf(a, "table code '%s' is reserved; choose another", code);
	if (!registry_layer(r, code))
		return arena_printf(a,
		                    "table code '%s' is of layer '%.2s', which the registry "
		                    "does not list; tables have '01'",
		                    code, code);
	if (!d)
		return arena_printf(
		        a, "table code '%s' is of domain '%c', which the registry does not list",
		        code, code[2]);
	if (!domain_has(d, schema))
		return arena_printf(
		        a, "table code '%s' is of domain '%s', but the schema is '%s'%s", code,
		        d->name, schema,
		        own ? arena_printf(a, "; its codes have the domain '%s'", own->code) : "");
	if (d->nsubdomains && !registry_subdomain(r, code))
		return arena_printf(
		        a,
		        "table code '%s' is of subdomain '%.2s', which domain '%s' does not list",
		        code, code + 3, d->name);
	return NULL;
}

const char *
registry_objection(struct arena *a, const struct registry *r, const char *code, const char *schema,
                   const char *entity, const struct registered **entry)
{
	const struct registered *own = registry_entity(r, schema, entity),
	                        *other = registry_code(r, code);
	const char *text = digits(a, r, code, schema);

	*entry = NULL;
	if (text)
		return text;
	if (own && own->code && strcmp(own->code, code) != 0) {
		*entry = own;
		return arena_printf(a,
		                    "table code '%s' is not that of the registry, '%s'; remove it "
		                    "here or change one of the two",
		                    code, own->code);
	}
	if (other && other != own) {
		*entry = other;
		return arena_printf(a, "table code '%s' belongs to '%s' in the registry", code,
		                    other->entity);
	}
	if (!own && r->no_manual)
		return arena_printf(a,
		                    "table code '%s' is not that of the registry, which forbids "
		                    "others (allow_manual_override)",
		                    code);
	return NULL;
}
