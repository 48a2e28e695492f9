#include "model/registry.h"
#include "model/keys.h"
#include "model/options.h"

static void
domain_read(struct parse *p, const struct node *domain, struct options *o)
{
	const struct node *flag = node_get(domain, "multi_tenant"), *name = node_get(domain, "name");
	const struct node *aliases = node_get(domain, "aliases");
	bool tenant;
	enum tenancy tenancy;

	if (domain->kind != NODE_MAPPING)
		error_at(p->diag, p->source, domain->at, "a domain must be a mapping, not %s", node_kind_name(domain));
	else if (name && name->kind != NODE_SCALAR)
		error_at(p->diag, p->source, name->at, "'name' must be a text, not %s", node_kind_name(name));
	if (aliases && aliases->kind != NODE_SEQUENCE && !node_null(aliases))
		error_at(p->diag, p->source, aliases->at, "'aliases' must be a list, not %s", node_kind_name(aliases));
	if (!flag || !name || name->kind != NODE_SCALAR || !boolean_read(p, flag, "multi_tenant", &tenant))
		return;
	tenancy = tenant ? TENANCY_TENANT : TENANCY_SHARED;
	options_add_schema(p->arena, o, name->text, tenancy);
	for (size_t i = 0; aliases && aliases->kind == NODE_SEQUENCE && i < aliases->n; i++)
		if (aliases->items[i]->kind == NODE_SCALAR)
			options_add_schema(p->arena, o, aliases->items[i]->text, tenancy);
}

void
registry_read(struct arena *a, struct diag *d, const struct source *source, const struct node *doc, struct options *o)
{
	struct parse p = {.arena = a, .diag = d, .source = source};
	const struct node *domains = node_get(doc, "domains");

	if (!domains || domains->kind != NODE_MAPPING) {
		error_at(d, source, domains ? domains->at : doc->at, "the registry needs a mapping 'domains'");
		return;
	}
	for (size_t i = 0; i < domains->n; i++)
		domain_read(&p, domains->pairs[i].value, o);
}
