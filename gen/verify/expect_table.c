/* The tables of an entity: its own and those of pairs. */
#include "base/arena.h"
#include "model/annotation.h"
#include "model/index.h"
#include "model/name.h"
#include "model/relation.h"
#include "verify/expect.h"

#include <string.h>

static struct fact
part(enum fact_kind kind, const struct entity *e, const char *table, const char *name,
     const struct origin *o)
{
	return (struct fact){
	        .kind = kind, .schema = e->schema, .table = table, .name = name, .origin = o};
}

static void
column(struct expectation *x, const struct entity *e, const char *table, const struct column *c,
       bool required, const char *comment, const struct origin *o)
{
	expect_object(x, part(FACT_COLUMN, e, table, c->name, o), "NOT NULL",
	              required ? "yes" : "no", "identity", c->identity ? "by default" : "",
	              "comment", comment, NULL);
	ask_column(x, c->name, c->sql, c->value);
}

/* ---- indexes ---- */

/* What an index of a kind needs beside the default operators, for each column that needs it. */
static const char *
operators(struct arena *a, const struct table_index *i, const struct columns *all)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t k = 0; k < i->ncolumns; k++)
		for (size_t c = 0; c < all->n; c++)
			if (strcmp(all->v[c].name, i->columns[k]) == 0) {
				const char *class = index_operators(i->kind, all->v[c].sql);

				str_addf(&out, "%s%s", *class && out.len ? ", " : "",
				         class + strspn(class, " "));
			}
	return str_done(&out, a);
}

static const char *
names(struct arena *a, bool tenant, const char *const *v, size_t n)
{
	struct strbuf out = STRBUF_INIT;

	str_add(&out, tenant ? "tenant_id" : "");
	for (size_t i = 0; i < n; i++)
		str_addf(&out, "%s%s", out.len ? ", " : "", v[i]);
	return str_done(&out, a);
}

/* The index of a field or a key goes by its column, another one by its own name. */
static const struct origin *
index_origin(struct expectation *x, const struct entity *e, const struct table_index *i,
             const struct columns *all)
{
	for (size_t k = 0; k < e->nindexes; k++)
		if (e->indexes[k].columns == i->columns || strcmp(e->indexes[k].name, i->name) == 0)
			return expect_origin(x, ORIGIN_INDEX, e->indexes[k].name);
	for (size_t c = 0; i->ncolumns && c < all->n; c++)
		if (strcmp(all->v[c].name, i->columns[0]) == 0)
			return expect_column_origin(x, &all->v[c]);
	return expect_origin(x, ORIGIN_ENTITY, NULL);
}

static void
add_index(struct expectation *x, const struct entity *e, const struct table_index *i,
          const struct columns *all)
{
	const char *method = index_method(i->kind);
	bool tenant = i->live && entity_tenant(e) && !method;

	expect_object(x, part(FACT_INDEX, e, e->table, i->name, index_origin(x, e, i, all)),
	              "method", method ? method : "btree", "uniqueness", i->unique ? "yes" : "no",
	              "columns", names(x->arena, tenant, i->columns, i->ncolumns), "operators",
	              operators(x->arena, i, all), "condition",
	              i->live ? "(deleted_at IS NULL)" : "", "options", "", NULL);
}

/* ---- the entity's own table ---- */

static void
checks(struct expectation *x, const struct entity *e)
{
	struct table_checks all = entity_checks(x->arena, e);

	for (size_t i = 0; i < all.n; i++) {
		const struct table_check *c = &all.v[i];
		const char *comment = annotation_check(x->arena, c);
		const struct origin *o = c->authored
		                                 ? expect_origin(x, ORIGIN_CHECK, c->authored->name)
		                                 : expect_origin(x, ORIGIN_FIELD, c->field->name);

		expect_object(x, part(FACT_CONSTRAINT, e, e->table, c->name, o), "kind", "check",
		              "options", "", "comment", comment ? comment : "", NULL);
		ask_check(x, c->name, c->condition);
	}
}

static void
own_keys(struct expectation *x, const struct entity *e, const struct origin *o)
{
	struct arena *a = x->arena;

	expect_key(x, e, e->table, primary_key_name(a, e->stem), "primary key", e->key, o);
	expect_key(x, e, e->table, id_key_name(a, e), "unique", "id", o);
	if (entity_tenant(e))
		expect_key(x, e, e->table, tenant_key_name(a, e), "unique",
		           arena_printf(a, "tenant_id, %s", e->key), o);
}

