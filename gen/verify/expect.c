#include "verify/expect.h"
#include "base/arena.h"
#include "base/quote.h"
#include "model/options.h"
#include "model/removal.h"
#include "verify/owner.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* ---- facts ---- */

const struct origin *
expect_origin(struct expectation *x, enum origin_kind kind, const char *name)
{
	struct origin *o = arena_new(x->arena, struct origin, 1);

	*o = (struct origin){.owner = x->owner, .kind = kind, .name = name};
	return o;
}

const struct origin *
expect_column_origin(struct expectation *x, const struct column *c)
{
	if (c->field)
		return expect_origin(x, ORIGIN_FIELD, c->field->name);
	if (c->foreign_key)
		return expect_origin(x, ORIGIN_KEY, c->foreign_key->column);
	return expect_origin(x, ORIGIN_ENTITY, NULL);
}

void
expect_object(struct expectation *x, struct fact f, ...)
{
	va_list args;

	f.property = f.value = "";
	va_start(args, f);
	do {
		if (f.value)
			fact_add(&x->facts, f);
		f.property = va_arg(args, const char *);
		f.value = f.property ? va_arg(args, const char *) : NULL;
	} while (f.property);
	va_end(args);
}

const char *
expect_grants(struct expectation *x, const char *api, const char *action)
{
	struct arena *a = x->arena;
	const char *one = api ? arena_printf(a, "%s: %s", x->options->api_role, api) : NULL;
	const char *other =
	        action ? arena_printf(a, "%s: %s", x->options->action_role, action) : NULL;

	if (!one || !other)
		return one ? one : other ? other : "";
	return strcmp(one, other) < 0 ? arena_printf(a, "%s; %s", one, other)
	                              : arena_printf(a, "%s; %s", other, one);
}

/* PostgreSQL's own spelling of what templates/policy.sql demands. */
static const char mine[] = "(tenant_id = ( SELECT app.current_tenant() AS current_tenant))";

void
expect_table(struct expectation *x, const struct entity *e, bool tenant, const char *table,
             const char *comment, const char *grants, const char *policy, const struct origin *o)
{
	struct fact f = {
	        .kind = FACT_TABLE, .schema = e->schema, .table = "", .name = table, .origin = o};

	expect_object(x, f, "comment", comment, "grants", grants, "row-level security",
	              tenant ? "enabled and forced" : "disabled", "options", "", NULL);
	f.kind = FACT_POLICY;
	f.table = table;
	f.name = policy;
	if (tenant)
		expect_object(x, f, "command", "all", "kind", "permissive", "roles", "PUBLIC",
		              "USING", mine, "WITH CHECK", "", NULL);
}

void
expect_key(struct expectation *x, const struct entity *e, const char *table, const char *name,
           const char *kind, const char *columns, const struct origin *o)
{
	expect_object(x,
	              (struct fact){.kind = FACT_CONSTRAINT,
	                            .schema = e->schema,
	                            .table = table,
	                            .name = name,
	                            .origin = o},
	              "kind", kind, "columns", columns, "options", "", NULL);
}

/* ---- tables that are asked for ---- */

void
ask_begin(struct expectation *x, struct expected_table t)
{
	if (x->nasked == x->asked_cap) {
		struct expected_table *v = x->asked;

		x->asked_cap = 2 * x->asked_cap + 64;
		x->asked = arena_new(x->arena, struct expected_table, x->asked_cap);
		if (x->nasked)
			memcpy(x->asked, v, x->nasked * sizeof(*v));
	}
	str_addf(&x->tables, "CREATE TABLE " EXPECT_SCHEMA ".t%zu (", x->nasked);
	x->asked[x->nasked++] = t;
}

/* No field has such a name. */
static const char parting[] = "specql parting";

static void
separate(struct expectation *x)
{
	if (x->tables.buf[x->tables.len - 1] != '(')
		str_add(&x->tables, ", ");
}

void
ask_column(struct expectation *x, const char *name, const char *type, const char *value)
{
	separate(x);
	str_addf(&x->tables, "%s %s", ident_of(x->arena, name), type);
	if (value)
		str_addf(&x->tables, " DEFAULT %s", value);
}

void
ask_check(struct expectation *x, const char *name, const char *condition)
{
	separate(x);
	str_addf(&x->tables, "CONSTRAINT %s CHECK (%s)", ident_of(x->arena, name), condition);
}

/* A partitioned table has no file of its own, which costs more than all the rest. */
void
ask_end(struct expectation *x)
{
	separate(x);
	str_addf(&x->tables, "\"%s\" INTEGER) PARTITION BY LIST (\"%s\");\n", parting, parting);
}

/* ---- what entities share ---- */

