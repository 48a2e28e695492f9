/* The table view of an entity, and the functions that refresh it. */
#include "base/arena.h"
#include "model/annotation.h"
#include "model/index.h"
#include "model/name.h"
#include "model/view_query.h"
#include "verify/expect.h"

#include <string.h>

static const struct origin *
column_origin(struct expectation *x, const struct view_column *c)
{
	if (c->filter)
		return expect_origin(x, ORIGIN_FILTER, c->filter->name);
	if (c->field)
		return expect_origin(x, ORIGIN_FIELD, c->field->name);
	return expect_origin(x, ORIGIN_ENTITY, NULL);
}

static void
add_index(struct expectation *x, const struct entity *e, const char *name, const char *method,
          const char *columns, const char *operators, const struct origin *o)
{
	expect_object(x,
	              (struct fact){.kind = FACT_INDEX,
	                            .schema = e->schema,
	                            .table = view_table(x->arena, e),
	                            .name = name,
	                            .origin = o},
	              "method", method ? method : "btree", "uniqueness", "no", "columns", columns,
	              "operators", operators, "condition", "", "options", "", NULL);
}

/* Only a btree has the tenant in front, and that of a key needs none. */
static void
column(struct expectation *x, const struct entity *e, const struct view_column *c)
{
	struct arena *a = x->arena;
	bool tenant = entity_tenant(e) && c->index == INDEX_BTREE && c->kind != VIEW_REF;
	const struct origin *o = column_origin(x, c);
	const char *operators = index_operators(c->index, c->sql);

	expect_object(x,
	              (struct fact){.kind = FACT_COLUMN,
	                            .schema = e->schema,
	                            .table = view_table(a, e),
	                            .name = c->name,
	                            .origin = o},
	              "NOT NULL", c->required ? "yes" : "no", "identity", "", "comment",
	              annotation_view_column(a, x->options, c), NULL);
	ask_column(x, c->name, c->sql, c->value);
	if (c->index != INDEX_NONE)
		add_index(x, e, view_index(a, e, c->name), index_method(c->index),
		          arena_printf(a, "%s%s", tenant ? "tenant_id, " : "", c->name),
		          operators + strspn(operators, " "), o);
}

/* ---- functions ---- */

static void
function(struct expectation *x, const struct entity *e, const char *path, const char *keys,
         const char *settings)
{
	bool tenant = entity_tenant(e);
	struct expected_function f = {
	        .schema = e->schema,
	        .name = view_function(x->arena, e, path),
	        .result = "VOID",
	        .parameters = tenant ? "p_tenant_id, p_pk" : "p_pk",
	        .settings = settings,
	        .grants = expect_grants(x, NULL, "EXECUTE"),
	        .origin = expect_origin(x, ORIGIN_ENTITY, NULL),
	};

	keys = arena_printf(x->arena, "%s[]", keys);
	f.types[0] = tenant ? "UUID" : keys;
	f.types[1] = tenant ? keys : NULL;
	expect_function(x, f);
}

/* That for operators, of all rows. */
static void
function_of_all(struct expectation *x, const struct entity *e)
{
	bool tenant = entity_tenant(e);

	expect_function(x, (struct expected_function){
	                           .schema = e->schema,
	                           .name = view_function(x->arena, e, NULL),
	                           .types = {tenant ? "UUID" : NULL},
	                           .result = "VOID",
	                           .parameters = tenant ? "p_tenant_id" : "",
	                           .defaults = tenant ? "NULL::uuid" : NULL,
	                           .grants = expect_grants(x, NULL, "EXECUTE"),
	                           .origin = expect_origin(x, ORIGIN_ENTITY, NULL),
	                   });
}

void
expect_view(struct expectation *x, const struct entity *e)
{
	struct arena *a = x->arena;
	struct view_columns all = view_columns(a, e);
	struct view_query query = view_query(a, e, x->options);
	const struct origin *o = expect_origin(x, ORIGIN_ENTITY, NULL);
	const char *table = view_table(a, e);

	expect_table(x, e, entity_tenant(e), table, annotation_view(a, e),
	             expect_grants(x, "SELECT", "DELETE, INSERT, SELECT, UPDATE"),
	             name_object(a, "tv_%s_tenant", e->stem), o);
	ask_begin(x, (struct expected_table){e->schema, table, false, o});
	for (size_t i = 0; i < all.n; i++)
		column(x, e, &all.v[i]);
	ask_end(x);
	expect_key(x, e, table, view_primary_key(a, e), "primary key", e->key, o);
	expect_key(x, e, table, view_id_key(a, e), "unique", "id", o);
	if (entity_tenant(e))
		add_index(x, e, view_tenant_index(a, e), NULL, "tenant_id, id", "", o);
	function(x, e, NULL, e->key_type,
	         "TimeZone=UTC; DateStyle=ISO; " EXPECT_FORMATS
	         "; plan_cache_mode=force_custom_plan; enable_seqscan=on");
	function_of_all(x, e);
	for (size_t i = 0; i < query.nbys; i++)
		function(x, e, query.bys[i].path, query.bys[i].key_type, NULL);
}
