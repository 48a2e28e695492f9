#include "model/api.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/column.h"
#include "model/name.h"
#include "model/options.h"

#include <ctype.h>
#include <string.h>

/* ---- names ---- */

const char *
api_type(struct arena *a, const struct options *o, const char *schema, const char *entity)
{
	if (!o->by_schema || !schema)
		return entity;
	return arena_printf(a, "%s%s", name_pascal(a, schema), entity);
}

const char *
api_query(struct arena *a, const char *type)
{
	return name_camel(a, type);
}

const char *
api_list(struct arena *a, const char *type)
{
	static const char *const hissing[] = {"s", "x", "z", "ch", "sh"};
	const char *name = name_camel(a, type);
	size_t n = strlen(name);

	if (n > 1 && name[n - 1] == 'y' && !strchr("aeiou", name[n - 2]))
		return arena_printf(a, "%.*sies", (int)n - 1, name);
	for (size_t i = 0; i < sizeof hissing / sizeof *hissing; i++)
		if (word_ends(name, hissing[i]))
			return arena_printf(a, "%ses", name);
	return arena_printf(a, "%ss", name);
}

const char *
api_mutation(struct arena *a, const struct action *action)
{
	return name_camel(a, action_api(a, action));
}

const char *
api_action(struct arena *a, const struct action *action)
{
	return name_pascal(a, action_api(a, action));
}

const char *
api_operation(struct arena *a, const struct action *action)
{
	return action->operation ? action->operation : api_action(a, action);
}

static const char *const entity_ends[] = {"Where", "OrderBy", NULL};
static const char *const action_ends[] = {"Input", "Success", "Returned", "Error", "Result", NULL};

bool
api_type_end(const char *end, bool action)
{
	return word_index(action ? action_ends : entity_ends, end) >= 0;
}

static const char *
before(struct arena *a, const char *type, const char *const *end)
{
	for (; *end; end++)
		if (word_ends(type, *end))
			return arena_strndup(a, type, strlen(type) - strlen(*end));
	return NULL;
}

const char *
api_action_of(struct arena *a, const char *type)
{
	return before(a, type, action_ends);
}

const char *
api_entity_of(struct arena *a, const char *type)
{
	return before(a, type, entity_ends);
}

bool
api_built_in(const char *graphql)
{
	static const char *const names[] = {"String", "Int", "Float", "Boolean"};

	return word_among(names, sizeof names / sizeof *names, graphql);
}

const char *
api_scalar(struct arena *a, const char *graphql)
{
	return api_built_in(graphql) ? graphql : arena_printf(a, API_SCALAR "%s", graphql);
}

bool
api_like_validator(const char *name)
{
	return islower((unsigned char)*name) &&
	       (word_ends(name, "Rules") || word_ends(name, "Checks") ||
	        (strncmp(name, "validate", strlen("validate")) == 0 && word_ends(name, "Input")));
}

static bool
is_scalar(const char *name)
{
	const struct type *t;

	for (size_t i = 0; (t = type_at(i)); i++)
		if (t->class != TYPE_COMPOSITE && strcmp(t->graphql, name) == 0)
			return true;
	return strcmp(name, "JSON") == 0 || strcmp(name, "UUID") == 0;
}

bool
api_like_scalar(struct arena *a, const char *type)
{
	static const char more[] = "Scalar";

	while (!is_scalar(type) && word_ends(type, more) && strlen(type) > strlen(more))
		type = arena_strndup(a, type, strlen(type) - strlen(more));
	return is_scalar(type);
}

/* ---- what is told of a row ---- */

const struct ref **
api_targets(struct arena *a, const struct field *f, size_t *n)
{
	const struct ref **to = arena_new(a, const struct ref *, f->nrefs);

	*n = 0;
	for (size_t i = 0; i < f->nrefs; i++)
		if (!f->refs[i].unlinked)
			to[(*n)++] = &f->refs[i];
	return to;
}

static struct api_field *
add(struct arena *a, struct api_fields *to, const char *key, const struct type *type, bool required)
{
	to->v[to->n] = (struct api_field){
	        .name = name_camel(a, key), .key = key, .type = type, .required = required};
	return &to->v[to->n++];
}

/* Who shares a row does not see what it leads to if that is another tenant's; of a list there are
 * the tenant's own pairs, but the table view, which all share, leaves it out. */
static bool
unseen(const struct entity *e, const struct field *f)
{
	for (size_t i = 0; i < f->nrefs && (!f->join_table || e->table_view); i++)
		if (f->refs[i].tenant && !entity_tenant(e))
			return true;
	return false;
}

static void
add_field(struct arena *a, struct api_fields *to, const struct entity *e, const struct field *f)
{
	bool required = (f->join_table || f->required) && !unseen(e, f);
	struct api_field *made;
	size_t n = 0;

	if (f->nrefs) {
		api_targets(a, f, &n);
		if (n == 0)
			return;
	}
	made = add(a, to, field_key(a, f), f->type, required);
	made->list = f->list;
	made->description = f->description;
	made->field = f;
}

struct api_fields
api_fields(struct arena *a, const struct entity *e)
{
	struct api_fields to = {arena_new(a, struct api_field, e->nfields + 4), 0};
	const struct type *time = type_find("datetime");

	add(a, &to, "id", type_find("uuid"), true);
	if (e->identifier)
		add(a, &to, "identifier", type_find("text"), false);
	for (size_t i = 0; i < e->nfields; i++)
		add_field(a, &to, e, &e->fields[i]);
	add(a, &to, "created_at", time, true);
	add(a, &to, "updated_at", time, true);
	return to;
}

