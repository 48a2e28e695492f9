/* Reads actions: all but their steps. */
#include "parse/tables.h"
#include "base/arena.h"
#include "model/name.h"
#include "parse/step_parse.h"

#include <string.h>
#include <strings.h>

/* app.type_<name>_input is the longest name made of it. */
enum { ACTION_NAME_MAX = NAME_MAX_BYTES - (int)sizeof("type__input") + 1 };

static const char *const hierarchy_impacts[] = {"recalculate_subtree", "recalculate_tenant",
                                                "recalculate_global", NULL};
static const char *const operations[] = {"create", "insert", "update", "delete", "upsert", "CREATE",
                                         "INSERT", "UPDATE", "DELETE", "UPSERT", NULL};
static const char *const strategies[] = {"refetch", "evict",  "update", "remove", "REFETCH",
                                         "EVICT",   "UPDATE", "REMOVE", NULL};

static const struct key effect_keys[] = {
        {.name = "entity", .form = FORM_TEXT, .required = true},
        {.name = "operation", .form = FORM_WORD, .words = operations},
        {.name = "fields", .form = FORM_TEXTS},
        {.name = "include_relations", .form = FORM_TEXTS, .later = true},
        {.name = "relationships", .form = FORM_TEXTS, .later = true},
        {.name = "collection", .form = FORM_NAME, .later = true},
        {.name = "condition", .form = FORM_TEXT, .later = true},
        {.name = "description", .form = FORM_TEXT},
        {.name = NULL},
};

static const struct key invalidation_keys[] = {
        {.name = "query", .form = FORM_TEXT, .required = true},
        {.name = "filter", .form = FORM_MAPPING},
        {.name = "strategy", .form = FORM_WORD, .words = strategies},
        {.name = "reason", .form = FORM_TEXT},
        {.name = NULL},
};

static const struct key impact_keys[] = {
        {.name = "description", .form = FORM_TEXT},
        {.name = "primary", .form = FORM_MAPPING, .keys = effect_keys},
        {.name = "side_effects", .form = FORM_MAPPINGS, .keys = effect_keys},
        {.name = "cache_invalidations",
         .form = FORM_MAPPINGS,
         .keys = invalidation_keys,
         .later = true},
        {.name = "permissions", .form = FORM_TEXTS, .later = true},
        {.name = "optimistic_safe", .form = FORM_BOOLEAN, .later = true},
        {.name = "idempotent", .form = FORM_BOOLEAN, .later = true},
        {.name = "estimated_duration_ms", .form = FORM_COUNT, .later = true},
        {.name = NULL},
};

const struct key action_keys[] = {
        {.name = "name", .form = FORM_NAME, .required = true},
        {.name = "description", .form = FORM_TEXT},
        {.name = "requires", .form = FORM_TEXT},
        {.name = "parameters", .form = FORM_ANY},
        {.name = "params", .form = FORM_ANY},
        {.name = "inputs", .form = FORM_ANY},
        {.name = "fields", .form = FORM_TEXTS},
        {.name = "steps", .form = FORM_LIST},
        {.name = "impact", .form = FORM_MAPPING, .keys = impact_keys},
        {.name = "impacts", .form = FORM_MAPPINGS, .keys = effect_keys},
        {.name = "hierarchy_impact", .form = FORM_WORD, .words = hierarchy_impacts, .later = true},
        {.name = "pattern", .form = FORM_ANY, .later = true},
        {.name = "returns", .form = FORM_ANY, .later = true},
        {.name = NULL},
};

static const struct key input_keys[] = {
        {.name = "name", .form = FORM_NAME},
        {.name = "type", .form = FORM_TEXT},
        {.name = "description", .form = FORM_TEXT},
        {.name = "required", .form = FORM_BOOLEAN},
        {.name = "nullable", .form = FORM_BOOLEAN},
        {.name = "default", .form = FORM_FREE},
        {.name = NULL},
};

/* `required: true` and `nullable: false` say the same. */
static void
nullability(struct parse *p, struct parameter *in, const struct node *n)
{
	const struct node *required = node_get(n, "required"), *nullable = node_get(n, "nullable");
	bool must = key_true(n, "required"), may = key_true(n, "nullable");

	if (required && nullable && must == may)
		error_at(p->diag, p->source, nullable->at,
		         "'nullable: %s' contradicts 'required: %s'", nullable->text,
		         required->text);
	in->required = must || (nullable && !may);
	if (in->required && in->value && node_null(in->value))
		error_at(p->diag, p->source, in->value->at,
		         "a required parameter cannot be null by default");
	in->optional = in->required ? NULL : required ? required : nullable;
}

