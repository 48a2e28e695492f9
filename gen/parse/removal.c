#include "parse/removal.h"
#include "parse/step.h"

#include <string.h>

static bool
steps_remove(const struct step *s, const char *own, const char *name)
{
	bool found = false;

	for (; s && !found; s = s->next) {
		const char *target = s->target.entity ? s->target.entity : own;

		found = (s->kind == STEP_DELETE && s->hard && strcmp(target, name) == 0) ||
		        steps_remove(s->steps, own, name);
		for (const struct branch *b = s->branches; b && !found; b = b->next)
			found = steps_remove(b->steps, own, name);
	}
	return found;
}

bool
removes_written(const struct entity *e, const char *name)
{
	for (size_t i = 0; i < e->nactions; i++)
		if (e->name && steps_remove(e->actions[i].steps, e->name, name))
			return true;
	return false;
}
