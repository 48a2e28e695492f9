/* The table of types against itself: every word is found, every example keeps its
 * own type's rules. */
#include "test.h"

#include "base/arena.h"
#include "expr/literal.h"
#include "expr/pattern.h"
#include "expr/regex.h"
#include "parse/decimal.h"
#include "parse/jsontext.h"
#include "model/type.h"

#include <stdlib.h>
#include <string.h>

static void
check_example(struct arena *a, const struct type *t)
{
	size_t at;

	if (t->pattern) {
		CHECK(regex_fault(t->pattern, &at) == NULL);
		CHECK_STR(pattern_anchored(a, t->pattern), t->pattern);
		CHECK(strstr(t->pattern, "\\d") == NULL);
		CHECK(MATCH_YES == pattern_match(t->pattern, t->example));
		CHECK(MATCH_NO == pattern_match(t->pattern, ""));
		CHECK(MATCH_NO == pattern_match(t->pattern, arena_printf(a, "%s\n", t->example)) ||
		      strstr(t->pattern, " \\t"));
	}
	if (t->value == VALUE_NUMBER) {
		CHECK(decimal_valid(t->example));
		CHECK(!t->min || decimal_compare(t->min, t->example) <= 0);
		CHECK(!t->max || decimal_compare(t->example, t->max) <= 0);
	} else if (t->value == VALUE_JSON) {
		CHECK_STR(jsontext_fault(a, t, false, t->example), NULL);
	} else if (t->value != VALUE_TEXT && t->value != VALUE_BOOLEAN && t->value != VALUE_POINT) {
		CHECK_STR(literal_fault(t->value, false, t->example), NULL);
	}
	for (const struct composite_member *m = t->members; m && m->name; m++)
		CHECK(type_find(m->type) != NULL);
}

static void
check_counts(void)
{
	int n[TYPE_REF + 1] = {0};
	size_t names = 0;

	for (size_t i = 0; type_at(i); i++)
		n[type_at(i)->class]++;
	CHECK(n[TYPE_BASIC] == 9);
	CHECK(n[TYPE_SCALAR] == 50);
	CHECK(n[TYPE_COMPOSITE] == 17);
	for (; type_names()[names]; names++)
		CHECK(type_find(type_names()[names]) ||
		      strstr("enum list ref", type_names()[names]));
	CHECK(names == 9 + 50 + 17 + 11 + 3);
}

static void
check_words(void)
{
	static const char *const same[][2] = {
	        {"TEXT", "text"},         {"VARCHAR", "text"},         {"string", "text"},
	        {"int", "integer"},       {"INTEGER", "integer"},      {"bool", "boolean"},
	        {"numeric", "decimal"},   {"timestamptz", "datetime"}, {"TIMESTAMP", "datetime"},
	        {"interval", "duration"}, {"jsonb", "json"},           {"phone", "phoneNumber"},
	        {"UUID", "uuid"}};
	static const char *const none[] = {"Text", "Email",  "txet",   "",
	                                   "enum", "serial", "text(5)"};

	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
		CHECK(type_find(same[i][0]) == type_find(same[i][1]));
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
		CHECK(type_find(none[i]) == NULL);
	CHECK_STR(type_find("URL")->sql, "JSONB");
	CHECK_STR(type_find("url")->sql, "TEXT");
	CHECK_STR(type_find("money")->sql, "NUMERIC(19,4)");
	CHECK_STR(type_find("decimal")->sql, "NUMERIC");
	CHECK_STR(type_find("phone")->pattern, "^\\+[1-9][0-9]{1,14}$");
}

/* One text that each pattern must refuse: the rule of the type, not of its absence. */
static void
check_refused(void)
{
	static const char *const refused[][2] = {{"email", "user@example"},
	                                         {"phoneNumber", "+0123"},
	                                         {"url", "ftp://x.y"},
	                                         {"slug", "a--b"},
	                                         {"color", "#FF573"},
	                                         {"languageCode", "EN"},
	                                         {"localeCode", "en-us"},
	                                         {"timezone", "UTC"},
	                                         {"currencyCode", "usd"},
	                                         {"countryCode", "USA"},
	                                         {"mimeType", "application"},
	                                         {"semanticVersion", "1.02.3"},
	                                         {"stockSymbol", "TOOLONG"},
	                                         {"isin", "US037833100"},
	                                         {"cusip", "03783310X"},
	                                         {"sedol", "B02LC9X"},
	                                         {"lei", "54930084UKLVMY22DS1X"},
	                                         {"mic", "XNY"},
	                                         {"exchangeCode", "N"},
	                                         {"trackingNumber", "1Z999AA"},
	                                         {"containerNumber", "MSKX1234567"},
	                                         {"licensePlate", "abc"},
	                                         {"vin", "1HGCM82633A12345I"},
	                                         {"flightNumber", "A1"},
	                                         {"portCode", "USNY"},
	                                         {"postalCode", "12"},
	                                         {"airportCode", "jfk"},
	                                         {"domainName", "-a.com"},
	                                         {"apiKey", "short"},
	                                         {"hashSHA256", "A665"},
	                                         {"iban", "GB29 NWBK"},
	                                         {"swiftCode", "CHASUS3"}};

	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
		CHECK(MATCH_NO == pattern_match(type_find(refused[i][0])->pattern, refused[i][1]));
}

/* JSON that ends too early is not read behind its end, which a sanitizer sees. */
static void
check_ends(struct arena *a)
{
	static const char all[] = "{\"a\\u00e9\\n\": [\"\\ud83d\\ude00\", -1.5e10, true]}";

	for (size_t n = 0; n < sizeof all; n++) {
		char *text = malloc(n + 1);

		memcpy(text, all, n);
		text[n] = '\0';
		CHECK(!jsontext_fault(a, type_find("json"), false, text) == (n + 1 == sizeof all));
		free(text);
	}
}

int
main(void)
{
	struct arena a = {0};

	for (size_t i = 0; type_at(i); i++) {
		CHECK(type_find(type_at(i)->name) == type_at(i));
		check_example(&a, type_at(i));
	}
	check_counts();
	check_words();
	check_refused();
	check_ends(&a);
	arena_clear(&a);
	return TEST_RESULT();
}
