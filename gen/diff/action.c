/* What changed of actions. */
#include "base/arena.h"
#include "base/list.h"
#include "base/str.h"
#include "diff/compare.h"

#include <string.h>

/* An action that does something, by its name. */
static const struct action *
acting_find(const struct entity *e, const char *name)
{
	const struct action *a = action_find(e, name);

	return a && a->kind != ACTION_NOTHING ? a : NULL;
}

/* ---- who may call, and what it works on ---- */

static bool
takes_id(const struct action *a)
{
	return a->subject != SUBJECT_NONE && a->subject != SUBJECT_NEW;
}

/* A condition that needs the row is the first of its checks. */
static const char *
permission(const struct action *a)
{
	for (size_t i = 0; i < a->nbefore; i++)
		if (a->before[i].status &&
		    strcmp(a->before[i].status, "security:permission_denied") == 0)
			return a->before[i].sql;
	return a->permission;
}

static void
compare_permission(struct comparison *c, struct two_actions p)
{
	const char *old = permission(p.old), *new = permission(p.new);

	if (!word_same(old, new))
		compare_add_action(c, p,
		                   new ? CHANGE_permission_changed : CHANGE_permission_removed,
		                   (struct telling){.old = old ? old : "everybody", .new = new});
}

/* ---- failures and impact ---- */

/* With a message, or any; a status may have several. */
static const struct failure *
failure_find(const struct impact *in, const char *status, const char *message)
{
	for (size_t i = 0; i < in->nfailures; i++)
		if (strcmp(in->failures[i].status, status) == 0 &&
		    (!message || word_same(in->failures[i].message, message)))
			return &in->failures[i];
	return NULL;
}

/* The message that another took the place of: one that is gone, if there is one. */
static const char *
message_before(const struct impact *old, const struct impact *new, const char *status)
{
	for (size_t i = 0; i < old->nfailures; i++)
		if (strcmp(old->failures[i].status, status) == 0 &&
		    !failure_find(new, status, old->failures[i].message))
			return old->failures[i].message;
	return failure_find(old, status, NULL)->message;
}

/* They are sorted by status. */
static bool
again(const struct impact *in, size_t i)
{
	return i && strcmp(in->failures[i - 1].status, in->failures[i].status) == 0;
}

static void
compare_failures(struct comparison *c, struct two_actions p, const struct impact *old,
                 const struct impact *new)
{
	for (size_t i = 0; i < old->nfailures; i++)
		if (!again(old, i) && !failure_find(new, old->failures[i].status, NULL))
			compare_add_action(
			        c, p, CHANGE_error_removed,
			        (struct telling){
			                .old = compare_quote(c->arena, old->failures[i].status)});
	for (size_t i = 0; i < new->nfailures; i++) {
		const struct failure *f = &new->failures[i];

		if (!failure_find(old, f->status, NULL) && !again(new, i))
			compare_add_action(
			        c, p, CHANGE_error_added,
			        (struct telling){.new = compare_quote(c->arena, f->status)});
		else if (failure_find(old, f->status, NULL) &&
		         !failure_find(old, f->status, f->message))
			compare_add_action(
			        c, p, CHANGE_error_message,
			        (struct telling){
			                .it = compare_quote(c->arena, f->status),
			                .old = compare_quote(c->arena,
			                                     message_before(old, new, f->status)),
			                .new = compare_quote(c->arena, f->message)});
	}
}

static void
deeds_of_effect(struct arena *a, struct list *to, const struct effect *e)
{
	static const char *const words[] = {
	        [OPERATION_CREATE] = "creates",
	        [OPERATION_UPDATE] = "changes",
	        [OPERATION_DELETE] = "deletes",
	        [OPERATION_READ] = "reads",
	};
	const char *word = words[e->operation];

	if (!e->nfields)
		list_add(a, to, arena_printf(a, "%s %s", word, e->entity));
	for (size_t i = 0; i < e->nfields; i++)
		list_add(a, to, arena_printf(a, "%s %s.%s", word, e->entity, e->fields[i]));
}

static void
deeds_of_names(struct arena *a, struct list *to, const char *word, const char **names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		list_add(a, to, arena_printf(a, "%s %s", word, names[i]));
}

/* Everything that an action does: writes Contact.status, sends lead_qualified. */
static struct list
deeds_of(struct arena *a, const struct impact *i)
{
	struct list to = {0};

	for (size_t k = 0; k < i->neffects; k++)
		if (i->effects[k].operation != OPERATION_READ)
			deeds_of_effect(a, &to, &i->effects[k]);
	deeds_of_names(a, &to, "sends", i->events, i->nevents);
	deeds_of_names(a, &to, "calls", i->calls, i->ncalls);
	deeds_of_names(a, &to, "refreshes", i->refreshes, i->nrefreshes);
	return to;
}