void
expect_begin(struct expectation *x, struct arena *a, const struct options *o)
{
	struct fact schema = {.kind = FACT_SCHEMA, .schema = "app", .table = "", .name = "app"};
	struct fact one = {.schema = "", .table = ""};
	bool two;

	*x = (struct expectation){.arena = a, .options = o, .tables = STRBUF_INIT};
	expect_object(x, schema, "grants", expect_grants(x, "USAGE", "CREATE, USAGE"), NULL);
	for (size_t i = 0; i < o->nall_schemas; i++) {
		schema.schema = schema.name = o->all_schemas[i];
		/* public has grants of its own. */
		if (strcmp(schema.name, "app") != 0)
			expect_object(x, schema, "grants",
			              strcmp(schema.name, "public") != 0
			                      ? expect_grants(x, "USAGE", "USAGE")
			                      : NULL,
			              NULL);
	}
	one.kind = FACT_ROLE;
	one.name = o->api_role;
	two = strcmp(o->api_role, o->action_role) != 0;
	expect_object(x, one, "bypass of row-level security", "no",
	              "rights of a role over all tables", "no",
	              two ? "rights of the role of the actions" : NULL, "no",
	              "rights of the owner of a table", "no", NULL);
	one.name = o->action_role;
	if (two)
		expect_object(x, one, "bypass of row-level security", "no",
		              "rights of a role over all tables", "no", NULL);
	one.kind = FACT_EXTENSION;
	for (size_t i = 0; i < o->nextensions; i++) {
		one.name = o->extensions[i];
		expect_object(x, one, NULL);
	}
}

void
expect_removals(struct expectation *x, const struct entity *e)
{
	struct removals of = {0};

	removals_add(x->arena, &of, e);
	for (size_t i = 0; i < of.n; i++)
		list_add(x->arena, &x->removed,
		         arena_printf(x->arena, "%s.%s", of.v[i]->schema, of.v[i]->table));
}

void
expect_entity(struct expectation *x, const struct owner *s)
{
	const struct entity *e = s->model;
	struct joins joins = entity_joins(x->arena, e);

	x->owner = s;
	expect_base(x, e);
	for (size_t i = 0; i < joins.n; i++)
		expect_join(x, e, &joins.v[i]);
	expect_keys(x, e);
	if (e->table_view)
		expect_view(x, e);
	expect_helpers(x, e);
	expect_actions(x, e);
}

void
expect_end(struct expectation *x)
{
	facts_sort(&x->facts);
	list_sort(&x->types);
}

void
expect_free(struct expectation *x)
{
	facts_free(&x->facts);
	str_free(&x->tables);
}

/* ---- what was asked for ---- */

static void
take_column(struct expectation *x, const struct expected_table *t, const struct fact *f)
{
	struct fact to = *f;

	to.schema = t->schema;
	to.table = t->name;
	to.kind = t->type ? FACT_ATTRIBUTE : FACT_COLUMN;
	if (strcmp(f->property, "type") == 0 || (strcmp(f->property, "default") == 0 && !t->type))
		fact_add(&x->facts, to);
}

static void
take_check(struct expectation *x, const struct expected_table *t, const struct fact *f)
{
	struct fact to = *f;

	to.schema = t->schema;
	to.table = t->name;
	if (strcmp(f->property, "condition") == 0)
		fact_add(&x->facts, to);
}

static void
take(struct expectation *x, const struct fact *f)
{
	size_t i = *f->table == 't' ? strtoul(f->table + 1, NULL, 10) : x->nasked;

	if (i < x->nasked && f->kind == FACT_COLUMN && strcmp(f->name, parting) != 0)
		take_column(x, &x->asked[i], f);
	else if (i < x->nasked && f->kind == FACT_CONSTRAINT)
		take_check(x, &x->asked[i], f);
}

/* What was asked for has the origin of the object that it is a property of. */
static void
give_origins(struct facts *f)
{
	const struct fact *object = NULL;

	for (size_t i = 0; i < f->n; i++)
		if (!*f->v[i].property)
			object = &f->v[i];
		else if (!f->v[i].origin && object && fact_object(object, &f->v[i]) == 0)
			f->v[i].origin = object->origin;
}

void
expect_tables(struct expectation *x, struct facts *catalogue)
{
	size_t n = 0;

	for (size_t i = 0; i < catalogue->n; i++)
		if (strcmp(catalogue->v[i].schema, EXPECT_SCHEMA) == 0)
			take(x, &catalogue->v[i]);
		else
			catalogue->v[n++] = catalogue->v[i];
	catalogue->n = n;
	facts_sort(&x->facts);
	give_origins(&x->facts);
}