void
expect_base(struct expectation *x, const struct entity *e)
{
	struct arena *a = x->arena;
	struct columns all = entity_columns(a, e);
	struct table_indexes indexes = entity_indexes(a, e, &all);
	const struct origin *o = expect_origin(x, ORIGIN_ENTITY, NULL);
	bool removed = list_has(&x->removed, arena_printf(a, "%s.%s", e->schema, e->table));

	expect_table(x, e, entity_tenant(e), e->table, annotation_table(a, e),
	             expect_grants(x, "SELECT",
	                           removed ? "DELETE, INSERT, SELECT, UPDATE"
	                                   : "INSERT, SELECT, UPDATE"),
	             policy_name(a, e->stem), o);
	ask_begin(x, (struct expected_table){e->schema, e->table, false, o});
	for (size_t i = 0; i < all.n; i++)
		column(x, e, e->table, &all.v[i], all.v[i].required || all.v[i].identity,
		       annotation_column(a, x->options, &all.v[i]),
		       expect_column_origin(x, &all.v[i]));
	checks(x, e);
	ask_end(x);
	own_keys(x, e, o);
	for (size_t i = 0; i < indexes.n; i++)
		add_index(x, e, &indexes.v[i], &all);
}

/* ---- tables of pairs ---- */

void
expect_join(struct expectation *x, const struct entity *e, const struct join *j)
{
	struct arena *a = x->arena;
	struct columns all = join_columns(a, e, j);
	const struct origin *o = expect_origin(x, ORIGIN_FIELD, j->field->name);

	expect_table(x, e, j->tenant, j->table, annotation_join(a, e, j),
	             expect_grants(x, "SELECT", "DELETE, INSERT, SELECT"), policy_name(a, j->stem),
	             o);
	ask_begin(x, (struct expected_table){e->schema, j->table, false, o});
	for (size_t i = 0; i < all.n; i++)
		column(x, e, j->table, &all.v[i], true, annotation_join_column(a, e, j, &all.v[i]),
		       o);
	ask_end(x);
	expect_key(x, e, j->table, primary_key_name(a, j->stem), "primary key",
	           arena_printf(a, "%s, %s", j->own, j->target), o);
	expect_object(x, part(FACT_INDEX, e, j->table, join_index_name(a, j), o), "method", "btree",
	              "uniqueness", "no", "columns", j->target, "operators", "", "condition", "",
	              "options", "", NULL);
}

/* ---- foreign keys ---- */

static const char *const rules[] = {
        [ON_DELETE_RESTRICT] = "restrict",
        [ON_DELETE_CASCADE] = "cascade",
        [ON_DELETE_SET_NULL] = "set null",
};

/* Of tenants, the key has the tenant in front, which no rule may clear. */
static void
foreign_key(struct expectation *x, const struct entity *e, bool tenants, const char *table,
            const char *stem, const char *column_name, const struct ref *r, enum on_delete rule,
            const struct origin *o)
{
	struct arena *a = x->arena;
	bool tenant = tenants && r->tenant;
	const char *before = tenant ? "tenant_id, " : "";
	const char *name = name_object(a, "tb_%s_%s_fkey", stem, column_stem(column_name));
	const char *does = rules[rule];

	if (r->unlinked)
		return;
	if (tenant && rule == ON_DELETE_SET_NULL)
		does = arena_printf(a, "%s (%s)", does, column_name);
	expect_object(x, part(FACT_CONSTRAINT, e, table, name, o), "kind", "foreign key", "columns",
	              arena_printf(a, "%s%s", before, column_name), "target",
	              arena_printf(a, "%s.%s (%s%s)", r->schema, r->table, before, r->key),
	              "ON DELETE", does, "options", "", NULL);
}

static void
own_foreign_key(struct expectation *x, const struct entity *e, const struct column *c)
{
	const struct foreign_key *k = c->foreign_key;
	struct ref as;

	if (c->ref)
		foreign_key(x, e, entity_tenant(e), e->table, e->stem, c->name, c->ref,
		            c->ref->on_delete, expect_column_origin(x, c));
	if (!k)
		return;
	as = (struct ref){.schema = k->schema,
	                  .table = k->table,
	                  .key = k->key,
	                  .tenant = k->tenant,
	                  .unlinked = k->unlinked};
	foreign_key(x, e, entity_tenant(e), e->table, e->stem, c->name, &as, k->on_delete,
	            expect_column_origin(x, c));
}

/* A pair goes with the row whose list it is in;
 * with the other one, unless the author forbids that to go. */
void
expect_keys(struct expectation *x, const struct entity *e)
{
	struct columns all = entity_columns(x->arena, e);
	struct joins joins = entity_joins(x->arena, e);

	for (size_t i = 0; i < all.n; i++)
		own_foreign_key(x, e, &all.v[i]);
	for (size_t i = 0; i < joins.n; i++) {
		const struct join *j = &joins.v[i];
		const struct origin *o = expect_origin(x, ORIGIN_FIELD, j->field->name);
		struct ref self = {.schema = e->schema,
		                   .table = e->table,
		                   .key = e->key,
		                   .tenant = entity_tenant(e)};

		foreign_key(x, e, j->tenant, j->table, j->stem, j->own, &self, ON_DELETE_CASCADE,
		            o);
		foreign_key(x, e, j->tenant, j->table, j->stem, j->target, j->ref,
		            j->ref->on_delete == ON_DELETE_RESTRICT ? ON_DELETE_RESTRICT
		                                                    : ON_DELETE_CASCADE,
		            o);
	}
}
