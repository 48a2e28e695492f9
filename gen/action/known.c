#include "action/known.h"
#include "action/local.h"
#include "action/word.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "expr/expr.h"
#include "model/column.h"
#include "parse/step.h"

#include <string.h>

/* At most so many more than there are fields. */
enum { ALWAYS = 16 };

static size_t
add_members(const struct entity *e, const char **names, size_t n)
{
	const struct type *type;
	const char *name;

	for (size_t i = 0; i < e->nfields; i++)
		names[n++] = e->fields[i].name;
	for (size_t i = 0; i < ALWAYS && column_always(e, i, &name, &type); i++)
		if (name && word_always(e, name))
			names[n++] = name;
	return n;
}

const char *
known_member(struct arena *a, const struct entity *e, const char *word)
{
	const char **names = arena_new(a, const char *, e->nfields + ALWAYS + 1);

	add_members(e, names, 0);
	return nearest_cure(a, word, names);
}

static size_t
count_locals(const struct compiler *c)
{
	size_t n = 0;

	for (const struct local *l = c->locals; l; l = l->next)
		n++;
	return n;
}

static void
add_locals(const struct compiler *c, const char **names, size_t n)
{
	for (const struct local *l = c->locals; l; l = l->next)
		names[n++] = l->name;
}

static bool
is_parameter(const struct compiler *c, const char *word)
{
	const struct action_form *form = c->action->form;

	for (size_t i = 0; form && i < form->nparameters; i++)
		if (strcmp(form->parameters[i].name, word) == 0)
			return true;
	return false;
}

bool
frame_knows(const struct frame *f, const char *word)
{
	const struct ref *ref;

	return f->entity && (field_of_word(f->entity, word, &ref) || word_always(f->entity, word));
}

bool
path_known(void *context, const char *word)
{
	const struct frame *f = context;

	for (const struct frame *g = f; g; g = g->outer)
		if (frame_knows(g, word))
			return true;
	return local_find(f->c, word) != NULL;
}

/* Whether an enum of one of the rows that are in sight has it. */
static bool
is_value(const struct frame *f, const char *word)
{
	for (; f; f = f->outer)
		for (size_t i = 0; f->entity && i < f->entity->nfields; i++)
			if (word_among(f->entity->fields[i].values, f->entity->fields[i].nvalues,
			               word))
				return true;
	return false;
}

/* What other tools put beside the names of an action. */
static const char *
known_elsewhere(struct arena *a, const struct compiler *c, const char *word)
{
	static const struct {
		const char *word, *cure;
	} roots[] = {
	        {"auth_tenant_id", "; write caller.tenant_id"},
	        {"auth_user_id", "; write caller.id"},
	        {"current_user", "; who calls is the caller, as in caller.id"},
	        {"current_user_id", "; write caller.id"},
	        {"input_data", "; an input is input.name"},
	        {"input_payload", "; an input is input.name"},
	};

	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
		if (strcmp(roots[i].word, word) == 0)
			return roots[i].cure;
	if (strncmp(word, "p_", 2) == 0 && is_parameter(c, word + 2))
		return arena_printf(a, "; an input is input.%s", word + 2);
	return truth_cure(word);
}

const char *
known_variable(const struct compiler *c, const char *word)
{
	const char **names = arena_new(c->arena, const char *, count_locals(c) + 1);
	const char *cure = known_elsewhere(c->arena, c, word);
	const struct ref *ref;

	if (cure)
		return cure;
	if (strcmp(word, "input") == 0 || strcmp(word, "caller") == 0 || strcmp(word, "old") == 0)
		return arena_printf(c->arena, "; write '%s' without '$'", word);
	if (is_parameter(c, word))
		return arena_printf(c->arena, "; an input is input.%s", word);
	if (field_of_word(c->entity, word, &ref) || word_always(c->entity, word))
		return arena_printf(c->arena, "; a field is %s, an input input.%s", word, word);
	add_locals(c, names, 0);
	cure = nearest_cure(c->arena, word, names);
	return *cure ? cure : arena_printf(c->arena, "; an input is input.%s", word);
}

const char *
known_word(const struct frame *f, const struct expr *path)
{
	static const char *const roots[] = {"input", "caller", "old"}, *const constants[] = {
	                                                                       "TRUE", "FALSE",
	                                                                       "NULL"};
	enum { ROOTS = sizeof roots / sizeof *roots };
	struct arena *a = f->c->arena;
	size_t n = 0, max = count_locals(f->c) + ROOTS + 1;
	const char **names, *word = path->words[0].text, *cure = known_elsewhere(a, f->c, word);

	if (cure)
		return cure;
	if (path->nwords == 1 && is_parameter(f->c, word))
		return arena_printf(a, "; an input is input.%s", word);
	if (path->nwords == 1 && is_value(f, word))
		return arena_printf(a, "; a text stands in quotes: '%s'", word);
	for (const struct frame *g = f; g; g = g->outer)
		max += g->entity ? g->entity->nfields + ALWAYS + 1 : 0;
	names = arena_new(a, const char *, max);
	for (size_t i = 0; i < ROOTS; i++)
		names[n++] = path->nwords > 1 ? roots[i] : constants[i];
	for (const struct frame *g = f; g; g = g->outer) {
		n = g->entity ? add_members(g->entity, names, n) : n;
		if (g->entity && path->nwords > 1)
			names[n++] = g->entity->name;
	}
	add_locals(f->c, names, n);
	return nearest_cure(a, word, names);
}
