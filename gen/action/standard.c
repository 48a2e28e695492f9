/* What actions do that have no steps: their names say it. */
#include "action/compiler.h"
#include "base/arena.h"
#include "model/column.h"

void
standard_compile(struct compiler *c)
{
	static const enum step_kind kinds[] = {
	        [ACTION_CREATE] = STEP_INSERT,
	        [ACTION_UPDATE] = STEP_UPDATE,
	        [ACTION_DELETE] = STEP_DELETE,
	};
	struct action *a = c->action;
	struct step step = {
	        .kind = kinds[a->kind],
	        .at = a->at,
	        .target = {.at = a->at, .schema = c->entity->schema, .entity = c->entity->name},
	};

	a->statements = steps_compile(c, &step, &a->nstatements);
}
