/* What fields mean: every spelling of a type string and of the mapping form. Their faults are in
 * tests/errors. */
#include "test.h"

#include "base/arena.h"
#include "base/str.h"
#include "model/options.h"
#include "parse/parse.h"

#include <string.h>

static struct arena arena;

/* The entity of a text; what is reported is printed and fails the test. */
static struct entity *
parsed(const char *text)
{
	struct source *s = arena_new(&arena, struct source, 1);
	struct diag *d = arena_new(&arena, struct diag, 1);
	struct strbuf said = STRBUF_INIT;
	struct entity *e;
	bool broken;

	*s = (struct source){"x.yaml", text, strlen(text)};
	diag_init(d, &arena);
	e = entity_read(&arena, d, s, &options_default, &broken);
	diag_print(d, &said);
	CHECK_STR(said.buf, "");
	str_free(&said);
	return e;
}

/* The only field of an entity, given as YAML. */
static const struct field *
one(const char *spec)
{
	struct entity *e = parsed(arena_printf(&arena, "entity: Order\nfields:\n  x: %s\n", spec));

	CHECK(e && e->nfields == 1);
	return &e->fields[0];
}

static void
check_types(void)
{
	static const char *const cases[][3] = {
	        /* spec, word of the type, column's type */
	        {"text", "text", "TEXT"},
	        {"TEXT", "text", "TEXT"},
	        {"string", "text", "TEXT"},
	        {"char", "text", "CHAR(1)"},
	        {"CHAR(2)", "text", "CHAR(2)"},
	        {"varchar(50)", "text", "VARCHAR(50)"},
	        {"text( 3 , 5 )", "text", "TEXT"},
	        {"integer(1, 10)", "integer", "INTEGER"},
	        {"int", "integer", "INTEGER"},
	        {"decimal", "decimal", "NUMERIC"},
	        {"decimal(10,2)", "decimal", "NUMERIC(10,2)"},
	        {"numeric(5)", "decimal", "NUMERIC(5)"},
	        {"float", "float", "DOUBLE PRECISION"},
	        {"timestamp", "datetime", "TIMESTAMPTZ"},
	        {"jsonb", "json", "JSONB"},
	        {"money", "money", "NUMERIC(19,4)"},
	        {"phone", "phoneNumber", "TEXT"},
	        {"enum(a, b)", "enum", "TEXT"},
	        {"list(text)", "text", "TEXT[]"},
	        {"list(decimal(10,2))", "decimal", "NUMERIC(10,2)[]"},
	        {"list(enum(a))", "enum", "TEXT[]"},
	        {"list(json)", "json", "JSONB"},
	        {"SimpleAddress", "SimpleAddress", "JSONB"},
	        {"list(SimpleAddress)", "SimpleAddress", "JSONB"},
	        {"{type: bool}", "boolean", "BOOLEAN"},
	        {"{values: [a]}", "enum", "TEXT"},
	        {"inet", "inet", "INET"},
	        {"ipAddress", "ipAddress", "INET"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct field *f = one(cases[i][0]);

		CHECK_STR(f->type->name, cases[i][1]);
		CHECK_STR(f->sql, cases[i][2]);
		CHECK_STR(f->column, "x");
		CHECK(f->list == (strstr(cases[i][0], "list(") != NULL));
		CHECK(!f->required && !f->unique && !f->faulty && f->default_kind == DEFAULT_NONE);
	}
}

static void
check_defaults(void)
{
	static const struct {
		const char *spec;
		bool required;
		const char *value;
	} cases[] = {
	        {"text! = a", true, "a"},
	        {"text = a!", true, "a"},
	        {"text = a !", true, "a"},
	        {"text! = 'a!'", true, "a!"},
	        {"text = 'a!'", false, "a!"},
	        {"text='it''s'", false, "it's"},
	        {"text=a", false, "a"},
	        {"text =a", false, "a"},
	        {"text? = a", false, "a"},
	        {"text = ''", false, ""},
	        {"text = 'null'", false, "null"},
	        {"text = null", false, NULL},
	        {"text = a = b", false, "a = b"},
	        {"boolean = yes", false, "true"},
	        {"boolean! = FALSE", true, "false"},
	        {"integer = +007", false, "7"},
	        {"decimal(5,2) = 1.50", false, "1.5"},
	        {"float = 1e3", false, "1e3"},
	        {"datetime! = now()", true, "now()"},
	        {"datetime = CURRENT_TIMESTAMP", false, "now()"},
	        {"date = current_date", false, "CURRENT_DATE"},
	        {"uuid = uuid_generate_v4()", false, "gen_random_uuid()"},
	        {"text = 'now()'", false, "now()"},
	        {"text = current_date", false, "current_date"},
	        {"{type: text, default: 'now()'}", false, "now()"},
	        {"{type: datetime, default: 'now()'}", false, "now()"},
	        {"enum('a b', c) = a b", false, "a b"},
	        {"{type: text, default: ''}", false, ""},
	        {"{type: text, default: no}", false, "no"},
	        {"{type: text, default: ~}", false, NULL},
	        {"list(text) = [a, 'b, c', \"d\"]", false, "{\"a\",\"b, c\",\"d\"}"},
	        {"list(integer) = []", false, "{}"},
	        {"list(integer) = {1,02}", false, "{\"1\",\"2\"}"},
	        {"{type: list(text), default: ['a\"b', 'c\\d', '']}", false,
	         "{\"a\\\"b\",\"c\\\\d\",\"\"}"},
	        {"json = []", false, "[]"},
	        {"{type: json, default: {a: [1, x, '2', true, ~]}}", false,
	         "{\"a\": [1, \"x\", \"2\", true, null]}"},
	        {"{type: list(json), default: [{a: b}]}", false, "[{\"a\": \"b\"}]"},
	        {"coordinates = (37.5, -122)", false, "(37.5, -122)"},
	        {"{type: text!, default: a}", true, "a"},
	        {"{type: text, nullable: false}", true, NULL},
	        {"{type: text, required: yes}", true, NULL},
	        {"{type: text, required: false}", false, NULL},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct field *f = one(cases[i].spec);

		CHECK(f->required == cases[i].required);
		CHECK_STR(f->default_text, cases[i].value);
		CHECK((f->default_kind == DEFAULT_NONE) == (cases[i].value == NULL));
	}
	CHECK(one("datetime = now()")->default_kind == DEFAULT_FUNCTION);
	CHECK(one("text = 'now()'")->default_kind == DEFAULT_VALUE);
	CHECK(one("text = current_date")->default_kind == DEFAULT_VALUE);
}

static void
check_limits(void)
{
	const struct field *f = one("text(3, 5)");

	CHECK(f->min_length == 3 && f->max_length == 5);
	f = one("{type: text, max_length: 9}");
	CHECK(f->min_length == 0 && f->max_length == 9);
	f = one("integer(-5, 010)");
	CHECK_STR(f->min, "-5");
	CHECK_STR(f->max, "10");
	f = one("{type: percentage, max: 50}");
	CHECK_STR(f->min, "0");
	CHECK_STR(f->max, "50");
	f = one("integer");
	CHECK(!f->min && !f->max);
	CHECK_STR(one("{type: text, pattern: 'a|b'}")->pattern, "^(?:a|b)$");
	CHECK_STR(one("slug")->pattern, "^[a-z0-9]+(?:-[a-z0-9]+)*$");
}

static void
check_refs(void)
{
	const struct field *f = one("ref(Company)!");

	CHECK(f->type == &type_ref && f->nrefs == 1 && f->required);
	CHECK_STR(f->column, "fk_x");
	CHECK_STR(f->refs[0].entity, "Company");
	CHECK_STR(f->refs[0].schema, NULL);
	f = one("\"ref(crm.Company, on_delete: set_null)\"");
	CHECK_STR(f->refs[0].schema, "crm");
	CHECK(f->refs[0].on_delete == ON_DELETE_SET_NULL);
	f = one("ref( Company | crm.PersonName , on_delete=cascade )");
	CHECK(f->nrefs == 2 && !f->column);
	CHECK_STR(f->refs[0].column, "fk_x_company");
	CHECK_STR(f->refs[1].column, "fk_x_person_name");
	CHECK(f->refs[0].on_delete == ON_DELETE_CASCADE &&
	      f->refs[1].on_delete == ON_DELETE_CASCADE);
	f = one("{type: ref, entity: Company, schema: crm, on_delete: cascade}");
	CHECK_STR(f->refs[0].schema, "crm");
	CHECK(f->refs[0].on_delete == ON_DELETE_CASCADE);
	f = one("list(ref(Tag))");
	CHECK_STR(f->join_table, "tb_order_x");
	CHECK(f->list && f->nrefs == 1 && !f->column);
}

static void
check_indexes(void)
{
	CHECK(one("email")->index == INDEX_BTREE);
	CHECK(one("{type: email, unique: true}")->index == INDEX_NONE);
	CHECK(one("{type: email, index: false}")->index == INDEX_NONE);
	CHECK(one("text")->index == INDEX_NONE);
	CHECK(one("{type: text, index: true}")->index == INDEX_BTREE);
	CHECK(one("{type: text, index: gin_trgm}")->index == INDEX_GIN_TRGM);
	CHECK(one("{type: text, unique: true, index: gin_trgm}")->index == INDEX_GIN_TRGM);
	CHECK(one("{type: list(text), index: true}")->index == INDEX_GIN);
	CHECK(one("coordinates")->index == INDEX_GIST);
	CHECK(one("enum(a)")->index == INDEX_BTREE);
	CHECK(one("list(email)")->index == INDEX_NONE);
	CHECK(one("ref(A)")->index == INDEX_NONE);
}

static void
check_extensions(void)
{
	struct entity *e = parsed(
	        "entity: Order\nfields:\n  a: {type: text, index: gin_trgm}\n  b: coordinates\n"
	        "  c: money\nindexes: [{columns: [c], type: gist}]\n");
	const char **x = entity_extensions(&arena, e);

	CHECK_STR(x[0], "btree_gist");
	CHECK_STR(x[1], "pg_trgm");
	CHECK_STR(x[2], NULL);
	e = parsed("entity: Order\nfields: {a: coordinates, b: ipAddress}\n");
	CHECK_STR(entity_extensions(&arena, e)[0], NULL);
}

static void
check_blocks(void)
{
	struct entity *e = parsed(
	        "entity:\n  name: OrderItem\n  schema: crm\n  fields: {status: 'enum(a)', orderNo: "
	        "text, "
	        "owner: ref(Owner)}\nkey: bigint\ntier: shared\n"
	        "trinity_helpers: {generate: false}\n"
	        "indexes:\n- columns: [status]\n- {columns: [owner, orderNo], unique: true, name: "
	        "both}\n"
	        "unique_constraints: [[orderNo], {fields: [owner, status]}]\n"
	        "foreign_keys: {fk_a: {references: x.tb_y}, fk_b: {references: x.tb_y, on: id, "
	        "nullable: no}}\n"
	        "validation: [{name: v, condition: \"fk_a IS NULL OR status = 'a'\", error: e}]\n");
	const struct index *x = e->indexes;

	CHECK_STR(e->table, "tb_order_item");
	CHECK_STR(e->key, "pk_order_item");
	CHECK_STR(e->key_type, "BIGINT");
	CHECK(e->tenancy == TENANCY_SHARED && !e->partial && !e->identifier);
	CHECK_STR(e->fields[1].column, "order_no");
	CHECK(e->fields[0].index == INDEX_NONE);
	CHECK(e->nindexes == 4);
	CHECK_STR(x[0].name, "idx_tb_order_item_status");
	CHECK_STR(x[1].name, "both");
	CHECK_STR(x[1].columns[0], "fk_owner");
	CHECK_STR(x[1].columns[1], "order_no");
	CHECK(x[1].unique && x[2].unique && !x[0].unique);
	CHECK_STR(x[2].columns[0], "order_no");
	CHECK_STR(x[3].columns[1], "status");
	CHECK(!e->foreign_keys[0].key); /* which link.c gives it */
	CHECK_STR(e->foreign_keys[1].key, "id");
	CHECK(!e->foreign_keys[0].required && e->foreign_keys[1].required);
	CHECK(e->nchecks == 1);
	CHECK_STR(e->checks[0].sql, "fk_a IS NULL OR status = 'a'");
}

int
main(void)
{
	check_types();
	check_defaults();
	check_limits();
	check_refs();
	check_indexes();
	check_extensions();
	check_blocks();
	arena_clear(&arena);
	return TEST_RESULT();
}
