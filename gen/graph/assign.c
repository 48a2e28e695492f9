#include "graph/assign.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "graph/codes.h"
#include "graph/given.h"
#include "graph/walk.h"
#include "model/derive.h"
#include "model/registry.h"
#include "parse/origin.h"
#include "parse/parse.h"
#include "parse/project.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- entities ---- */

/* The faults of a file are told only if they hide its name: all others are for specql validate. */
static bool
read_entity(struct arena *a, struct diag *d, const struct project *p, const char *dir,
            const char *path, struct title *to)
{
	struct arena scratch = {0};
	struct diag faults;
	struct source *source;
	struct entity *e = NULL;
	bool broken;

	diag_init(&faults, &scratch);
	source = origin_read(&scratch, &faults, walk_path(&scratch, dir, path));
	if (source)
		e = entity_read(&scratch, &faults, source, &p->options, &broken);
	if (!e || !e->name || !e->schema || !e->stem) {
		error_in_file(d, path, "its entity is not known; run specql validate");
		e = NULL;
	} else {
		*to = (struct title){.path = path,
		                     .schema = arena_strdup(a, e->schema),
		                     .entity = arena_strdup(a, e->name),
		                     .code = e->table_code ? arena_strdup(a, e->table_code) : ""};
	}
	arena_clear(&scratch);
	return e;
}

static int
by_name(const void *one, const void *other)
{
	const struct title *a = one, *b = other;
	int order = strcasecmp(a->entity, b->entity);

	if (!order)
		order = strcmp(a->schema, b->schema);
	return order ? order : strcmp(a->path, b->path);
}

struct title *
assign_entities(struct arena *a, struct diag *d, const char *dir, struct project *p, size_t *n)
{
	struct given given = given_read(a, walk_path(a, dir, GIVEN));
	struct walk *w;
	struct title *titles;

	for (size_t i = 0; i < p->nadded; i++)
		list_add(a, &given.entities, p->added[i]);
	list_sort(&given.entities);
	w = given_found(a, d, dir, &given, p);
	titles = arena_new(a, struct title, w->nentities + 1);
	*n = 0;
	for (size_t i = 0; i < w->nentities; i++)
		*n += read_entity(a, d, p, dir, w->entities[i].path, &titles[*n]);
	qsort(titles, *n, sizeof *titles, by_name);
	return titles;
}

/* ---- codes ---- */

struct assigner {
	struct arena *arena;
	struct diag *diag;
	const struct project *project;
	const char *dir, *subdomain;
	const struct title *titles;
	size_t n;
	struct claims *codes, *entity_codes;
	struct assignments to;
};

static const struct registered *
entry_of(const struct assigner *as, const struct title *t)
{
	return registry_entity(as->project->registry, t->schema, t->entity);
}

/* The titles that have the name of the one at i, which lie together. */
static void
namesakes(const struct assigner *as, size_t i, size_t *first, size_t *end)
{
	const char *name = as->titles[i].entity;

	*first = i;
	*end = i + 1;
	while (*first > 0 && strcasecmp(as->titles[*first - 1].entity, name) == 0)
		(*first)--;
	while (*end < as->n && strcasecmp(as->titles[*end].entity, name) == 0)
		(*end)++;
}

/* Of several entities of one name whose schemas are one domain's, an entry without a schema is that
 * of the one whose schema has the domain's name, else that of the first. */
static bool
owns(const struct assigner *as, size_t i, const struct registered *entry)
{
	const char *domain = entry->domain->name;
	size_t first, end;

	if (entry->schema || strcasecmp(domain, as->titles[i].schema) == 0)
		return true;
	namesakes(as, i, &first, &end);
	for (size_t k = first; k < end; k++) {
		if (k == i || entry_of(as, &as->titles[k]) != entry)
			continue;
		if (k < i || strcasecmp(domain, as->titles[k].schema) == 0)
			return false;
	}
	return true;
}

/* Whether a plain key would speak of another entity too. */
static bool
ambiguous(const struct assigner *as, size_t i, const struct domain *d)
{
	size_t first, end;

	if (strcasecmp(d->name, as->titles[i].schema) == 0)
		return false;
	namesakes(as, i, &first, &end);
	for (size_t k = first; k < end; k++)
		if (k != i && domain_has(d, as->titles[k].schema))
			return true;
	return false;
}

static const struct domain *
domain_with(const struct registry *r, const struct subdomain *s)
{
	for (size_t i = 0; i < r->ndomains; i++)
		if (s >= r->domains[i].subdomains &&
		    s < r->domains[i].subdomains + r->domains[i].nsubdomains)
			return &r->domains[i];
	return NULL;
}

