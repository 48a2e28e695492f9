#include "test.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "model/foundation.h"
#include "model/link.h"
#include "model/options.h"
#include "parse/parse.h"

#include <string.h>

static struct arena a;
static struct diag d;
static struct options options;

static void
begin(void)
{
	arena_clear(&a);
	diag_init(&d, &a);
	options = options_default;
}

static const char *
reported(void)
{
	struct strbuf b = STRBUF_INIT;

	diag_print(&d, &b);
	return str_done(&b, &a);
}

static struct entity *
entity(const char *path, const char *yaml)
{
	struct source *source = arena_new(&a, struct source, 1);
	struct entity *e;
	bool broken;

	*source = (struct source){path, yaml, strlen(yaml)};
	e = entity_read(&a, &d, source, &options, &broken);
	CHECK(e != NULL && d.nerrors == 0);
	return e;
}

static void
link_two(struct entity *e, struct entity *other)
{
	entity_link(&a, &d, e, &other, 1, &options, NULL);
}

static const char company[] = "entity: Company\nschema: crm\nfields:\n  name: text\n";
static const char other_company[] = "entity: Company\nschema: sales\nfields:\n  name: text\n";
static const char country[] = "entity: Country\nschema: common\nfields:\n  name: text\n";
static const char contact[] = "entity: Contact\nschema: crm\nfields:\n  company: ref(Company)\n";

static void
same_schema(void)
{
	struct entity *e, *to;
	const struct ref *ref;

	begin();
	to = entity("company.yaml", company);
	e = entity("contact.yaml", contact);
	link_two(e, to);
	ref = &e->fields[0].refs[0];
	CHECK_STR(reported(), "");
	CHECK_STR(ref->schema, "crm");
	CHECK_STR(ref->table, "tb_company");
	CHECK_STR(ref->key, "pk_company");
	CHECK(ref->tenant);
}

static void
itself(void)
{
	struct entity *e;

	begin();
	e = entity("node.yaml", "entity: Node\nschema: crm\nfields:\n  parent: ref(Node)\n");
	entity_link(&a, &d, e, &e, 1, &options, NULL);
	CHECK_STR(reported(), "");
	CHECK_STR(e->fields[0].refs[0].table, "tb_node");
}

/* The entity's own schema comes before others; without one there, the only other counts. */
static void
other_schema(void)
{
	struct entity *e, *others[2];

	begin();
	others[0] = entity("other.yaml", other_company);
	others[1] = entity("company.yaml", company);
	options.by_schema = true;
	e = entity("contact.yaml", contact);
	entity_link(&a, &d, e, others, 2, &options, NULL);
	CHECK_STR(reported(), "");
	CHECK_STR(e->fields[0].refs[0].schema, "crm");

	e = entity("contact.yaml",
	           "entity: Contact\nschema: hr\nfields:\n  company: ref(Company)\n");
	entity_link(&a, &d, e, others, 2, &options, NULL);
	CHECK_STR(reported(), "contact.yaml:4:16: error: 'Company' is in several schemas; write "
	                      "which, as in ref(sales.Company)\n"
	                      "    4 |   company: ref(Company)\n"
	                      "      |                ^~~~~~~\n"
	                      "other.yaml:1:9: note: one is in schema 'sales'\n"
	                      "    1 | entity: Company\n"
	                      "      |         ^~~~~~~\n"
	                      "company.yaml:1:9: note: one is in schema 'crm'\n"
	                      "    1 | entity: Company\n"
	                      "      |         ^~~~~~~\n");
}

static void
unknown(void)
{
	struct entity *e;

	begin();
	e = entity("contact.yaml",
	           "entity: Contact\nschema: crm\nfields:\n  company: ref(Compny)\n");
	link_two(e, entity("company.yaml", company));
	CHECK_STR(reported(),
	          "contact.yaml:4:16: error: unknown entity 'Compny'; did you mean 'Company'?\n"
	          "    4 |   company: ref(Compny)\n"
	          "      |                ^~~~~~\n");
	begin();
	e = entity("contact.yaml",
	           "entity: Contact\nschema: crm\nfields:\n  company: ref(hr.Company)\n");
	link_two(e, entity("company.yaml", company));
	CHECK(strstr(reported(), "no entity 'Company' in schema 'hr'\n") != NULL);
	CHECK(strstr(reported(), "company.yaml:1:9: note: there is one in schema 'crm'\n") != NULL);
}

/* Nothing keeps the ref of a shared row inside one tenant. */
static void
tenancy(void)
{
	struct entity *e;

	begin();
	e = entity("country.yaml",
	           "entity: Country\nschema: common\nfields:\n  company: ref(crm.Company)\n");
	link_two(e, entity("company.yaml", company));
	CHECK(d.nwarnings == 1 && d.nerrors == 0);
	CHECK(strstr(reported(), "country.yaml:4:") != NULL);
	begin();
	e = entity("contact.yaml",
	           "entity: Contact\nschema: crm\nfields:\n  country: ref(common.Country)\n");
	link_two(e, entity("country.yaml", country));
	CHECK_STR(reported(), "");
	CHECK(!e->fields[0].refs[0].tenant);
}

static void
clashes(void)
{
	struct entity *e;

	begin();
	e = entity("b.yaml", company);
	link_two(e, entity("a.yaml", company));
	CHECK_STR(reported(),
	          "b.yaml:1:9: error: the entity 'Company' of schema 'crm' is declared twice\n"
	          "    1 | entity: Company\n"
	          "      |         ^~~~~~~\n"
	          "a.yaml:1:9: note: the other one\n"
	          "    1 | entity: Company\n"
	          "      |         ^~~~~~~\n");
	begin();
	e = entity("b.yaml", company);
	link_two(e, entity("a.yaml", other_company));
	CHECK(d.nerrors == 1 && strstr(reported(), "would write the same files") != NULL);
	begin();
	options.by_schema = true;
	e = entity("b.yaml", company);
	link_two(e, entity("a.yaml", other_company));
	CHECK_STR(reported(), "");
}

