/* Where an action ends before its last step. */
#include "action/end.h"

/* What ends every way of a fork, or NULL. */
static const char *
ways_end(const struct step *s)
{
	bool otherwise = false;

	for (const struct branch *b = s->branches; b; b = b->next) {
		otherwise |= !b->condition.node && b->nvalues == 0;
		if (!steps_end(b->steps))
			return NULL;
	}
	return !otherwise ? NULL : s->kind == STEP_IF ? "every way of the 'if'" : "every case";
}

const char *
step_end(const struct step *s)
{
	if (s->kind == STEP_IF || s->kind == STEP_SWITCH)
		return ways_end(s);
	return s->kind == STEP_RETURN ? "'return'" : s->kind == STEP_REJECT ? "'reject'" : NULL;
}

bool
steps_end(const struct step *s)
{
	for (; s; s = s->next)
		if (step_end(s))
			return true;
	return false;
}
