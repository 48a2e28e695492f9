/* Actions in a model: everything of them survives being written and read; what an emitter relies on
 * is asked for. */
#include "test.h"

#include "base/arena.h"
#include "base/str.h"
#include "model/entity.h"
#include "model/json.h"

#include <string.h>

static struct arena a;
static struct diag d;

#define HEAD                                                                                                   \
	"{\"format\": \"specql.model\", \"version\": 1, \"name\": \"Order\", \"schema\": \"shop\", \"stem\": " \
	"\"order\", \"table\": \"tb_order\", \"key\": \"pk_order\", \"key_type\": \"INTEGER\", \"actions\": [{"
#define ROWS \
	"\"entity\": \"Item\", \"schema\": \"shop\", \"table\": \"tb_item\", \"key\": \"pk_item\""

static struct entity *
parse(const char *text, enum json_format format)
{
	struct source *source = arena_new(&a, struct source, 1);

	*source = (struct source){"m.json", text, strlen(text)};
	diag_init(&d, &a);
	return json_parse_entity(&a, &d, source, format);
}

static const char *
reported(void)
{
	struct strbuf b = STRBUF_INIT;

	diag_print(&d, &b);
	return str_done(&b, &a);
}

static const char *
written(const struct entity *e, enum json_format format)
{
	struct strbuf b = STRBUF_INIT;

	json_write_entity(&b, e, format);
	return str_done(&b, &a);
}

/* Every member of an action, nested two deep. */
static const char whole[] = HEAD
        "\"name\": \"work\", \"api\": \"order_work\", \"description\": \"d\", \"kind\": \"steps\", \"subject\": "
        "\"lock\", \"inputs\": [{\"name\": \"item_id\", \"word\": \"item\", \"field\": \"item\", \"description\": "
        "\"d\", \"type\": \"ref\", \"sql\": \"UUID\", \"list\": true, \"required\": true, \"system\": true, "
        "\"value\": \"1\", \"value_sql\": \"now()\", \"pattern\": \"p\", \"min\": \"1\", \"max\": \"2\", "
        "\"values\": [\"v\"], \"refs\": [{\"entity\": \"Item\", \"column\": \"fk_item\"}]}], \"permission\": "
        "\"true\", \"done\": \"Done\", \"variables\": [{\"name\": \"v_a\", \"type\": \"INTEGER\", \"sql\": \"1\"}], "
        "\"before\": [{\"kind\": \"validate\", \"sql\": \"true\", \"status\": \"s\", \"message\": \"m\", "
        "\"fields\": \"'{f}'\"}], \"statements\": [{\"kind\": \"if\", \"ways\": [{\"sql\": \"true\", \"steps\": "
        "[{\"kind\": \"foreach\", " ROWS
        ", \"locked\": true, \"variable\": \"v_i\", \"turns\": \"v_t\", \"limit\": 3, \"order\": \"t.id\", \"json\": "
        "true, \"steps\": [{\"kind\": \"insert\", " ROWS
        ", \"own\": true, \"one\": true, \"hard\": true, \"values\": [{\"name\": \"a\", \"sql\": \"1\"}], "
        "\"changes\": [\"a\"], \"conflict\": \"update\", \"conflict_columns\": [\"a\"], \"pairings\": "
        "[{\"function\": \"f\", \"sql\": \"x\", \"when\": \"true\"}]}]}]}, {\"steps\": [{\"kind\": \"refresh\", "
        "\"sql\": \"r()\", \"reached\": \"v_r\"}]}]}, {\"kind\": \"call\", \"name\": \"shop.f\", \"action\": true, "
        "\"input_type\": \"app.t\", \"entity\": \"F\", \"message\": \"f\", \"required\": \"'{a}'\", \"defaults\": \"'{}'\", \"dynamic\": true, \"go_on\": "
        "true}], \"row\": \"v_a\", \"old\": \"v_b\", \"writes\": true, \"deletes\": true, \"may_delete\": true, "
        "\"effects\": \"v_e\", \"changed\": \"v_c\", \"idle\": true, \"impact\": [{\"effects\": [{\"entity\": "
        "\"Item\", \"schema\": \"shop\", \"operation\": \"create\", \"fields\": [\"a\"]}], \"events\": [\"e\"], "
        "\"calls\": [\"c\"], \"refreshes\": [\"r\"], \"failures\": [{\"status\": \"s\", \"message\": \"m\"}]}]}]}";

