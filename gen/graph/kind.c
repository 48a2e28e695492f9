#include "graph/kind.h"

#include <stddef.h>

#define OPTIONS_foundation "tool,api_role,action_role,tenancy,schemas,all_schemas,extensions,needs"
#define OPTIONS_table "tool,api_role,action_role"
#define OPTIONS_foreign_keys "tool"
#define OPTIONS_helpers "tool,api_role,action_role"
#define OPTIONS_metadata "tool"

const struct kind kinds[] = {
#define KIND(name, folder, suffix, scope, when, help) \
	{#name, folder, suffix, scope, when, OPTIONS_##name},
#include "kinds.def"
#undef KIND
	{NULL, NULL, NULL, ENTITY, ALWAYS, NULL},
};
