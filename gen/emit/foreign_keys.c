#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/emit.h"
#include "foreign_keys_sql.h"
#include "model/column.h"
#include "model/name.h"

static const char *const rules[] = {
        [ON_DELETE_RESTRICT] = "RESTRICT",
        [ON_DELETE_CASCADE] = "CASCADE",
        [ON_DELETE_SET_NULL] = "SET NULL",
};

struct keys {
	struct arena *arena;
	const struct entity *entity;
	struct columns columns;
	struct foreign_keys_sql_tables *tables;
	size_t ntables;
	struct foreign_keys_sql_unlinked *unlinked;
	size_t nunlinked;
};

static const char *
name(struct keys *k, const char *stem, const char *column)
{
	return name_object(k->arena, "tb_%s_%s_fkey", stem, column_stem(column));
}

/* Plain SET NULL would clear tenant_id too, so a composite key names its column. */
static struct foreign_keys_sql_tables_keys
ref_key(struct keys *k, const char *stem, const char *column, const struct ref *r,
        enum on_delete rule)
{
	bool tenant = entity_tenant(k->entity) && r->tenant;

	return (struct foreign_keys_sql_tables_keys){
	        .name = name(k, stem, column),
	        .column = column,
	        .schema = r->schema,
	        .table = r->table,
	        .key = r->key,
	        .rule = rules[rule],
	        .tenant = tenant,
	        .some = tenant && rule == ON_DELETE_SET_NULL,
	};
}

static struct foreign_keys_sql_tables_keys
block_key(struct keys *k, const struct foreign_key *f)
{
	struct ref as = {
	        .schema = f->schema, .table = f->table, .key = f->key, .tenant = f->tenant};

	return ref_key(k, k->entity->stem, f->column, &as, f->on_delete);
}

static void
unlinked(struct keys *k, const char *table, const char *column, const char *schema,
         const char *target)
{
	struct strbuf name = STRBUF_INIT;

	if (schema) {
		quote_ident(&name, schema);
		str_addc(&name, '.');
	}
	quote_ident(&name, target);
	k->unlinked[k->nunlinked++] = (struct foreign_keys_sql_unlinked){
	        .table = table,
	        .column = column,
	        .target = str_done(&name, k->arena),
	};
}

static void
table(struct keys *k, const char *name, struct foreign_keys_sql_tables_keys *v, size_t n)
{
	if (n)
		k->tables[k->ntables++] =
		        (struct foreign_keys_sql_tables){.table = name, .keys = {v, n}};
}

static void
own(struct keys *k)
{
	struct columns columns = k->columns;
	struct foreign_keys_sql_tables_keys *v =
	        arena_new(k->arena, struct foreign_keys_sql_tables_keys, columns.n);
	size_t n = 0;

	for (const struct column *c = columns.v; c < columns.v + columns.n; c++)
		if (c->ref && c->ref->unlinked)
			unlinked(k, k->entity->table, c->name, c->ref->schema, c->ref->entity);
		else if (c->ref)
			v[n++] = ref_key(k, k->entity->stem, c->name, c->ref, c->ref->on_delete);
		else if (c->foreign_key && c->foreign_key->unlinked)
			unlinked(k, k->entity->table, c->name, c->foreign_key->schema,
			         c->foreign_key->table);
		else if (c->foreign_key)
			v[n++] = block_key(k, c->foreign_key);
	table(k, k->entity->table, v, n);
}

/* A pair goes with its owner; whether it keeps its target from going is the author's choice. */
static void
pairs(struct keys *k, const struct join *j)
{
	struct foreign_keys_sql_tables_keys *v =
	        arena_new(k->arena, struct foreign_keys_sql_tables_keys, 2);
	const struct entity *e = k->entity;
	struct ref self = {
	        .schema = e->schema, .table = e->table, .key = e->key, .tenant = j->tenant};
	enum on_delete rule =
	        j->ref->on_delete == ON_DELETE_RESTRICT ? ON_DELETE_RESTRICT : ON_DELETE_CASCADE;
	size_t n = 0;

	v[n++] = ref_key(k, j->stem, j->own, &self, ON_DELETE_CASCADE);
	if (j->ref->unlinked)
		unlinked(k, j->table, j->target, j->ref->schema, j->ref->entity);
	else
		v[n++] = ref_key(k, j->stem, j->target, j->ref, rule);
	table(k, j->table, v, n);
}

void
emit_foreign_keys(struct strbuf *out, struct arena *a, const struct entity *e,
                  const struct options *o)
{
	struct joins joins = entity_joins(a, e);
	struct columns columns = entity_columns(a, e);
	struct keys k = {
	        .arena = a,
	        .entity = e,
	        .columns = columns,
	        .tables = arena_new(a, struct foreign_keys_sql_tables, 1 + joins.n),
	        .unlinked = arena_new(a, struct foreign_keys_sql_unlinked, columns.n + joins.n),
	};

	(void)o;
	own(&k);
	for (size_t i = 0; i < joins.n; i++)
		pairs(&k, &joins.v[i]);
	foreign_keys_sql(out, &(struct foreign_keys_sql){
	                              .entity = e->name,
	                              .schema = e->schema,
	                              .tables = {k.tables, k.ntables},
	                              .unlinked = {k.unlinked, k.nunlinked},
	                      });
}
