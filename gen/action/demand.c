#include "action/demand.h"
#include "expr/tree.h"

#include <string.h>

/* input.name, or name, which is the input as long as there is no row. */
static bool
is_input(const struct expr *e, const char *word)
{
	size_t last;

	if (!e || e->kind != EXPR_PATH || e->variable || e->nwords > 2)
		return false;
	last = e->nwords - 1;
	return strcmp(e->words[last].text, word) == 0 &&
	       (last == 0 || strcmp(e->words[0].text, "input") == 0);
}

static bool
must_be_given(const struct entity *e, const struct assignment *a, const char *word)
{
	const struct ref *ref;
	const struct field *f = a->name ? field_of_word(e, a->name, &ref) : NULL;

	return f && f->required && !f->default_kind && is_input(a->value.tree, word);
}

static bool
insert_demands(const struct entity *e, const struct step *s, const char *word)
{
	if (s->kind != STEP_INSERT || !step_own(e, s))
		return false;
	if (!s->values || !word)
		return !s->values;
	for (const struct assignment *a = s->values; a; a = a->next)
		if (must_be_given(e, a, word))
			return true;
	return false;
}

static bool
every_way_demands(const struct entity *e, const struct step *s, const char *word)
{
	bool otherwise = false;

	for (const struct branch *b = s->branches; b; b = b->next) {
		otherwise |= !b->condition.node && !b->nvalues;
		if (!steps_demand(e, b->steps, word))
			return false;
	}
	return otherwise;
}

/* A loop counts as if it made a turn. */
bool
steps_demand(const struct entity *e, const struct step *s, const char *word)
{
	for (; s; s = s->next)
		if (insert_demands(e, s, word) || every_way_demands(e, s, word) ||
		    steps_demand(e, s->steps, word))
			return true;
	return false;
}
