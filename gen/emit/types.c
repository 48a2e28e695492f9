#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/emit.h"
#include "emit/script.h"
#include "model/column.h"
#include "model/failure.h"
#include "model/name.h"
#include "model/several.h"
#include "types_ts.h"

#include <string.h>

struct types {
	struct arena *arena;
	const struct entity *entity;
	const struct options *options;
	struct modules modules;
	const char *type;
	struct types_ts_enums *enums;
	const char **enum_fields; /* the field of each */
	size_t nenums;
};

/* ---- enums ---- */

static const char *
enum_type(struct types *t, const char *field, const char **values, size_t n)
{
	struct types_ts_enums_members *members;
	const char **keys, *name;

	for (size_t i = 0; i < t->nenums; i++)
		if (strcmp(t->enum_fields[i], field) == 0)
			return t->enums[i].name;
	name = script_enum(t->arena, t->options, t->entity, field);
	for (size_t i = 0; i < t->nenums; i++)
		if (strcmp(t->enums[i].name, name) == 0)
			return name;
	keys = script_members(t->arena, values, n);
	members = arena_new(t->arena, struct types_ts_enums_members, n);
	for (size_t i = 0; i < n; i++)
		members[i] = (struct types_ts_enums_members){keys[i], values[i]};
	t->enum_fields[t->nenums] = field;
	t->enums[t->nenums++] =
	        (struct types_ts_enums){name, {members, n}, script_union(t->arena, values, n)};
	return name;
}

/* ---- what is told of a row ---- */

static const char *
reference(struct types *t, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;
	size_t n;
	const struct ref **targets = api_targets(t->arena, f, &n);

	for (size_t i = 0; i < n; i++)
		str_addf(&out, "%sapi.Ref<'%s'>", i ? " | " : "",
		         api_type(t->arena, t->options, targets[i]->schema, targets[i]->entity));
	return str_done(&out, t->arena);
}

static const char *
value_type(struct types *t, const struct api_field *f)
{
	if (f->type->class == TYPE_REF)
		return reference(t, f->field);
	if (f->field && f->field->nvalues)
		return enum_type(t, f->field->name, f->field->values, f->field->nvalues);
	return script_type(t->arena, &t->modules, f->type);
}

static const char *
list_of(struct arena *a, const char *type)
{
	return arena_printf(a, strchr(type, '|') ? "readonly (%s)[]" : "readonly %s[]", type);
}

static const char *
field_type(struct types *t, const struct api_field *f)
{
	const char *type = value_type(t, f);

	if (f->list)
		type = list_of(t->arena, type);
	return f->required ? script_present(f->type, f->list, type)
	                   : arena_printf(t->arena, "%s | null", type);
}

static struct types_ts_fields *
fields(struct types *t, struct api_fields from)
{
	struct types_ts_fields *to = arena_new(t->arena, struct types_ts_fields, from.n);

	for (size_t i = 0; i < from.n; i++)
		to[i] = (struct types_ts_fields){
		        .doc = script_doc(t->arena, from.v[i].description, "  "),
		        .name = from.v[i].name,
		        .type = field_type(t, &from.v[i]),
		};
	return to;
}

/* ---- filters ---- */

static const char *
filter_type(struct types *t, const struct api_field *f)
{
	const char *sort = "Equal";
	bool closed = f->field && f->field->nvalues;

	if (f->type->value == VALUE_JSON || f->type->value == VALUE_POINT)
		return "Presence";
	if (f->list)
		sort = "List";
	else if (f->type->value == VALUE_TEXT && !closed)
		sort = "Text";
	else if (f->type->value == VALUE_NUMBER || f->type->value == VALUE_DATE ||
	         f->type->value == VALUE_TIME || f->type->value == VALUE_TIMESTAMP ||
	         f->type->value == VALUE_INTERVAL)
		sort = "Ordered";
	return arena_printf(t->arena, "%s<%s>", sort, value_type(t, f));
}

/* Whether a row tells by its types what can be asked of it: not of bytes, which are strings as
 * texts are, nor of what only the table view has,
 * nor if a reference and another field come to one name. */
