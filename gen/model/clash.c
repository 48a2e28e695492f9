/* Names that the API would have twice, of one entity. */
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/api.h"
#include "model/column.h"
#include "model/foundation.h"
#include "model/linker.h"
#include "model/name.h"
#include "model/options.h"
#include "model/relation.h"

#include <ctype.h>
#include <string.h>

/* ---- names that the API has already ---- */

/* Types of GraphQL, those that queries and answers are made of,
 * and what filters and composites are called. */
static const char *const taken[] = {"Query",
                                    "Mutation",
                                    "String",
                                    "Int",
                                    "Float",
                                    "Boolean",
                                    "ID",
                                    "UUID",
                                    API_META,
                                    "EntityImpact",
                                    "SideEffect",
                                    "OrderDirection",
                                    "CacheInvalidation",
                                    "PresenceFilter",
                                    NULL};

/* Words of TypeScript that JavaScript does not have, and what its modules call each other. All of
 * them are in lower case, as those of JavaScript are. */
static const char *const words[] = {
        "abstract", "any",       "api",     "as",       "async",   "bigint",    "boolean",
        "check",    "composite", "declare", "filter",   "infer",   "keyof",     "namespace",
        "never",    "number",    "object",  "readonly", "result",  "satisfies", "scalar",
        "string",   "symbol",    "type",    "unique",   "unknown", NULL};

static bool
is_word(const char *type)
{
	return js_keyword(type) || word_index(words, type) >= 0;
}

/* EmailFilter, EmailListFilter; PersonNameComposite, PersonNameCompositeInput. */
static bool
of_type(const char *name)
{
	static const char *const scalar[] = {"Filter", "ListFilter"};
	static const char *const composite[] = {"Composite", "CompositeInput"};
	const struct type *t;

	for (size_t i = 0; (t = type_at(i)); i++) {
		const char *const *ends = t->class == TYPE_COMPOSITE ? composite : scalar;
		size_t n = strlen(t->graphql);

		if (strncmp(name, t->graphql, n) == 0 &&
		    (strcmp(name + n, ends[0]) == 0 || strcmp(name + n, ends[1]) == 0))
			return true;
	}
	return false;
}

static bool
has_own(const char *type)
{
	return word_index(taken, type) >= 0 || of_type(type) || strncmp(type, "__", 2) == 0;
}

static void
own_type(struct linker *l, const char *type, const char *what, struct span at)
{
	error_at(l->diag, l->entity->source, at,
	         "the API has a type '%s' of its own; choose another name for the %s", type, what);
}

static void
reserved(struct linker *l, const char *type)
{
	const struct entity *e = l->entity;

	if (has_own(type))
		own_type(l, type, "entity", e->at);
	else if (is_word(type) && has_own(name_pascal(l->arena, type)))
		error_at(l->diag, e->source, e->at,
		         "'%s' is a word that TypeScript needs; choose another name for the entity",
		         type);
	else if (is_word(type))
		error_at(l->diag, e->source, e->at,
		         "'%s' is a word that TypeScript needs; write '%s'", type,
		         name_pascal(l->arena, type));
	else if (api_like_validator(type))
		error_at(l->diag, e->source, e->at,
		         "'%s' may be a validator in TypeScript; write '%s'", type,
		         name_pascal(l->arena, type));
}

/* What no other sees: TaskOwner of a ref to several, PersonNameCompositeInput of an action. */
static void
reserved_parts(struct linker *l, const char *type)
{
	const struct entity *e = l->entity;

	for (size_t i = 0; i < e->nfields; i++) {
		const char *name = clash_union(l, e, type, i);

		if (name && (has_own(name) || api_like_scalar(l->arena, name)))
			own_type(l, name, "field", e->fields[i].at);
	}
	for (size_t i = 0; i < e->nactions; i++) {
		const char *name =
		        arena_printf(l->arena, "%sInput", name_pascal(l->arena, l->api[i]));

		if (of_type(name))
			own_type(l, name, "action", e->actions[i].at);
	}
}

