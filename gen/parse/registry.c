#include "parse/registry.h"
#include "parse/keys.h"
#include "parse/project.h"

#include <string.h>

struct domain_pairs {
	const struct pair *name, *aliases, *multi_tenant;
};

static const struct key domain_keys[] = {
        {.name = "name", .form = FORM_TEXT, .required = true, KEY_STORE(domain_pairs, name)},
        {.name = "description", .form = FORM_ANY},
        {.name = "aliases", .form = FORM_TEXTS, KEY_STORE(domain_pairs, aliases)},
        {.name = "multi_tenant", .form = FORM_BOOLEAN, KEY_STORE(domain_pairs, multi_tenant)},
        {.name = "subdomains", .form = FORM_MAPPING},
        {0},
};

/* A name or alias of a domain; two domains may share one only if they say the same of it. */
static void
add(struct parse *p, const struct node *name, enum tenancy tenancy)
{
	struct options *o = &p->project->options;

	for (size_t i = 0; i < o->nschemas; i++)
		if (strcmp(o->schemas[i].name, name->text) == 0 && o->schemas[i].tenancy != tenancy)
			error_at(p->diag, p->source, name->at,
			         "'%s' is the name of two domains that differ in multi_tenant",
			         name->text);
	options_add_schema(p->arena, o, name->text, tenancy);
}

static void
read_domain(struct parse *p, const struct node *domain)
{
	struct domain_pairs pairs = {0};
	bool tenant;
	enum tenancy tenancy;

	if (!keys_read(p, domain, domain->at, "domain", domain_keys, &pairs) ||
	    !pairs.multi_tenant ||
	    !boolean_read(p, pairs.multi_tenant->value, "multi_tenant", &tenant))
		return;
	tenancy = tenant ? TENANCY_TENANT : TENANCY_SHARED;
	add(p, pairs.name->value, tenancy);
	for (size_t i = 0; pairs.aliases && i < pairs.aliases->value->n; i++)
		add(p, pairs.aliases->value->items[i], tenancy);
}

static void
read_domains(struct parse *p, const struct pair *pair)
{
	for (size_t i = 0; i < pair->value->n; i++)
		read_domain(p, pair->value->pairs[i].value);
}

/* All keys of the format (reference: domain registry); those of table codes are not read yet. */
static const struct key registry_keys[] = {
        {.name = "version", .form = FORM_ANY},
        {.name = "last_updated", .form = FORM_ANY},
        {.name = "schema_layers", .form = FORM_MAPPING},
        {.name = "domains", .form = FORM_MAPPING, .required = true, .read = read_domains},
        {.name = "reserved_codes", .form = FORM_TEXTS},
        {.name = "validation", .form = FORM_MAPPING},
        {.name = "subdomain_inference", .form = FORM_MAPPING},
        {0},
};

void
registry_read(struct arena *a, struct diag *d, const struct source *source, const struct node *doc,
              struct project *project)
{
	struct parse p = {.arena = a, .diag = d, .source = source, .project = project};

	keys_read(&p, doc, doc->at, "registry", registry_keys, NULL);
}
