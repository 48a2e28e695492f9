/* What changed of the results of actions, and of what clients can show before the
 * answer is there. */
#include "base/arena.h"
#include "diff/compare.h"
#include "model/api.h"
#include "model/options.h"
#include "model/reaction.h"

#include <string.h>

static const struct api_field *
result_find(const struct api_fields *in, const char *name)
{
	for (size_t i = 0; i < in->n; i++)
		if (strcmp(in->v[i].name, name) == 0)
			return &in->v[i];
	return NULL;
}

static const char *
result_type(struct comparison *c, const struct api_field *f)
{
	return f->list ? arena_printf(c->arena, "list(%s)", f->type->name) : f->type->name;
}

static void
compare_result(struct comparison *c, struct two_actions p, const struct api_field *old,
               const struct api_field *new)
{
	const char *was = old ? result_type(c, old) : NULL, *is = result_type(c, new);

	if (!old)
		compare_add_action(c, p, CHANGE_result_added, (struct telling){.it = new->name});
	else if (strcmp(was, is) != 0)
		compare_add_action(c, p, CHANGE_result_type,
		                   (struct telling){.it = new->name, .old = was, .new = is});
}

/* ---- the row ---- */

enum answer { ANSWER_NONE, ANSWER_ROW_OR_NULL, ANSWER_ROW, ANSWER_ID };

static enum answer
answer_of(const struct action *a)
{
	if (a->subject == SUBJECT_NONE)
		return ANSWER_NONE;
	if (a->deletes)
		return ANSWER_ID;
	return api_row_certain(a) ? ANSWER_ROW : ANSWER_ROW_OR_NULL;
}

static void
compare_answer(struct comparison *c, struct two_actions p)
{
	static const char *const words[] = {
	        [ANSWER_NONE] = "no row",
	        [ANSWER_ROW_OR_NULL] = "the row or null",
	        [ANSWER_ROW] = "the row",
	        [ANSWER_ID] = "the id of a row that is gone",
	};
	enum answer old = answer_of(p.old), new = answer_of(p.new);
	bool more = old == ANSWER_NONE || (old == ANSWER_ROW_OR_NULL && new == ANSWER_ROW);

	if (old != new)
		compare_add_action(
		        c, p, more ? CHANGE_answer_more : CHANGE_answer_less,
		        (struct telling){.it = p.new->name, .old = words[old], .new = words[new]});
}

/* ---- before the answer ---- */

static bool
foreseen(struct comparison *c, const struct entity *e, const struct action *a,
         const struct options *o)
{
	return o->nclients && reaction_foreseen(reaction_of(c->arena, e, a));
}

void
compare_results(struct comparison *c, struct two_actions p)
{
	struct api_fields old = api_returned(c->arena, p.old), new = api_returned(c->arena, p.new);
	const struct versions *v = c->versions;

	for (size_t i = 0; i < old.n; i++)
		if (!result_find(&new, old.v[i].name))
			compare_add_action(c, p, CHANGE_result_removed,
			                   (struct telling){.it = old.v[i].name});
	for (size_t i = 0; i < new.n; i++)
		compare_result(c, p, result_find(&old, new.v[i].name), &new.v[i]);
	compare_answer(c, p);
	if (v->new_options->nclients && foreseen(c, c->old, p.old, v->old_options) &&
	    !foreseen(c, c->new, p.new, v->new_options))
		compare_add_action(c, p, CHANGE_action_unforeseen,
		                   (struct telling){.it = p.new->name});
}
