#include "test.h"

#include "base/arena.h"
#include "base/str.h"
#include "model/column.h"
#include "model/name.h"

#include <string.h>

static struct arena a;

static void
snake(void)
{
	CHECK_STR(name_snake(&a, "OrderItem"), "order_item");
	CHECK_STR(name_snake(&a, "HTTPServer"), "http_server");
	CHECK_STR(name_snake(&a, "customer"), "customer");
	CHECK_STR(name_snake(&a, "Order2Item"), "order2_item");
	CHECK_STR(name_snake(&a, "already_snake"), "already_snake");
	CHECK_STR(name_snake(&a, "Already_Split"), "already_split");
	CHECK_STR(name_snake(&a, "A"), "a");
	CHECK_STR(name_snake(&a, "URL"), "url");
}

static void
spellings(void)
{
	CHECK_STR(name_title(&a, "first_name"), "First Name");
	CHECK_STR(name_title(&a, "OrderItem"), "Order Item");
}

/* With entity names, an action has its entity's words in its name once. */
static void
api(void)
{
	CHECK_STR(name_api(&a, "qualifyLead", NULL), "qualify_lead");
	CHECK_STR(name_api(&a, "qualify_lead", "contact"), "contact_qualify_lead");
	CHECK_STR(name_api(&a, "create_contact", "contact"), "create_contact");
	CHECK_STR(name_api(&a, "create_order_item", "order_item"), "create_order_item");
	CHECK_STR(name_api(&a, "contact_all", "act"), "act_contact_all");
}

/* The word itself comes first, so that an entity that is called like a plural is found before
 * another. */
static void
stems(void)
{
	static const struct {
		const char *word, *want;
	} cases[] = {
	        {"Item", "item"},
	        {"item", "item"},
	        {"items", "items item"},
	        {"OrderLines", "order_lines order_line order_lin"},
	        {"boxes", "boxes boxe box"},
	        {"categories", "categories categorie categori category"},
	        {"s", "s"},
	        {"ies", "ies ie i"},
	        {"", ""},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strbuf b = STRBUF_INIT;

		for (const char **s = name_stems(&a, cases[i].word); *s; s++)
			str_addf(&b, "%s%s", b.len ? " " : "", *s);
		CHECK_STR(b.buf, cases[i].want);
		str_free(&b);
	}
}

static void
valid(void)
{
	CHECK(name_valid("a"));
	CHECK(name_valid("_a1"));
	CHECK(!name_valid(""));
	CHECK(!name_valid("1a"));
	CHECK(!name_valid("a b"));
	CHECK(!name_valid("a\""));
	CHECK(!name_valid("é"));
}

static void
reserved(void)
{
	CHECK(column_reserved("id"));
	CHECK(column_reserved("ID"));
	CHECK(column_reserved("Created_At"));
	CHECK(column_reserved("pk_x"));
	CHECK(column_reserved("FK_x"));
	CHECK(!column_reserved("pkx"));
	CHECK(!column_reserved("name"));
}

/* Names of objects fit PostgreSQL's 63 bytes and stay distinct when cut. */
static void
object(void)
{
	const char *x = "a_very_long_name_of_an_entity_that_goes_on_and_on_and_on_x";
	const char *one = name_object(&a, "idx_tb_%s_one", x),
	           *two = name_object(&a, "idx_tb_%s_two", x);

	CHECK_STR(name_object(&a, "tb_%s_pkey", "contact"), "tb_contact_pkey");
	CHECK(strlen(one) == NAME_MAX_BYTES);
	CHECK(strlen(two) <= NAME_MAX_BYTES);
	CHECK(strcmp(one, two) != 0);
	CHECK_STR(one, name_object(&a, "idx_tb_%s_one", x));
	CHECK(strncmp(one, "idx_tb_a_very_long", 18) == 0);
}

int
main(void)
{
	snake();
	spellings();
	api();
	stems();
	valid();
	reserved();
	object();
	arena_clear(&a);
	return TEST_RESULT();
}
