/*
 * Reads cases `ROW EXPRESSION => RESULT` and `ROW COLUMN := EXPRESSION => RESULT`, and prints SQL
 * that asks a server whether the expression, as it is printed, has this result for this row of
 * expressions.sql. `RULE` before the row: as a rule of a table has it. Exit code 1 if an expression
 * has faults.
 */
#include "resolver.h"

#include "base/quote.h"

#include <stdlib.h>

#define COMPANY "(SELECT c.id FROM test.company c WHERE NOT c.deleted AND c.pk = r.fk_company)"
#define RIVAL "(SELECT c.id FROM test.company c WHERE NOT c.deleted AND c.pk = r.fk_rival)"
#define CUSTOMER "(SELECT c.id FROM test.company c WHERE NOT c.deleted AND c.pk = o.fk_customer)"

static const char *states[] = {"open", "paid"};

#define FIELD(field, of, ...)                                                       \
	{                                                                           \
		.name = #field, .sql = "r." #field, .kind = VALUE_##of, __VA_ARGS__ \
	}

static const struct symbol contact_fields[] = {
        FIELD(status, TEXT, .values = statuses, .nvalues = 3),
        FIELD(name, TEXT, .pattern = "^[A-Z]"),
        {.name = "order", .sql = "r.\"order\"", .kind = VALUE_NUMBER},
        FIELD(score, NUMBER, .min = "0", .max = "100"),
        FIELD(price, NUMBER, .list = false),
        FIELD(ratio, NUMBER, .list = false),
        FIELD(active, BOOLEAN, .list = false),
        FIELD(done, BOOLEAN, .list = false),
        FIELD(starts, DATE, .list = false),
        FIELD(ends, DATE, .list = false),
        FIELD(opened_at, TIMESTAMP, .list = false),
        FIELD(from_time, TIME, .list = false),
        FIELD(span, INTERVAL, .list = false),
        FIELD(ext, UUID, .list = false),
        FIELD(meta, JSON, .list = false),
        FIELD(ip, INET, .list = false),
        FIELD(mac, MACADDR, .list = false),
        FIELD(raw, BYTES, .list = false),
        FIELD(place, POINT, .list = false),
        FIELD(tags, TEXT, .list = true),
        {.name = "company",
         .sql = "r.fk_company",
         .kind = VALUE_REF,
         .target = "crm.Company",
         .key = "r.fk_company",
         .id = COMPANY,
         .exists = "(" COMPANY " IS NOT NULL)"},
        {.name = "rival",
         .sql = "r.fk_rival",
         .kind = VALUE_REF,
         .target = "crm.Company",
         .key = "r.fk_rival",
         .id = RIVAL,
         .exists = "(" RIVAL " IS NOT NULL)"},
};

static const struct symbol paths[] = {
        {.name = "input.name", .sql = "i.name", .kind = VALUE_TEXT},
        {.name = "input.qty", .sql = "i.qty", .kind = VALUE_NUMBER, .min = "1"},
        {.name = "input.company",
         .sql = "i.company",
         .kind = VALUE_UUID,
         .target = "crm.Company",
         .key = "(SELECT c.pk FROM test.company c WHERE c.id = i.company)"},
        {.name = "input.tags", .sql = "i.tags", .kind = VALUE_TEXT, .list = true},
        {.name = "input.status",
         .sql = "i.status",
         .kind = VALUE_TEXT,
         .values = statuses,
         .nvalues = 3},
        {.name = "caller.id",
         .sql = "'00000000-0000-0000-0000-000000000002'::UUID",
         .kind = VALUE_UUID},
        {.name = "company.name",
         .sql = "(SELECT c.name FROM test.company c WHERE c.pk = r.fk_company)",
         .kind = VALUE_TEXT},
        {.name = "company.id",
         .sql = COMPANY,
         .kind = VALUE_UUID,
         .target = "crm.Company",
         .key = "r.fk_company"},
        {.name = "contact.company",
         .sql = "r.fk_company",
         .kind = VALUE_REF,
         .target = "crm.Company",
         .key = "r.fk_company",
         .id = COMPANY},
        {.name = "contact.starts", .sql = "r.starts", .kind = VALUE_DATE},
        {.name = "$item.qty", .sql = "(i.item ->> 'qty')", .kind = VALUE_TEXT, .open = true},
        {.name = "$item.text", .sql = "(i.item ->> 'text')", .kind = VALUE_TEXT, .open = true},
        {.name = "$item.day", .sql = "(i.item ->> 'day')", .kind = VALUE_TEXT, .open = true},
        {.name = "$item.yes", .sql = "(i.item ->> 'yes')", .kind = VALUE_TEXT, .open = true},
        {.name = "$item.id", .sql = "(i.item ->> 'id')", .kind = VALUE_TEXT, .open = true},
        {.name = "$item.at", .sql = "(i.item ->> 'at')", .kind = VALUE_TEXT, .open = true},
        {.name = "$item.time", .sql = "(i.item ->> 'time')", .kind = VALUE_TEXT, .open = true},
        {.name = "$item.span", .sql = "(i.item ->> 'span')", .kind = VALUE_TEXT, .open = true},
        {.name = "$item.ip", .sql = "(i.item ->> 'ip')", .kind = VALUE_TEXT, .open = true},
        {.name = "$item.null", .sql = "(i.item ->> 'null')", .kind = VALUE_TEXT, .open = true},
};

