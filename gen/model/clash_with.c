/* Names that are made of others: of those of an entity, its fields and its actions,
 * by each of two entities. */
#include "base/arena.h"
#include "base/str.h"
#include "model/api.h"
#include "model/column.h"
#include "model/linker.h"
#include "model/name.h"
#include "model/options.h"

#include <string.h>

/* ---- types ---- */

const char *
clash_union(struct linker *l, const struct entity *e, const char *type, size_t field)
{
	const struct field *f = &e->fields[field];

	if (f->nrefs < 2)
		return NULL;
	return arena_printf(l->arena, "%s%s", type, name_pascal(l->arena, field_key(l->arena, f)));
}

/* What a type's name has behind another name; NULL if it does not begin with that. */
static const char *
behind(const char *type, const char *name)
{
	size_t n = strlen(name);

	return strncmp(type, name, n) == 0 ? type + n : NULL;
}

/* TaskInput of the action `task`. Of its own actions the module of an entity has types too that
 * GraphQL does not have. */
static const char *
made_of_action(struct linker *l, const struct entity *e, const char *type)
{
	static const char *const own[] = {"ErrorCode", "Mutation", "MutationVariables", NULL};
	const char *stem = l->options->entity_action_names ? e->stem : NULL;

	for (size_t i = 0; i < e->nactions; i++) {
		const char *api = name_api(l->arena, e->actions[i].name, stem);
		const char *end = behind(type, name_pascal(l->arena, api));

		if (end &&
		    (api_type_end(end, true) || (e == l->entity && word_index(own, end) >= 0)))
			return arena_printf(l->arena, "the action '%s'", e->actions[i].name);
	}
	return NULL;
}

/* What makes a type of that name beside the entity's own: TaskWhere, of a ref to several TaskOwner,
 * and of an action. */
static const char *
made(struct linker *l, const struct entity *e, const char *of, const char *type)
{
	const char *end = behind(type, of), *same;

	if (end && api_type_end(end, false))
		return arena_printf(l->arena, "the entity '%s'", e->name);
	for (size_t i = 0; end && e != l->entity && i < e->nfields; i++) {
		same = clash_union(l, e, of, i);
		if (same && strcmp(same, type) == 0)
			return arena_printf(l->arena, "the field '%s' of '%s'", e->fields[i].name,
			                    e->name);
	}
	return made_of_action(l, e, type);
}

static void
note_maker(struct linker *l, const struct entity *e, const char *maker)
{
	e = e == l->entity ? e : linker_locate(l, e);
	note_at(l->diag, e->source, e->at, "%s makes it too", maker);
}

/* TaskOwner, of a ref of Task to several. The entity that is called so is at fault itself. */
static void
unions(struct linker *l, const struct entity *e, const char *own, const char *of)
{
	for (size_t i = 0; i < l->entity->nfields; i++) {
		const char *type = clash_union(l, l->entity, own, i);
		const char *maker = type ? made(l, e, of, type) : NULL;

		if (!maker)
			continue;
		error_at(l->diag, l->entity->source, l->entity->fields[i].at,
		         "'%s' would be a type of the API twice; choose another name for the field",
		         type);
		note_maker(l, e, maker);
	}
}

bool
clash_types(struct linker *l, const struct entity *e)
{
	const char *own = api_type(l->arena, l->options, l->entity->schema, l->entity->name);
	const char *of = api_type(l->arena, l->options, e->schema, e->name);
	const char *maker = made(l, e, of, own);
	bool same_files = !l->options->by_schema && !l->options->coded &&
	                  strcmp(e->stem, l->entity->stem) == 0;

	if (same_files && e != l->entity)
		return true;
	unions(l, e, own, of);
	if (!maker && (e == l->entity || strcmp(own, of) != 0))
		return false;
	error_at(l->diag, l->entity->source, l->entity->at,
	         "'%s' would be a type of the API twice; choose another name%s", own,
	         maker || l->options->by_schema ? ""
	                                        : ", or set 'layout: by_schema' in specql.yaml");
	note_maker(l, e,
	           maker ? maker
	                 : arena_printf(l->arena, "'%s' of schema '%s'", e->name, e->schema));
	return true;
}

/* ---- queries, and what documents and hooks are called ---- */

/* contacts of Contact, and of an entity Contacts too. */
static void
queries(struct linker *l, const struct entity *other)
{
	const char *own = api_type(l->arena, l->options, l->entity->schema, l->entity->name);
	const char *theirs = api_type(l->arena, l->options, other->schema, other->name);
	const char *mine[] = {api_query(l->arena, own), api_list(l->arena, own)};
	const char *has[] = {api_query(l->arena, theirs), api_list(l->arena, theirs), NULL};
	const struct entity *e;

	for (size_t i = 0; i < sizeof mine / sizeof *mine; i++) {
		if (word_index(has, mine[i]) < 0)
			continue;
		error_at(l->diag, l->entity->source, l->entity->at,
		         "'%s' would be a query of the API twice; rename one", mine[i]);
		e = linker_locate(l, other);
		note_at(l->diag, e->source, e->at, "the other is of '%s'", e->name);
		return;
	}
}

/* Whether an entity has a query that is called so in TypeScript. */
static bool
has_query(struct linker *l, const struct entity *e, const char *operation)
{
	const char *type = api_type(l->arena, l->options, e->schema, e->name);

	return strcmp(operation, name_pascal(l->arena, api_query(l->arena, type))) == 0 ||
	       strcmp(operation, name_pascal(l->arena, api_list(l->arena, type))) == 0;
}

/* The same of a query or an action. */
static bool
has_operation(struct linker *l, const struct entity *e, const char *operation)
{
	const char *stem = l->options->entity_action_names ? e->stem : NULL;

	if (has_query(l, e, operation))
		return true;
	for (size_t i = 0; i < e->nactions; i++)
		if (strcmp(operation, name_pascal(l->arena, name_api(l->arena, e->actions[i].name,
		                                                     stem))) == 0)
			return true;
	return false;
}

/* BookMutationMutation of `book` beside `book_mutation`,
 * which is called so too if that is a query. */
static bool
renamed_twice(struct linker *l, const struct entity *e, size_t action)
{
	const char *operation = l->entity->actions[action].operation;
	const char *other =
	        arena_strndup(l->arena, operation, strlen(operation) - strlen("Mutation"));

	return strcmp(other, name_pascal(l->arena, l->mutations[action])) != 0 &&
	       has_query(l, e, other);
}

void
clash_documents(struct linker *l, const struct entity *e)
{
	for (size_t i = 0; i < l->entity->nactions; i++) {
		const struct action *one = &l->entity->actions[i];

		if (!one->operation ||
		    !(has_operation(l, e, one->operation) || renamed_twice(l, e, i)))
			continue;
		error_at(l->diag, l->entity->source, one->at,
		         "the action '%s' is called as a query, and '%s' is taken too; rename it",
		         one->name, one->operation);
		note_maker(l, e, arena_printf(l->arena, "'%s'", e->name));
	}
}

void
clash_api_with(struct linker *l, const struct entity *other, const char *const *api)
{
	for (size_t i = 0; i < l->entity->nactions; i++)
		for (size_t k = 0; k < other->nactions; k++)
			if (strcmp(l->mutations[i], name_camel(l->arena, api[k])) == 0 &&
			    strcmp(l->api[i], api[k]) != 0)
				clash_alike(l, "the action", l->entity->actions[i].name,
				            l->mutations[i], l->entity->actions[i].at);
	clash_operations(l, api_type(l->arena, l->options, other->schema, other->name));
	if (!clash_types(l, other))
		queries(l, other);
}
