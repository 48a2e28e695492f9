/*
 * Queries and ranges: their items, aggregates, and where they may stand.
 */
#include "crm.h"

static const struct pair_of_texts queries[] = {
        {"(SELECT count(*) FROM Order) > 1",
         "(SELECT pg_catalog.count(*) FROM crm.tb_order o WHERE o.tenant_id = "
         "auth_tenant_id) > 1"},
        {"(SELECT count(*) FROM Order WHERE customer = company AND state = 'paid' OR paid) "
         "> 1",
         "46: unknown name 'company'"},
        {"(SELECT count(*) FROM Plain WHERE paid OR total > 1) > 1",
         "(SELECT pg_catalog.count(*) FROM Plain WHERE paid OR total > 1) > 1"},
        {"(SELECT coalesce(sum(total), 0) FROM Order WHERE customer = $payer) <= 5 + price",
         "(SELECT COALESCE(pg_catalog.sum(total), 0) FROM crm.tb_order o WHERE o.tenant_id "
         "= auth_tenant_id AND o.fk_customer = payer_pk) <= 5 + price"},
        {"(SELECT count(DISTINCT customer) FROM Order) = 1",
         "(SELECT pg_catalog.count(DISTINCT o.fk_customer) FROM crm.tb_order o WHERE "
         "o.tenant_id = auth_tenant_id) = 1"},
        {"(SELECT max(placed) FROM Order) > starts",
         "(SELECT pg_catalog.max(placed) FROM crm.tb_order o WHERE o.tenant_id = "
         "auth_tenant_id) > starts"},
        {"(SELECT max(placed) - min(placed) FROM Order) > 3",
         "(SELECT pg_catalog.max(placed) - pg_catalog.min(placed) FROM crm.tb_order o "
         "WHERE o.tenant_id = auth_tenant_id) > 3"},
        {"(SELECT max(state) FROM Order) = 'x'",
         "(SELECT pg_catalog.max(state) FROM crm.tb_order o WHERE o.tenant_id = "
         "auth_tenant_id) = 'x'"},
        {"(SELECT max(paid) FROM Order)", "13: max() cannot be taken of a boolean"},
        {"(SELECT min(raw) FROM Order) is null", "13: min() cannot be taken of a JSON value"},
        {"(SELECT max(customer) FROM Order) = company", "13: max() cannot be taken of a reference"},
        {"(SELECT max(at) FROM Order) is null", "13: max() cannot be taken of a point"},
        {"(SELECT max(labels) FROM Order) is null", "13: expected a single value, found a list"},
        {"(SELECT max('x') FROM Order) = 'x'",
         "(SELECT pg_catalog.max('x'::TEXT) FROM crm.tb_order o WHERE o.tenant_id = "
         "auth_tenant_id) = 'x'"},
        {"(SELECT sum(max(total)) FROM Order) > 1", "13: max() cannot stand in another aggregate"},
        {"(SELECT sum(total) + total FROM Order) > 1",
         "22: beside an aggregate this has no one value; put it into an aggregate too, or "
         "outside of the query"},
        {"(SELECT sum(CASE WHEN paid THEN total ELSE 0 END) FROM Order) > 1",
         "(SELECT pg_catalog.sum(CASE WHEN paid THEN total ELSE 0 END) FROM crm.tb_order o "
         "WHERE o.tenant_id = auth_tenant_id) > 1"},
        {"(SELECT total FROM Order) > 1",
         "9: this query can give several rows; use min() or max(), IN or EXISTS"},
        {"(SELECT * FROM Order) > 1",
         "2: this query selects no value; name a field or an aggregate, as in SELECT "
         "count(*)"},
        {"(SELECT 5 FROM Order) > 1",
         "9: this query can give several rows; use min() or max(), IN or EXISTS"},
        {"(SELECT FROM Order) > 1",
         "2: this query selects no value; name a field or an aggregate, as in SELECT "
         "count(*)"},
        {"(SELECT sum(*) FROM Order) > 1", "9: sum() needs a value; only count() takes '*'"},
        {"(SELECT sum(total, 1) FROM Order) > 1", "9: sum() takes 1 argument at most, found 2"},
        {"(SELECT lower(*) FROM Order) = 'x'",
         "9: lower() is no aggregate; '*' is for count() and the like"},
        {"(SELECT lower(distinct note) FROM Order) = 'x'",
         "9: lower() is no aggregate; DISTINCT is for count() and the like"},
        {"(SELECT avg(total) FROM Order WHERE sum(total) > 1) > 1",
         "37: WHERE looks at one row, sum() at all; compare a query of its own, as in "
         "(SELECT sum(…) FROM …) > 1"},
        {"(SELECT avg(total) FROM Order WHERE total) > 1",
         "37: expected a boolean, found a number"},
        {"(SELECT count(NULL) FROM Order) > 1", "15: NULL is never counted"},
        {"(SELECT sum(note) FROM Order) > 1", "13: expected a number, found text"},
        {"(SELECT count(*) FROM Ordr) > 1", "23: unknown entity 'Ordr'"},
        {"(SELECT count(totl) FROM Order) > 1", "15: unknown name 'totl'"},
        {"count(*) > 1", "1: count() counts over rows; write (SELECT count(…) FROM …)"},
        {"price > (SELECT avg(total) FROM Order WHERE total > (SELECT min(total) FROM "
         "Plain WHERE paid))",
         "price > (SELECT pg_catalog.avg(total) FROM crm.tb_order o WHERE o.tenant_id = "
         "auth_tenant_id AND total > (SELECT pg_catalog.min(total) FROM Plain WHERE paid))"},
        {"(SELECT -sum(total) FROM Order) < 1",
         "(SELECT -pg_catalog.sum(total) FROM crm.tb_order o WHERE o.tenant_id = "
         "auth_tenant_id) < 1"},
        {"company in (SELECT customer FROM Order)",
         "fk_company IN (SELECT o.fk_customer FROM crm.tb_order o WHERE o.tenant_id = "
         "auth_tenant_id AND o.fk_customer IS NOT NULL)"},
        {"company not in (SELECT customer FROM Order WHERE paid or total > 1)",
         "fk_company NOT IN (SELECT o.fk_customer FROM crm.tb_order o WHERE o.tenant_id = "
         "auth_tenant_id AND (paid OR total > 1) AND o.fk_customer IS NOT NULL)"},
        {"input.ext not in (SELECT customer FROM Order WHERE paid)",
         "input.ext NOT IN (SELECT o_customer_id FROM crm.tb_order o WHERE o.tenant_id = "
         "auth_tenant_id AND paid AND o_customer_id IS NOT NULL)"},
        {"assignee in (SELECT customer FROM Order)",
         "21: 'assignee' leads to projects.User, 'customer' to crm.Company"},
        {"name in (SELECT note FROM Plain)",
         "name IN (SELECT note FROM Plain WHERE note IS NOT NULL)"},
        {"name in (SELECT note FROM Plain WHERE note is not null and paid)",
         "name IN (SELECT note FROM Plain WHERE note IS NOT NULL AND paid)"},
        {"name in (SELECT upper(note) FROM Plain)",
         "name IN (SELECT pg_catalog.upper(note) FROM Plain WHERE pg_catalog.upper(note) "
         "IS NOT NULL)"},
        {"price in (SELECT max(total) FROM Plain)",
         "price IN (SELECT pg_catalog.max(total) FROM Plain HAVING pg_catalog.max(total) "
         "IS NOT NULL)"},
        {"status in (SELECT state FROM Plain)",
         "status IN (SELECT state FROM Plain WHERE state IS NOT NULL)"},
        {"status in (SELECT 'x' FROM Plain)", "19: 'x' is not a member of 'status'"},
        {"starts in (SELECT '2025-01-01' FROM Plain)",
         "starts IN (SELECT '2025-01-01'::DATE FROM Plain WHERE '2025-01-01'::DATE IS NOT "
         "NULL)"},
        {"starts in (SELECT shipped_at FROM Plain)",
         "starts IN (SELECT shipped_at FROM Plain WHERE shipped_at IS NOT NULL)"},
        {"name in (SELECT total FROM Plain)", "17: expected text, found a number"},
        {"name in (SELECT * FROM Plain)",
         "10: this query selects no value; name a field or an aggregate, as in SELECT "
         "count(*)"},
        {"name in (SELECT labels FROM Plain)", "17: expected a single value, found a list"},
        {"place in (SELECT at FROM Plain)", "1: a point cannot be compared"},
        {"NULL in (SELECT note FROM Plain)",
         "1: with NULL the whole is NULL, never true; use IS NULL or IS NOT NULL"},
        {"name in (SELECT NULL FROM Plain)",
         "17: with NULL the whole is NULL, never true; use IS NULL or IS NOT NULL"},
        {"$item.qty in (SELECT total FROM Plain)",
         "app.to_number((item ->> 'qty')) IN (SELECT total FROM Plain WHERE total IS NOT NULL)"},
        {"EXISTS (Order WHERE customer = $payer)",
         "EXISTS (SELECT FROM crm.tb_order o WHERE o.tenant_id = auth_tenant_id AND "
         "o.fk_customer = payer_pk)"},
        {"active in (SELECT exists (Plain) FROM Plain)",
         "19: a query cannot stand in what IN selects; use it in the WHERE"},
        {"name in (SELECT upper(note) FROM Plain WHERE lower(note) is not null and upper(note) is "
         "not "
         "null)",
         "name IN (SELECT pg_catalog.upper(note) FROM Plain WHERE pg_catalog.lower(note) IS NOT "
         "NULL "
         "AND pg_catalog.upper(note) IS NOT NULL)"},
        {"EXISTS Order", "EXISTS (SELECT FROM crm.tb_order o WHERE o.tenant_id = auth_tenant_id)"},
        {"not exists (SELECT * FROM Plain WHERE total > 1)",
         "NOT EXISTS (SELECT FROM Plain WHERE total > 1)"},
        {"exists (select total from Plain)", "EXISTS (SELECT FROM Plain)"},
        {"exists (select count(*) from Plain)",
         "16: this query always has its one row; compare its value, as in (SELECT count(*) "
         "…) > 0"},
        {"exists (select totl from Plain where ppaid)", "16: unknown name 'totl'\n"
                                                        "38: unknown name 'ppaid'"},
        {"exists (Ordr)", "9: unknown entity 'Ordr'"},
        {"(exists Plain) = active", "(EXISTS (SELECT FROM Plain)) = active"},
        {"exists Plain and active", "EXISTS (SELECT FROM Plain) AND active"},
        {"not (exists Plain or active)", "NOT (EXISTS (SELECT FROM Plain) OR active)"},
        {"(select - 1) > 2", "2: unknown name 'select'"},
};