static const struct symbol calls[] = {
        {.name = "caller.has_role", .sql = "test.has_role('admin')", .kind = VALUE_BOOLEAN},
};

static const struct symbol order_fields[] = {
        {.name = "total", .sql = "o.total", .kind = VALUE_NUMBER},
        {.name = "state", .sql = "o.state", .kind = VALUE_TEXT, .values = states, .nvalues = 2},
        {.name = "note", .sql = "o.note", .kind = VALUE_TEXT},
        {.name = "paid", .sql = "o.paid", .kind = VALUE_BOOLEAN},
        {.name = "placed", .sql = "o.placed", .kind = VALUE_DATE},
        {.name = "shipped_at", .sql = "o.shipped_at", .kind = VALUE_TIMESTAMP},
        {.name = "span", .sql = "o.span", .kind = VALUE_INTERVAL},
        {.name = "ip", .sql = "o.ip", .kind = VALUE_INET},
        {.name = "meta", .sql = "o.meta", .kind = VALUE_JSON},
        {.name = "customer",
         .sql = "o.fk_customer",
         .kind = VALUE_REF,
         .target = "crm.Company",
         .key = "o.fk_customer",
         .id = CUSTOMER},
};

static const struct scope orders;

static const struct table tables[] = {{"Order", {&orders, "test.orders o", "o.pk > 0"}},
                                      {"All", {&orders, "test.orders o", NULL}}};

static struct world world = {paths,  LENGTH(paths),  calls, LENGTH(calls),
                             tables, LENGTH(tables), NULL};

static const struct scope orders = {order_fields, LENGTH(order_fields), patterns, 2, &resolver,
                                    &world};
static const struct scope contact = {contact_fields, LENGTH(contact_fields), patterns, 2, &resolver,
                                     &world};
static const struct scope rule = {contact_fields, LENGTH(contact_fields), patterns, 2, NULL, NULL};

static const struct symbol *
column(const char *name)
{
	for (size_t i = 0; i < LENGTH(contact_fields); i++)
		if (!strcmp(contact_fields[i].name, name))
			return contact_fields + i;
	return NULL;
}

static int
fault(int line, const char *text)
{
	fprintf(stderr, "line %d: %s\n", line, text);
	return 1;
}

/* The query that compares the result for a row with the expected one. */
static void
ask(struct strbuf *out, int line, const char *sql, const char *to, const char *row,
    const char *expected)
{
	if (to) {
		str_addf(out, "WITH u AS (UPDATE test.target SET ");
		quote_ident(out, to);
		str_addf(out,
		         " = %s FROM test.contact r, test.input i WHERE r.id = %s RETURNING "
		         "test.target.",
		         sql, row);
		quote_ident(out, to);
		str_addf(out, "::TEXT AS got) SELECT test.same(%d, ", line);
		quote_literal(out, expected);
		str_add(out, ", got) FROM u;\n");
		return;
	}
	str_addf(out, "SELECT test.same(%d, ", line);
	quote_literal(out, expected);
	str_addf(out, ", (%s)::TEXT) FROM test.contact r, test.input i WHERE r.id = %s;\n", sql,
	         row);
}

static int
judge(int line, char *text)
{
	struct arena a = {0};
	struct strbuf out = STRBUF_INIT;
	const struct scope *s = &contact;
	struct symbol what = {.name = NULL};
	char *expected = strstr(text, " => "), *row, *to = NULL, *assigned;
	const char *sql;

	if (!strncmp(text, "RULE ", 5)) {
		s = &rule;
		text += 5;
	}
	row = strsep(&text, " ");
	if (!expected || !text)
		return fault(line, "not a case");
	*expected = '\0';
	assigned = strstr(text, " := ");
	if (assigned) {
		*assigned = '\0';
		to = text;
		text = assigned + 4;
		if (!column(to))
			return fault(line, "no such column");
		what = *column(to);
	}
	world.arena = &a;
	sql = printed(&a, s, text, to ? AS_VALUE_OF : AS_ANY, &what);
	if (!*sql || (*sql >= '1' && *sql <= '9' && strstr(sql, ": ")))
		return fault(line, sql);
	ask(&out, line, sql, to, row, expected + 4);
	fputs(out.buf, stdout);
	str_free(&out);
	arena_clear(&a);
	return 0;
}

int
main(void)
{
	char *text = NULL;
	size_t size = 0;
	int line = 0, faults = 0;

	while (getline(&text, &size, stdin) > 0) {
		line++;
		text[strcspn(text, "\n")] = '\0';
		if (*text && *text != '#')
			faults += judge(line, text);
	}
	free(text);
	(void)scope;
	return faults > 0;
}
