/* Bytes → a registry; an entry more in each of its subdomains: what is written says the same and
 * the new entries, and has every line of before. */
#include "base/arena.h"
#include "model/derive.h"
#include "parse/project.h"
#include "parse/register.h"
#include "parse/registry.h"
#include "parse/yaml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

enum { MOST = 16 };

static const struct registry *
read(struct arena *a, struct diag *d, const char *text, size_t len)
{
	struct source *source = arena_new(a, struct source, 1);
	struct project *p = arena_new(a, struct project, 1);
	struct node *doc;
	bool broken;

	*source = (struct source){"r.yaml", text, len};
	p->options = options_default;
	doc = yaml_read(a, d, source, &broken);
	if (!doc || broken)
		return NULL;
	registry_read(a, d, source, doc, p);
	return d->nerrors ? NULL : p->registry;
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

/* The first comment from p on; in a word # begins none (YAML 1.2.2, 6.6). */
static const char *
comment(const char *text, const char *p)
{
	while ((p = strchr(p, '#')) && p > text && !strchr(" \t\n", p[-1]))
		p++;
	return p;
}

/* Every comment is still there, in its order. */
static void
comments_kept(const char *before, const char *after)
{
	const char *p = before, *q = after;

	for (; (p = comment(before, p)); p++, q++) {
		q = comment(after, q);
		if (!q)
			abort();
	}
}

static void
grow(struct arena *a, const struct registry *r, const char *text)
{
	struct registration v[MOST];
	struct claims *c = claims_new(a, 64);
	const struct registry *more;
	struct diag d;
	const char *to;
	size_t n = 0;

	diag_init(&d, a);
	for (size_t i = 0; i < r->ndomains; i++)
		for (size_t k = 0; k < r->domains[i].nsubdomains && n < MOST; k++) {
			const char *schema = r->domains[i].name;
			struct derived one = code_derive(a, r, c, schema, "Zzz",
			                                 r->domains[i].subdomains[k].code);

			if (!one.code || registry_entity(r, schema, "Zzz") ||
			    registry_domain(r, schema) != &r->domains[i] || k > 0)
				continue;
			v[n++] = (struct registration){one.subdomain, NULL, "Zzz", one.code, "ZZZ"};
			claim(c, one.code);
		}
	if (!n || !(to = registry_register(a, &d, r, v, n, "2020-01-01T00:00:00Z")))
		return;
	more = read(a, &d, to, strlen(to));
	if (!more || count(more) != count(r) + n)
		abort();
	for (size_t i = 0; i < n; i++)
		if (!registry_code(more, v[i].code) ||
		    strcmp(registry_code(more, v[i].code)->entity, "Zzz") != 0)
			abort();
	comments_kept(text, to);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct arena a = {0};
	struct diag d;
	const char *text = arena_strndup(&a, (const char *)bytes, len);
	const struct registry *r;

	diag_init(&d, &a);
	r = strlen(text) == len ? read(&a, &d, text, len) : NULL;
	if (r)
		grow(&a, r, text);
	arena_clear(&a);
	return 0;
}