static const struct pair_of_texts ranges[] = {
        {"daterange(starts, ends) && daterange('2025-01-01', NULL)",
         "pg_catalog.daterange(starts, ends) && pg_catalog.daterange('2025-01-01'::DATE, "
         "NULL)"},
        {"daterange(starts, ends, '[]') = daterange(starts, ends)",
         "pg_catalog.daterange(starts, ends, '[]') = pg_catalog.daterange(starts, ends)"},
        {"daterange(starts, ends, '[[') is null",
         "25: expected the bounds of a range: '[)', '[]', '(]' or '()'"},
        {"tstzrange(opened_at, now()) && tstzrange(starts, $local, '[]')",
         "pg_catalog.tstzrange(opened_at, pg_catalog.now()) && "
         "pg_catalog.tstzrange(starts::TIMESTAMPTZ, v_local::TIMESTAMPTZ, '[]')"},
        {"tstzrange(opened_at, now()) && daterange(starts, ends)",
         "32: expected a range of timestamps, found a range of dates"},
        {"daterange(opened_at, ends) is null", "11: expected a date, found a timestamp"},
        {"daterange(starts, ends) < daterange(starts, ends)",
         "1: a range of dates can be compared with =, != and && only"},
        {"daterange(starts, ends) between daterange(starts, ends) and daterange(starts, "
         "ends)",
         "1: a range of dates can be compared with =, != and && only"},
        {"daterange(starts) is null", "1: daterange() needs 2 arguments, found 1"},
        {"active && done", "8: unexpected '&&'; write AND"},
        {"score > 1 && price > 2",
         "11: a comparison cannot be compared again; join two with AND, or use parentheses"},
        {"score && price",
         "1: expected a range, found a number; && is for daterange() and tstzrange(), AND joins conditions"},
        {"coalesce(daterange(starts, ends), daterange(ends, NULL)) is not null and "
         "daterange(starts, ends) in (daterange(starts, ends))",
         "COALESCE(pg_catalog.daterange(starts, ends), pg_catalog.daterange(ends, NULL)) "
         "IS NOT NULL AND pg_catalog.daterange(starts, ends) IN "
         "(pg_catalog.daterange(starts, ends))"},
        {"tstzrange('2025-01-01T00:00:00Z', '2025-01-01') && tstzrange(now(), NULL)",
         "35: expected a timestamp, found text; a timestamp is written with its offset: "
         "'2025-12-31T23:59:59Z'"},
        {"daterange(starts, ends) = 'x'",
         "27: expected a range of dates, found text; no constant can be compared with this"},
        {"upper(daterange(starts, ends)) is null", "7: expected text, found a range of dates"},
};

int
main(void)
{
	check_conditions(queries, LENGTH(queries));
	check_conditions(ranges, LENGTH(ranges));
	return TEST_RESULT();
}