/* The foundation has names in app too. */
static void
of_foundation(struct linker *l)
{
	const struct entity *e = l->entity;
	const char **names = NULL;
	size_t n = 0;

	if (strcmp(e->schema, "app") == 0)
		names = entity_relations(l->arena, e, &n);
	for (size_t i = 0; i < n; i++)
		if (foundation_relation(names[i]))
			error_at(l->diag, e->source, e->at,
			         "'%s' would make app.%s, which the foundation has; choose another "
			         "name or schema",
			         e->name, names[i]);
	for (size_t i = 0; i < e->nactions; i++)
		if (foundation_function(l->api[i]))
			error_at(l->diag, e->source, e->actions[i].at,
			         "app.%s is a function of the foundation; rename the action",
			         l->api[i]);
}

/* ---- names that are spelled alike in the API ---- */

/* a_1 and a1 are both a1 there, and _1 is 1. */
static bool
spelled(struct linker *l, const char *what, const char *name, const char *camel, struct span at)
{
	if (isalpha((unsigned char)*camel))
		return true;
	error_at(l->diag, l->entity->source, at,
	         "%s '%s' has no name in the API, where underscores are left out; begin it with a "
	         "letter",
	         what, name);
	return false;
}

void
clash_alike(struct linker *l, const char *what, const char *name, const char *camel, struct span at)
{
	error_at(l->diag, l->entity->source, at,
	         "%s '%s' would be '%s' of the API twice; rename one", what, name, camel);
}

/* A literal without it would have one of a wrong type,
 * and caches look up queries and mutations in objects. */
static void
object(struct linker *l, const char *what, const char *name, const char *camel, struct span at)
{
	static const char *const members[] = {
	        "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable",
	        "toString",    "toLocaleString", "valueOf",       NULL};

	if (word_index(members, camel) >= 0)
		error_at(l->diag, l->entity->source, at,
		         "%s '%s' would be '%s', which every object of JavaScript has; choose "
		         "another name",
		         what, name, camel);
}

static const char **
names_in_api(struct linker *l)
{
	const struct entity *e = l->entity;
	const char **names = arena_new(l->arena, const char *, e->nfields + 1);

	for (size_t i = 0; i < e->nfields; i++)
		names[i] = name_camel(l->arena, field_key(l->arena, &e->fields[i]));
	return names;
}

static void
fields(struct linker *l, const char *const *names)
{
	static const char *const every[] = {"id", "identifier", "createdAt", "updatedAt", NULL};
	const struct entity *e = l->entity;

	for (size_t i = 0; i < e->nfields; i++) {
		const struct field *f = &e->fields[i];
		size_t n = i;

		if (!spelled(l, "the field", f->name, names[i], f->at))
			continue;
		object(l, "the field", f->name, names[i], f->at);
		if (strcmp(f->name, "__typename") == 0)
			error_at(
			        l->diag, e->source, f->at,
			        "every object of the API has a member '%s' already; choose another "
			        "name",
			        f->name);
		while (n > 0 && strcmp(names[n - 1], names[i]) != 0)
			n--;
		if (!f->faulty && (n > 0 || word_index(every, names[i]) >= 0))
			clash_alike(l, "the field", f->name, names[i], f->at);
	}
}

/* A list is narrowed by companyId, the id of what `company` refers to. */
static void
ids(struct linker *l, const char *const *names)
{
	const struct entity *e = l->entity;

	for (size_t i = 0; i < e->nfields; i++) {
		const char *key = field_key(l->arena, &e->fields[i]), *id;

		if (!e->fields[i].nrefs)
			continue;
		id = name_camel(l->arena, arena_printf(l->arena, "%s_id", key));
		for (size_t k = 0; k < e->nfields; k++)
			if (strcmp(id, names[k]) == 0)
				clash_alike(l, "the field", e->fields[k].name, id, e->fields[k].at);
	}
}

