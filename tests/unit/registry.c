#include "test.h"

#include "base/arena.h"
#include "base/str.h"
#include "model/derive.h"
#include "parse/project.h"
#include "parse/register.h"
#include "parse/registry.h"
#include "parse/yaml.h"

#include <string.h>

static struct arena a;
static struct diag d;
static struct source source;
static struct project project;

static const struct registry *
read(const char *text)
{
	bool broken;
	struct node *doc;

	diag_init(&d, &a);
	source = (struct source){"r.yaml", text, strlen(text)};
	project = (struct project){.options = options_default};
	doc = yaml_read(&a, &d, &source, &broken);
	registry_read(&a, &d, &source, doc, &project);
	return project.registry;
}

static const char crm[] = "domains:\n"
                          "  \"2\":\n"
                          "    name: crm\n"
                          "    aliases: [management]\n"
                          "    subdomains:\n"
                          "      \"0a\":\n"
                          "        name: customer\n"
                          "        entities:\n"
                          "          Contact: {table_code: \"0120a1\"}\n"
                          "          management.Contact: {table_code: \"0120A2\"}\n"
                          "  c: {name: catalog, aliases: [crm2]}\n";

static void
codes(void)
{
	CHECK_STR(code_read(&a, "01203a"), "01203A");
	CHECK_STR(code_read(&a, "01203"), NULL);
	CHECK_STR(code_read(&a, "0120311"), NULL);
	CHECK_STR(code_read(&a, "01203g"), NULL);
	CHECK_STR(code_read(&a, "0x2031"), NULL);
	CHECK(code_ordinal("012031") == 1 && code_ordinal("01203F") == 15 &&
	      code_ordinal("012030") == 16);
}

static void
look_ups(void)
{
	const struct registry *r = read(crm);

	CHECK(d.nerrors == 0);
	CHECK_STR(registry_entity(r, "crm", "CONTACT")->code, "0120A1");
	CHECK_STR(registry_entity(r, "management", "Contact")->code, "0120A2");
	CHECK(!registry_entity(r, "catalog", "Contact"));
	CHECK(!registry_entity(r, "crm", "Contac"));
	CHECK_STR(registry_code(r, "0120A2")->schema, "management");
	CHECK(!registry_code(r, "0120A3") && !registry_code(r, "01F0A1"));
	CHECK_STR(registry_domain(r, "crm2")->code, "C");
	CHECK(!registry_domain(r, "crm3"));
	CHECK_STR(domain_subdomain(&r->domains[0], "0A")->name, "customer");
	CHECK_STR(domain_subdomain(&r->domains[0], "Customer")->code, "0A");
}

static const char *
objection(const char *code, const char *schema, const char *entity)
{
	const struct registered *entry;

	return registry_objection(&a, project.registry, code, schema, entity, &entry);
}

static void
objections(void)
{
	read(crm);
	CHECK_STR(objection("0120A1", "crm", "Contact"), NULL);
	CHECK_STR(objection("0120A3", "crm", "Lead"), NULL);
	CHECK_STR(objection("01C011", "crm2", "Lead"), NULL); /* a domain that
	                                                       * lists no subdomains */
	CHECK_STR(objection("0120A3", "crm", "Contact"),
	          "table code '0120A3' is not that of the registry, '0120A1'; remove it here or "
	          "change one of the two");
	CHECK_STR(objection("0120A1", "crm", "Lead"),
	          "table code '0120A1' belongs to 'Contact' in the registry");
	CHECK_STR(objection("0120B1", "crm", "Lead"),
	          "table code '0120B1' is of subdomain '0B', which domain 'crm' does not list");
	CHECK_STR(objection("0120A1", "other", "Lead"),
	          "table code '0120A1' is of domain 'crm', but the schema is 'other'");
	CHECK_STR(objection("01C0A1", "crm", "Lead"),
	          "table code '01C0A1' is of domain 'catalog', but the schema is 'crm'; its codes "
	          "have the domain '2'");
	CHECK_STR(objection("0520A1", "crm", "Lead"),
	          "table code '0520A1' is of layer '05', which the registry does not list; tables "
	          "have '01'");
}

static void
entity_codes(void)
{
	static const char *const expected[][2] = {
	        {"Contact", "CNT"}, {"Manufacturer", "MNF"}, {"Task", "TSK"}, {"User", "USR"},
	        {"Tag", "TGA"},     {"Area", "ARE"},         {"Book", "BKO"}, {"Company", "CMP"},
	};
	struct claims *c = claims_new(&a, 10);

	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		CHECK_STR(entity_code(&a, c, expected[i][0]), expected[i][1]);
	claim(c, "CNT");
	CHECK_STR(entity_code(&a, c, "Contact"), "CNC");
	CHECK(strlen(entity_code(&a, c, "X")) == 3 && strlen(entity_code(&a, c, "Io")) == 3);
}

static const char *
registered(const char *text, size_t n, const char *const (*names)[2])
{
	const struct registry *r = read(text);
	struct registration v[4];

	for (size_t i = 0; i < n; i++)
		v[i] = (struct registration){registry_subdomain(r, names[i][1]), NULL, names[i][0],
		                             names[i][1], "ABC"};
	return registry_register(&a, &d, r, v, n, "NOW");
}

/* Two subdomains at once, one of them with the last line of the file. */
static void
registers(void)
{
	static const char *const names[][2] = {{"A", "011011"}, {"B", "011022"}, {"C", "011012"}};
	const char *text = "domains:\n"
	                   "  \"1\":\n"
	                   "    name: d\n"
	                   "    subdomains:\n"
	                   "      \"01\": {name: x, next_entity_sequence: 1} # x\n"
	                   "      \"02\":\n"
	                   "        name: y\n"
	                   "        entities:\n"
	                   "          Z:\n"
	                   "             table_code: \"011021\" # z";

	CHECK_STR(registered(text, 3, names),
	          "domains:\n"
	          "  \"1\":\n"
	          "    name: d\n"
	          "    subdomains:\n"
	          "      \"01\": {name: x, next_entity_sequence: 3, entities: {A: {table_code: "
	          "\"011011\", entity_code: \"ABC\", assigned_at: \"NOW\"}, C: {table_code: "
	          "\"011012\", entity_code: \"ABC\", assigned_at: \"NOW\"}}} # x\n"
	          "      \"02\":\n"
	          "        name: y\n"
	          "        entities:\n"
	          "          Z:\n"
	          "             table_code: \"011021\" # z\n"
	          "          B:\n"
	          "            table_code: \"011022\"\n"
	          "            entity_code: \"ABC\"\n"
	          "            assigned_at: \"NOW\"");
	CHECK(d.nerrors == 0);
}

/* What an alias shows twice cannot be changed once. */
static void
refuses(void)
{
	static const char *const names[][2] = {{"A", "011011"}};

	CHECK(!registered("domains:\n"
	                  "  \"1\":\n"
	                  "    name: d\n"
	                  "    subdomains:\n"
	                  "      \"01\": {name: x, entities: &e {}}\n"
	                  "      \"02\": {name: y, entities: *e}\n",
	                  1, names));
	CHECK(d.nerrors == 1);
}

int
main(void)
{
	codes();
	look_ups();
	objections();
	entity_codes();
	registers();
	refuses();
	arena_clear(&a);
	return TEST_RESULT();
}
