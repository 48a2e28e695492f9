#include "graph/usage.h"
#include "graph/shape.h"
#include "model/options.h"

#include <string.h>

static void
insert_all(struct arena *a, struct list *to, const struct list *texts)
{
	for (size_t i = 0; i < texts->n; i++)
		list_insert(a, to, texts->items[i]);
}

void
usage_add(struct arena *a, struct usage *u, const struct shape *s)
{
	if (*s->schema && strcmp(s->schema, "app") != 0)
		list_insert(a, &u->schemas, s->schema);
	insert_all(a, &u->extensions, &s->extensions);
	insert_all(a, &u->needs, &s->needs);
}

void
usage_tell(const struct usage *u, struct options *o)
{
	o->all_schemas = u->schemas.items;
	o->nall_schemas = u->schemas.n;
	o->extensions = u->extensions.items;
	o->nextensions = u->extensions.n;
	o->needs = u->needs.items;
	o->nneeds = u->needs.n;
}
