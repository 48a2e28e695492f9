#include "test.h"

#include "base/arena.h"
#include "base/str.h"
#include "model/column.h"
#include "model/need.h"
#include "model/rule.h"

static struct arena a;

static const struct type *
type(const char *word)
{
	return type_find(word);
}

/* The only rule of a field, of a list beside the one of its elements. */
static const char *
one(struct field f, const char *suffix)
{
	struct rule rules[RULES_MAX];
	size_t n, more = f.list && f.type->value != VALUE_JSON;

	f.name = f.column = f.column ? f.column : "f";
	n = field_rules(&a, &f, rules);
	CHECK(n == 1 + more);
	if (n != 1 + more)
		return NULL;
	if (more)
		CHECK_STR(rules[0].sql, "num_nulls(VARIADIC f) = 0");
	CHECK_STR(rules[more].suffix, suffix);
	return arena_strdup(&a, rules[more].sql);
}

static void
patterns(void)
{
	CHECK_STR(rule_pattern(&a, "^\\d+$"), "^[0-9]+$");
	CHECK_STR(rule_pattern(&a, "[\\d.-]"), "[0-9.-]");
	CHECK_STR(rule_pattern(&a, "\\\\d"), "\\\\d");
	CHECK_STR(rule_pattern(&a, "[]\\d]\\d"), "[]0-9][0-9]");
	CHECK_STR(rule_pattern(&a, "[^]\\d]"), "[^]0-9]");
	CHECK_STR(rule_pattern(&a, "[[:alpha:]\\d]\\d"), "[[:alpha:]0-9][0-9]");
	CHECK_STR(rule_pattern(&a, "\\[\\d"), "\\[[0-9]");
	CHECK_STR(rule_pattern(&a, "\\"), "\\");
	CHECK_STR(rule_pattern(&a, "[[:"), "[[:");
}

static void
rules(void)
{
	const char *values[] = {"a", "it's"};
	struct ref targets[] = {{.column = "fk_f_a"}, {.column = "fk_f_b"}};

	CHECK_STR(one((struct field){.type = type("text"), .column = "order", .pattern = "^x'$"},
	              "pattern"),
	          "\"order\" ~ '^x''$'");
	CHECK_STR(one((struct field){.type = type("text"), .list = true, .pattern = "^x$"},
	              "pattern"),
	          "app.all_match(f, '^x$')");
	CHECK_STR(one((struct field){.type = &type_enum, .values = values, .nvalues = 2}, "enum"),
	          "f IN ('a', 'it''s')");
	CHECK_STR(one(
	                  (struct field){
	                          .type = &type_enum, .list = true, .values = values, .nvalues = 2},
	                  "enum"),
	          "f <@ ARRAY['a', 'it''s']");
	CHECK_STR(one((struct field){.type = type("integer"), .min = "-1", .max = "2"}, "range"),
	          "f BETWEEN -1 AND 2");
	CHECK_STR(one((struct field){.type = type("integer"), .min = "0.5"}, "range"), "f >= 0.5");
	CHECK_STR(one((struct field){.type = type("integer"), .max = "5"}, "range"), "f <= 5");
	CHECK_STR(one((struct field){.type = type("integer"), .list = true, .min = "1", .max = "5"},
	              "range"),
	          "1 <= ALL (f) AND 5 >= ALL (f)");
	CHECK_STR(one((struct field){.type = type("integer"), .list = true, .max = "5"}, "range"),
	          "5 >= ALL (f)");
	CHECK_STR(one((struct field){.type = type("text"), .max_length = 5}, "length"),
	          "char_length(f) <= 5");
	CHECK_STR(one((struct field){.type = type("text"), .min_length = 5}, "length"),
	          "char_length(f) >= 5");
	CHECK_STR(one((struct field){.type = type("text"), .min_length = 5, .max_length = 5},
	              "length"),
	          "char_length(f) = 5");
	CHECK_STR(
	        one((struct field){.type = type("text"), .list = true, .max_length = 5}, "length"),
	        "app.all_length(f, NULL, 5)");
	CHECK_STR(one((struct field){.type = type("MoneyAmount")}, "shape"),
	          "app.is_money_amount(f)");
	CHECK_STR(one((struct field){.type = type("URL"), .list = true}, "shape"),
	          "app.all_url(f)");
	CHECK_STR(one((struct field){.type = type("json"), .list = true}, "shape"),
	          "jsonb_typeof(f) = 'array'");
	CHECK_STR(one((struct field){.type = &type_ref, .refs = targets, .nrefs = 2}, "target"),
	          "num_nonnulls(fk_f_a, fk_f_b) <= 1");
	CHECK_STR(one(
	                  (struct field){
	                          .type = &type_ref, .required = true, .refs = targets, .nrefs = 2},
	                  "target"),
	          "num_nonnulls(fk_f_a, fk_f_b) = 1");
}

