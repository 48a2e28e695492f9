/*
 * Names in an action: what the resolver gives them, the clock, time zones; values whose type nobody
 * declared.
 */
#include "crm.h"

static const struct pair_of_texts names[] = {
        {"starts <= now()", "starts <= pg_catalog.now()"},
        {"current_date > starts", "CURRENT_DATE > starts"},
        {"opened_at > starts and $local < opened_at", "opened_at > starts AND v_local < opened_at"},
        {"opened_at + INTERVAL '1 day' < now()", "opened_at + INTERVAL '1 day' < pg_catalog.now()"},
        {"now() - $local > INTERVAL '1 day'", "pg_catalog.now() - v_local > INTERVAL '1 day'"},
        {"date_trunc('month', opened_at) = now()",
         "pg_catalog.date_trunc('month', opened_at) = pg_catalog.now()"},
        {"date_trunc('month', starts) + INTERVAL '1 day' = $local",
         "pg_catalog.date_trunc('month', starts::TIMESTAMP) + INTERVAL '1 day' = v_local"},
        {"extract(hour from opened_at) = 3", "pg_catalog.extract('hour', opened_at) = 3"},
        {"concat(name, 'x') = 'y'", "pg_catalog.concat(name, 'x') = 'y'"},
        {"input.name = 'x'", "input.name = 'x'"},
        {"input.qty is valid and input.email is not valid",
         "input.qty >= 1 AND NOT input.email ~ '^.+@.+$'"},
        {"input.nmae = 'x'", "1: unknown name 'input.nmae'"},
        {"$payer.name = company.name", "$payer.name = company.name"},
        {"? = 'x'", "given = 'x'"},
        {"input.old = 'x'", "1: 'old' is no input; use old.status"},
        {"input.none = 'x'", ""},
        {"bad = 'x' or active", ""},
        {"caller.has_role('admin') and active", "app.has_role() AND active"},
        {"caller.has_role(*)", "8: has_role() is no aggregate; '*' is for count() and the like"},
        {"caller.has_rule('x')", "1: unknown name 'caller.has_rule'"},
        {"caller.none('x')", ""},
        {"nosuch('x')", "1: unknown function 'nosuch'"},
        {"pg_catalog.lower(name) = 'a'", "pg_catalog.lower(name) = 'a'"},
};

static const struct pair_of_texts opens[] = {
        {"$item.qty > 3", "app.to_number((item ->> 'qty')) > 3"},
        {"$item.qty = $item.note", "(item ->> 'qty') = (item ->> 'note')"},
        {"$item.qty * price > 3 and price - $item.qty > 1 and -$item.qty < 2",
         "app.to_number((item ->> 'qty')) * price > 3 AND price - app.to_number((item ->> 'qty')) > 1 "
         "AND -app.to_number((item ->> 'qty')) < 2"},
        {"$item.qty + $item.note > 1",
         "app.to_number((item ->> 'qty')) + app.to_number((item ->> 'note')) > 1"},
        {"starts = $item.qty", "starts = app.finite((item ->> 'qty'))::DATE"},
        {"starts - $item.qty > 3",
         "10: the type of this is not declared, and several can stand beside a date"},
        {"opened_at + $item.qty > now()",
         "opened_at + app.finite((item ->> 'qty'))::INTERVAL > pg_catalog.now()"},
        {"active = $item.qty or $item.note",
         "active = (item ->> 'qty')::BOOLEAN OR (item ->> 'note')::BOOLEAN"},
        {"ext = $item.note", "ext = (item ->> 'note')::UUID"},
        {"company = $item.note", "company_id = (item ->> 'note')::UUID"},
        {"span > $item.qty", "span > app.finite((item ->> 'qty'))::INTERVAL"},
        {"place = $item.qty", "1: a point cannot be compared"},
        {"meta = $item.qty", "8: expected a JSON value, found a value whose type nobody declared"},
        {"$item.qty in (1, 2)", "app.to_number((item ->> 'qty')) IN (1, 2)"},
        {"$item.qty in (1, 'x')",
         "18: expected a number, found text; numbers are written without quotes"},
        {"$item.qty between 1 and 2", "app.to_number((item ->> 'qty')) BETWEEN 1 AND 2"},
        {"$item.note like 'a%'", "(item ->> 'note') LIKE 'a%'"},
        {"$item.qty is null", "(item ->> 'qty') IS NULL"},
        {"coalesce($item.qty, $item.note) > 1",
         "COALESCE(app.to_number((item ->> 'qty')), app.to_number((item ->> 'note'))) > 1"},
        {"coalesce($item.qty, '7') > 1",
         "21: expected a number, found text; numbers are written without quotes"},
        {"coalesce($item.qty, 'x') = 'y'", "COALESCE((item ->> 'qty'), 'x') = 'y'"},
        {"status = $item.note", "status = (item ->> 'note')"},
        {"case $item.qty when 1 then active when 2 then done end",
         "CASE app.to_number((item ->> 'qty')) WHEN 1 THEN active WHEN 2 THEN done END"},
        {"round($item.qty, 2) = 1 and left(name, $item.qty) = 'x'",
         "pg_catalog.round(app.to_number((item ->> 'qty')), 2) = 1 AND pg_catalog.left(name, "
         "(item ->> 'qty')::INTEGER) = 'x'"},
        {"jsonb_array_length($item.qty) = 1",
         "20: expected a JSON value, found a value whose type nobody declared"},
        {"jsonb_array_length(input.meta) = 1",
         "CASE WHEN pg_catalog.jsonb_typeof(input.meta) = 'array' THEN "
         "pg_catalog.jsonb_array_length(input.meta) END = 1"},
        {"jsonb_array_length(?) = 1", "20: expected a JSON value, found text"},
};

int
main(void)
{
	check_conditions(names, LENGTH(names));
	check_conditions(opens, LENGTH(opens));
	return TEST_RESULT();
}
