#include "model/impacts.h"
#include "base/arena.h"
#include "base/list.h"
#include "base/str.h"
#include "model/api.h"
#include "model/column.h"
#include "model/errors.h"
#include "model/failure.h"
#include "model/name.h"
#include "model/optimistic.h"
#include "model/outcome.h"

#include <string.h>

/* What is at hand. */
struct impacts {
	struct arena *arena;
	const struct entity *entity;
	const struct options *options;
	const char *type;
};

static const char *
type_of(const struct impacts *in, const char *schema, const char *entity)
{
	return api_type(in->arena, in->options, schema, entity);
}

/* ---- the entity ---- */

/* What happens to the row that refers. Out of a list of references a pair goes,
 * and the row stays. */
static const char *
on_delete(const struct field *f, const struct ref *r)
{
	return on_delete_names[f->join_table && r->on_delete == ON_DELETE_CASCADE
	                               ? ON_DELETE_SET_NULL
	                               : r->on_delete];
}

static void
add_references(const struct impacts *in, struct impacts_entity *to, const struct field *f)
{
	for (size_t i = 0; i < f->nrefs; i++) {
		const struct ref *r = &f->refs[i];
		const char *type = type_of(in, r->schema, r->entity);

		if (r->unlinked)
			continue;
		to->hierarchical = to->hierarchical || strcmp(type, in->type) == 0;
		to->references[to->nreferences++] =
		        (struct impacts_reference){field_key(in->arena, f), type, on_delete(f, r)};
	}
}

static void
references(const struct impacts *in, struct impacts_entity *to)
{
	size_t n = 0;

	for (size_t i = 0; i < in->entity->nfields; i++)
		n += in->entity->fields[i].nrefs;
	to->references = arena_new(in->arena, struct impacts_reference, n);
	for (size_t i = 0; i < in->entity->nfields; i++)
		add_references(in, to, &in->entity->fields[i]);
}

static void
foreign_keys(const struct impacts *in, struct impacts_entity *to)
{
	const struct foreign_key *fk = in->entity->foreign_keys;

	to->foreign_keys =
	        arena_new(in->arena, struct impacts_reference, in->entity->nforeign_keys);
	for (size_t i = 0; i < in->entity->nforeign_keys; i++, fk++)
		if (fk->entity)
			to->foreign_keys[to->nforeign_keys++] = (struct impacts_reference){
			        fk->column, type_of(in, fk->schema, fk->entity),
			        on_delete_names[fk->on_delete]};
}

/* A value by its name and by its column; what is shown of a row that it refers
 * to changes with the reference. */
static void
add_shown(const struct impacts *in, struct impacts_entity *to, const struct view_row *row,
          const char *path)
{
	const struct entity *e = in->entity;
	struct list fields = {0};

	for (size_t i = 0; i < row->nvalues; i++) {
		list_add(in->arena, &fields, row->values[i].name);
		list_add(in->arena, &fields, row->values[i].column);
	}
	for (size_t i = 0; i < row->nrows; i++)
		list_add(in->arena, &fields, row->rows[i].name);
	for (size_t i = 0; i < e->nfilters; i++)
		if (e->filters[i].path && strcmp(e->filters[i].path, row->path) == 0)
			list_add(in->arena, &fields, e->filters[i].column);
	list_sort(&fields);
	to->shows[to->nshows++] = (struct impacts_shown){type_of(in, row->schema, row->entity),
	                                                 path, fields.items, fields.n};
}

static void
add_rows(const struct impacts *in, struct impacts_entity *to, const struct view_row *rows, size_t n,
         const char *before)
{
	for (size_t i = 0; i < n; i++) {
		const char *path =
		        arena_printf(in->arena, "%s%s%s", before, *before ? "." : "", rows[i].name);

		add_shown(in, to, &rows[i], path);
		add_rows(in, to, rows[i].rows, rows[i].nrows, path);
	}
}

static struct impacts_entity
entity(const struct impacts *in)
{
	const struct entity *e = in->entity;
	struct impacts_entity to = {
	        .type = in->type,
	        .name = e->name,
	        .schema = e->schema,
	        .table = e->table,
	        .has_table_view = e->table_view,
	        .query = api_query(in->arena, in->type),
	        .list = api_list(in->arena, in->type),
	};

	references(in, &to);
	foreign_keys(in, &to);
	to.shows = arena_new(in->arena, struct impacts_shown,
	                     view_rows_count(e->view_rows, e->nview_rows));
	add_rows(in, &to, e->view_rows, e->nview_rows, "");
	to.violations = violations_of(in->arena, e, &to.nviolations);
	return to;
}

