#include "test.h"

#include "base/arena.h"
#include "base/str.h"
#include "model/entity.h"
#include "model/json.h"
#include "model/options.h"
#include "model/view_query.h"

#include <string.h>

static struct arena a;
static struct diag d;

static const char *
reported(void)
{
	struct strbuf b = STRBUF_INIT;

	diag_print(&d, &b);
	return str_done(&b, &a);
}

static struct entity *
parse(const char *text, enum json_format format)
{
	struct source *source = arena_new(&a, struct source, 1);

	*source = (struct source){"m.json", text, strlen(text)};
	diag_init(&d, &a);
	return json_parse_entity(&a, &d, source, format);
}

/* An entity that uses every member. */
static struct entity *
full(void)
{
	static const char *values[] = {"it's", "\"b\"", "c\n\xC3\xA9"},
	                  *columns[] = {"status", "fk_company"};
	static struct source source = {"crm/entities/contact.yaml", NULL, 0};
	static struct ref ref = {.entity = "Company",
	                         .schema = "crm",
	                         .on_delete = ON_DELETE_SET_NULL,
	                         .column = "fk_company",
	                         .table = "tb_company",
	                         .key = "pk_company",
	                         .key_type = "BIGINT",
	                         .tenant = true};
	static struct index index = {
	        .name = "i", .kind = INDEX_GIN, .columns = columns, .ncolumns = 2, .unique = true};
	static struct check check = {.name = "c", .error = "no", .sql = "status = 'x'"};
	static struct foreign_key fk = {.column = "fk_x",
	                                .schema = "s",
	                                .table = "t",
	                                .key = "k",
	                                .key_type = "INTEGER",
	                                .description = "d",
	                                .required = true,
	                                .unlinked = true,
	                                .tenant = true,
	                                .on_delete = ON_DELETE_CASCADE};
	static struct action action = {
	        .name = "create_contact", .description = "d", .kind = ACTION_CREATE};
	static struct view_value value = {"name", "name"};
	static struct view_row row = {.name = "company",
	                              .path = "company",
	                              .entity = "Company",
	                              .schema = "crm",
	                              .table = "tb_company",
	                              .key = "pk_company",
	                              .key_type = "BIGINT",
	                              .tenant = true,
	                              .hidden = true,
	                              .column = "fk_company",
	                              .values = &value,
	                              .nvalues = 1};
	static struct view_row pairs = {.name = "tags",
	                                .path = "tags",
	                                .entity = "Tag",
	                                .schema = "crm",
	                                .table = "tb_tag",
	                                .key = "pk_tag",
	                                .key_type = "INTEGER",
	                                .join_table = "tb_contact_tags",
	                                .own = "fk_contact",
	                                .pair = "fk_tag",
	                                .join_tenant = true,
	                                .rows = &row,
	                                .nrows = 1};
	static struct inclusion inner = {.relation = "country", .fields = values, .nfields = 1};
	static struct inclusion inclusion = {.relation = "company",
	                                     .fields = columns,
	                                     .nfields = 2,
	                                     .inclusions = &inner,
	                                     .ninclusions = 1};
	static struct filter_column filter = {.name = "city",
	                                      .source = "company.city",
	                                      .list = true,
	                                      .sql = "TEXT[]",
	                                      .cast = true,
	                                      .path = "company",
	                                      .column = "city",
	                                      .index = INDEX_GIN};
	static struct field fields[2];
	static struct entity e;

	filter.type = type_find("text");

	fields[0] = (struct field){.name = "status",
	                           .at = {3, 4, 5},
	                           .description = "d",
	                           .type = &type_enum,
	                           .column = "status",
	                           .sql = "TEXT[]",
	                           .list = true,
	                           .required = true,
	                           .unique = true,
	                           .index = INDEX_BTREE,
	                           .default_kind = DEFAULT_FUNCTION,
	                           .default_text = "now()",
	                           .min = "0",
	                           .max = "9.5",
	                           .min_length = 1,
	                           .max_length = 2,
	                           .pattern = "^a$",
	                           .values = values,
	                           .nvalues = 3,
	                           .join_table = "tb_x"};
	fields[1] = (struct field){.name = "company",
	                           .type = &type_ref,
	                           .column = "fk_company",
	                           .sql = "BIGINT",
	                           .refs = &ref,
	                           .nrefs = 1};
	e = (struct entity){.source = &source,
	                    .name = "Contact",
	                    .schema = "crm",
	                    .stem = "contact",
	                    .description = "d",
	                    .table = "tb_contact",
	                    .key = "pk_contact",
	                    .key_type = "BIGINT",
	                    .table_code = "01a2b3",
	                    .tenancy = TENANCY_TENANT,
	                    .identifier = true,
	                    .fields = fields,
	                    .nfields = 2,
	                    .indexes = &index,
	                    .nindexes = 1,
	                    .checks = &check,
	                    .nchecks = 1,
	                    .foreign_keys = &fk,
	                    .nforeign_keys = 1,
	                    .actions = &action,
	                    .nactions = 1,
	                    .table_view = true,
	                    .inclusions = &inclusion,
	                    .ninclusions = 1,
	                    .filters = &filter,
	                    .nfilters = 1,
	                    .view_rows = &pairs,
	                    .nview_rows = 1};
	return &e;
}