static void
actions(void)
{
	static const char one[] =
	        "entity: One\nschema: crm\nfields:\n  n: text\nactions:\n  - name: create_it\n";
	static const char two[] =
	        "entity: Two\nschema: crm\nfields:\n  n: text\nactions:\n  - name: create_it\n";
	struct entity *e;

	begin();
	e = entity("one.yaml", one);
	link_two(e, entity("two.yaml", two));
	CHECK(d.nerrors == 1);
	CHECK(strstr(reported(),
	             "one.yaml:6:11: error: the action 'create_it' would be app.create_it twice") !=
	      NULL);
	CHECK(strstr(reported(), "two.yaml:6:11: note: the other is an action of 'Two'") != NULL);
	begin();
	options.entity_action_names = true;
	e = entity("one.yaml", one);
	link_two(e, entity("two.yaml", two));
	CHECK(d.nerrors == 0);
}

/* Tables and indexes of a schema share one name space. */
static void
relations(void)
{
	static const char order[] =
	        "entity: Order\nschema: crm\nfields:\n  items: list(ref(Tag))\n  n: text\n"
	        "indexes:\n  - columns: [n]\n    name: idx_tb_tag_n\n";
	static const char items[] = "entity: OrderItems\nschema: crm\nfields:\n  n: text\n";
	static const char tag[] =
	        "entity: Tag\nschema: crm\nfields:\n  n: {type: text, index: true}\n";
	struct entity *e, *others[2];

	begin();
	others[0] = entity("items.yaml", items);
	others[1] = entity("tag.yaml", tag);
	e = entity("order.yaml", order);
	entity_link(&a, &d, e, others, 2, &options, NULL);
	CHECK(d.nerrors == 2);
	CHECK(strstr(reported(), "order.yaml:4:3: error: 'tb_order_items' would be in the schema "
	                         "'crm' twice") != NULL);
	CHECK(strstr(reported(),
	             "order.yaml:8:11: error: 'idx_tb_tag_n' would be in the schema 'crm' twice") !=
	      NULL);
	CHECK(strstr(reported(), "tag.yaml:1:9: note: 'Tag' makes it too") != NULL);
	begin();
	others[0] = entity("order.yaml", order);
	e = entity("tag.yaml", tag);
	entity_link(&a, &d, e, others, 1, &options, NULL);
	CHECK_STR(reported(), "");
}

/* Every table, index, type and function that the foundation makes in app is taken. */
static void
foundation(void)
{
	size_t len;
	const char *text, *s;
	struct entity *e;

	begin();
	text = file_read(&a, "../../templates/foundation.sql", 0, &len);
	CHECK(text != NULL);
	for (s = text; s && (s = strstr(s, " FUNCTION app.")); s++) {
		const char *function = arena_strndup(&a, s + 14, strcspn(s + 14, "(,"));

		/* Those of composites have a hole in their name. */
		CHECK(foundation_function(function) || strchr(function, '{'));
	}
	for (s = text; s && (s = strstr(s, "CREATE TABLE app.")); s++)
		CHECK(foundation_relation(arena_strndup(&a, s + 17, strcspn(s + 17, " "))));
	for (s = text; s && (s = strstr(s, "CREATE INDEX ")); s++)
		CHECK(foundation_relation(arena_strndup(&a, s + 13, strcspn(s + 13, " "))));
	e = entity("log.yaml", "entity: MutationAuditLog\nschema: app\nfields:\n  n: "
	                       "text\nactions:\n  - name: reject\n");
	entity_link(&a, &d, e, NULL, 0, &options, NULL);
	CHECK(strstr(reported(), "log.yaml:1:9: error: 'MutationAuditLog' would make "
	                         "app.tb_mutation_audit_log,") != NULL);
	CHECK(strstr(reported(),
	             "log.yaml:6:11: error: app.reject is a function of the foundation") != NULL);
}

static void
external_tables(void)
{
	static const char yaml[] = "entity: Thing\nschema: crm\nfields:\n  n: text\nforeign_keys:\n"
	                           "  fk_org:\n    references: hr.tb_org\n    on: pk_org\n";
	struct external_table table = {"hr", "tb_org", "pk_org", "BIGINT"};
	struct entity *e;

	begin();
	e = entity("thing.yaml", yaml);
	entity_link(&a, &d, e, NULL, 0, &options, NULL);
	CHECK(d.nwarnings == 1 && d.nerrors == 0 && e->foreign_keys[0].unlinked);
	CHECK(strstr(reported(), "thing.yaml:7:17: warning: no entity makes the table hr.tb_org") !=
	      NULL);
	begin();
	options.external_tables = &table;
	options.nexternal_tables = 1;
	e = entity("thing.yaml", yaml);
	entity_link(&a, &d, e, NULL, 0, &options, NULL);
	CHECK_STR(reported(), "");
	CHECK(!e->foreign_keys[0].unlinked);
	CHECK_STR(e->foreign_keys[0].key_type, "BIGINT");
}

int
main(void)
{
	same_schema();
	itself();
	other_schema();
	unknown();
	tenancy();
	clashes();
	actions();
	relations();
	foundation();
	external_tables();
	arena_clear(&a);
	return TEST_RESULT();
}