/* `id` and `expected_version` are nowhere in the file: the other is named. A field `_id` is told as
 * a field. Both are spelled camel. */
static void
input_alike(struct linker *l, const struct input *in, const struct input *before, const char *camel)
{
	const struct input *named = in->system ? before : in;

	if (strcmp(in->name, before->name) == 0 || (named->field && strcmp(camel, "id") == 0))
		return;
	clash_alike(l, "the input", named->name, camel, named->at);
}

static void
inputs(struct linker *l, const struct action *of)
{
	const char **camel = arena_new(l->arena, const char *, of->ninputs);

	for (size_t i = 0; i < of->ninputs; i++) {
		const struct input *in = &of->inputs[i];

		camel[i] = name_camel(l->arena, in->name);
		if (!in->field && !spelled(l, "the input", in->name, camel[i], in->at))
			continue;
		if (!in->field)
			object(l, "the input", in->name, camel[i], in->at);
		for (size_t k = 0; k < i; k++)
			if (strcmp(camel[k], camel[i]) == 0)
				input_alike(l, in, &of->inputs[k], camel[i]);
	}
}

static bool
action_called(const struct linker *l, const char *mutation)
{
	return word_among(l->mutations, l->entity->nactions, mutation);
}

/* An action `book`, and the queries of Book: its document and its hook are called BookMutation. */
void
clash_operations(struct linker *l, const char *type)
{
	const char *queries[] = {api_query(l->arena, type), api_list(l->arena, type), NULL};

	for (size_t i = 0; i < l->entity->nactions; i++) {
		const char *name = l->mutations[i];

		if (word_index(queries, name) < 0)
			continue;
		do
			name = arena_printf(l->arena, "%sMutation", name);
		while (action_called(l, name));
		l->entity->actions[i].operation = name_pascal(l->arena, name);
	}
}

static void
actions(struct linker *l)
{
	const struct entity *e = l->entity;

	for (size_t i = 0; i < e->nactions; i++) {
		const struct action *one = &e->actions[i];

		l->mutations[i] = name_camel(l->arena, l->api[i]);
		inputs(l, one);
		if (!spelled(l, "the action", one->name, l->mutations[i], one->at))
			continue;
		object(l, "the action", one->name, l->mutations[i], one->at);
		for (size_t k = 0; k < i; k++)
			if (strcmp(l->mutations[i], l->mutations[k]) == 0 &&
			    strcmp(l->api[i], l->api[k]) != 0)
				clash_alike(l, "the action", one->name, l->mutations[i], one->at);
	}
}

/* Of the block `validation`: each has a function in <entity>Checks. */
static void
rules(struct linker *l)
{
	const struct entity *e = l->entity;
	const char **camel = arena_new(l->arena, const char *, e->nchecks);

	for (size_t i = 0; i < e->nchecks; i++) {
		const struct check *c = &e->checks[i];

		camel[i] = name_camel(l->arena, c->name);
		if (spelled(l, "the rule", c->name, camel[i], c->at) &&
		    word_among(camel, i, camel[i]))
			clash_alike(l, "the rule", c->name, camel[i], c->at);
	}
}

void
clash_api(struct linker *l)
{
	const struct entity *e = l->entity;
	const char *type = api_type(l->arena, l->options, e->schema, e->name);
	const char **names = names_in_api(l);

	l->mutations = arena_new(l->arena, const char *, e->nactions);
	of_foundation(l);
	reserved(l, type);
	reserved_parts(l, type);
	if (spelled(l, "the entity", e->name, api_query(l->arena, type), e->at))
		object(l, "the entity", e->name, api_query(l->arena, type), e->at);
	fields(l, names);
	ids(l, names);
	actions(l);
	rules(l);
	clash_operations(l, type);
	clash_types(l, e);
}
