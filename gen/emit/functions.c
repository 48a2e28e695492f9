#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/body.h"
#include "emit/emit.h"
#include "emit/sql_text.h"
#include "functions_sql.h"
#include "model/api.h"
#include "model/entity.h"
#include "model/name.h"
#include "model/options.h"
#include "model/removal.h"

#include <string.h>

struct functions {
	struct arena *arena;
	const struct entity *entity;
	const struct options *options;
	int width; /* of the attributes' names in all input types, with what follows */
};

/* ---- input types ---- */

/* All input types of a file have their types below one another. */
static int
name_width(struct arena *a, const struct entity *e)
{
	size_t most = 0;

	for (size_t i = 0; i < e->nactions; i++)
		for (size_t k = 0; k < e->actions[i].ninputs; k++) {
			size_t n = strlen(ident_of(a, e->actions[i].inputs[k].name));

			most = n > most ? n : most;
		}
	return (int)most + 2;
}

static struct functions_sql_actions_inputs *
attributes(const struct functions *f, const struct action *a)
{
	struct functions_sql_actions_inputs *to =
	        arena_new(f->arena, struct functions_sql_actions_inputs, a->ninputs);

	for (size_t i = 0; i < a->ninputs; i++) {
		size_t n = strlen(ident_of(f->arena, a->inputs[i].name));

		to[i].name = a->inputs[i].name;
		to[i].gap = arena_printf(f->arena, "%*s", f->width - (int)n, "");
		to[i].type = a->inputs[i].sql;
	}
	return to;
}

static const char *
required(struct arena *a, const struct action *from)
{
	const char **names = arena_new(a, const char *, from->ninputs);
	size_t n = 0;

	for (size_t i = 0; i < from->ninputs; i++)
		if (from->inputs[i].required)
			names[n++] = from->inputs[i].name;
	return n ? sql_names(a, names, n) : NULL;
}

/* Constants are one JSON text; jsonb_build_object() takes them too, beside values that are not. */
static const char *
defaults(struct arena *a, const struct action *from)
{
	struct strbuf json = STRBUF_INIT, sql = STRBUF_INIT;
	const char *to = NULL;
	bool constant = true;
	size_t n = 0;

	for (size_t i = 0; i < from->ninputs; i++) {
		const struct input *in = &from->inputs[i];
		const char *value = in->value ? in->value : in->value_sql;

		if (!value)
			continue;
		str_addf(&json, "%s\"%s\": %s", json.len ? ", " : "{", in->name, value);
		str_addf(&sql, "%s%s, %s%s", object_joint(n++), literal_of(a, in->name),
		         in->value ? literal_of(a, value) : value, in->value ? "::JSONB" : "");
		constant = constant && in->value;
	}
	str_add(&json, "}");
	str_add(&sql, ")");
	if (sql.len > 1)
		to = constant ? literal_of(a, json.buf) : arena_strdup(a, sql.buf);
	str_free(&json);
	str_free(&sql);
	return to;
}

static const char *
read_input(struct arena *a, const struct action *from, const char *type)
{
	struct strbuf out = STRBUF_INIT;

	print_read_input(&out, a, arena_printf(a, "app.%s", ident_of(a, type)), "input_payload",
	                 required(a, from), defaults(a, from), ")", 6, LINE_WIDTH - 5);
	return str_done(&out, a);
}

/* ---- functions ---- */

static struct functions_sql_actions_variables *
variables(struct arena *a, const struct body *b, size_t *n)
{
	struct variable *from = body_variables(b, n);
	struct functions_sql_actions_variables *to =
	        arena_new(a, struct functions_sql_actions_variables, *n);
	struct strbuf value = STRBUF_INIT;

	for (size_t i = 0; i < *n; i++) {
		to[i].name = from[i].name;
		to[i].type = from[i].type;
		if (!from[i].sql)
			continue;
		str_reset(&value);
		sql_hang(&value, from[i].sql, 4);
		to[i].value = arena_strdup(a, value.buf);
	}
	str_free(&value);
	return to;
}

static const char *
permission(struct arena *a, const struct action *from)
{
	struct strbuf out = STRBUF_INIT;

	if (!from->permission)
		return NULL;
	sql_hang(&out, from->permission, 4);
	return str_done(&out, a);
}

static struct functions_sql_actions
action(struct functions *f, const struct action *from)
{
	struct arena *a = f->arena;
	const char *api = action_api(a, from), *input = name_input_type(a, api);
	struct body b = body_new(a, f->entity, f->options, from, api);
	struct functions_sql_actions to = {
	        .api = api,
	        .input = input,
	        .inputs = {attributes(f, from), from->ninputs},
	        .conflict = b.conflict,
	        .permission = permission(a, from),
	        .read_input = read_input(a, from, input),
	        .body = body_print(&b),
	};

	/* app.fail() knows the type by the action's name, unless that was too long for it. */
	if (strcmp(input, arena_printf(a, "type_%s_input", api)) != 0)
		to.input_type = arena_printf(a, "app.%s", input);
	to.variables.v = variables(a, &b, &to.variables.n);
	return to;
}

/* ---- what is removed ---- */

static struct functions_sql_removed *
removed(struct functions *f, size_t *n)
{
	struct removals all = {0};
	struct functions_sql_removed *to;

	removals_add(f->arena, &all, f->entity);
	*n = all.n;
	to = arena_new(f->arena, struct functions_sql_removed, all.n);
	for (size_t i = 0; i < all.n; i++)
		to[i].table = ident_in(f->arena, all.v[i]->schema, all.v[i]->table);
	return to;
}

void
emit_functions(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	struct functions f = {.arena = a, .entity = e, .options = o, .width = name_width(a, e)};
	struct functions_sql_actions *actions =
	        arena_new(a, struct functions_sql_actions, e->nactions);
	size_t n = 0, nremoved;
	struct functions_sql_removed *gone = removed(&f, &nremoved);

	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING)
			actions[n++] = action(&f, &e->actions[i]);
	functions_sql(out, &(struct functions_sql){
	                           .entity = e->name,
	                           .type = api_type(a, o, e->schema, e->name),
	                           .schema = e->schema,
	                           .removed = {gone, nremoved},
	                           .actions = {actions, n},
	                           .action_role = o->action_role,
	                           .api_role = o->api_role,
	                   });
}