static bool
derived(const struct types *t, struct api_fields rows, struct api_fields filters)
{
	for (size_t i = 0; i < rows.n; i++)
		if (rows.v[i].type->value == VALUE_BYTES)
			return false;
	for (size_t i = 0; i < rows.n && i < filters.n; i++)
		if (rows.v[i].type->class == TYPE_REF &&
		    strcmp(filters.v[i].name, arena_printf(t->arena, "%sId", rows.v[i].name)) != 0)
			return false;
	return rows.n == filters.n;
}

static void
filters(struct types *t, struct types_ts *out)
{
	struct api_fields from = api_filters(t->arena, t->entity);
	struct types_ts_filters *to = arena_new(t->arena, struct types_ts_filters, from.n);
	struct types_ts_orders *orders = arena_new(t->arena, struct types_ts_orders, from.n);

	for (size_t i = 0; i < from.n; i++) {
		to[i] = (struct types_ts_filters){from.v[i].name, filter_type(t, &from.v[i])};
		if (api_sorted(&from.v[i]))
			orders[out->orders.n++].name = from.v[i].name;
	}
	out->derived = derived(t, api_fields(t->arena, t->entity), from);
	out->filters.v = to;
	out->filters.n = from.n;
	out->orders.v = orders;
}

/* ---- actions ---- */

static const char *
input_type(struct types *t, const struct action *action, const struct input *in)
{
	struct field f = api_input(t->entity, in);
	const char *type;

	if (f.nvalues && in->field && !in->typed)
		type = enum_type(t, in->field, f.values, f.nvalues);
	else if (f.nvalues)
		type = script_union(t->arena, f.values, f.nvalues);
	else
		type = script_type(t->arena, &t->modules, f.type);
	if (in->list)
		type = list_of(t->arena, type);
	return api_nullable(t->entity, action, in) ? arena_printf(t->arena, "%s | null", type)
	                                           : script_present(f.type, in->list, type);
}

static struct types_ts_actions_inputs *
inputs(struct types *t, const struct action *from)
{
	struct types_ts_actions_inputs *to =
	        arena_new(t->arena, struct types_ts_actions_inputs, from->ninputs);

	for (size_t i = 0; i < from->ninputs; i++) {
		const struct input *in = &from->inputs[i];
		const char *text = api_description(t->entity, in);
		const struct several several = several_of(t->arena, t->entity, from, in->field);

		text = several_text(t->arena, &several, text);
		to[i] = (struct types_ts_actions_inputs){
		        .doc = script_doc(t->arena, text, "  "),
		        .name = name_camel(t->arena, in->name),
		        .optional = !in->required,
		        .type = input_type(t, from, in),
		};
	}
	return to;
}

/* Every name that <entity>_changes() can give. */
static const char *
any_field(struct types *t, bool deleted)
{
	const struct entity *e = t->entity;
	const char **names = arena_new(t->arena, const char *, e->nfields + e->nforeign_keys + 2);
	size_t n = 0;

	if (e->identifier)
		names[n++] = "identifier";
	for (size_t i = 0; i < e->nfields; i++)
		names[n++] = field_key(t->arena, &e->fields[i]);
	for (size_t i = 0; i < e->nforeign_keys; i++)
		names[n++] = column_stem(e->foreign_keys[i].column);
	if (deleted)
		names[n++] = "deleted_at";
	return n ? script_union(t->arena, names, n) : "never";
}

/* Whether a function of the author, or a deletion of other rows, may change the row. */
static bool
changes_unseen(const struct statement *s, const void *context)
{
	(void)context;
	return s->reload && (s->kind == STATEMENT_CALL || s->kind == STATEMENT_DELETE);
}

/* Those that the action writes, where that is all that can change. */
static const char *
updated(struct types *t, const struct action *from)
{
	const struct impact *impact = from->nimpact ? from->impact : NULL;

	if (from->deletes)
		return "'deleted_at'";
	if (!from->writes && from->subject != SUBJECT_NEW)
		return from->may_delete ? "'deleted_at'" : "never";
	if (statements_any(from->statements, from->nstatements, changes_unseen, NULL))
		return any_field(t, from->may_delete);
	for (size_t i = 0; from->subject != SUBJECT_NEW && impact && i < impact->neffects; i++) {
		const struct effect *f = &impact->effects[i];

		if (f->operation == OPERATION_UPDATE && f->nfields && !from->may_delete &&
		    !impact->ncalls && entity_called(t->entity, f->entity, f->schema))
			return script_union(t->arena, f->fields, f->nfields);
	}
	return any_field(t, from->may_delete);
}

