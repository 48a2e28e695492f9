/* The helpers of an entity, and the types and functions of its actions. */
#include "base/arena.h"
#include "base/bound.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/annotation.h"
#include "model/name.h"
#include "model/options.h"
#include "verify/expect.h"

#include <stdlib.h>
#include <string.h>

void
expect_function(struct expectation *x, struct expected_function f)
{
	if (x->nfunctions == x->functions_cap) {
		struct expected_function *v = x->functions;

		x->functions_cap = 2 * x->functions_cap + 64;
		x->functions = arena_new(x->arena, struct expected_function, x->functions_cap);
		if (x->nfunctions)
			memcpy(x->functions, v, x->nfunctions * sizeof(*v));
	}
	x->functions[x->nfunctions++] = f;
	list_add(x->arena, &x->types, f.result);
	for (size_t i = 0; f.types[i]; i++)
		list_add(x->arena, &x->types, f.types[i]);
}

/* ---- types, as PostgreSQL spells them ---- */

static const char *
spelled(const struct list *types, const char *const *spellings, const char *type)
{
	size_t i = lower_bound(&type, types->items, types->n, sizeof(*types->items), word_order);

	return i < types->n && spellings[i] ? spellings[i] : type;
}

void
expect_types(struct expectation *x, const char *const *spellings)
{
	struct strbuf name = STRBUF_INIT;

	for (size_t i = 0; i < x->nfunctions; i++) {
		const struct expected_function *f = &x->functions[i];

		str_addf(&name, "%s(", f->name);
		for (size_t k = 0; f->types[k]; k++)
			str_addf(&name, "%s%s", k ? ", " : "",
			         spelled(&x->types, spellings, f->types[k]));
		str_add(&name, ")");
		expect_object(x,
		              (struct fact){.kind = FACT_FUNCTION,
		                            .schema = f->schema,
		                            .table = "",
		                            .name = arena_strdup(x->arena, name.buf),
		                            .origin = f->origin},
		              "result", spelled(&x->types, spellings, f->result), "parameters",
		              f->parameters, "defaults", f->defaults ? f->defaults : "", "security",
		              f->definer ? "definer" : "invoker", "owner", f->owner, "settings",
		              f->settings ? f->settings : "", "language",
		              f->language ? f->language : "plpgsql", "volatility",
		              f->volatility ? f->volatility : "volatile", "options",
		              f->options ? f->options : "", "grants", f->grants, "comment",
		              f->comment, NULL);
		str_reset(&name);
	}
	str_free(&name);
	facts_sort(&x->facts);
}

/* ---- helpers ---- */

/* A helper of the entity at hand; the tenant's parameter is the first one if it leads,
 * else the last one. */
static void
helper(struct expectation *x, const struct entity *e, const char *suffix, const char *result,
       const char *const *types, const char *const *parameters, int tenant,
       struct expected_function f)
{
	size_t n = 0;
	struct strbuf names = STRBUF_INIT;

