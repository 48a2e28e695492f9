#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/emit.h"
#include "emit/sql_text.h"
#include "model/column.h"
#include "model/index.h"
#include "model/name.h"
#include "model/options.h"
#include "model/view_query.h"
#include "views_sql.h"

#include <string.h>

struct views {
	struct arena *arena;
	const struct entity *entity;
	struct view_columns columns;
	struct view_query query;
	struct views_sql_functions *functions;
	size_t nfunctions;
};

/* ---- columns ---- */

/* point and json have no operator for equality. */
static const char *
comparable(const char *sql)
{
	return strncmp(sql, "POINT", 5) == 0 ? "::TEXT" : "";
}

static void
columns(struct views *v, struct views_sql *sql)
{
	struct view_columns from = v->columns;
	const char **names = arena_new(v->arena, const char *, from.n), **gap;
	struct views_sql_columns *to = arena_new(v->arena, struct views_sql_columns, from.n);
	struct views_sql_values *values = arena_new(v->arena, struct views_sql_values, from.n);
	struct views_sql_changes *changes = arena_new(v->arena, struct views_sql_changes, from.n);

	for (size_t i = 0; i < from.n; i++)
		names[i] = from.v[i].name;
	gap = column_gaps(v->arena, names, from.n);
	for (size_t i = 0; i < from.n; i++) {
		const struct view_column *c = &from.v[i];

		to[i] = (struct views_sql_columns){.name = c->name,
		                                   .gap = gap[i],
		                                   .type = c->sql,
		                                   .required = c->required,
		                                   .value = c->value};
		if (c->kind == VIEW_TIME)
			continue;
		values[sql->values.n++] = (struct views_sql_values){c->name, v->query.values[i]};
		if (c->kind != VIEW_KEY && c->kind != VIEW_ID && c->kind != VIEW_TENANT)
			changes[sql->changes.n++] =
			        (struct views_sql_changes){c->name, comparable(c->sql)};
	}
	sql->columns.v = to;
	sql->columns.n = from.n;
	sql->values.v = values;
	sql->changes.v = changes;
}

static void
indexes(struct views *v, struct views_sql *sql)
{
	struct arena *a = v->arena;
	const struct entity *e = v->entity;
	struct views_sql_indexes *to = arena_new(a, struct views_sql_indexes, v->columns.n + 1);
	size_t n = 0;

	if (entity_tenant(e))
		to[n++] = (struct views_sql_indexes){.name = view_tenant_index(a, e),
		                                     .columns = "tenant_id, id"};
	for (size_t i = 0; i < v->columns.n; i++) {
		const struct view_column *c = &v->columns.v[i];
		bool front = entity_tenant(e) && c->index == INDEX_BTREE && c->kind != VIEW_REF;

		if (c->index != INDEX_NONE)
			to[n++] = (struct views_sql_indexes){
			        .name = view_index(a, e, c->name),
			        .method = index_method(c->index),
			        .columns = arena_printf(a, "%s%s%s", front ? "tenant_id, " : "",
			                                ident_of(a, c->name),
			                                index_operators(c->index, c->sql))};
	}
	sql->indexes.v = to;
	sql->indexes.n = n;
}

/* ---- functions ---- */

static void
function(struct views *v, const char *path, const char *types)
{
	v->functions[v->nfunctions++] = (struct views_sql_functions){
	        .name = view_function(v->arena, v->entity, path), .types = types};
}

static const char *
types(struct views *v, const char *key_type)
{
	return arena_printf(v->arena, "%s%s[]", entity_tenant(v->entity) ? "UUID, " : "", key_type);
}

static const struct views_sql_bys_steps *
steps(struct arena *a, const struct view_by *by)
{
	struct views_sql_bys_steps *to = arena_new(a, struct views_sql_bys_steps, by->nsteps);

	for (size_t i = 0; i < by->nsteps; i++)
		to[i] = (struct views_sql_bys_steps){by->steps[i].table, by->steps[i].condition};
	return to;
}

static const struct views_sql_bys_helds *
helds(struct arena *a, const struct view_by *by)
{
	struct views_sql_bys_helds *to = arena_new(a, struct views_sql_bys_helds, by->nhelds);

	for (size_t i = 0; i < by->nhelds; i++)
		to[i] = (struct views_sql_bys_helds){by->helds[i].joins, by->helds[i].column,
		                                     by->helds[i].alias, by->helds[i].key};
	return to;
}

static void
functions(struct views *v, struct views_sql *sql)
{
	struct arena *a = v->arena;
	struct views_sql_bys *bys = arena_new(a, struct views_sql_bys, v->query.nbys);

	v->functions = arena_new(a, struct views_sql_functions, v->query.nbys + 2);
	function(v, NULL, types(v, v->entity->key_type));
	function(v, NULL, entity_tenant(v->entity) ? "UUID" : "");
	for (size_t i = 0; i < v->query.nbys; i++) {
		const struct view_by *by = &v->query.bys[i];

		bys[i] = (struct views_sql_bys){.path = by->path,
		                                .function = view_function(a, v->entity, by->path),
		                                .key_type = by->key_type,
		                                .steps = {steps(a, by), by->nsteps},
		                                .column = by->column,
		                                .was = by->was,
		                                .other = by->other.table,
		                                .is = by->other.condition,
		                                .alias = by->alias,
		                                .key = by->key,
		                                .known = by->known,
		                                .helds = {helds(a, by), by->nhelds}};
		function(v, by->path, types(v, by->key_type));
	}
	sql->bys.v = bys;
	sql->bys.n = v->query.nbys;
	sql->functions.v = v->functions;
	sql->functions.n = v->nfunctions;
}

static void
joins(struct views *v, struct views_sql *sql)
{
	struct views_sql_joins *to = arena_new(v->arena, struct views_sql_joins, v->query.njoins);

	for (size_t i = 0; i < v->query.njoins; i++)
		to[i] = (struct views_sql_joins){v->query.joins[i].table,
		                                 v->query.joins[i].condition};
	sql->joins.v = to;
	sql->joins.n = v->query.njoins;
}

void
emit_views(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	struct views v = {.arena = a,
	                  .entity = e,
	                  .columns = view_columns(a, e),
	                  .query = view_query(a, e, o)};
	struct views_sql sql = {
	        .entity = e->name,
	        .schema = e->schema,
	        .view = view_table(a, e),
	        .table = e->table,
	        .key = e->key,
	        .key_type = e->key_type,
	        .primary_key = view_primary_key(a, e),
	        .id_key = view_id_key(a, e),
	        .policy = name_object(a, "tv_%s_tenant", e->stem),
	        .refresh = view_function(a, e, NULL),
	        .tenant = entity_tenant(e),
	        .api_role = o->api_role,
	        .action_role = o->action_role,
	};

	columns(&v, &sql);
	indexes(&v, &sql);
	joins(&v, &sql);
	functions(&v, &sql);
	views_sql(out, &sql);
}
