#include "emit/request.h"
#include "base/arena.h"
#include "model/name.h"

#include <string.h>

static struct selection
field(const char *name)
{
	return (struct selection){.kind = SELECT_FIELD, .name = name};
}

static struct selection *
copy(struct arena *a, const struct selection *from, size_t n)
{
	struct selection *to = arena_new(a, struct selection, n);

	memcpy(to, from, n * sizeof *to);
	return to;
}

static const struct selection key[] = {{.kind = SELECT_FIELD, .name = "__typename"},
                                       {.kind = SELECT_FIELD, .name = "id"}};

/* __typename and id of the row that a reference leads to, of whichever type it is. */
static void
reference(struct arena *a, const struct options *o, const struct field *f, struct selection *to)
{
	const struct ref **targets;
	size_t n;

	targets = api_targets(a, f, &n);
	to->v = n == 1 ? copy(a, key, 2) : arena_new(a, struct selection, n + 1);
	to->n = n == 1 ? 2 : n + 1;
	to->v[0] = field("__typename");
	for (size_t i = 0; n > 1 && i < n; i++)
		to->v[i + 1] = (struct selection){
		        .kind = SELECT_ON,
		        .name = api_type(a, o, targets[i]->schema, targets[i]->entity),
		        .v = copy(a, key + 1, 1),
		        .n = 1,
		};
}

static void
members(struct arena *a, const struct type *t, struct selection *to)
{
	while (t->members[to->n].name)
		to->n++;
	to->v = arena_new(a, struct selection, to->n);
	for (size_t i = 0; i < to->n; i++) {
		const struct type *of = type_find(t->members[i].type);

		to->v[i] = field(t->members[i].name);
		if (of->class == TYPE_COMPOSITE)
			members(a, of, &to->v[i]);
	}
}

static void
fragment(struct arena *a, const struct options *o, const struct entity *e, struct requests *to)
{
	struct api_fields from = api_fields(a, e);

	to->fields = arena_new(a, struct selection, from.n + 1);
	to->nfields = from.n + 1;
	to->fields[0] = field("__typename");
	for (size_t i = 0; i < from.n; i++) {
		struct selection *s = &to->fields[i + 1];

		*s = field(from.v[i].name);
		if (from.v[i].type->class == TYPE_REF)
			reference(a, o, from.v[i].field, s);
		else if (from.v[i].type->class == TYPE_COMPOSITE)
			members(a, from.v[i].type, s);
	}
}

/* ---- operations ---- */

static struct selection *
spread(struct arena *a, const char *fragment_name)
{
	const struct selection one = {.kind = SELECT_SPREAD, .name = fragment_name};

	return copy(a, &one, 1);
}

static void
query(struct arena *a, struct requests *to, const char *name, const struct variable_type *with,
      size_t n)
{
	struct request *made = &to->v[to->n++];

	*made = (struct request){
	        .name = name_pascal(a, name),
	        .field = name,
	        .variables = arena_new(a, struct variable_type, n),
	        .nvariables = n,
	        .v = spread(a, to->fragment),
	        .n = 1,
	};
	made->types = arena_printf(a, "%sQuery", made->name);
	memcpy(made->variables, with, n * sizeof *with);
}

#define FIELD(text)                                \
	{                                          \
		.kind = SELECT_FIELD, .name = text \
	}
#define FIELDS(text, of)                                                                 \
	{                                                                                \
		.kind = SELECT_FIELD, .name = text, .v = of, .n = sizeof of / sizeof *of \
	}

static struct selection primary[] = {FIELD("entityType"), FIELD("operation"),
                                     FIELD("modifiedFields")};
static struct selection beside[] = {FIELD("entityType"), FIELD("operation"),
                                    FIELD("modifiedFields"), FIELD("ids")};
static struct selection stale[] = {FIELD("query"), FIELD("filter"), FIELD("strategy"),
                                   FIELD("reason")};
static const struct selection told[] = {FIELDS("primaryEntity", primary),
                                        FIELDS("actualSideEffects", beside),
                                        FIELDS("cacheInvalidations", stale)};

static void
select_row(struct arena *a, const struct requests *of, const struct action *from,
           struct selection *to)
{
	if (from->subject == SUBJECT_NONE)
		return;
	to->v[to->n] = field(from->deletes ? "id" : api_row(a, of->type));
	to->v[to->n].v = from->deletes ? NULL : spread(a, of->fragment);
	to->v[to->n++].n = !from->deletes;
}

static void
select_returned(struct arena *a, const struct action *from, struct selection *to)
{
	struct api_fields returned = api_returned(a, from);
	struct selection *made = &to->v[to->n];

	if (!returned.n)
		return;
	to->n++;
	*made = field("result");
	made->v = arena_new(a, struct selection, returned.n);
	for (; made->n < returned.n; made->n++)
		made->v[made->n] = field(returned.v[made->n].name);
}

static void
success(struct arena *a, const struct requests *of, const struct action *from, struct selection *to)
{
	enum { MOST = 5 };

	to->kind = SELECT_ON;
	to->name = arena_printf(a, "%sSuccess", api_action(a, from));
	to->v = arena_new(a, struct selection, MOST);
	to->v[to->n++] = field("message");
	to->v[to->n++] = field("updatedFields");
	select_row(a, of, from, to);
	select_returned(a, from, to);
	to->v[to->n] = field("_meta");
	to->v[to->n].v = spread(a, of->meta);
	to->v[to->n++].n = 1;
}

static void
mutation(struct arena *a, struct requests *to, const struct action *from)
{
	static const struct selection failure[] = {
	        {.name = "code"}, {.name = "message"}, {.name = "fields"}};
	const char *name = api_action(a, from);
	struct request *made = &to->v[to->n++];

	*made = (struct request){
	        .mutation = true,
	        .name = api_operation(a, from),
	        .types = arena_printf(a, "%sMutation", name),
	        .field = api_mutation(a, from),
	        .variables = arena_new(a, struct variable_type, 1),
	        .nvariables = from->ninputs > 0,
	        .v = arena_new(a, struct selection, 3),
	        .n = 3,
	};
	made->variables[0] = (struct variable_type){"input", arena_printf(a, "%sInput!", name)};
	made->v[0] = field("__typename");
	success(a, to, from, &made->v[1]);
	made->v[2] = (struct selection){.kind = SELECT_ON,
	                                .name = arena_printf(a, "%sError", name),
	                                .v = copy(a, failure, 3),
	                                .n = 3};
}

struct requests
requests_new(struct arena *a, const struct entity *e, const struct options *o)
{
	const char *type = api_type(a, o, e->schema, e->name);
	struct requests to = {
	        .type = type,
	        .fragment = arena_printf(a, "%sFields", type),
	        .meta = arena_printf(a, "%sMeta", type),
	        .told = told,
	        .ntold = sizeof told / sizeof *told,
	        .v = arena_new(a, struct request, e->nactions + 2),
	};
	const struct variable_type one[] = {{"id", "UUID!"}};
	const struct variable_type many[] = {
	        {"where", arena_printf(a, "%sWhere", type)},
	        {"orderBy", arena_printf(a, "[%sOrderBy!]", type)},
	        {"limit", "Int"},
	        {"offset", "Int"},
	};

	fragment(a, o, e, &to);
	query(a, &to, api_query(a, type), one, 1);
	query(a, &to, api_list(a, type), many, 4);
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING)
			mutation(a, &to, &e->actions[i]);
	return to;
}
