#include "base/arena.h"
#include "base/str.h"
#include "emit/clause.h"
#include "emit/emit.h"
#include "model/name.h"
#include "model/options.h"
#include "table_sql.h"

static struct table_sql_columns *
columns(struct arena *a, const struct columns *from)
{
	struct table_sql_columns *to = arena_new(a, struct table_sql_columns, from->n);
	const char **names = arena_new(a, const char *, from->n), **gaps;

	for (size_t i = 0; i < from->n; i++)
		names[i] = from->v[i].name;
	gaps = column_gaps(a, names, from->n);
	for (size_t i = 0; i < from->n; i++)
		to[i].clause = column_clause(a, &from->v[i], gaps[i]);
	return to;
}

static struct table_sql_checks *
checks(struct arena *a, const struct entity *e, size_t *n)
{
	struct table_checks from = entity_checks(a, e);
	struct table_sql_checks *to = arena_new(a, struct table_sql_checks, from.n);

	for (size_t i = 0; i < from.n; i++)
		to[i].clause = check_clause(a, &from.v[i]);
	*n = from.n;
	return to;
}

static struct table_sql_indexes *
indexes(struct arena *a, const struct entity *e, const struct columns *all, size_t *n)
{
	struct table_indexes from = entity_indexes(a, e, all);
	struct table_sql_indexes *to = arena_new(a, struct table_sql_indexes, from.n);

	for (size_t i = 0; i < from.n; i++)
		to[i].sql = index_statement(a, e, all, &from.v[i]);
	*n = from.n;
	return to;
}

static struct table_sql_joins *
pairs(struct arena *a, const struct entity *e, const struct options *o, size_t *n)
{
	struct joins from = entity_joins(a, e);
	struct table_sql_joins *to = arena_new(a, struct table_sql_joins, from.n);

	for (size_t i = 0; i < from.n; i++)
		to[i].sql = pairs_statements(a, e, &from.v[i], o);
	*n = from.n;
	return to;
}

void
emit_table(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	struct columns all = entity_columns(a, e);
	struct table_sql sql = {
	        .entity = e->name,
	        .code = e->table_code,
	        .schema = e->schema,
	        .table = e->table,
	        .key = e->key,
	        .primary_key = primary_key_name(a, e->stem),
	        .id_key = id_key_name(a, e),
	        .tenant_key = entity_tenant(e) ? tenant_key_clause(a, e) : NULL,
	        .policy = policy_statements(a, e, entity_tenant(e), e->table,
	                                    policy_name(a, e->stem)),
	        .api_role = o->api_role,
	        .action_role = o->action_role,
	        .columns = {columns(a, &all), all.n},
	};

	sql.checks.v = checks(a, e, &sql.checks.n);
	sql.indexes.v = indexes(a, e, &all, &sql.indexes.n);
	sql.joins.v = pairs(a, e, o, &sql.joins.n);
	table_sql(out, &sql);
}
