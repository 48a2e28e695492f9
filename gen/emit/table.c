#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/emit.h"
#include "model/index.h"
#include "model/name.h"
#include "model/options.h"
#include "model/relation.h"
#include "model/rule.h"
#include "table_sql.h"

#include <string.h>

struct table {
	struct arena *arena;
	const struct entity *entity;
	struct columns columns;
	struct table_sql_checks *checks;
	size_t nchecks;
	struct table_sql_indexes *indexes;
	size_t nindexes;
};

static const char **
gaps(struct arena *a, struct columns of)
{
	const char **names = arena_new(a, const char *, of.n);

	for (size_t i = 0; i < of.n; i++)
		names[i] = of.v[i].name;
	return column_gaps(a, names, of.n);
}

static struct table_sql_columns *
columns(struct arena *a, struct columns from)
{
	struct table_sql_columns *to = arena_new(a, struct table_sql_columns, from.n);
	const char **gap = gaps(a, from);

	for (size_t i = 0; i < from.n; i++)
		to[i] = (struct table_sql_columns){
		        .name = from.v[i].name,
		        .gap = gap[i],
		        .type = from.v[i].sql,
		        .identity = from.v[i].identity,
		        .required = from.v[i].required,
		        .value = from.v[i].value,
		};
	return to;
}

static void
checks(struct table *t)
{
	struct table_checks from = entity_checks(t->arena, t->entity);

	t->checks = arena_new(t->arena, struct table_sql_checks, from.n);
	t->nchecks = from.n;
	for (size_t i = 0; i < from.n; i++)
		t->checks[i] = (struct table_sql_checks){from.v[i].name, from.v[i].condition};
}

/* ---- indexes ---- */

static const char *
column_sql(const struct table *t, const char *name)
{
	for (size_t i = 0; i < t->columns.n; i++)
		if (strcmp(t->columns.v[i].name, name) == 0)
			return t->columns.v[i].sql;
	return "";
}

/* Only btree takes the tenant in front: the other methods have no operators for uuid of their own.
 */
static const char *
index_columns(const struct table *t, const struct table_index *i)
{
	struct strbuf out = STRBUF_INIT;

	if (i->live && entity_tenant(t->entity) && !index_method(i->kind))
		str_add(&out, "tenant_id, ");
	for (size_t k = 0; k < i->ncolumns; k++) {
		str_add(&out, k ? ", " : "");
		quote_ident(&out, i->columns[k]);
		str_add(&out, index_operators(i->kind, column_sql(t, i->columns[k])));
	}
	return str_done(&out, t->arena);
}

static void
indexes(struct table *t)
{
	struct table_indexes from = entity_indexes(t->arena, t->entity, &t->columns);

	t->indexes = arena_new(t->arena, struct table_sql_indexes, from.n);
	t->nindexes = from.n;
	for (size_t k = 0; k < from.n; k++) {
		const struct table_index *i = &from.v[k];

		t->indexes[k] = (struct table_sql_indexes){
		        .name = i->name,
		        .unique = i->unique,
		        .method = index_method(i->kind),
		        .columns = index_columns(t, i),
		        .live = i->live,
		};
	}
}

/* ---- tables of pairs ---- */

static struct table_sql_joins_columns *
pair_rows(struct arena *a, struct columns from)
{
	struct table_sql_joins_columns *to = arena_new(a, struct table_sql_joins_columns, from.n);
	const char **gap = gaps(a, from);

	for (size_t i = 0; i < from.n; i++)
		to[i] = (struct table_sql_joins_columns){
		        .name = from.v[i].name, .gap = gap[i], .type = from.v[i].sql};
	return to;
}

static struct table_sql_joins *
pairs(struct arena *a, const struct entity *e, struct joins joins)
{
	struct table_sql_joins *to = arena_new(a, struct table_sql_joins, joins.n);
	struct columns cs;

	for (size_t i = 0; i < joins.n; i++) {
		const struct join *j = &joins.v[i];

		cs = join_columns(a, e, j);
		to[i] = (struct table_sql_joins){
		        .field = j->field->name,
		        .table = j->table,
		        .columns = {pair_rows(a, cs), cs.n},
		        .primary_key = primary_key_name(a, j->stem),
		        .own = j->own,
		        .target = j->target,
		        .index = join_index_name(a, j),
		        .policy = name_object(a, "tb_%s_tenant", j->stem),
		        .tenant = j->tenant,
		};
	}
	return to;
}

void
emit_table(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	struct joins joins = entity_joins(a, e);
	struct table t = {.arena = a, .entity = e};
	struct table_sql sql = {
	        .entity = e->name,
	        .code = e->table_code,
	        .schema = e->schema,
	        .table = e->table,
	        .key = e->key,
	        .primary_key = primary_key_name(a, e->stem),
	        .id_key = id_key_name(a, e),
	        .tenant_key = tenant_key_name(a, e),
	        .tenant = entity_tenant(e),
	        .policy = name_object(a, "tb_%s_tenant", e->stem),
	        .api_role = o->api_role,
	        .action_role = o->action_role,
	};

	t.columns = entity_columns(a, e);
	checks(&t);
	indexes(&t);
	sql.columns.v = columns(a, t.columns);
	sql.columns.n = t.columns.n;
	sql.checks.v = t.checks;
	sql.checks.n = t.nchecks;
	sql.indexes.v = t.indexes;
	sql.indexes.n = t.nindexes;
	sql.joins.v = pairs(a, e, joins);
	sql.joins.n = joins.n;
	table_sql(out, &sql);
}
