#include "graph/review.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/list.h"
#include "model/derive.h"
#include "model/registry.h"
#include "parse/project.h"
#include "parse/yaml.h"

#include <stdlib.h>
#include <string.h>

static void
counter(struct diag *d, const struct registry *r, const struct subdomain *s)
{
	const struct node *n = node_get(s->node, "next_entity_sequence");
	long next = s->next ? strtol(s->next, NULL, 10) : 0;
	int last = 0;

	for (size_t i = 0; i < s->nentities; i++)
		if (code_ordinal(s->entities[i].code) > last)
			last = code_ordinal(s->entities[i].code);
	if (n && (next <= last || next > SUBDOMAIN_MAX + 1))
		warning_at(
		        d, r->source, n->at,
		        "the next entity of subdomain '%s' is number %d, not %ld; the next assign "
		        "mends it",
		        s->name, last + 1, next);
}

static int
by_place(const void *one, const void *other)
{
	const struct registered *a = *(const struct registered *const *)one,
	                        *b = *(const struct registered *const *)other;

	return a < b ? -1 : a > b;
}

/* The entries by which the titles find their codes are marked. */
static void
orphans(struct diag *d, const struct registry *r, const struct subdomain *s,
        const struct registered *const *found, size_t n)
{
	for (size_t i = 0; i < s->nentities; i++) {
		const struct registered *e = &s->entities[i];

		if (!bsearch(&e, found, n, sizeof(*found), by_place))
			warning_at(d, r->source, e->at,
			           "the project has no entity '%s'; its code stays given",
			           e->entity);
	}
}

void
registry_review(struct arena *a, struct diag *d, const struct registry *r,
                const struct title *titles, size_t n)
{
	const struct registered **found = arena_new(a, const struct registered *, n + 1), *e;
	size_t nfound = 0;

	for (size_t i = 0; i < n; i++)
		if ((e = registry_entity(r, titles[i].schema, titles[i].entity)))
			found[nfound++] = e;
	qsort(found, nfound, sizeof *found, by_place);
	for (size_t i = 0; i < r->ndomains; i++)
		for (size_t k = 0; k < r->domains[i].nsubdomains; k++) {
			counter(d, r, &r->domains[i].subdomains[k]);
			orphans(d, r, &r->domains[i].subdomains[k], found, nfound);
		}
}

/* ---- the settings ---- */

/* The schemas of all titles; nothing while one of them is not known. */
static struct list
schemas_of(struct arena *a, const struct title *titles, size_t n)
{
	struct list all = {0};

	for (size_t i = 0; i < n; i++) {
		if (!*titles[i].schema)
			return (struct list){0};
		if (!i || strcmp(titles[i].schema, titles[i - 1].schema) != 0)
			list_add(a, &all, titles[i].schema);
	}
	list_sort(&all);
	list_add(a, &all, NULL);
	all.n--;
	return all;
}

void
schemas_review(struct arena *a, struct diag *d, const struct project *p, const struct title *titles,
               size_t n)
{
	const struct node *schemas = node_get(p->doc, "schemas");
	struct list known = {0};

	if (schemas && schemas->n)
		known = schemas_of(a, titles, n);
	for (size_t i = 0; known.n && i < schemas->n; i++) {
		const struct node *key = schemas->pairs[i].key;
		const char *cure;

		if (list_has(&known, key->text))
			continue;
		cure = nearest_cure(a, key->text, known.items);
		warning_at(d, p->source, key->at, "no entity has the schema '%s'%s", key->text,
		           *cure ? cure : ", so nothing is said of any; remove it");
	}
}