/* How often a text stands in another. */
static size_t
times(const char *text, const char *part)
{
	size_t n = 0;

	for (; (text = strstr(text, part)); text++)
		n++;
	return n;
}

static void
round_trip(void)
{
	struct entity *e = parse(whole, JSON_MODEL);
	const char *first = e ? written(e, JSON_MODEL) : "";
	const struct statement *loop;

	CHECK_STR(reported(), "");
	if (!e)
		return;
	CHECK_STR(written(parse(first, JSON_MODEL), JSON_MODEL), first);
	/* As many members as were read. */
	CHECK(times(first, "\":") == times(whole, "\":"));
	loop = &e->actions[0].statements[0].ways[0].steps[0];
	CHECK(loop->kind == STATEMENT_FOREACH && loop->limit == 3);
	CHECK(loop->steps[0].conflict == ON_CONFLICT_UPDATE);
	CHECK(e->actions[0].impact->effects[0].operation == OPERATION_CREATE);
}

/* Others need the signature of an action, and nothing of its body. */
static void
interface(void)
{
	struct entity *e = parse(whole, JSON_MODEL);
	const char *text = written(e, JSON_INTERFACE);

	CHECK(strstr(text, "\"api\":\t\"order_work\"") != NULL);
	CHECK(strstr(text, "\"subject\":\t\"lock\"") != NULL);
	CHECK(strstr(text, "\"permission\":\t\"true\"") != NULL);
	CHECK(strstr(text, "\"item_id\"") != NULL);
	CHECK(strstr(text, "statements") == NULL);
	CHECK(strstr(text, "impact") == NULL);
	CHECK(strstr(text, "description") == NULL);
	CHECK(parse(text, JSON_INTERFACE) != NULL);
}

static void
lacks(void)
{
	static const struct {
		const char *action, *what;
	} cases[] = {
	        {"\"statements\": [{\"sql\": \"true\"}]", "'kind' must be given"},
	        {"\"statements\": [{\"kind\": \"jump\"}]", "'kind' must be one of its words"},
	        {"\"statements\": [{\"kind\": \"validate\", \"sql\": \"true\"}]",
	         "lacks what its kind needs"},
	        {"\"statements\": [{\"kind\": \"delete\", " ROWS "}]", "lacks what its kind needs"},
	        {"\"statements\": [{\"kind\": \"delete\", \"own\": true, " ROWS "}]",
	         "'row' must be given"},
	        {"\"before\": [{\"kind\": \"set\", \"sql\": \"1\"}]", "lacks what its kind needs"},
	        {"\"statements\": [{\"kind\": \"if\", \"ways\": [{\"steps\": [{\"kind\": \"while\", \"sql\": \"true\", "
	         "\"turns\": \"v_t\"}]}]}]",
	         "lacks what its kind needs"},
	        {"\"statements\": [{\"kind\": \"call\", \"action\": true, \"name\": \"f\"}]",
	         "'input_type, entity and message' must be given"},
	        {"\"statements\": [{\"kind\": \"event\", \"name\": \"e\", \"values\": [{\"sql\": \"1\"}]}]",
	         "'name' must be given"},
	        {"\"statements\": [{\"kind\": \"set\", \"variable\": \"v x\", \"sql\": \"1\"}]",
	         "'variable' must be an identifier"},
	        {"\"subject\": \"lock\", \"row\": \"v_r\", \"writes\": true",
	         "'old' must be given"},
	        {"\"may_delete\": true", "'row' must be given"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *text = arena_printf(
		        &a, HEAD "\"name\": \"w\", \"kind\": \"steps\", %s}]}", cases[i].action);

		CHECK(parse(text, JSON_MODEL) == NULL);
		CHECK(strstr(reported(), cases[i].what) != NULL);
	}
}

int
main(void)
{
	round_trip();
	interface();
	lacks();
	arena_clear(&a);
	return TEST_RESULT();
}
