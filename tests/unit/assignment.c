/*
 * Assignments: what may become the value of a column or a variable, and values of any type.
 */
#include "crm.h"

static const struct symbol more[] = {
        {.name = "members", .kind = VALUE_UUID, .list = true, .target = "projects.User"},
        {.name = "local", .kind = VALUE_TIMESTAMP, .local = true},
        {.name = "anyref", .kind = VALUE_REF},
        {.name = "anything", .kind = VALUE_NULL},
};

static const struct {
	const char *to, *text, *want;
} assignments[] = {
        {"name", "NULL", "NULL"},
        {"name", "'x'", "'x'"},
        {"name", "score", "1: expected text, found a number"},
        {"name", "$item.note", "(item ->> 'note')"},
        {"name", "status", "status"},
        {"name", "tags", "1: expected a single value, found a list"},
        {"name", "name + 1", "1: text cannot stand beside '+'; join texts with ||"},
        {"status", "'lead'", "'lead'"},
        {"status", "'leed'", "1: 'leed' is not a member of 'status'; did you mean 'lead'?"},
        {"status", "name", "name"},
        {"status", "input.status", "input.status"},
        {"status", "input.outcome",
         "1: 'input.outcome' can be 'lost', which is not a member of 'status'"},
        {"status", "case when active then 'lead' else 'lst' end",
         "35: 'lst' is not a member of 'status'"},
        {"status", "coalesce(input.status, 'lead')", "COALESCE(input.status, 'lead')"},
        {"status", "nullif(old.status, 'nothing')", "NULLIF(old.status, 'nothing')"},
        {"status", "coalesce(old.status, input.outcome, 'x')",
         "22: 'input.outcome' can be 'lost', which is not a member of 'status'\n"
         "37: 'x' is not a member of 'status'"},
        {"status", "$item.note", "(item ->> 'note')"},
        {"status", "5", "1: expected text, found a number"},
        {"company", "NULL", "NULL"},
        {"company", "rival", "fk_rival"},
        {"company", "$payer", "payer_pk"},
        {"company", "input.company", "input_company_key"},
        {"company", "company.id", "fk_company"},
        {"company", "$payer.id", "payer_pk"},
        {"company", "input.ext",
         "1: expected a reference to crm.Company, found a UUID; find the row first"},
        {"company", "caller.id",
         "1: expected a reference to crm.Company, found a UUID; find the row first"},
        {"company", "assignee",
         "1: expected a reference to crm.Company; this leads to projects.User"},
        {"company", "$anyone", "anyone_pk"},
        {"company", "$item.note",
         "1: expected a reference to crm.Company, found a value whose type nobody "
         "declared; find the row first"},
        {"company", "'00000000-0000-0000-0000-000000000001'",
         "1: expected a reference to crm.Company, found text; find the row first"},
        {"company", "'x'",
         "1: expected a reference to crm.Company, found text; find the row first"},
        {"company", "case when active then company else $payer end",
         "CASE WHEN active THEN fk_company ELSE payer_pk END"},
        {"company", "case when active then company else input.ext end",
         "1: expected a reference to crm.Company, found a UUID; find the row first"},
        {"company", "coalesce(input.company, rival)", "COALESCE(input_company_key, fk_rival)"},
        {"company", "coalesce(NULL, company)", "COALESCE(NULL, fk_company)"},
        {"company", "5", "1: expected a reference to crm.Company, found a number"},
        {"company", "(SELECT max(total) FROM Order)",
         "1: expected a reference to crm.Company, found a number"},
        {"company", "(SELECT customer FROM Order)",
         "9: this query can give several rows; use min() or max(), IN or EXISTS"},
        {"anyref", "assignee", "fk_assignee"},
        {"ext", "company", "company_id"},
        {"ext", "input.ext", "input.ext"},
        {"ext", "$item.note", "(item ->> 'note')::UUID"},
        {"ext", "pair", "1: expected a UUID, found a reference"},
        {"ext", "case when active then company else rival end",
         "CASE WHEN active THEN company_id ELSE rival_id END"},
        {"ext", "coalesce(company, input.ext)", "COALESCE(company_id, input.ext)"},
        {"ext", "'x'",
         "1: expected a UUID, found text; a UUID is written "
         "'00000000-0000-0000-0000-000000000000', in hexadecimal digits"},
        {"score", "'5'", "1: expected a number, found text; numbers are written without quotes"},
        {"score", "5", "5"},
        {"score", "$item.qty", "app.to_number((item ->> 'qty'))"},
        {"score", "coalesce($item.qty, 0)", "COALESCE(app.to_number((item ->> 'qty')), 0)"},
        {"score", "case when active then $item.qty end",
         "CASE WHEN active THEN app.to_number((item ->> 'qty')) END"},
        {"score", "(SELECT count(*) FROM Order)",
         "(SELECT pg_catalog.count(*) FROM crm.tb_order o WHERE o.tenant_id = "
         "auth_tenant_id)"},
        {"score", "active", "1: expected a number, found a boolean"},
        {"active", "score > 1", "score > 1"},
        {"active", "'true'",
         "1: expected a boolean, found text; write true or false without quotes"},
        {"starts", "'2025-01-01'", "'2025-01-01'::DATE"},
        {"starts", "starts + INTERVAL '1 month'", "(starts + INTERVAL '1 month')::DATE"},
        {"starts", "now()", "1: expected a date, found a timestamp; today is current_date"},
        {"starts", "current_date", "CURRENT_DATE"},
        {"starts", "case when active then '2025-01-01' else NULL end",
         "CASE WHEN active THEN '2025-01-01'::DATE ELSE NULL END"},
        {"starts", "case when active then '2025-13-01' end",
         "23: expected a date, found text; a date is written '2025-12-31'"},
        {"starts", "coalesce($item.note, '2025-01-01')",
         "COALESCE(app.finite((item ->> 'note'))::DATE, '2025-01-01'::DATE)"},
        {"opened_at", "starts", "starts"},
        {"opened_at", "$local", "v_local"},
        {"opened_at", "now() + INTERVAL '1 day'", "pg_catalog.now() + INTERVAL '1 day'"},
        {"opened_at", "'2025-01-01T00:00:00Z'", "'2025-01-01T00:00:00Z'::TIMESTAMPTZ"},
        {"opened_at", "'2025-01-01'",
         "1: expected a timestamp, found text; a timestamp is written with its offset: "
         "'2025-12-31T23:59:59Z'"},
        {"local", "starts", "starts"},
        {"local", "now()", "1: expected a timestamp without time zone, found a timestamp"},
        {"local", "$local", "v_local"},
        {"local", "'2025-01-01'", "'2025-01-01'::TIMESTAMP"},
        {"meta", "input.meta", "input.meta"},
        {"meta", "'{}'",
         "1: expected a JSON value, found text; none can be written in an expression"},
        {"meta", "$item.note",
         "1: expected a JSON value, found a value whose type nobody declared"},
        {"meta", "5", "1: expected a JSON value, found a number"},
        {"place", "place", "place"},
        {"place", "'x'", "1: expected a point, found text; none can be written in an expression"},
        {"tags", "input.tags", "input.tags"},
        {"tags", "NULL", "NULL"},
        {"tags", "input.scores",
         "1: expected a list of the kind of 'tags'; the elements of this are a number"},
        {"tags", "'x'", "1: expected a list, found text"},
        {"tags", "$item.note",
         "1: expected a list, found a value whose type nobody declared; declare it as an "
         "input of the type list(…)"},
        {"tags", "input.meta",
         "1: expected a list, found a JSON value; declare it as an input of the type "
         "list(…)"},
        {"tags", "coalesce(tags, input.tags)", "10: expected a single value, found a list"},
        {"tags", "case when active then tags end", "23: expected a single value, found a list"},
        {"members", "input.members", "input.members"},
        {"members", "input.tags",
         "1: expected a list of the kind of 'members'; the elements of this are text"},
        {"members", "assignee", "1: expected a list, found a reference"},
        {"anything", "score > 1", "score > 1"},
};

