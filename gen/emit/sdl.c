#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/emit.h"
#include "emit/request.h"
#include "model/comment.h"
#include "model/name.h"
#include "model/several.h"
#include "sdl_graphql.h"

#include <string.h>

struct sdl {
	struct arena *arena;
	const struct entity *entity;
	const struct options *options;
	const char *type;
	struct sdl_graphql_unions *unions;
	size_t nunions;
};

/* A description; the members of an enum stand in it,
 * for GraphQL's enums have no such names as book-keeper. */
static const char *
doc(struct sdl *t, const char *text, const char *const *values, size_t n)
{
	struct strbuf plain = STRBUF_INIT, out = STRBUF_INIT;

	str_add(&plain, text ? text : "");
	while (plain.len && strchr(" \t\r\n", plain.buf[plain.len - 1]))
		plain.buf[--plain.len] = '\0';
	for (size_t i = 0; i < n; i++)
		str_addf(&plain, "%s%s", i ? ", " : plain.len ? "; one of " : "One of ", values[i]);
	if (plain.len)
		quote_json(&out, plain.buf);
	str_free(&plain);
	return out.len ? str_done(&out, t->arena) : NULL;
}

static const char *
wrapped(struct sdl *t, const struct type *of, const char *type, bool list, bool required)
{
	const char *end = of->class == TYPE_REF ? "!]" : comment_list_end(of->graphql);

	return arena_printf(t->arena, "%s%s%s%s", list ? "[" : "", type, list ? end : "",
	                    required ? "!" : "");
}

static const char *
value_type(struct sdl *t, const struct type *type, const char *direction)
{
	if (type->class == TYPE_COMPOSITE)
		return arena_printf(t->arena, "%sComposite%s", type->name, direction);
	return api_scalar(t->arena, type->graphql);
}

/* ---- what is told of a row ---- */

static const char *
reference(struct sdl *t, const struct api_field *f)
{
	struct strbuf out = STRBUF_INIT;
	const struct ref **targets;
	const char *name;
	size_t n;

	targets = api_targets(t->arena, f->field, &n);
	for (size_t i = 0; i < n; i++)
		str_addf(&out, "%s%s", i ? " | " : "",
		         api_type(t->arena, t->options, targets[i]->schema, targets[i]->entity));
	if (n == 1)
		return str_done(&out, t->arena);
	name = arena_printf(t->arena, "%s%s", t->type, name_pascal(t->arena, f->key));
	t->unions[t->nunions++] = (struct sdl_graphql_unions){name, str_done(&out, t->arena)};
	return name;
}

static struct sdl_graphql_fields *
fields(struct sdl *t, struct api_fields from)
{
	struct sdl_graphql_fields *to = arena_new(t->arena, struct sdl_graphql_fields, from.n);

	t->unions = arena_new(t->arena, struct sdl_graphql_unions, from.n);
	for (size_t i = 0; i < from.n; i++) {
		const struct api_field *f = &from.v[i];
		const char *type =
		        f->type->class == TYPE_REF ? reference(t, f) : value_type(t, f->type, "");

		to[i] = (struct sdl_graphql_fields){
		        .doc = doc(t, f->description, f->field ? f->field->values : NULL,
		                   f->field ? f->field->nvalues : 0),
		        .name = f->name,
		        .type = wrapped(t, f->type, type, f->list, f->required),
		};
	}
	return to;
}

static void
filters(struct sdl *t, struct sdl_graphql *out)
{
	struct api_fields from = api_filters(t->arena, t->entity);
	struct sdl_graphql_filters *to = arena_new(t->arena, struct sdl_graphql_filters, from.n);
	struct sdl_graphql_orders *orders = arena_new(t->arena, struct sdl_graphql_orders, from.n);

	for (size_t i = 0; i < from.n; i++) {
		const struct api_field *f = &from.v[i];

		to[i].name = f->name;
		to[i].type = f->type->value == VALUE_JSON || f->type->value == VALUE_POINT
		                     ? "PresenceFilter"
		                     : arena_printf(t->arena, "%s%sFilter", f->type->graphql,
		                                    f->list ? "List" : "");
		if (api_sorted(f))
			orders[out->orders.n++].name = f->name;
	}
	out->filters.v = to;
	out->filters.n = from.n;
	out->orders.v = orders;
}

/* ---- actions ---- */

static struct sdl_graphql_actions_inputs *
inputs(struct sdl *t, const struct action *from)
{
	struct sdl_graphql_actions_inputs *to =
	        arena_new(t->arena, struct sdl_graphql_actions_inputs, from->ninputs);

	for (size_t i = 0; i < from->ninputs; i++) {
		const struct input *in = &from->inputs[i];
		struct field f = api_input(t->entity, in);
		const struct several several = several_of(t->arena, t->entity, from, in->field);
		const char *text = several_text(t->arena, &several, api_description(t->entity, in));

		to[i] = (struct sdl_graphql_actions_inputs){
		        .doc = doc(t, text, in->values, in->nvalues),
		        .name = name_camel(t->arena, in->name),
		        .type = wrapped(t, f.type, value_type(t, f.type, "Input"), in->list,
		                        in->required),
		};
	}
	return to;
}

static struct sdl_graphql_actions_returned *
returned(struct sdl *t, const struct action *action, size_t *n)
{
	struct api_fields from = api_returned(t->arena, action);
	struct sdl_graphql_actions_returned *to =
	        arena_new(t->arena, struct sdl_graphql_actions_returned, from.n);

	for (size_t i = 0; i < from.n; i++)
		to[i] = (struct sdl_graphql_actions_returned){
		        from.v[i].name,
		        wrapped(t, from.v[i].type, value_type(t, from.v[i].type, ""),
		                from.v[i].list, false)};
	*n = from.n;
	return to;
}

static struct sdl_graphql_actions
action(struct sdl *t, const struct action *from)
{
	struct sdl_graphql_actions to = {
	        .name = api_action(t->arena, from),
	        .doc = doc(t, from->description, NULL, 0),
	        .mutation = api_mutation(t->arena, from),
	        .inputs = {inputs(t, from), from->ninputs},
	};

	to.returned.v = returned(t, from, &to.returned.n);
	if (from->subject == SUBJECT_NONE)
		return to;
	to.row = from->deletes ? "id" : api_row(t->arena, t->type);
	to.row_type = from->deletes           ? "UUID!"
	              : api_row_certain(from) ? arena_printf(t->arena, "%s!", t->type)
	                                      : t->type;
	return to;
}

void
emit_sdl(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	struct api_fields from = api_fields(a, e);
	struct sdl t = {
	        .arena = a, .entity = e, .options = o, .type = api_type(a, o, e->schema, e->name)};
	struct sdl_graphql_actions *to = arena_new(a, struct sdl_graphql_actions, e->nactions);
	struct sdl_graphql sdl = {
	        .entity = e->name,
	        .type = t.type,
	        .doc = doc(&t, e->description, NULL, 0),
	        .query = api_query(a, t.type),
	        .list = api_list(a, t.type),
	        .actions = {to, 0},
	};

	sdl.fields.v = fields(&t, from);
	sdl.fields.n = from.n;
	sdl.unions.v = t.unions;
	sdl.unions.n = t.nunions;
	filters(&t, &sdl);
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING)
			to[sdl.actions.n++] = action(&t, &e->actions[i]);
	sdl_graphql(out, &sdl);
}
