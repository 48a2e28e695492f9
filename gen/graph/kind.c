#include "graph/kind.h"

#include <stddef.h>

const struct kind kinds[] = {
#define KIND(name, folder, suffix, scope, when, reads, help) \
	{#name, folder, suffix, scope, when, "tool," reads},
#include "kinds.def"
#undef KIND
        {NULL, NULL, NULL, ENTITY, ALWAYS, NULL},
};
