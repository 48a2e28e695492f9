#include "parse/removal.h"
#include "parse/step.h"

struct asked {
	removes *of;
	const void *context;
};

static bool
asked(const struct step *s, const void *context)
{
	const struct asked *a = context;

	return s->kind == STEP_DELETE && s->hard && a->of(&s->target, a->context);
}

bool
removes_written(const struct entity *e, removes *of, const void *context)
{
	for (size_t i = 0; i < e->nactions; i++)
		if (steps_any(e->actions[i].steps, asked, &(struct asked){of, context}))
			return true;
	return false;
}