/* Written, read and written again it is the same. */
static void
round_trip(void)
{
	struct strbuf first = STRBUF_INIT, second = STRBUF_INIT;
	struct entity *e;

	json_write_entity(&first, full(), JSON_MODEL);
	e = parse(first.buf, JSON_MODEL);
	CHECK(e != NULL);
	CHECK_STR(reported(), "");
	if (!e)
		return;
	json_write_entity(&second, e, JSON_MODEL);
	CHECK_STR(second.buf, first.buf);
	CHECK(strstr(first.buf, "\"at\"") == NULL);
	CHECK_STR(e->fields[0].values[2], "c\n\xC3\xA9");
	CHECK(e->fields[0].type == &type_enum);
	CHECK(e->fields[1].refs[0].on_delete == ON_DELETE_SET_NULL);
	CHECK(e->tenancy == TENANCY_TENANT);
	CHECK(e->view_rows[0].rows[0].hidden && e->filters[0].cast && e->ninclusions == 0);
	str_free(&first);
	str_free(&second);
}

/* An interface holds what others may know, and not what only the entity itself needs. */
static void
interface(void)
{
	struct strbuf b = STRBUF_INIT;
	struct entity *e;

	json_write_entity(&b, full(), JSON_INTERFACE);
	CHECK(strstr(b.buf, "view_rows") == NULL);
	CHECK(strstr(b.buf, "description") == NULL);
	CHECK(strstr(b.buf, "default_text") == NULL);
	CHECK(strstr(b.buf, "steps") == NULL);
	e = parse(b.buf, JSON_INTERFACE);
	CHECK(e && strcmp(e->source->path, "crm/entities/contact.yaml") == 0);
	CHECK(e && e->nfields == 2 && e->fields[0].nvalues == 3);
	str_free(&b);
}

/* A row of a view that nothing leads to. */
static void
lost_row(void)
{
	struct strbuf b = STRBUF_INIT;
	struct entity *e = full();
	const char *pair = e->view_rows[0].pair;

	e->view_rows[0].pair = NULL;
	json_write_entity(&b, e, JSON_MODEL);
	CHECK(parse(b.buf, JSON_MODEL) == NULL);
	CHECK(strstr(reported(), "every row of a table view") != NULL);
	e->view_rows[0].pair = pair;
	str_free(&b);
}

/* A row that is only looked at behind a list: no language leads there, but a model may. */
static void
hidden_behind_list(void)
{
	struct view_query query = view_query(&a, full(), &options_default);

	CHECK(query.nbys == 2 && strcmp(query.bys[1].known, "false") == 0);
}

static void
faults(void)
{
	CHECK(parse("{", JSON_MODEL) == NULL);
	CHECK_STR(reported(), "m.json: error: this is no JSON; delete it and build again\n");
	CHECK(parse("{\"format\": \"x\"}", JSON_MODEL) == NULL);
	CHECK_STR(reported(), "m.json: error: this is not a model\n");
	CHECK(parse("{\"format\": \"specql.model\", \"version\": 99}", JSON_MODEL) == NULL);
	CHECK_STR(reported(), "m.json: error: another version of the format; build again\n");
	CHECK(parse("{\"format\": \"specql.model\", \"version\": 1}", JSON_MODEL) == NULL);
	CHECK(strstr(reported(), "must be given") != NULL);
	CHECK(parse("{\"format\": \"specql.model\", \"version\": 1, \"name\": 1}", JSON_MODEL) ==
	      NULL);
	CHECK_STR(reported(), "m.json: error: 'name' must be a string\n");
	CHECK(parse("{\"format\": \"specql.model\", \"version\": 1, \"identifier\": 1}",
	            JSON_MODEL) == NULL);
	CHECK_STR(reported(), "m.json: error: 'identifier' must be true or false\n");
	CHECK(parse("{\"format\": \"specql.model\", \"version\": 1, \"name\": \"a\\nb\"}",
	            JSON_MODEL) == NULL);
	CHECK_STR(reported(), "m.json: error: 'name' must be an identifier\n");
	CHECK(parse("{\"format\": \"specql.model\", \"version\": 1, \"fields\": [{}], \"fields\": "
	            "1}",
	            JSON_MODEL) == NULL);
	CHECK(parse("{\"format\": \"specql.interface\", \"version\": 1, \"file\": \"f\", "
	            "\"partial\": true}",
	            JSON_INTERFACE) != NULL);
}

static void
options(void)
{
	struct strbuf b = STRBUF_INIT;
	struct options o = options_default;

	o.by_schema = true;
	options_add_schema(&a, &o, "ref", TENANCY_SHARED);
	json_write_options(&b, &o, "tenancy,schemas");
	CHECK(strstr(b.buf, "by_schema") == NULL);
	CHECK(strstr(b.buf, "\"shared\"") != NULL);
	CHECK(strstr(b.buf, "\"tenant\"") != NULL);
	CHECK(schema_tenancy(&o, "ref") == TENANCY_SHARED);
	CHECK(schema_tenancy(&o, "common") == TENANCY_SHARED);
	CHECK(schema_tenancy(&o, "crm") == TENANCY_TENANT);
	CHECK_STR(json_read_options(&a, &d, NULL)->api_role, options_default.api_role);
	str_free(&b);
}

int
main(void)
{
	round_trip();
	interface();
	faults();
	lost_row();
	hidden_behind_list();
	options();
	arena_clear(&a);
	return TEST_RESULT();
}
