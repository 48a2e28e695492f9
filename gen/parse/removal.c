#include "parse/removal.h"
#include "parse/step.h"

#include <string.h>

struct asked {
	const char *own, *name;
};

static bool
removes(const struct step *s, const void *context)
{
	const struct asked *of = context;

	return s->kind == STEP_DELETE && s->hard &&
	       strcmp(s->target.entity ? s->target.entity : of->own, of->name) == 0;
}

bool
removes_written(const struct entity *e, const char *name)
{
	for (size_t i = 0; i < e->nactions; i++)
		if (e->name &&
		    steps_any(e->actions[i].steps, removes, &(struct asked){e->name, name}))
			return true;
	return false;
}