/* Who gets a code already; NULL if nobody does. */
static const char *
taker(const struct assigner *as, const char *code)
{
	for (size_t i = 0; i < as->to.n; i++)
		if (strcmp(as->to.v[i].registration.code, code) == 0)
			return as->to.v[i].title->entity;
	return NULL;
}

/* The code that the entity's file says. */
static struct derived
own_code(const struct assigner *as, const struct title *t)
{
	const struct registry *r = as->project->registry;
	const struct registered *entry;
	struct derived to = {.code = t->code, .subdomain = registry_subdomain(r, t->code)};

	to.fault = registry_objection(as->arena, r, t->code, t->schema, t->entity, &entry);
	if (!to.fault && taker(as, t->code))
		to.fault = arena_printf(as->arena,
		                        "'%s' and '%s' have the same table code, '%s'; give one of "
		                        "them another",
		                        t->entity, taker(as, t->code), t->code);
	if (!to.fault && !to.subdomain)
		to.fault = arena_printf(as->arena,
		                        "table code '%s' is of subdomain '%.2s', which its domain "
		                        "does not list; add it to the registry",
		                        t->code, t->code + 3);
	return to;
}

static void
assign(struct assigner *as, size_t i)
{
	const struct registry *r = as->project->registry;
	const struct title *t = &as->titles[i];
	const struct registered *entry = entry_of(as, t);
	bool another = entry && !owns(as, i, entry);
	struct derived to;
	struct assignment *done = &as->to.v[as->to.n];

	if (entry && !another) {
		as->to.known++;
		return;
	}
	to = *t->code ? own_code(as, t)
	              : code_derive(as->arena, r, as->codes, t->schema, t->entity, as->subdomain);
	if (to.fault) {
		codes_fault(as->arena, as->diag, as->project, as->dir, t, to.fault);
		return;
	}
	claim(as->codes, to.code);
	another = another || ambiguous(as, i, domain_with(r, to.subdomain));
	*done = (struct assignment){
	        .title = t,
	        .registration = {to.subdomain, another ? t->schema : NULL, t->entity, to.code,
	                         entity_code(as->arena, as->entity_codes, t->entity)},
	        .pattern = to.pattern,
	        .guessed = to.guessed};
	claim(as->entity_codes, done->registration.entity_code);
	as->to.n++;
}

/* The codes that stand in files are given, whoever is registered first. */
static void
claim_all(struct assigner *as)
{
	const struct registry *r = as->project->registry;

	for (size_t i = 0; i < as->n; i++)
		if (*as->titles[i].code)
			claim(as->codes, as->titles[i].code);
	for (size_t i = 0; i < r->ndomains; i++)
		for (size_t j = 0; j < r->domains[i].nsubdomains; j++) {
			const struct subdomain *s = &r->domains[i].subdomains[j];

			for (size_t k = 0; k < s->nentities; k++)
				if (s->entities[k].entity_code)
					claim(as->entity_codes, s->entities[k].entity_code);
		}
}

/* ---- names ---- */

static bool
named(struct arena *a, const struct title *t, const char *name)
{
	return strcasecmp(strchr(name, '.') ? arena_printf(a, "%s.%s", t->schema, t->entity)
	                                    : t->entity,
	                  name) == 0;
}

/* Marks the titles of the names; reports those that nothing has. */
static bool *
wanted(struct assigner *as, const struct list *names)
{
	bool *want = arena_new(as->arena, bool, as->n + 1);
	const char **all = arena_new(as->arena, const char *, as->n + 1);

	for (size_t i = 0; i < as->n; i++) {
		all[i] = as->titles[i].entity;
		want[i] = names->n == 0;
	}
	for (size_t k = 0; k < names->n; k++) {
		bool found = false;

		for (size_t i = 0; i < as->n; i++)
			if (named(as->arena, &as->titles[i], names->items[k]))
				found = want[i] = true;
		if (!found)
			error_at(as->diag, as->project->registry->source, (struct span){0},
			         "the project has no entity '%s'%s", names->items[k],
			         nearest_cure(as->arena, names->items[k], all));
	}
	return want;
}

struct assignments
assign_codes(struct arena *a, struct diag *d, const struct project *p, const char *dir,
             const struct title *titles, size_t n, const struct list *names, const char *subdomain)
{
	struct assigner as = {a, d, p, dir, subdomain, titles, n, NULL, NULL, {0}};
	const bool *want = wanted(&as, names);

	as.codes = claims_new(a, 2 * n);
	as.entity_codes = claims_new(a, 2 * n + 65536);
	as.to.v = arena_new(a, struct assignment, n + 1);
	claim_all(&as);
	for (size_t i = 0; i < n; i++)
		if (want[i])
			assign(&as, i);
	return as.to;
}