/* In a mapping the key is the name, and another one would be ignored. */
static bool
named_twice(struct parse *p, const struct node *key, const struct node *n)
{
	const struct pair *name = key ? node_pair(n, "name") : NULL;

	if (!name || strcmp(name->value->text, key->text) == 0)
		return false;
	error_at(p->diag, p->source, name->key->at,
	         "the name of this parameter is its key, '%s'; leave 'name' out", key->text);
	return true;
}

static bool
input_key(const char *word)
{
	const struct key *k = input_keys;

	while (k->name && strcmp(k->name, word) != 0)
		k++;
	return k->name;
}

/* The name of an input, in a mapping its key, in a list n or what n says; NULL after reporting. */
static const struct node *
input_name(struct parse *p, const struct node *key, const struct node *n)
{
	const struct node *name = key ? key : n;

	if (n->kind == NODE_MAPPING && !key && n->n == 1 && !input_key(n->pairs[0].key->text)) {
		error_at(p->diag, p->source, n->at,
		         "a parameter in a list is written '{name: %s, type: …}'; or leave out "
		         "each '-'",
		         n->pairs[0].key->text);
		return NULL;
	}
	if (n->kind == NODE_MAPPING &&
	    (!keys_read(p, n, n->at, "parameters", input_keys, NULL) || named_twice(p, key, n)))
		return NULL;
	if (n->kind == NODE_SEQUENCE) {
		wrong_kind(p, n, "parameters", "a type or a mapping");
		return NULL;
	}
	if (!key && n->kind == NODE_MAPPING)
		name = node_get(n, "name");
	if (!name)
		error_at(p->diag, p->source, n->at, "'parameters' needs the key 'name'");
	return name && name_check(p, name, "parameter") ? name : NULL;
}

/* Whether no input before has a name, or one that the API would spell alike; reports if one has. */
static bool
input_is_new(struct parse *p, const struct action_form *form, const struct node *name)
{
	const char *snake = name_snake(p->arena, name->text);

	for (const struct parameter *in = form->parameters;
	     in < form->parameters + form->nparameters; in++) {
		if (!strcmp(in->name, name->text)) {
			error_at(p->diag, p->source, name->at, "the parameter '%s' comes twice",
			         name->text);
			note_at(p->diag, p->source, in->at, "first here");
			return false;
		}
		if (!strcmp(name_snake(p->arena, in->name), snake)) {
			error_at(p->diag, p->source, name->at,
			         "'%s' and the parameter '%s' have one key, '%s'; rename one",
			         name->text, in->name, snake);
			return false;
		}
	}
	return true;
}

/* name: type, name: {type: …}, or in a list a name or {name: …, type: …} */
static void
input(struct parse *p, struct action_form *form, const struct node *key, const struct node *n)
{
	struct parameter *in = form->parameters + form->nparameters;
	const struct node *name = input_name(p, key, n);

	if (!name || !input_is_new(p, form, name))
		return;
	in->name = name->text;
	in->at = name->at;
	in->type = n->kind == NODE_MAPPING     ? node_get(n, "type")
	           : n == name || node_null(n) ? NULL
	                                       : n;
	in->value = node_get(n, "default");
	in->description = key_text(n, "description");
	nullability(p, in, n);
	if (in->value && !in->type)
		error_at(p->diag, p->source, in->value->at,
		         "the default of '%s' needs the key 'type' beside it", name->text);
	form->nparameters++;
}

static void
inputs_read(struct parse *p, struct action_form *form, const struct node *action)
{
	static const char *const keys[] = {"parameters", "inputs", "params", NULL};
	const struct node *n = one_key(p, action, keys);

	if (!n || too_many(p, n, "parameters", FIELDS_MAX))
		return;
	form->parameters = arena_new(p->arena, struct parameter, n->n + 1);
	if (n->kind == NODE_SCALAR)
		wrong_kind(p, n, "parameters", "a mapping or a list");
	for (size_t i = 0; n->kind == NODE_SEQUENCE && i < n->n; i++)
		input(p, form, NULL, n->items[i]);
	for (size_t i = 0; n->kind == NODE_MAPPING && i < n->n; i++)
		input(p, form, n->pairs[i].key, n->pairs[i].value);
}

static void
fields_of(struct parse *p, struct action_form *form, const struct node *n)
{
	if (!n || n->kind != NODE_SEQUENCE)
		return;
	if (n->n == 0)
		error_at(p->diag, p->source, n->at, "'fields' is empty; name at least one field");
	if (too_many(p, n, "fields", FIELDS_MAX))
		return;
	form->fields = arena_new(p->arena, const char *, n->n + 1);
	for (size_t i = 0; i < n->n; i++)
		if (n->items[i]->kind != NODE_SCALAR || named_before(p, n, i))
			continue;
		else if (field_find(p->entity, n->items[i]->text) ||
		         (p->entity->identifier && strcmp(n->items[i]->text, "identifier") == 0))
			form->fields[form->nfields++] = n->items[i]->text;
		else
			unknown_name(p, n->items[i], "field", field_names(p->arena, p->entity));
}