/* CHAR(n) has a greatest length of its own, and so has a list of them. */
static void
lengths(void)
{
	struct rule out[RULES_MAX];

	CHECK(field_rules(&a,
	                  &(struct field){.type = type("text"),
	                                  .column = "f",
	                                  .sql = "CHAR(2)",
	                                  .max_length = 2},
	                  out) == 0);
	CHECK(field_rules(
	              &a,
	              &(struct field){
	                      .type = type("text"), .column = "f", .faulty = true, .pattern = "x"},
	              out) == 0);
}

static const char *
value(const char *word, const char *text)
{
	struct strbuf out = STRBUF_INIT;

	column_value(&out, type(word), text);
	return str_done(&out, &a);
}

static void
values(void)
{
	CHECK_STR(value("integer", "-12"), "-12");
	CHECK_STR(value("decimal", "0.50"), "0.50");
	CHECK_STR(value("decimal", "1e5"), "'1e5'");
	CHECK_STR(value("decimal", "1."), "'1.'");
	CHECK_STR(value("decimal", "-"), "'-'");
	CHECK_STR(value("decimal", "1; DROP"), "'1; DROP'");
	CHECK_STR(value("boolean", "true"), "true");
	CHECK_STR(value("boolean", "yes"), "'yes'");
	CHECK_STR(value("text", "12"), "'12'");
}

/* Names that share a name space never meet. */
static void
names(void)
{
	CHECK_STR(index_name(&a, "idx_tb_", "order", "status", ""), "idx_tb_order_status");
	CHECK_STR(index_name(&a, "idx_tb_", "order_item", "status", ""),
	          "idx_tb_order_item_status");
	CHECK_STR(index_name(&a, "idx_tb_", "order", "item_status", ""),
	          "idx_tb_order__item_status");
	CHECK_STR(index_name(&a, "tb_", "order", "tenant", "_key"), "tb_order__tenant_key");
	CHECK_STR(column_stem("fk_company"), "company");
	CHECK_STR(column_stem("company"), "company");
	CHECK_STR(column_stem("fk_"), "fk_");
}

static void
needs(void)
{
	struct field fields[] = {
	        {.type = type("Company"), .column = "x", .list = true, .sql = "JSONB"},
	        {.type = type("email"),
	         .column = "x",
	         .list = true,
	         .pattern = "^x$",
	         .sql = "TEXT[]"},
	        {.type = type("Company"), .sql = "JSONB"},
	        {.type = type("email"),
	         .column = "x",
	         .list = true,
	         .pattern = "^x$",
	         .sql = "TEXT[]"},
	        {.type = type("text"),
	         .column = "x",
	         .list = true,
	         .max_length = 3,
	         .sql = "VARCHAR(3)[]"},
	        {.type = type("text"),
	         .column = "x",
	         .list = true,
	         .max_length = 3,
	         .sql = "TEXT[]"},
	        {.type = &type_ref, .list = true, .join_table = "tb_x"},
	        {.type = type("URL"), .faulty = true},
	};
	struct entity e = {
	        .key_type = "BIGINT", .fields = fields, .nfields = sizeof fields / sizeof *fields};
	const char *want[] = {"Company", "Company[]", "all_length", "all_match", "bigint", NULL};
	const char **got = entity_needs(&a, &e);

	for (size_t i = 0; want[i]; i++)
		CHECK_STR(got[i], want[i]);
	CHECK(got[5] == NULL);
	CHECK(entity_needs(&a, &(struct entity){.key_type = "INTEGER"})[0] == NULL);
}

int
main(void)
{
	patterns();
	rules();
	lengths();
	values();
	names();
	needs();
	arena_clear(&a);
	return TEST_RESULT();
}
