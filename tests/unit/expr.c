/*
 * Expressions: text → SQL, or the column and message of every fault. The SQL was loaded into
 * PostgreSQL as CHECK constraints and as predicates of indexes, where it refuses what is not
 * immutable.
 */
#include "scope.h"

static const struct {
	const char *text, *want;
} cases[] = {
        {"trim(both from name) = trim(leading 'x' from name) and trim(trailing name from name) = "
         "trim(name, 'y')",
         "pg_catalog.btrim(name) = pg_catalog.ltrim(name, 'x') AND pg_catalog.rtrim(name, name) = "
         "pg_catalog.btrim(name, 'y')"},
        {"array_length(tags, 2) = 1", "pg_catalog.array_length(tags, 2) = 1"},
        {"trim() = 'x'", "1: trim() needs 1 argument, found 0"},
        {"status = 'lead'", "status = 'lead'"},
        {"status == \"lead\" and not active", "status = 'lead' AND NOT active"},
        {"status = 'leed'", "10: 'leed' is not a member of 'status'; did you mean 'lead'?"},
        {"status in ('lead', 'customr')",
         "20: 'customr' is not a member of 'status'; did you mean 'customer'?"},
        {"'Lead' = status", "1: 'Lead' is not a member of 'status'; did you mean 'lead'?"},
        {"color IS NOT NULL", "1: unknown field 'color'"},
        {"nam = 'x'", "1: unknown field 'nam'; did you mean 'name'?"},
        {"name IS NOT NULL AND LENGTH(TRIM(name)) > 0",
         "name IS NOT NULL AND pg_catalog.length(pg_catalog.btrim(name)) > 0"},
        {"name ~ '^[a-z0-9_-]+$'", "name ~ '^[a-z0-9_-]+$'"},
        {"name !~ '^[A-Z]{2}$'", "name !~ '^[A-Z]{2}$'"},
        {"email MATCHES email_pattern", "email ~ '^[^@]+@[^@]+$'"},
        {"email NOT MATCHES email", "email !~ '^[^@]+@[^@]+$'"},
        {"email MATCHES emial_pattern",
         "15: unknown pattern 'emial_pattern'; did you mean 'email_pattern'?"},
        {"email MATCHES '^(a'",
         "15: this is no regular expression: at character 2, this '(' is not closed"},
        {"order IS NOT NULL AND order > 0", "\"order\" IS NOT NULL AND \"order\" > 0"},
        {"score BETWEEN 0 AND 100 OR price NOT BETWEEN 1 AND 2.5",
         "score BETWEEN 0 AND 100 OR price NOT BETWEEN 1 AND 2.5"},
        {"score IS VALID", "score >= 0 AND score <= 100"},
        {"email IS NOT VALID", "NOT email ~ '^[^@]+@x$'"},
        {"name IS VALID", "1: 'name' is of a type without a rule, so IS VALID says nothing"},
        {"(active OR done) AND NOT (active AND done)",
         "(active OR done) AND NOT (active AND done)"},
        {"active OR done AND score > 1", "active OR done AND score > 1"},
        {"NOT active = true", "NOT active = TRUE"},
        {"(score + 1) * 2 - -price > 1 - (2 - 3)", "(score + 1) * 2 - -price > 1 - (2 - 3)"},
        {"name || 'x' || upper(name) = \"it's \"\"q\"\"\"",
         "name || 'x' || pg_catalog.upper(name) = 'it''s \"q\"'"},
        {"price % 2 = 0", "price::NUMERIC % 2 = 0"},
        {"round(price, 2) = price", "pg_catalog.round(price::NUMERIC, 2) = price"},
        {"starts < ends", "starts < ends"},
        {"ends <= starts + INTERVAL '30 days'", "ends <= starts + INTERVAL '30 days'"},
        {"closed_at <= opened_at + INTERVAL '2 hours'",
         "24: a timestamp plus an interval depends on the session's time zone, which a rule of a "
         "table may not; compare the difference of two timestamps with the interval"},
        {"closed_at - opened_at <= INTERVAL '2 hours'",
         "closed_at - opened_at <= INTERVAL '2 hours'"},
        {"starts >= '2025-02-29'",
         "11: expected a date, found text; a date is written '2025-12-31'"},
        {"starts >= '2024-02-29'", "starts >= '2024-02-29'::DATE"},
        {"opened_at > '2025-01-01'", "13: expected a timestamp, found text; a timestamp is written "
                                     "with its offset: '2025-12-31T23:59:59Z'"},
        {"opened_at > '2025-01-01T00:00:00Z'", "opened_at > '2025-01-01T00:00:00Z'::TIMESTAMPTZ"},
        {"opened_at > starts", "11: a timestamp and a date compare differently in each time zone, "
                               "which a rule of a table may not"},
        {"starts <= now()", "11: now() can give another result at another time; a rule of a table "
                            "may not depend on the time of day; validate it in an action"},
        {"starts <= current_date",
         "11: current_date can give another result at another time; a rule of a table may not "
         "depend on the time of day; validate it in an action"},
        {"ext = '00000000-0000-0000-0000-000000000001'",
         "ext = '00000000-0000-0000-0000-000000000001'::UUID"},
        {"ip = '192.168.0.1/24'", "ip = '192.168.0.1/24'::INET"},
        {"mac != '08:00:2b:01:02:03'", "mac <> '08:00:2b:01:02:03'::MACADDR"},
        {"raw = '\\x00ff'", "raw = '\\x00ff'::BYTEA"},
        {"span < '1 day 2 hours'", "span < '1 day 2 hours'::INTERVAL"},
        {"meta = '{}'",
         "8: expected a JSON value, found text; no constant can be compared with this"},
        {"place = place", "1: a point cannot be compared"},
        {"company = parent", "fk_company = fk_parent"},
        {"company = 'x'",
         "11: expected a reference, found text; no constant can be compared with this"},
        {"tags IS NOT NULL", "tags IS NOT NULL"},
        {"tags = 'x'", "1: expected a single value, found a list"},
        {"array_length(tags) > 0", "pg_catalog.array_length(tags, 1) > 0"},
        {"jsonb_array_length(meta) > 0", "CASE WHEN pg_catalog.jsonb_typeof(meta) = 'array' THEN "
                                         "pg_catalog.jsonb_array_length(meta) END > 0"},
        {"extract(year FROM starts) >= 2000", "pg_catalog.extract('year', starts) >= 2000"},
        {"extract(hour from starts) = 1", "9: a date has no part 'hour'"},
        {"extract(yaer from starts) = 1", "9: unknown part 'yaer'; did you mean 'year'?"},
        {"date_trunc('month', starts) = starts",
         "pg_catalog.date_trunc('month', starts::TIMESTAMP) = starts"},
        {"date_trunc('month', starts) = '2025-01-01'",
         "pg_catalog.date_trunc('month', starts::TIMESTAMP) = '2025-01-01'::TIMESTAMP"},
        {"CASE WHEN active THEN score > 1 ELSE done END",
         "CASE WHEN active THEN score > 1 ELSE done END"},
        {"CASE status WHEN 'lead' THEN 1 WHEN 'leda' THEN 2 ELSE 3 END > 1",
         "37: 'leda' is not a member of 'status'; did you mean 'lead'?"},
        {"coalesce(name, 'x') = 'y'", "COALESCE(name, 'x') = 'y'"},
        {"coalesce(NULL, NULL) = 'y'", "1: every value of this is NULL"},
        {"nullif(score, 0) IS NULL", "NULLIF(score, 0) IS NULL"},
        {"name = NULL", "8: with NULL the whole is NULL, never true; use IS NULL or IS NOT NULL"},
        {"score > 'five'", "9: expected a number, found text; numbers are written without quotes"},
        {"name + 1 > 2", "1: text cannot stand beside '+'; join texts with ||"},
        {"1 + name > 2", "5: text cannot stand beside '+'; join texts with ||"},
        {"upper(score) = 'X'", "7: expected text, found a number"},
        {"jsonb_array_length(coalesce(meta, meta)) = 1",
         "20: expected a field; write coalesce() and CASE around jsonb_array_length()"},
        {"jsonb_array_length(score) = 1", "20: expected a JSON value, found a number"},
        {"uper(name) = 'X'", "1: unknown function 'uper'; did you mean 'upper'?"},
        {"left(name, score) = 'x'", "pg_catalog.left(name, score::INTEGER) = 'x'"},
        {"left(name, 1.5) = 'x'", "12: expected a whole number"},
        {"length(name, 2) > 1", "1: length() takes 1 argument at most, found 2"},
        {"substring(name from 1 for 2) = 'ab'", "pg_catalog.substring(name, 1, 2) = 'ab'"},
        {"position('a' in name) > 0", "pg_catalog.strpos(name, 'a') > 0"},
        {"concat(name, name) = 'a'",
         "1: concat() can give another result at another time; join texts with ||"},
        {"count(*) > 1",
         "1: count() counts over rows; only fields of this entity can be used here"},
        {"pg_catalog.lower(name) = 'a'", "pg_catalog.lower(name) = 'a'"},
        {"pg_sleep(5) = 1", "1: unknown function 'pg_sleep'"},
        {"input.name = 'x'",
         "1: 'input.name' is not of this row; only fields of this entity can be used here"},
        {"company.name = 'x'",
         "1: 'company.name' is not of this row; only fields of this entity can be used here"},
        {"$x > 1", "1: '$x' is not of this row; only fields of this entity can be used here"},
        {"? = 1", "1: '?' is the input of an action; only fields of this entity can be used here"},
        {"EXISTS (Contact WHERE name = 'x')",
         "1: rows of 'Contact' are not of this row; only fields of this entity can be used here"},
        {"NOT EXISTS Contact WHERE name = 'x'",
         "5: rows of 'Contact' are not of this row; only fields of this entity can be used here"},
        {"(SELECT count(*) FROM Contact) > 1",
         "1: rows of 'Contact' are not of this row; only fields of this entity can be used here"},
        {"company EXISTS", "9: EXISTS looks at other rows; only fields of this entity can be used "
                           "here, as in '… IS NOT NULL'"},
        {"name LIKE 'a%'", "name LIKE 'a%'"},
        {"name NOT ILIKE '%\\'", "16: a pattern of LIKE cannot end with a backslash; write two"},
        {"score", "1: expected a boolean, found a number"},
        {"name", "1: expected a boolean, found text"},
        {"a = b = c",
         "7: a comparison cannot be compared again; join two with AND, or use parentheses"},
        {"active IS TRUE", "active IS TRUE"},
        {"score IS TRUE", "1: expected a boolean, found a number"},
        {"name IS DISTINCT FROM 'x'", "name IS DISTINCT FROM 'x'"},
        {"name IS NOT DISTINCT FROM email", "name IS NOT DISTINCT FROM email"},
        {"name = 'abc", "8: this string has no end; a ' inside it is written twice"},
        {"name = 'a' -- x",
         "12: unexpected '--'; comments cannot stand in an expression; use a YAML comment (#)"},
        {"name = 'a'; drop", "11: unexpected ';'; one expression ends where its text ends"},
        {"a = §", "5: unknown character '§'"},
        {"name = ‘x’", "8: unexpected '‘'; write '…' with straight quotes\n"
                       "12: unexpected '’'; write '…' with straight quotes"},
        {"name = E'a'", "8: there are no escape strings; write the character itself in '…'"},
        {"score::text = '1'", "6: unexpected '::'; there are no casts; a constant takes the type "
                              "of what it is compared with"},
        {"score = 1e5", "9: '1e5' is no number; write 42 or 0.5"},
        {"score = 1 AND", "14: expected a value, found the end of the text"},
        {"score = 1 AND OR active", "15: expected a value, found 'OR'"},
        {"score IN ()", "11: expected a value, found ')'"},
        {"score IN (1, NULL)",
         "14: with NULL the whole is NULL, never true; use IS NULL or IS NOT NULL"},
        {"(1,2)", "3: a list can stand only behind IN"},
        {"score = (1", "11: expected ')', found the end of the text"},
        {" ", "1: an expression is missing"},
        {"bad = 'x'", ""},
        {"case = 1", "1: unknown field 'case'"},
        {"exists = 1", "1: unknown field 'exists'"},
        {"in = 3 AND and = 2", "1: unknown field 'in'; did you mean 'ip'?\n"
                               "12: unknown field 'and'"},
        {"null.x = 1",
         "1: 'null.x' is not of this row; only fields of this entity can be used here"},
        {"not score > 1", "NOT score > 1"},
        {"- score < 0", "-score < 0"},
        {"-(-score) < 0", "-(-score) < 0"},
        {"score / 2 * 3 > 1 and score / (2 * 3) > 1", "score / 2 * 3 > 1 AND score / (2 * 3) > 1"},
        {"name IS UNIQUE", "9: expected NULL, TRUE, FALSE, VALID or DISTINCT FROM, found 'UNIQUE'"},
        {"starts + 1 > ends and starts + score > ends and ends - starts > 3",
         "starts + 1 > ends AND starts + score::INTEGER > ends AND ends - starts > 3"},
        {"from_time > '10:00' and from_time + INTERVAL '1 hour' < '12:00'",
         "from_time > '10:00'::TIME AND from_time + INTERVAL '1 hour' < '12:00'::TIME"},
        {"greatest(score, price) < 5 and least(starts, '2025-01-01') = starts",
         "GREATEST(score, price) < 5 AND LEAST(starts, '2025-01-01'::DATE) = starts"},
        {"active = 'true'",
         "10: expected a boolean, found text; write true or false without quotes"},
        {"score = '5'", "9: expected a number, found text; numbers are written without quotes"},
        {"status < 'lead'", "status < 'lead'"},
        {"starts IN ('2025-01-01', ends)", "starts IN ('2025-01-01'::DATE, ends)"},
        {"opened_at IS NOT NULL", "opened_at IS NOT NULL"},
        {"name = true", "8: expected text, found a boolean"},
        {"active and name", "12: expected a boolean, found text"},
        {"name MATCHES '^(?:a|b)+$' and name ~ '(?i)^\\d{2,3}\\y' and name ~ '[[:alpha:]_-]'",
         "name ~ '^(?:a|b)+$' AND name ~ '(?i)^[0-9]{2,3}\\y' AND name ~ '[[:alpha:]_-]'"},
        {"name ~ '*a'", "8: this is no regular expression: at character 1, nothing to repeat "
                        "before this repetition"},
        {"name ~ 'a**'", "8: this is no regular expression: at character 3, nothing to repeat: "
                         "this repetition follows another"},
        {"name ~ '[a'", "8: this is no regular expression: at character 1, this '[' is not closed"},
        {"name ~ '[z-a]'", "8: this is no regular expression: at character 2, a range whose ends "
                           "are in the wrong order"},
        {"name ~ 'a{3,2}'", "8: this is no regular expression: at character 2, a repetition whose "
                            "least is more than its most"},
        {"name ~ 'a{256}'",
         "8: this is no regular expression: at character 2, a repetition counts to 255 at most"},
        {"name ~ '\\q'", "8: this is no regular expression: at character 1, unknown escape"},
        {"name ~ 'a\\'", "8: this is no regular expression: at character 2, a backslash at the end "
                         "escapes nothing"},
        {"name ~ 'a)'",
         "8: this is no regular expression: at character 2, this ')' closes nothing"},
        {"name ~ '(a)\\1'", "name ~ '(a)\\1'"},
        {"name ~ '\\1(a)'", "8: this is no regular expression: at character 1, unknown escape"},
        {"name ~ '\\bword\\b'", "8: this is no regular expression: at character 1, \\b is a "
                                "backspace in PostgreSQL; a word ends at \\y"},
        {"name ~ '^*'", "8: this is no regular expression: at character 2, this repetition follows "
                        "what cannot be repeated"},
        {"name ~ '(a{255}){255}'", "8: this is no regular expression: at character 14, this "
                                   "pattern repeats too much for PostgreSQL"},
        {"name ~ '[[:alfa:]]'", "8: this is no regular expression: at character 2, unknown class "
                                "of characters; [:alpha:], [:digit:], [:alnum:] … are known"},
        {"name ~* 'a'", "6: unexpected '~*'; to ignore case, write MATCHES '(?i)…'"},
        {"name ~ email_pattern and name ~ phoneNumber_pattern",
         "name ~ '^[^@]+@[^@]+$' AND name ~ '^\\+[0-9]+$'"},
        {"case when active then 'a' else 1 end = 'a'",
         "23: expected a number, found text; numbers are written without quotes"},
        {"case when score then 'a' end = 'a'", "11: expected a boolean, found a number"},
        {"case active when true then 1 end = 1", "CASE active WHEN TRUE THEN 1 END = 1"},
        {"coalesce(starts, opened_at) IS NULL", "18: expected a date, found a timestamp"},
        {"status IN ('lead') OR status IS NULL", "status IN ('lead') OR status IS NULL"},
        {"-'1' < 2", "2: expected a number, found text"},
        {"-name < 'a'", "2: expected a number, found text"},
        {"ip = '1.2.3'", "6: expected a network address, found text; an address is written "
                         "'192.0.2.1' or '2001:db8::/32'"},
        {"ext = 'x'", "7: expected a UUID, found text; a UUID is written "
                      "'00000000-0000-0000-0000-000000000000', in hexadecimal digits"},
        {"from_time = '25:00'",
         "13: expected a time, found text; a time is written '23:59' or '23:59:59'"},
        {"span = '1 fortnight'",
         "8: expected an interval, found text; an interval is written '2 days 12 hours'"},
        {"mac = '08:00'",
         "7: expected a MAC address, found text; a MAC address is written '08:00:2b:01:02:03'"},
        {"raw = 'ff'", "7: expected bytes, found text; bytes are written '\\x00ff'"},
        {"opened_at - closed_at < '1 day' and not (active or done) and (active = done) is true",
         "opened_at - closed_at < '1 day'::INTERVAL AND NOT (active OR done) AND (active = done) "
         "IS TRUE"},
        {"(starts - INTERVAL '1 day') = '2025-01-01'",
         "starts - INTERVAL '1 day' = '2025-01-01'::TIMESTAMP"},
        {"active = (score > 1)", "active = (score > 1)"},
        {"name = 'x' OR", "14: expected a value, found the end of the text"},
};

static void
test_table(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena a = {0};
		struct expr *tree;

		CHECK_STR(result(&a, cases[i].text, &tree), cases[i].want);
		arena_clear(&a);
	}
}

int
main(void)
{
	test_table();
	return TEST_RESULT();
}
