#include "model/options.h"
#include "base/arena.h"
#include "base/str.h"

#include <string.h>

const struct options options_default = {
        .api_role = "app_api",
        .action_role = "app_action",
        .tenancy = TENANCY_TENANT,
        .sql_folder = "db/schema",
};

static const char *const shared_schemas[] = {"common", "app", "core", NULL};

enum tenancy
schema_tenancy(const struct options *o, const char *schema)
{
	for (size_t i = 0; i < o->nschemas; i++)
		if (strcmp(o->schemas[i].name, schema) == 0)
			return o->schemas[i].tenancy;
	return word_index(shared_schemas, schema) >= 0 ? TENANCY_SHARED : o->tenancy;
}

void
options_add_schema(struct arena *a, struct options *o, const char *schema, enum tenancy tenancy)
{
	struct schema_options *schemas = arena_new(a, struct schema_options, o->nschemas + 1);

	for (size_t i = 0; i < o->nschemas; i++)
		schemas[i] = o->schemas[i];
	schemas[o->nschemas++] = (struct schema_options){schema, tenancy};
	o->schemas = schemas;
}
