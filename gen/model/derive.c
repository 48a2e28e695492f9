#include "model/derive.h"
#include "base/arena.h"
#include "base/hash.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- what is given ---- */

struct claims {
	const char **slots;
	size_t nslots;
};

struct claims *
claims_new(struct arena *a, size_t most)
{
	struct claims *c = arena_new(a, struct claims, 1);

	for (c->nslots = 64; c->nslots < 2 * most;)
		c->nslots *= 2;
	c->slots = arena_new(a, const char *, c->nslots);
	return c;
}

static const char **
slot(const struct claims *c, const char *code)
{
	size_t i = hash_add(HASH_START, code, strlen(code)) & (c->nslots - 1);

	while (c->slots[i] && strcmp(c->slots[i], code) != 0)
		i = (i + 1) & (c->nslots - 1);
	return &c->slots[i];
}

void
claim(struct claims *c, const char *code)
{
	*slot(c, code) = code;
}

/* ---- table codes ---- */

int
code_ordinal(const char *code)
{
	char c = code[CODE_DIGITS - 1];
	int digit = isdigit((unsigned char)c) ? c - '0' : c - 'A' + 10;

	return digit ? digit : SUBDOMAIN_MAX;
}

static const char *
code_of(struct arena *a, const struct domain *d, const struct subdomain *s, int ordinal)
{
	return arena_printf(a, "01%s%s%X", d->code, s->code, (unsigned)ordinal % SUBDOMAIN_MAX);
}

static bool
given(const struct registry *r, const struct claims *c, const char *code)
{
	return *slot(c, code) || registry_code(r, code);
}

/* The place behind the last one that is given, or where the counter stands. */
static int
next(struct arena *a, const struct registry *r, const struct claims *c, const struct domain *d,
     const struct subdomain *s)
{
	long counter = s->next ? strtol(s->next, NULL, 10) : 1;
	int last = counter >= 1 && counter <= SUBDOMAIN_MAX ? (int)counter - 1 : 0;

	for (int i = SUBDOMAIN_MAX; i > last; i--)
		if (given(r, c, code_of(a, d, s, i)))
			return i + 1;
	return last + 1;
}

static const char *
free_code(struct arena *a, const struct registry *r, const struct claims *c, const struct domain *d,
          const struct subdomain *s)
{
	int first = next(a, r, c, d, s);

	for (int i = 0; i < SUBDOMAIN_MAX; i++) {
		int ordinal = (first - 1 + i) % SUBDOMAIN_MAX + 1;
		const char *code = code_of(a, d, s, ordinal);

		if (!given(r, c, code) && !registry_reserved(r, code))
			return code;
	}
	return NULL;
}

/* ---- subdomains ---- */

static bool
contains(const char *entity, const char *pattern)
{
	size_t n = strlen(pattern);

	for (; *entity; entity++)
		if (strncasecmp(entity, pattern, n) == 0)
			return true;
	return false;
}

static const char *
unknown(struct arena *a, const char *what, const char *word, const char *const *names)
{
	return arena_printf(a, "unknown %s '%s'%s", what, word, nearest_cure(a, word, names));
}

static void
choose(struct arena *a, const struct registry *r, const struct domain *d, const char *entity,
       const char *subdomain, struct derived *to)
{
	for (size_t i = 0; !subdomain && i < d->ninferences; i++)
		if (contains(entity, d->inferences[i].pattern)) {
			to->subdomain = d->inferences[i].subdomain;
			to->pattern = d->inferences[i].pattern;
			return;
		}
	if (subdomain) {
		to->subdomain = domain_subdomain(d, subdomain);
		if (!to->subdomain)
			to->fault =
			        unknown(a, arena_printf(a, "subdomain of domain '%s':", d->name),
			                subdomain, domain_subdomains(a, d));
	} else if (!d->nsubdomains) {
		to->fault = arena_printf(
		        a, "domain '%s' has no subdomains; add one to the registry", d->name);
	} else if (r->require_subdomain) {
		to->fault = arena_printf(a,
		                         "no pattern of domain '%s' fits '%s'; add one under "
		                         "subdomain_inference, or name its subdomain with "
		                         "--subdomain",
		                         d->name, entity);
	} else {
		to->subdomain = domain_subdomain(d, "core");
		to->guessed = !to->subdomain && d->nsubdomains > 1;
		to->subdomain = to->subdomain ? to->subdomain : &d->subdomains[0];
	}
}

static struct derived
code_in_domain(struct arena *a, const struct registry *r, const struct claims *c,
               const char *schema, const char *entity, const char *subdomain)
{
	const struct domain *d = registry_domain(r, schema);
	struct derived to = {0};

	if (!d) {
		to.fault = arena_printf(a, "%s; add a domain or an alias to the registry",
		                        unknown(a, "domain: no domain has the name or alias",
		                                schema, registry_domains(a, r)));
		return to;
	}
	choose(a, r, d, entity, subdomain, &to);
	if (to.fault)
		return to;
	to.code = free_code(a, r, c, d, to.subdomain);
	if (!to.code)
		to = (struct derived){
		        .fault = arena_printf(
		                a,
		                "subdomain '%s' (%s) of domain '%s' is full: all its %d codes are "
		                "given; add a subdomain and a pattern for it, or name another with "
		                "--subdomain",
		                to.subdomain->code, to.subdomain->name, d->name, SUBDOMAIN_MAX)};
	return to;
}

/* ---- entity codes ---- */

/* The letters and digits of a name in the order in which they are used, in upper case. */
static const char *
letters(struct arena *a, const char *entity)
{
	static const char vowels[] = "AEIOUY";
	char *to = arena_strdup(a, entity), *end = to;

	*end++ = (char)toupper((unsigned char)*entity);
	for (int turn = 0; turn < 3; turn++)
		for (const char *p = entity + 1; *p; p++) {
			char c = (char)toupper((unsigned char)*p);
			int kind = !isalpha((unsigned char)c) ? 2 : strchr(vowels, c) ? 1 : 0;

			if (kind == turn && isalnum((unsigned char)c))
				*end++ = c;
		}
	*end = '\0';
	return to;
}

const char *
entity_code(struct arena *a, const struct claims *c, const char *entity)
{
	const char *all = letters(a, entity);
	const char *rest = arena_printf(a, "%s0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", all + 1);
	const char *code;

	for (const char *two = rest; *two; two++)
		for (const char *three = two == rest ? rest + 1 : rest; *three; three++) {
			code = arena_printf(a, "%c%c%c", *all, *two, *three);
			if (!*slot(c, code))
				return code;
		}
	return arena_printf(a, "%.3s", all);
}

struct derived
code_derive(struct arena *a, const struct registry *r, const struct claims *c, const char *schema,
            const char *entity, const char *subdomain)
{
	if (!registry_layer(r, "01"))
		return (struct derived){
		        .fault = "no table code can be given: it would be of layer 01, which "
		                 "schema_layers does not list; add it there"};
	return code_in_domain(a, r, c, schema, entity, subdomain);
}