/* ---- input and errors ---- */

static void
input(const struct impacts *in, struct impacts_mutation *to, const struct action *action)
{
	to->input = arena_new(in->arena, struct impacts_input, action->ninputs);
	for (size_t i = 0; i < action->ninputs; i++) {
		const struct input *from = &action->inputs[i];
		const struct ref *ref = from->nrefs ? &from->refs[0] : NULL;

		to->input[to->ninput++] = (struct impacts_input){
		        .name = from->name,
		        .graphql_name = name_camel(in->arena, from->name),
		        .type = ref ? "UUID" : from->type->graphql,
		        .list = from->list,
		        .required =
		                from->required || (from->system && strcmp(from->name, "id") == 0),
		        .references = ref ? type_of(in, ref->schema, ref->entity) : NULL,
		        .value = from->value,
		        .pattern = from->list ? NULL : from->pattern,
		        .min = from->list ? NULL : from->min,
		        .max = from->list ? NULL : from->max,
		        .values = from->values,
		        .nvalues = from->nvalues,
		        .description = api_description(in->entity, from),
		};
	}
}

static void
errors(const struct impacts *in, struct impacts_mutation *to, const struct action *action)
{
	size_t n;
	const struct failure *from = failures_of(in->arena, in->entity, action, &n);
	struct errors all = {0};

	for (size_t i = 0; i < n; i++)
		errors_add(in->arena, &all, from[i].status, from[i].message);
	errors_end(in->arena, &all, to);
}

/* ---- permissions ---- */

/* The names that SQL of ours asks app.has_permission() for. */
static void
add_permissions(struct arena *a, struct list *to, const char *sql)
{
	static const char call[] = "app.has_permission(auth_tenant_id, ";
	struct strbuf name = STRBUF_INIT;

	while (sql && (sql = strstr(sql, call))) {
		sql += strlen(call);
		sql += strcspn(sql, ","); /* who calls */
		if (strncmp(sql, ", '", 3) != 0)
			continue;
		for (sql += 3; *sql && !(*sql == '\'' && *++sql != '\''); sql++)
			str_addc(&name, *sql);
		list_add(a, to, arena_strndup(a, name.buf, name.len));
		str_reset(&name);
	}
	str_free(&name);
}

static void
permissions(const struct impacts *in, struct impacts_mutation *to, const struct action *action)
{
	struct list names = {0};

	to->permission_expression = action->requires;
	to->requires_permission = action->permission != NULL;
	add_permissions(in->arena, &names, action->permission);
	for (size_t i = 0; i < action->nbefore; i++)
		add_permissions(in->arena, &names, action->before[i].sql);
	list_sort(&names);
	to->permissions = names.items;
	to->npermissions = names.n;
}

/* ---- impact ---- */

static bool
of_own(const struct impacts *in, const struct effect *f)
{
	return strcmp(f->entity, in->entity->name) == 0 &&
	       (!f->schema || strcmp(f->schema, in->entity->schema) == 0);
}

/* A row that is made may be changed by the same action. */
static bool
of_primary(const struct outcome *out, enum operation operation)
{
	return operation < OPERATION_READ &&
	       (out->can[operation] ||
	        (operation == OPERATION_UPDATE && out->can[OPERATION_CREATE]));
}

/* What it does to its own row: the fields, also those of an operation that it may do instead. */
static void
primary(const struct impacts *in, struct impacts_summary *to, const struct outcome *out,
        const struct impact *impact)
{
	struct list can = {0}, fields = {0};

	for (int i = 0; i <= OPERATION_CUSTOM; i++)
		if (out->can[i])
			list_add(in->arena, &can, operation_names[i]);
	to->operations = can.items;
	to->noperations = can.n;
	to->has_primary = out->type != OPERATION_CUSTOM;
	if (!to->has_primary)
		return;
	to->entity = in->type;
	to->operation = operation_names[out->type];
	for (size_t i = 0; i < impact->neffects; i++) {
		const struct effect *f = &impact->effects[i];

		if (of_own(in, f) && of_primary(out, f->operation))
			list_append(in->arena, &fields, f->fields, f->nfields);
	}
	/* A new row has its defaults, too. */
	for (size_t i = 0; out->can[OPERATION_CREATE] && i < in->entity->nfields; i++)
		if (in->entity->fields[i].default_kind != DEFAULT_NONE)
			list_add(in->arena, &fields, field_key(in->arena, &in->entity->fields[i]));
	list_sort(&fields);
	to->fields = fields.items;
	to->nfields = fields.n;
}