/* ---- filters ---- */

static bool
has(const struct api_fields *to, const char *name)
{
	for (size_t i = 0; i < to->n; i++)
		if (strcmp(to->v[i].name, name) == 0)
			return true;
	return false;
}

struct api_fields
api_filters(struct arena *a, const struct entity *e)
{
	struct api_fields from = api_fields(a, e);
	struct api_fields to = {arena_new(a, struct api_field, from.n + e->nfilters), 0};

	for (size_t i = 0; i < from.n; i++) {
		struct api_field f = from.v[i];

		if (f.type->class == TYPE_REF) {
			f.key = arena_printf(a, "%s_id", f.key);
			f.name = name_camel(a, f.key);
			f.type = type_find("uuid");
		}
		if (!has(&to, f.name))
			to.v[to.n++] = f;
	}
	for (size_t i = 0; e->table_view && i < e->nfilters; i++) {
		const struct filter_column *c = &e->filters[i];

		if (c->type && !has(&to, name_camel(a, c->name)))
			add(a, &to, c->name, c->type, false)->list = c->list;
	}
	return to;
}

bool
api_sorted(const struct api_field *f)
{
	return !f->list && f->type->value != VALUE_JSON && f->type->value != VALUE_POINT &&
	       f->type->value != VALUE_BYTES;
}

/* ---- actions ---- */

struct field
api_input(const struct entity *e, const struct input *in)
{
	const struct field *own = in->field ? field_find(e, in->field) : NULL;

	if (own && !in->nrefs && !in->typed)
		return *own;
	return (struct field){
	        .name = in->name,
	        .column = in->name,
	        .type = in->nrefs ? type_find("uuid") : in->type,
	        .sql = in->sql,
	        .list = in->list,
	        .required = in->required,
	        .min = in->nrefs ? NULL : in->min,
	        .max = in->nrefs ? NULL : in->max,
	        .pattern = in->nrefs ? NULL : in->pattern,
	        .min_length = in->nrefs ? 0 : in->min_length,
	        .max_length = in->nrefs ? 0 : in->max_length,
	        .values = in->values,
	        .nvalues = in->nvalues,
	};
}

const char *
api_description(const struct entity *e, const struct input *in)
{
	const struct field *own = in->field ? field_find(e, in->field) : NULL;

	return in->description || !own ? in->description : own->description;
}

bool
api_nullable(const struct entity *e, const struct action *action, const struct input *in)
{
	const struct field *own = in->field ? field_find(e, in->field) : NULL;

	if (in->required || in->filled)
		return false;
	return !own || !own->required || own->nrefs > 1 ||
	       (action->kind != ACTION_UPDATE && action->kind != ACTION_CREATE);
}

const char *
api_row(struct arena *a, const char *type)
{
	static const char *const taken[] = {"id", "message", "result", "updatedFields", NULL};
	const char *query = api_query(a, type);

	return word_index(taken, query) >= 0 ? arena_printf(a, "%sRow", query) : query;
}

/* A value that may be of several types is JSON. */
static void
add_returned(struct arena *a, struct api_fields *to, const struct named_sql *v)
{
	const char *name = name_camel(a, v->name);
	const struct type *type = type_find(v->type ? v->type : "json");
	struct api_field *f;

	for (size_t i = 0; i < to->n; i++)
		if (strcmp(to->v[i].name, name) == 0) {
			f = &to->v[i];
			if (f->type != type || f->list != v->list)
				*f = (struct api_field){
				        .name = name, .key = v->name, .type = type_find("json")};
			return;
		}
	add(a, to, v->name, type, false)->list = v->list;
}

struct returned {
	struct arena *arena;
	struct api_fields to;
};

static void
each_return(void *context, const struct statement *s)
{
	struct returned *r = context;
	struct api_field *more;

	if (s->kind != STATEMENT_RETURN)
		return;
	more = arena_new(r->arena, struct api_field, r->to.n + s->nvalues);
	if (r->to.n)
		memcpy(more, r->to.v, r->to.n * sizeof *more);
	r->to.v = more;
	for (size_t i = 0; i < s->nvalues; i++)
		add_returned(r->arena, &r->to, &s->values[i]);
}

struct api_fields
api_returned(struct arena *a, const struct action *action)
{
	struct returned r = {.arena = a};

	statements_walk(action->statements, action->nstatements, each_return, &r);
	return r.to;
}

static bool
makes_row(const struct statement *s, const void *context)
{
	(void)context;
	return s->kind == STATEMENT_INSERT && s->own;
}

bool
api_row_certain(const struct action *action)
{
	if (action->subject == SUBJECT_NEW)
		return action->kind == ACTION_CREATE ||
		       (statements_surely(action->statements, action->nstatements, makes_row,
		                          NULL) &&
		        !action->may_delete);
	return action->subject > SUBJECT_NEW && !action->may_delete;
}

/* What stands behind the colon of a status. */
static const char *
code(const char *status)
{
	const char *colon = strchr(status, ':');

	return colon ? colon + 1 : status;
}

const char **
api_codes(struct arena *a, const struct failure *from, size_t nfrom, size_t *n)
{
	const char **codes = arena_new(a, const char *, nfrom);

	for (size_t i = 0; i < nfrom; i++)
		codes[i] = code(from[i].status);
	*n = word_sort(codes, nfrom);
	return codes;
}
