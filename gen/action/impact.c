/* What an action reads, writes and answers; and what its author says that it does. */
#include "action/compiler.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/failure.h"
#include "model/view.h"
#include "parse/keys.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- lists without repetitions ---- */

static void
text_add(struct compiler *c, const char ***list, size_t *n, const char *text)
{
	if (word_among(*list, *n, text))
		return;
	*list = arena_grown(c->arena, *list, *n, sizeof **list);
	(*list)[(*n)++] = text;
}

/* The effect of a list on the same entity by the same operation as one that is wanted,
 * which is added if there is none. */
static struct effect *
effect_of(struct compiler *c, struct effect **list, size_t *n, struct effect wanted)
{
	for (size_t i = 0; i < *n; i++) {
		struct effect *e = &(*list)[i];

		if (strcmp(e->entity, wanted.entity) == 0 &&
		    strcmp(e->schema, wanted.schema) == 0 && e->operation == wanted.operation)
			return e;
	}
	*list = arena_grown(c->arena, *list, *n, sizeof **list);
	(*list)[*n] = wanted;
	return &(*list)[(*n)++];
}

void
read_add(struct compiler *c, const struct entity *e, const char *field)
{
	struct effect *r = effect_of(c, &c->reads, &c->nreads,
	                             (struct effect){.entity = e->name,
	                                             .schema = e->schema,
	                                             .operation = OPERATION_READ});

	text_add(c, &r->fields, &r->nfields, field);
}

static void
effect_add(struct compiler *c, struct impact *to, const struct statement *st,
           enum operation operation)
{
	struct effect *e = effect_of(c, &to->effects, &to->neffects,
	                             (struct effect){.entity = st->entity,
	                                             .schema = st->schema,
	                                             .operation = operation});
	bool replaced = st->kind == STATEMENT_INSERT && operation == OPERATION_UPDATE;
	const char **fields = replaced ? st->replaces : st->changes;
	size_t n = operation == OPERATION_DELETE ? 0 : replaced ? st->nreplaces : st->nchanges;

	for (size_t i = 0; i < n; i++)
		text_add(c, &e->fields, &e->nfields, fields[i]);
}

static void
failure_add(struct compiler *c, struct impact *to, const char *status, const char *message)
{
	for (size_t i = 0; i < to->nfailures; i++)
		if (strcmp(to->failures[i].status, status) == 0 &&
		    strcmp(to->failures[i].message, message) == 0)
			return;
	to->failures = arena_grown(c->arena, to->failures, to->nfailures, sizeof *to->failures);
	to->failures[to->nfailures++] = (struct failure){status, message};
}

static void
condition_add(struct compiler *c, struct impact *to, const char *status, const char *text)
{
	for (size_t i = 0; i < to->nconditions; i++)
		if (strcmp(to->conditions[i].status, status) == 0 &&
		    strcmp(to->conditions[i].text, text) == 0)
			return;
	to->conditions =
	        arena_grown(c->arena, to->conditions, to->nconditions, sizeof *to->conditions);
	to->conditions[to->nconditions++] = (struct condition){status, text};
}

/* Those of the author, and those that come with a kind of step. */
static void
failures(struct compiler *c, struct impact *to, const struct statement *st)
{
	if (st->status)
		failure_add(c, to, st->status, st->message);
	if (st->status && st->condition)
		condition_add(c, to, st->status, st->condition);
	if (st->kind == STATEMENT_WHILE)
		failure_add(c, to, "failed:loop_limit", "The loop did not end");
	else if (st->kind == STATEMENT_FIND && st->entity && !st->one && !st->order)
		failure_add(c, to, "failed:ambiguous",
		            arena_printf(c->arena, "More than one %s found", st->entity));
}

/* ---- statements ---- */

static const char *
after_schema(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot ? dot + 1 : name;
}

/* The table view of an entity: crm.tv_contact of crm.Contact. */
static const char *
view_of(struct compiler *c, const char *entity)
{
	const char *name = after_schema(entity);
	const char *schema = arena_strndup(c->arena, entity, (size_t)(name - entity) - 1);

	return view_called(c->arena, schema, name);
}

/* What the impact of an action is collected into. */
struct collector {
	struct compiler *c;
	struct impact *to;
};

static void
infer(void *context, const struct statement *st)
{
	struct compiler *c = ((struct collector *)context)->c;
	struct impact *to = ((struct collector *)context)->to;

	failures(c, to, st);
	if (st->kind == STATEMENT_INSERT && st->entity) {
		effect_add(c, to, st, OPERATION_CREATE);
		if (st->conflict == ON_CONFLICT_UPDATE)
			effect_add(c, to, st, OPERATION_UPDATE);
	} else if (st->kind == STATEMENT_UPDATE && st->entity)
		effect_add(c, to, st, OPERATION_UPDATE);
	else if (st->kind == STATEMENT_DELETE && st->entity)
		effect_add(c, to, st, OPERATION_DELETE);
	else if (st->kind == STATEMENT_EVENT && st->name)
		text_add(c, &to->events, &to->nevents, st->name);
	else if (st->kind == STATEMENT_CALL && st->action)
		text_add(c, &to->calls, &to->ncalls, after_schema(st->name));
	for (size_t i = 0; st->kind == STATEMENT_REFRESH && i < st->nchanges; i++)
		text_add(c, &to->refreshes, &to->nrefreshes, view_of(c, st->changes[i]));
}

/* ---- order ---- */

static int
by_effect(const void *a, const void *b)
{
	const struct effect *x = a, *y = b;
	int order = strcmp(x->entity, y->entity);

	order = order ? order : strcmp(x->schema, y->schema);
	return order ? order : (int)x->operation - (int)y->operation;
}