static struct action_form *
form_read(struct parse *p, const struct node *n, bool sound)
{
	static const char *const impacts[] = {"impact", "impacts", NULL};
	struct action_form *form = arena_new(p->arena, struct action_form, 1);
	const struct node *requires = node_get(n, "requires");

	if (requires && requires->kind == NODE_SCALAR)
		authored_read(p, requires, &form->requires);
	inputs_read(p, form, n);
	fields_of(p, form, node_get(n, "fields"));
	form->impact = one_key(p, n, impacts);
	if (!sound)
		form->impact = NULL;
	form->hierarchy_impact = key_text(n, "hierarchy_impact");
	return form;
}

/* Without steps the name says what an action does. */
static enum action_kind
kind_of(struct parse *p, const struct action *a, const struct node *steps)
{
	static const struct {
		const char *prefix;
		enum action_kind kind;
	} standard[] = {
	        {"create_", ACTION_CREATE}, {"update_", ACTION_UPDATE}, {"delete_", ACTION_DELETE}};

	if (steps && (steps->n || steps->kind != NODE_SEQUENCE))
		return ACTION_STEPS;
	for (size_t i = 0; i < sizeof(standard) / sizeof(*standard); i++)
		if (!strncasecmp(a->name, standard[i].prefix, strlen(standard[i].prefix)))
			return standard[i].kind;
	warning_at(p->diag, p->source, a->at,
	           "action '%s' has no steps, and its name does not begin with create_, update_ or "
	           "delete_: nothing is "
	           "generated",
	           a->name);
	return ACTION_NOTHING;
}

static bool
name_free(struct parse *p, const struct action *a)
{
	const struct entity *e = p->entity;

	if (strlen(a->name) > ACTION_NAME_MAX) {
		error_at(p->diag, p->source, a->at,
		         "action name has %zu bytes, at most %d are possible: 'type_%s_input' is a "
		         "name in PostgreSQL",
		         strlen(a->name), ACTION_NAME_MAX, a->name);
		return false;
	}
	for (size_t i = 0; i < e->nactions; i++)
		if (!strcasecmp(e->actions[i].name, a->name)) {
			error_at(p->diag, p->source, a->at, "action '%s' comes twice", a->name);
			note_at(p->diag, p->source, e->actions[i].at, "first here");
			return false;
		}
	return true;
}

static void
action(struct parse *p, const struct node *n)
{
	struct action a = {0};
	const struct node *name, *steps;
	bool sound;

	if (n->kind != NODE_MAPPING) {
		bool named = n->kind == NODE_SCALAR && name_valid(n->text);

		error_at(p->diag, p->source, n->at,
		         "an action is a mapping with 'name' and 'steps', not %s%s%s%s",
		         node_kind_name(n), named ? "; write '- name: " : "", named ? n->text : "",
		         named ? "'" : "");
		return;
	}
	if (n->n == 1 && n->pairs[0].value->kind == NODE_MAPPING &&
	    name_valid(n->pairs[0].key->text)) {
		error_at(p->diag, p->source, n->at,
		         "an action's name stands under 'name'; write '- name: %s'",
		         n->pairs[0].key->text);
		return;
	}
	sound = keys_read(p, n, n->at, "action", action_keys, NULL);
	name = node_get(n, "name");
	steps = node_get(n, "steps");
	if (steps && steps->kind == NODE_SEQUENCE)
		a.steps = steps_read(p, steps);
	if (!name || name->kind != NODE_SCALAR || !name_valid(name->text))
		return;
	a.name = name->text;
	a.at = name->at;
	a.description = key_text(n, "description");
	if (!name_free(p, &a))
		return;
	a.kind = kind_of(p, &a, steps);
	a.form = form_read(p, n, sound);
	p->entity->actions[p->entity->nactions++] = a;
}

void
actions_parse(struct arena *arena, struct diag *d, struct entity *e, const struct node *actions)
{
	struct parse p = {.arena = arena, .diag = d, .source = e->source, .entity = e};

	if (actions->kind != NODE_SEQUENCE) {
		wrong_kind(&p, actions, "actions", "a list");
		return;
	}
	if (too_many(&p, actions, "actions", ACTIONS_MAX))
		return;
	e->actions = arena_new(arena, struct action, actions->n + 1);
	for (size_t i = 0; i < actions->n; i++)
		action(&p, actions->items[i]);
}