/* Whether codes may come that this model does not know: of actions that it calls,
 * of tables of others. */
static bool
reaches_out(const struct types *t, const struct action *from)
{
	const struct impact *impact = from->nimpact ? from->impact : NULL;

	for (size_t i = 0; impact && i < impact->neffects; i++)
		if (impact->effects[i].operation != OPERATION_READ &&
		    !entity_called(t->entity, impact->effects[i].entity, impact->effects[i].schema))
			return true;
	return impact && impact->ncalls;
}

static const char *
codes(struct types *t, const struct action *from)
{
	struct strbuf out = STRBUF_INIT;
	const struct failure *failures;
	const char **own;
	size_t nfailures, n;

	failures = failures_of(t->arena, t->entity, from, &nfailures);
	own = api_codes(t->arena, failures, nfailures, &n);
	str_add(&out, script_union(t->arena, own, n));
	str_addf(&out, "%sapi.CommonErrorCode", n ? " | " : "");
	str_add(&out, reaches_out(t, from) ? " | api.OtherErrorCode" : "");
	return str_done(&out, t->arena);
}

/* The row that an action answers with; of a deleted one only what it was. */
static void
row(struct types *t, const struct action *from, struct types_ts_actions *to)
{
	if (from->subject == SUBJECT_NONE)
		return;
	if (from->deletes) {
		to->row = "id";
		to->row_type = "api.UUID";
		return;
	}
	to->row = api_row(t->arena, t->type);
	to->row_type =
	        api_row_certain(from) ? t->type : arena_printf(t->arena, "%s | null", t->type);
}

static struct types_ts_actions_returned *
returned(struct types *t, const struct action *action, size_t *n)
{
	struct api_fields from = api_returned(t->arena, action);
	struct types_ts_actions_returned *to =
	        arena_new(t->arena, struct types_ts_actions_returned, from.n);

	for (size_t i = 0; i < from.n; i++)
		to[i] = (struct types_ts_actions_returned){from.v[i].name,
		                                           field_type(t, &from.v[i])};
	*n = from.n;
	return to;
}

static void
actions(struct types *t, struct types_ts *out)
{
	const struct entity *e = t->entity;
	struct types_ts_actions *to = arena_new(t->arena, struct types_ts_actions, e->nactions);

	out->actions.v = to;
	for (size_t i = 0; i < e->nactions; i++) {
		const struct action *from = &e->actions[i];
		struct types_ts_actions *made = &to[out->actions.n];

		if (from->kind == ACTION_NOTHING)
			continue;
		*made = (struct types_ts_actions){
		        .name = api_action(t->arena, from),
		        .doc = script_doc(t->arena, from->description, ""),
		        .mutation = api_mutation(t->arena, from),
		        .inputs = {inputs(t, from), from->ninputs},
		        .updated = updated(t, from),
		        .codes = codes(t, from),
		};
		if (strchr(made->updated, '|'))
			made->updated = arena_printf(t->arena, "(%s)", made->updated);
		row(t, from, made);
		made->returned.v = returned(t, from, &made->returned.n);
		out->actions.n++;
	}
}

void
emit_types(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	struct api_fields from = api_fields(a, e);
	struct types t = {
	        .arena = a,
	        .entity = e,
	        .options = o,
	        .type = api_type(a, o, e->schema, e->name),
	        .enums = arena_new(a, struct types_ts_enums, e->nfields + 1),
	        .enum_fields = arena_new(a, const char *, e->nfields + 1),
	};
	struct types_ts ts = {
	        .entity = e->name,
	        .type = t.type,
	        .doc = script_doc(a, e->description, ""),
	        .query = api_query(a, t.type),
	        .list = api_list(a, t.type),
	};

	ts.query_type = name_pascal(a, ts.query);
	ts.list_type = name_pascal(a, ts.list);
	ts.fields.v = fields(&t, from);
	ts.fields.n = from.n;
	filters(&t, &ts);
	actions(&t, &ts);
	ts.enums.v = t.enums;
	ts.enums.n = t.nenums;
	ts.composite = t.modules.composite;
	types_ts(out, &ts);
}
