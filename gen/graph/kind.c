#include "graph/kind.h"
#include "model/entity.h"

#include <stddef.h>

const struct kind kinds[] = {
#define KIND(name, folder, suffix, scope, when, reads, help) \
	{#name, folder, suffix, scope, when, "tool," reads},
#include "kinds.def"
#undef KIND
        {NULL, NULL, NULL, ENTITY, ALWAYS, NULL},
};

static bool
always(const struct entity *e)
{
	(void)e;
	return true;
}

static bool
has_refs(const struct entity *e)
{
	for (size_t i = 0; i < e->nfields; i++)
		if (e->fields[i].nrefs)
			return true;
	return e->nforeign_keys > 0;
}

static bool
has_actions(const struct entity *e)
{
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING)
			return true;
	return false;
}

static bool
has_view(const struct entity *e)
{
	return e->table_view;
}

static bool (*const needed[])(const struct entity *) = {
        [ALWAYS] = always,
        [REFS] = has_refs,
        [ACTIONS] = has_actions,
        [VIEWS] = has_view,
};

bool
kind_needed(enum kind_when when, const struct entity *e)
{
	return needed[when](e);
}

unsigned
kinds_of(const struct entity *e)
{
	unsigned set = 0;

	for (size_t i = 0; kinds[i].name; i++)
		if (kinds[i].scope == ENTITY && kind_needed(kinds[i].when, e))
			set |= KIND_BIT(i);
	return set;
}