static struct symbol
target(const char *name)
{
	for (size_t i = 0; i < LENGTH(own); i++)
		if (!strcmp(own[i].name, name))
			return own[i];
	for (size_t i = 0; i < LENGTH(more); i++)
		if (!strcmp(more[i].name, name))
			return more[i];
	CHECK(!"a known name");
	return (struct symbol){.name = name};
}

static void
test_assignments(void)
{
	for (size_t i = 0; i < LENGTH(assignments); i++) {
		struct arena a = {0};
		struct symbol to = target(assignments[i].to);

		crm.arena = &a;
		CHECK_STR(printed(&a, &contact, assignments[i].text, AS_VALUE_OF, &to),
		          assignments[i].want);
		arena_clear(&a);
	}
}

/* What a value is comes out beside its SQL. */
static const struct {
	const char *text, *want;
	enum value_kind kind;
	bool list, local, open;
	const char *target;
	size_t nvalues;
} values[] = {
        {"NULL", "NULL", VALUE_NULL, false, false, false, NULL, 0},
        {"name", "name", VALUE_TEXT, false, false, false, NULL, 0},
        {"status", "status", VALUE_TEXT, false, false, false, NULL, 3},
        {"tags", "tags", VALUE_TEXT, true, false, false, NULL, 0},
        {"input.members", "input.members", VALUE_UUID, true, false, false, "projects.User", 0},
        {"company", "company_id", VALUE_UUID, false, false, false, "crm.Company", 0},
        {"pair", "1: the entity that this reference leads to is not known", VALUE_NULL, false,
         false, false, NULL, 0},
        {"$item.qty", "(item ->> 'qty')", VALUE_TEXT, false, false, true, NULL, 0},
        {"coalesce(company, rival)", "COALESCE(company_id, rival_id)", VALUE_UUID, false, false,
         false, "crm.Company", 0},
        {"company.id", "company_id", VALUE_UUID, false, false, false, "crm.Company", 0},
        {"starts + INTERVAL '1 day'", "starts + INTERVAL '1 day'", VALUE_TIMESTAMP, false, true,
         false, NULL, 0},
        {"now()", "pg_catalog.now()", VALUE_TIMESTAMP, false, false, false, NULL, 0},
        {"daterange(starts, ends)", "pg_catalog.daterange(starts, ends)", VALUE_DATERANGE, false,
         false, false, NULL, 0},
        {"(SELECT count(*) FROM Order)",
         "(SELECT pg_catalog.count(*) FROM crm.tb_order o WHERE o.tenant_id = "
         "auth_tenant_id)",
         VALUE_NUMBER, false, false, false, NULL, 0},
        {"'x' || $item.qty", "'x' || (item ->> 'qty')", VALUE_TEXT, false, false, false, NULL, 0},
        {"bad", "", VALUE_NULL, false, false, false, NULL, 0},
        {"$payer", "payer_id", VALUE_UUID, false, false, false, "crm.Company", 0},
        {"place", "place", VALUE_POINT, false, false, false, NULL, 0},
};

static void
test_values(void)
{
	for (size_t i = 0; i < LENGTH(values); i++) {
		struct arena a = {0};
		struct symbol what;

		crm.arena = &a;
		CHECK_STR(printed(&a, &contact, values[i].text, AS_ANY, &what), values[i].want);
		CHECK(what.kind == values[i].kind);
		CHECK(what.list == values[i].list);
		CHECK(what.local == values[i].local);
		CHECK(what.open == values[i].open);
		CHECK_STR(what.target, values[i].target);
		CHECK(what.nvalues == values[i].nvalues);
		arena_clear(&a);
	}
}

int
main(void)
{
	test_assignments();
	test_values();
	return TEST_RESULT();
}