static int
by_condition(const void *a, const void *b)
{
	const struct condition *x = a, *y = b;
	int order = strcmp(x->status, y->status);

	return order ? order : strcmp(x->text, y->text);
}

static void
sort(void *items, size_t n, size_t size, int (*compare)(const void *, const void *))
{
	if (n > 1)
		qsort(items, n, size, compare);
}

static void
sort_all(struct impact *i)
{
	sort(i->effects, i->neffects, sizeof *i->effects, by_effect);
	for (size_t k = 0; k < i->neffects; k++)
		sort(i->effects[k].fields, i->effects[k].nfields, sizeof(char *), word_order);
	sort(i->events, i->nevents, sizeof(char *), word_order);
	sort(i->calls, i->ncalls, sizeof(char *), word_order);
	sort(i->refreshes, i->nrefreshes, sizeof(char *), word_order);
	sort(i->failures, i->nfailures, sizeof *i->failures, failure_order);
	sort(i->conditions, i->nconditions, sizeof *i->conditions, by_condition);
}

void
impact_infer(struct compiler *c)
{
	struct impact *to = arena_new(c->arena, struct impact, 1);
	struct collector in = {c, to};
	struct action *a = c->action;

	statements_walk(a->before, a->nbefore, infer, &in);
	statements_walk(a->statements, a->nstatements, infer, &in);
	for (size_t i = 0; i < c->sought.n; i++)
		failure_add(c, to, "validation:reference_not_found",
		            arena_printf(c->arena, "%s not found", c->sought.items[i]));
	for (size_t i = 0; i < c->nreads; i++)
		*effect_of(c, &to->effects, &to->neffects, c->reads[i]) = c->reads[i];
	sort_all(to);
	a->impact = to;
	a->nimpact = 1;
}

/* ---- the author's ---- */

static const struct {
	const char *word, *verb;
	bool create, update, delete;
} operations[] = {
        {"create", "creates", true, false, false},
        {"update", "updates", false, true, false},
        {"delete", "deletes", false, false, true},
        {"upsert", "creates or updates", true, true, false},
        {"insert", "creates", true, false, false},
};

enum { NOPERATIONS = sizeof operations / sizeof *operations };

static bool
of_operation(const struct effect *e, size_t i)
{
	return (e->operation == OPERATION_CREATE && operations[i].create) ||
	       (e->operation == OPERATION_UPDATE && operations[i].update) ||
	       (e->operation == OPERATION_DELETE && operations[i].delete);
}

/* The i-th operation that a declared effect has; past the last: any. */
static size_t
operation_of(const struct node *n)
{
	const struct node *word = node_get(n, "operation");
	size_t i = 0;

	while (word && i < NOPERATIONS && strcasecmp(operations[i].word, word->text) != 0)
		i++;
	return word ? i : NOPERATIONS;
}

static bool
writes(const struct impact *in, const char *entity, size_t operation, const char *field)
{
	for (size_t i = 0; i < in->neffects; i++) {
		const struct effect *e = &in->effects[i];

		if (strcmp(e->entity, entity) != 0 || e->operation == OPERATION_READ ||
		    (operation < NOPERATIONS && !of_operation(e, operation)))
			continue;
		if (!field || word_among(e->fields, e->nfields, field))
			return true;
	}
	return false;
}

static void
declared_effect(struct compiler *c, const struct node *n)
{
	const struct node *entity = n ? node_get(n, "entity") : NULL;
	const struct node *fields = n ? node_get(n, "fields") : NULL;
	const struct impact *in = c->action->impact;
	size_t operation = n ? operation_of(n) : NOPERATIONS;

	if (!entity)
		return;
	if (!writes(in, entity->text, operation, NULL)) {
		warning_at(c->diag, c->source, entity->at, "no step %s '%s'",
		           operation < NOPERATIONS ? operations[operation].verb : "writes",
		           entity->text);
		return;
	}
	for (size_t i = 0; fields && i < fields->n; i++)
		if (!writes(in, entity->text, operation, fields->items[i]->text))
			warning_at(c->diag, c->source, fields->items[i]->at,
			           "no step writes '%s' of '%s'", fields->items[i]->text,
			           entity->text);
}

static bool
declares(const struct node *n, const char *entity)
{
	const struct node *name = n ? node_get(n, "entity") : NULL;

	return name && strcmp(name->text, entity) == 0;
}

static bool
declares_any(const struct node *list, const char *entity)
{
	for (size_t i = 0; list && i < list->n; i++)
		if (declares(list->items[i], entity))
			return true;
	return false;
}

/* Entities that are written and not declared. */
static void
undeclared(struct compiler *c, const struct node *impact, const struct node *primary,
           const struct node *list)
{
	const struct impact *in = c->action->impact;

	for (size_t i = 0; i < in->neffects; i++) {
		const struct effect *e = &in->effects[i];

		if (e->operation == OPERATION_READ || declares(primary, e->entity) ||
		    declares_any(list, e->entity))
			continue;
		warning_at(c->diag, c->source, impact->at,
		           "the steps write '%s' too, which this impact does not say", e->entity);
	}
}

void
impact_compare(struct compiler *c)
{
	const struct node *impact = c->action->form ? c->action->form->impact : NULL;
	const struct node *primary, *list;

	if (!impact)
		return;
	primary = impact->kind == NODE_MAPPING ? node_get(impact, "primary") : NULL;
	list = impact->kind == NODE_MAPPING ? node_get(impact, "side_effects") : impact;
	declared_effect(c, primary);
	for (size_t i = 0; list && i < list->n; i++)
		declared_effect(c, list->items[i]);
	undeclared(c, impact, primary, list);
}