	if (tenant < 0)
		f.types[n++] = "UUID";
	str_add(&names, tenant < 0 ? "p_tenant_id, " : "");
	for (size_t i = 0; types[i]; i++) {
		f.types[n++] = types[i];
		str_addf(&names, "%s%s", i ? ", " : "", parameters[i]);
	}
	if (tenant > 0) {
		f.types[n++] = "UUID";
		f.defaults = "app.current_tenant()";
		str_add(&names, ", p_tenant_id");
	}
	f.schema = e->schema;
	f.name = f.name ? f.name : name_object(x->arena, "%s_%s", e->stem, suffix);
	f.result = result;
	f.parameters = str_done(&names, x->arena);
	f.grants = expect_grants(x, NULL, "EXECUTE");
	f.origin = f.origin ? f.origin : expect_origin(x, ORIGIN_ENTITY, NULL);
	expect_function(x, f);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void
lookups(struct expectation *x, const struct entity *e, bool tenant)
{
	static const struct expected_function sql = {
	        .language = "sql", .volatility = "stable", .options = "parallel safe"};

	helper(x, e, "pk", e->key_type, WORDS("TEXT"), WORDS("p_identifier"), tenant, sql);
	helper(x, e, "id", "UUID", WORDS(e->key_type), WORDS("p_pk"), tenant, sql);
	if (e->identifier)
		helper(x, e, "identifier", "TEXT", WORDS(e->key_type), WORDS("p_pk"), tenant, sql);
	helper(x, e, "ref", e->key_type, WORDS("UUID", "TEXT"), WORDS("p_id", "p_field"), -tenant,
	       (struct expected_function){0});
}

static void
changes(struct expectation *x, const struct entity *e, bool tenant)
{
	struct arena *a = x->arena;
	struct joins joins = entity_joins(a, e);
	const char *row = ident_in(a, e->schema, e->table);

	helper(x, e, "lock", row, WORDS("UUID", "TIMESTAMPTZ", "BOOLEAN"),
	       WORDS("p_id", "p_expected_version", "p_delete"), -tenant,
	       (struct expected_function){.defaults = "false"});
	helper(x, e, "changes", "TEXT[]", WORDS(row, row, "BOOLEAN"),
	       WORDS("p_old", "p_new", "p_any"), 0,
	       (struct expected_function){.defaults = "false", .volatility = "stable"});
	helper(x, e, "object", "JSONB", WORDS(row), WORDS("p_row"), 0,
	       (struct expected_function){.volatility = "stable"});
	for (size_t i = 0; i < joins.n; i++) {
		const struct join *j = &joins.v[i];
		const char *key = j->ref->key_type ? j->ref->key_type : "INTEGER";

		helper(x, e, NULL, "TEXT[]", WORDS(e->key_type, arena_printf(a, "%s[]", key)),
		       WORDS("p_pk", "p_keys"), j->tenant ? -1 : 0,
		       (struct expected_function){
		               .name = name_object(a, "%s_set", j->stem),
		               .origin = expect_origin(x, ORIGIN_FIELD, j->field->name)});
	}
}

void
expect_helpers(struct expectation *x, const struct entity *e)
{
	lookups(x, e, entity_tenant(e));
	if (entity_acts(e))
		changes(x, e, entity_tenant(e));
}

/* ---- actions ---- */

static const struct origin *
action_origin(struct expectation *x, enum origin_kind kind, const struct action *a,
              const char *name)
{
	struct origin *o = arena_new(x->arena, struct origin, 1);

	*o = (struct origin){x->owner, kind, name, a->name};
	return o;
}

static void
input_type(struct expectation *x, const struct entity *e, const struct action *from,
           const char *type, const struct origin *o)
{
	struct fact f = {
	        .kind = FACT_TYPE, .schema = "app", .table = "", .name = type, .origin = o};

	expect_object(x, f, "comment", annotation_input_type(x->arena, from), NULL);
	ask_begin(x, (struct expected_table){"app", type, true, o});
	f.kind = FACT_ATTRIBUTE;
	f.table = type;
	for (size_t i = 0; i < from->ninputs; i++) {
		const struct input *in = &from->inputs[i];

		f.name = in->name;
		f.origin = action_origin(x, ORIGIN_INPUT, from, in->word ? in->word : in->name);
		expect_object(x, f, "comment", annotation_input(x->arena, x->options, e, from, in),
		              NULL);
		ask_column(x, in->name, in->sql, NULL);
	}
	ask_end(x);
}

#define PINNED "search_path=pg_catalog, pg_temp"

static void
action(struct expectation *x, const struct entity *e, const struct action *from)
{
	struct arena *a = x->arena;
	const char *api = action_api(a, from), *type = name_input_type(a, api);
	const struct origin *o = action_origin(x, ORIGIN_ACTION, from, NULL);
	struct expected_function f = {
	        .schema = e->schema,
	        .name = api,
	        .types = {"UUID", arena_printf(a, "app.%s", ident_of(a, type)), "JSONB", "UUID"},
	        .result = "app.mutation_result",
	        .parameters = "auth_tenant_id, input_data, input_payload, auth_user_id",
	        .settings = PINNED,
	        .grants = expect_grants(x, NULL, "EXECUTE"),
	        .comment = annotation_core(a, from),
	        .origin = o,
	};

	input_type(x, e, from, type, o);
	expect_function(x, f);
	expect_function(
	        x, (struct expected_function){
	                   .schema = "app",
	                   .name = api,
	                   .types = {"UUID", "UUID", "JSONB"},
	                   .result = f.result,
	                   .parameters = "auth_tenant_id, auth_user_id, input_payload",
	                   .settings = PINNED
	                   "; standard_conforming_strings=on; DateStyle=ISO, MDY; " EXPECT_FORMATS,
	                   .definer = true,
	                   .owner = x->options->action_role,
	                   .grants = expect_grants(x, "EXECUTE", NULL),
	                   .comment = annotation_function(a, e, from),
	                   .origin = o,
	           });
}

void
expect_actions(struct expectation *x, const struct entity *e)
{
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING)
			action(x, e, &e->actions[i]);
}
