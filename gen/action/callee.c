#include "action/callee.h"
#include "action/compiler.h"
#include "base/arena.h"
#include "base/diag.h"

#include <string.h>

const struct action *
action_of(const struct entity *e, const char *name)
{
	for (const struct action *a = e->actions; a && a < e->actions + e->nactions; a++)
		if (a->kind != ACTION_NOTHING &&
		    (strcmp(a->name, name) == 0 || (a->api && strcmp(a->api, name) == 0)))
			return a;
	return NULL;
}

/* Whether a step may mean an action of another entity: by its name in app (0),
 * by its own name (1). */
static bool
meant(const struct action *a, const struct step *s, int by)
{
	const char *name = by ? a->name : a->api;

	return a->kind != ACTION_NOTHING && name && strcmp(name, s->name) == 0;
}

/* The next one from the n-th entity on; *n is its place. */
static const struct action *
next_meant(const struct compiler *c, const struct step *s, int by, size_t *n)
{
	for (; *n < c->n; ++*n)
		for (size_t i = 0; i < c->others[*n]->nactions; i++)
			if (meant(&c->others[*n]->actions[i], s, by))
				return &c->others[*n]->actions[i];
	return NULL;
}

/* Reports two that may be meant; their names in app tell them apart. */
static bool
either(struct compiler *c, const struct step *s, const struct callee *found, size_t n)
{
	const struct action *other = next_meant(c, s, 1, &n);

	if (!other || entity_same(found->entity, c->others[n]))
		return false;
	error_at(c->diag, c->source, s->target.at,
	         "'%s' is an action of '%s' and of '%s'; call '%s' or '%s'", s->name,
	         found->entity->name, c->others[n]->name, found->action->api, other->api);
	return true;
}

/* Where others may be meant as well: behind the entity that was found, of those by their own
 * names; 0 if none may. */
static size_t
search(const struct compiler *c, const struct step *s, struct callee *found)
{
	*found = (struct callee){c->entity, NULL};
	if (s->schema && strcmp(s->schema, "app") != 0)
		return 0;
	found->action = action_of(c->entity, s->name);
	for (int by = 0; by < 2 && !found->action; by++) {
		size_t n = 0;

		found->action = next_meant(c, s, by, &n);
		if (!found->action)
			continue;
		found->entity = c->others[n];
		return by ? n + 1 : 0;
	}
	return 0;
}

bool
callee_find(struct compiler *c, const struct step *s, struct callee *found)
{
	size_t behind = search(c, s, found);

	return !behind || !either(c, s, found, behind);
}

static bool
matches(const struct input *in, const char *name)
{
	return strcmp(in->word, name) == 0 || strcmp(in->name, name) == 0;
}

bool
input_names_row(const struct input *in)
{
	return in->system && strcmp(in->name, "id") == 0;
}

const struct input *
callee_input(const struct callee *to, const struct assignment *a, size_t i)
{
	const struct action *action = to->action;
	size_t n = 0;

	for (size_t k = 0; k < action->ninputs; k++) {
		const struct input *in = &action->inputs[k];

		if (a->name ? matches(in, a->name) : i == 0 && input_names_row(in))
			return in;
	}
	if (action->subject > SUBJECT_NEW)
		i--;
	for (size_t k = 0; !a->name && k < action->ninputs; k++)
		if (!action->inputs[k].system && n++ == i)
			return &action->inputs[k];
	return NULL;
}

const struct expr *
callee_changes(const struct compiler *c, const struct step *s)
{
	struct callee to;
	size_t i = 0;

	if (s->kind != STEP_CALL || !s->name)
		return NULL;
	search(c, s, &to);
	if (!to.action || to.action->subject < SUBJECT_LOCK)
		return NULL;
	for (const struct assignment *a = s->values; a; a = a->next, i++) {
		const struct input *in = callee_input(&to, a, i);

		if (in && input_names_row(in))
			return a->value.tree;
	}
	return NULL;
}

bool
function_listed(const struct compiler *c, const char *schema, const char *name)
{
	const char *full = arena_printf(c->arena, "%s.%s", schema ? schema : "app", name);

	for (size_t i = 0; i < c->options->nfunctions; i++) {
		const char *listed = c->options->functions[i];

		if (!strchr(listed, '.'))
			listed = arena_printf(c->arena, "app.%s", listed);
		if (strcmp(listed, full) == 0)
			return true;
	}
	return false;
}