static void
compare_impact(struct comparison *c, struct two_actions p)
{
	static const struct impact none;
	const struct impact *old = p.old->nimpact ? p.old->impact : &none;
	const struct impact *new = p.new->nimpact ? p.new->impact : &none;
	struct list was = deeds_of(c->arena, old), is = deeds_of(c->arena, new);

	compare_failures(c, p, old, new);
	for (size_t i = 0; i < was.n; i++)
		if (!word_among(is.items, is.n, was.items[i]))
			compare_add_action(c, p, CHANGE_impact_removed,
			                   (struct telling){.old = was.items[i]});
	for (size_t i = 0; i < is.n; i++)
		if (!word_among(was.items, was.n, is.items[i]))
			compare_add_action(c, p, CHANGE_impact_added,
			                   (struct telling){.new = is.items[i]});
}

/* ---- actions ---- */

/* Whether an author wrote other steps, or these mean something else than before, which no other
 * change explains: both as the new settings call things. */
static bool
steps_differ(struct comparison *c, struct two_actions p, bool explained)
{
	const struct options *o = c->versions->new_options;
	struct arena texts = {0};
	bool differ;

	if (!steps_equal(c->old_actions, c->new_actions, p.new->name))
		return true;
	if (explained)
		return false;
	differ = strcmp(action_functions(&texts, c->old, p.old, o),
	                action_functions(&texts, c->new, p.new, o)) != 0;
	arena_clear(&texts);
	return differ;
}

static void
compare_action(struct comparison *c, struct two_actions p)
{
	size_t before = c->to->n;

	if (!word_same(p.old->description, p.new->description))
		compare_add_action(c, p, CHANGE_action_description, (struct telling){0});
	if (strcmp(p.old->api, p.new->api) != 0)
		compare_add_action(c, p, CHANGE_action_api,
		                   (struct telling){.old = p.old->api, .new = p.new->api});
	if (takes_id(p.old) != takes_id(p.new))
		compare_add_action(
		        c, p, takes_id(p.new) ? CHANGE_action_takes_id : CHANGE_action_takes_no_id,
		        (struct telling){0});
	compare_inputs(c, p);
	compare_permission(c, p);
	compare_impact(c, p);
	compare_results(c, p);
	if (steps_differ(c, p, c->to->n > before))
		compare_add_action(c, p, CHANGE_action_steps, (struct telling){0});
}

/* Whether both take the same and do the same. */
static bool
alike(struct comparison *c, const struct action *a, const struct action *b)
{
	struct changes none = {.arena = c->arena};
	struct comparison trial = *c;

	trial.to = &none;
	if (a->kind != b->kind || a->ninputs != b->ninputs || !a->ninputs)
		return false;
	compare_inputs(&trial, (struct two_actions){a, b});
	compare_impact(&trial, (struct two_actions){a, b});
	return none.n == 0 && takes_id(a) == takes_id(b);
}

static const struct action *
heir(struct comparison *c, const struct action *old)
{
	const struct action *found = NULL;

	for (size_t i = 0; i < c->new->nactions; i++) {
		const struct action *a = &c->new->actions[i];

		if (a->kind == ACTION_NOTHING || acting_find(c->old, a->name) || !alike(c, old, a))
			continue;
		if (found)
			return NULL;
		found = a;
	}
	return found;
}

static bool
taken(const struct action *const *heirs, size_t n, const struct action *a)
{
	for (size_t i = 0; i < n; i++)
		if (heirs[i] == a)
			return true;
	return false;
}

/* Tells of the actions that are gone. Those that have their places now, or NULL,
 * in the order of the old ones. */
static const struct action **
compare_gone(struct comparison *c)
{
	size_t n = c->old->nactions;
	const struct action **heirs = arena_new(c->arena, const struct action *, n);

	for (size_t i = 0; i < n; i++) {
		const struct action *old = &c->old->actions[i], *new;

		if (old->kind == ACTION_NOTHING || acting_find(c->new, old->name))
			continue;
		new = heir(c, old);
		heirs[i] = new = taken(heirs, i, new) ? NULL : new;
		compare_add_action(c, (struct two_actions){old, new},
		                   new ? CHANGE_action_renamed : CHANGE_action_removed,
		                   (struct telling){.it = old->name,
		                                    .old = old->name,
		                                    .new = new ? new->name : NULL});
	}
	return heirs;
}

void
compare_actions(struct comparison *c)
{
	const struct action **heirs = compare_gone(c);

	c->old_actions = authored_actions(c->arena, c->old);
	c->new_actions = authored_actions(c->arena, c->new);
	for (size_t i = 0; i < c->new->nactions; i++) {
		const struct action *new = &c->new->actions[i];
		const struct action *old = acting_find(c->old, new->name);

		if (new->kind == ACTION_NOTHING || taken(heirs, c->old->nactions, new))
			continue;
		if (old)
			compare_action(c, (struct two_actions){old, new});
		else
			compare_add_action(c, (struct two_actions){NULL, new}, CHANGE_action_added,
			                   (struct telling){0});
	}
}