static void
side_effects(const struct impacts *in, struct impacts_mutation *to, const struct outcome *out,
             const struct impact *impact)
{
	to->side_effects = arena_new(in->arena, struct impacts_effect, impact->neffects);
	for (size_t i = 0; i < impact->neffects; i++) {
		const struct effect *f = &impact->effects[i];

		if (f->operation == OPERATION_READ || (of_own(in, f) && !out->beside[f->operation]))
			continue;
		to->side_effects[to->nside_effects++] = (struct impacts_effect){
		        .entity = type_of(in, f->schema, f->entity),
		        .operation = operation_names[f->operation],
		        .fields = f->fields,
		        .nfields = f->nfields,
		};
	}
}

static void
affected(const struct impacts *in, struct impacts_mutation *to)
{
	struct list types = {0};

	if (to->impacts.entity)
		list_add(in->arena, &types, to->impacts.entity);
	for (size_t i = 0; i < to->nside_effects; i++)
		list_add(in->arena, &types, to->side_effects[i].entity);
	list_sort(&types);
	to->impacts.affected = types.items;
	to->impacts.naffected = types.n;
	to->impacts.has_side_effects = to->nside_effects > 0;
}

static void
optimistic(const struct impacts *in, struct impacts_mutation *to, const struct action *action)
{
	const struct optimistic from = optimistic_of(in->arena, in->entity, action);
	struct impacts_optimistic *o = &to->optimistic;

	if (!from.possible)
		return;
	*o = (struct impacts_optimistic){
	        .enabled = true,
	        .entity = in->type,
	        .operation = from.removed ? "DELETE" : "UPDATE",
	        .set = arena_new(in->arena, struct impacts_value, from.nvalues),
	        .from_input = arena_new(in->arena, const char *, from.nvalues),
	        .fields = to->impacts.fields,
	        .nfields = to->impacts.nfields,
	        .requires_refetch = !from.whole,
	};
	for (size_t i = 0; i < from.nvalues; i++) {
		const struct optimistic_value *v = &from.values[i];
		const char *key = field_key(in->arena, v->field);

		if (v->json)
			o->set[o->nset++] = (struct impacts_value){key, v->json};
		else if (strcmp(v->input, key) == 0)
			o->from_input[o->nfrom_input++] = v->input;
		else
			o->requires_refetch = true;
	}
	if (!from.removed && !o->nset && !o->nfrom_input)
		*o = (struct impacts_optimistic){0};
}

/* ---- actions ---- */

static struct impacts_mutation
mutation(const struct impacts *in, const struct action *action)
{
	static const struct impact none;
	const struct impact *impact = action->nimpact ? action->impact : &none;
	const struct outcome out = outcome_of(in->entity, action);
	const char *api = action_api(in->arena, action);
	struct impacts_mutation to = {
	        .key = arena_printf(in->arena, "%s.%s", in->type, action->name),
	        .entity = in->type,
	        .schema = in->entity->schema,
	        .action = action->name,
	        .description = action->description,
	        .graphql_name = api_mutation(in->arena, action),
	        .app_function = arena_printf(in->arena, "app.%s", api),
	        .core_function = arena_printf(in->arena, "%s.%s", in->entity->schema, api),
	        .operation_type = operation_names[out.type],
	        .events = impact->events,
	        .nevents = impact->nevents,
	        .calls = impact->calls,
	        .ncalls = impact->ncalls,
	        .refreshes = impact->refreshes,
	        .nrefreshes = impact->nrefreshes,
	};

	permissions(in, &to, action);
	input(in, &to, action);
	errors(in, &to, action);
	primary(in, &to.impacts, &out, impact);
	side_effects(in, &to, &out, impact);
	affected(in, &to);
	optimistic(in, &to, action);
	return to;
}

static struct impacts_file
worked_out(struct arena *a, const struct entity *e, const struct options *o)
{
	struct impacts in = {a, e, o, api_type(a, o, e->schema, e->name)};
	struct impacts_file file = {.entity = entity(&in)};

	file.mutations = arena_new(a, struct impacts_mutation, e->nactions);
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING)
			file.mutations[file.nmutations++] = mutation(&in, &e->actions[i]);
	impacts_sort(file.mutations, file.nmutations);
	return file;
}

struct impacts_file
impacts_of(struct arena *a, const struct entity *e, const struct options *o)
{
	return e->impacts ? *e->impacts : worked_out(a, e, o);
}

void
impacts_keep(struct arena *a, struct entity *e, const struct options *o)
{
	struct impacts_file *kept = arena_new(a, struct impacts_file, 1);

	*kept = worked_out(a, e, o);
	e->impacts = kept;
}
