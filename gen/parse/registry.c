#include "parse/registry.h"
#include "base/arena.h"
#include "model/options.h"
#include "parse/keys.h"
#include "parse/project.h"
#include "parse/settings.h"
#include "parse/subdomain.h"

#include <ctype.h>
#include <string.h>

struct domain_pairs {
	const struct pair *name, *aliases, *multi_tenant, *subdomains;
};

static const struct key domain_keys[] = {
        {.name = "name", .form = FORM_TEXT, .required = true, KEY_STORE(domain_pairs, name)},
        {.name = "description", .form = FORM_ANY},
        {.name = "aliases", .form = FORM_TEXTS, KEY_STORE(domain_pairs, aliases)},
        {.name = "multi_tenant", .form = FORM_BOOLEAN, KEY_STORE(domain_pairs, multi_tenant)},
        {.name = "subdomains", .form = FORM_FREE, KEY_STORE(domain_pairs, subdomains)},
        {0},
};

/* ---- whose rows belong to tenants ---- */

/* A name or alias of a domain, in any case of letters;
 * two domains may share one only if they say the same of it. */
static void
add(struct parse *p, const struct node *name, enum tenancy tenancy)
{
	struct options *o = &p->project->options;
	char *schema = arena_strdup(p->arena, name->text);

	for (char *c = schema; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	for (size_t i = 0; i < o->nschemas; i++)
		if (strcmp(o->schemas[i].name, schema) == 0 && o->schemas[i].tenancy != tenancy)
			error_at(p->diag, p->source, name->at,
			         "'%s' is the name of two domains that differ in multi_tenant",
			         name->text);
	options_add_schema(p->arena, o, schema, tenancy);
}

static void
read_tenancy(struct parse *p, const struct domain_pairs *pairs)
{
	bool tenant;
	enum tenancy tenancy;

	if (!pairs->multi_tenant ||
	    !boolean_read(p, pairs->multi_tenant->value, "multi_tenant", &tenant))
		return;
	tenancy = tenant ? TENANCY_TENANT : TENANCY_SHARED;
	add(p, pairs->name->value, tenancy);
	for (size_t i = 0; pairs->aliases && i < pairs->aliases->value->n; i++)
		add(p, pairs->aliases->value->items[i], tenancy);
}

/* ---- domains ---- */

static void
read_aliases(struct parse *p, const struct node *list, struct domain *d)
{
	d->aliases = arena_new(p->arena, const char *, list->n);
	for (size_t i = 0; i < list->n; i++)
		d->aliases[d->naliases++] = list->items[i]->text;
}

static bool
new_domain(struct parse *p, const struct node *key)
{
	const struct registry *r = p->project->registry;
	const char *code = hex_read(p, key, 1, "domain");

	for (size_t i = 0; code && i < r->ndomains; i++)
		if (strcmp(r->domains[i].code, code) == 0) {
			error_at(p->diag, p->source, key->at, "domain '%s' stands here twice",
			         code);
			note_at(p->diag, p->source, r->domains[i].at, "the first is here");
			return false;
		}
	return code;
}

static void
read_domain(struct parse *p, const struct pair *pair)
{
	struct registry *r = p->project->registry;
	struct domain_pairs pairs = {0};
	struct domain *d = &r->domains[r->ndomains];
	bool sound = new_domain(p, pair->key);

	if (!keys_read(p, pair->value, pair->value->at, "domain", domain_keys, &pairs) || !sound)
		return;
	*d = (struct domain){.at = pair->key->at,
	                     .code = hex_read(p, pair->key, 1, "domain"),
	                     .name = pairs.name->value->text};
	if (pairs.aliases)
		read_aliases(p, pairs.aliases->value, d);
	r->ndomains++;
	read_tenancy(p, &pairs);
	if (pairs.subdomains && !node_null(pairs.subdomains->value))
		subdomains_read(p, pairs.subdomains->value, d);
}

static void
read_domains(struct parse *p, const struct pair *pair)
{
	p->project->registry->domains = arena_new(p->arena, struct domain, pair->value->n + 1);
	for (size_t i = 0; i < pair->value->n; i++)
		read_domain(p, &pair->value->pairs[i]);
}

/* ---- the rest ---- */

static void
read_layers(struct parse *p, const struct pair *pair)
{
	struct registry *r = p->project->registry;
	const struct node *layers = pair->value;

	r->layers = arena_new(p->arena, const char *, layers->n);
	r->nlayers = 0;
	for (size_t i = 0; i < layers->n; i++)
		if ((r->layers[r->nlayers] = hex_read(p, layers->pairs[i].key, 2, "layer")))
			r->nlayers++;
}

static void
read_reserved(struct parse *p, const struct pair *pair)
{
	struct registry *r = p->project->registry;
	const struct node *codes = pair->value;

	if (too_many(p, codes, "codes", SETTINGS_MAX))
		return;
	r->reserved = arena_new(p->arena, const char *, codes->n);
	for (size_t i = 0; i < codes->n; i++)
		if ((r->reserved[r->nreserved] = table_code_read(p, codes->items[i])))
			r->nreserved++;
}

static void
read_uniqueness(struct parse *p, const struct pair *pair)
{
	bool value;

	if (boolean_read(p, pair->value, pair->key->text, &value) && !value)
		error_at(p->diag, p->source, pair->value->at,
		         "table codes are always unique; write true or remove the key");
}

/* Sets what the key says; inverted of those whose default is true. */
static void
read_override(struct parse *p, const struct pair *pair)
{
	bool value;

	if (boolean_read(p, pair->value, pair->key->text, &value))
		p->project->registry->no_manual = !value;
}

static void
read_require(struct parse *p, const struct pair *pair)
{
	boolean_read(p, pair->value, pair->key->text, &p->project->registry->require_subdomain);
}

static void
read_warn(struct parse *p, const struct pair *pair)
{
	bool value;

	if (boolean_read(p, pair->value, pair->key->text, &value))
		p->project->registry->quiet = !value;
}

static void
read_inference(struct parse *p, const struct pair *pair)
{
	struct registry *r = p->project->registry;
	const char *const *names = registry_domains(p->arena, r);

	for (size_t i = 0; i < pair->value->n; i++) {
		const struct pair *of = &pair->value->pairs[i];
		struct domain *d = NULL;

		for (size_t k = 0; k < r->ndomains; k++)
			if (domain_has(&r->domains[k], of->key->text))
				d = &r->domains[k];
		if (d)
			inference_read(p, of->value, d);
		else
			unknown_name(p, of->key, "domain", names);
	}
}

static const struct key validation_keys[] = {
        {.name = "enforce_uniqueness", .form = FORM_BOOLEAN, .read = read_uniqueness},
        {.name = "allow_manual_override", .form = FORM_BOOLEAN, .read = read_override},
        {.name = "require_subdomain", .form = FORM_BOOLEAN, .read = read_require},
        {.name = "warn_on_inference", .form = FORM_BOOLEAN, .read = read_warn},
        {0},
};

/* All keys of the format. They are read in this order: codes need the layers and
 * what is reserved. */
static const struct key registry_keys[] = {
        {.name = "version", .form = FORM_ANY},
        {.name = "last_updated", .form = FORM_ANY},
        {.name = "schema_layers", .form = FORM_MAPPING, .read = read_layers},
        {.name = "reserved_codes", .form = FORM_TEXTS, .read = read_reserved},
        {.name = "domains", .form = FORM_MAPPING, .required = true, .read = read_domains},
        {.name = "validation", .form = FORM_MAPPING, .keys = validation_keys},
        {.name = "subdomain_inference", .form = FORM_MAPPING, .read = read_inference},
        {0},
};

static const char *default_layers[] = {"00", "01", "02", "03"};

void
registry_read(struct arena *a, struct diag *d, const struct source *source, const struct node *doc,
              struct project *project)
{
	struct parse p = {.arena = a, .diag = d, .source = source, .project = project};

	project->registry = arena_new(a, struct registry, 1);
	*project->registry = (struct registry){
	        .source = source, .doc = doc, .layers = default_layers, .nlayers = 4};
	keys_read(&p, doc, doc->at, "registry", registry_keys, NULL);
	registry_index(a, project->registry);
}
