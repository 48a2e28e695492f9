/*
 * Trace: places in SQL → places in the entity file. Every statement of a body is broken in turn.
 */
#include "test.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "model/options.h"
#include "parse/parse.h"
#include "parse/step.h"
#include "trace/near.h"
#include "trace/token.h"
#include "trace/trace.h"

#define COUNT(v) (sizeof(v) / sizeof(*(v)))

static const char yaml[] = "entity: Order\n"
                           "schema: shop\n"
                           "fields:\n"
                           "  number: integer!\n"
                           "  state: enum(open, paid, sent) = open\n"
                           "  order: text\n"
                           "  customer: ref(Customer)\n"
                           "validation:\n"
                           "  - name: positive_number\n"
                           "    condition: number > 0\n"
                           "actions:\n"
                           "  - name: create_order\n"
                           "  - name: pay_order\n"
                           "    requires: caller.can_pay\n"
                           "    parameters:\n"
                           "      amount: integer\n"
                           "    steps:\n"
                           "      - validate: state = 'open'\n" /* 18 */
                           "        error: not_open\n"
                           "      - if: number > 1000\n" /* 20 */
                           "        then:\n"
                           "          - update: Order SET order = 'large'\n" /* 22 */
                           "          - emit: large_order\n"                 /* 23 */
                           "        elseif: {if: number > 100, then: []}\n"
                           "        else:\n"
                           "          - reject: too_small\n" /* 26 */
                           "      - validate: state = 'open'\n"
                           "        error: not_open_any_more\n"
                           "      - update: Order SET state = 'paid'\n" /* 29 */
                           "      - return: \"'Thanks a lot'\"\n";      /* 30 */

static struct arena arena;
static struct entity *authored, model;

/* ---- the model, as it is compiled ---- */

static struct named_sql large[] = {{.name = "\"order\"", .sql = "'large'::TEXT"}},
                        paid[] = {{.name = "state", .sql = "'paid'::TEXT"}};
static struct statement then_steps[] = {
        {.kind = STATEMENT_UPDATE, .table = "tb_order", .own = true, .values = large, .nvalues = 1},
        {.kind = STATEMENT_EVENT, .name = "large_order"}};
static struct statement else_steps[] = {
        {.kind = STATEMENT_REJECT, .status = "failed:too_small", .message = "Too small, isn't it"}};
static struct way ways[] = {{"v_order.number > 1000", then_steps, 2},
                            {"v_order.number > 100", NULL, 0},
                            {NULL, else_steps, 1}};
static struct statement steps[] = {
        {.kind = STATEMENT_VALIDATE, .sql = "v_order.state = 'open'", .status = "failed:not_open"},
        {.kind = STATEMENT_IF, .ways = ways, .nways = 3},
        {.kind = STATEMENT_VALIDATE,
         .sql = "v_order.state = 'open'",
         .status = "failed:not_open_any_more"},
        {.kind = STATEMENT_UPDATE, .table = "tb_order", .own = true, .values = paid, .nvalues = 1},
        {.kind = STATEMENT_RETURN, .message = "Thanks a lot"}};
static struct statement before[] = {
        {.kind = STATEMENT_VALIDATE, .sql = "app.has_permission('can_pay', v_order.id)"}};
static struct action actions[] = {
        {.name = "create_order", .api = "create_order", .kind = ACTION_CREATE},
        {.name = "pay_order",
         .api = "pay_order",
         .kind = ACTION_STEPS,
         .done = "Pay Order completed",
         .before = before,
         .nbefore = 1,
         .statements = steps,
         .nstatements = COUNT(steps)}};

/* A line of the body, and the line of the file that is to blame when it is broken. */
static const struct {
	const char *text;
	int line;
} body[] = {
        {"DECLARE", 13},
        {"  v_order shop.tb_order;", 13},
        {"  v_state TEXT := 'paid'::TEXT;", 13},
        {"BEGIN", 0},
        {"  PERFORM app.validate(app.has_permission('can_pay', v_order.id), 'denied');", 14},
        {"  PERFORM app.validate(v_order.state = 'open', 'failed:not_open');", 18},
        {"  IF v_order.number > 1000 THEN", 20},
        {"    UPDATE shop.tb_order t SET", 22},
        {"      \"order\" = 'large'::TEXT", 22},
        {"    WHERE t.pk_order = v_order.pk_order;", 22},
        {"    PERFORM app.emit('large_order', v_order.id);", 23},
        {"  ELSIF v_order.number > 100 THEN", 24},
        {"    NULL;", 0},
        {"  ELSE", 0},
        {"    PERFORM app.reject('failed:too_small', 'Too small, isn''t it');", 26},
        {"  END IF;", 0},
        {"  PERFORM app.validate(v_order.state = 'open', 'failed:not_open_any_more');", 27},
        {"  UPDATE shop.tb_order t SET", 29},
        {"    state = 'paid'::TEXT", 29},
        {"  WHERE t.pk_order = v_order.pk_order;", 29},
        {"  RETURN app.succeed('Thanks a lot');", 30},
        {"  RETURN app.succeed('Pay Order completed');", 13},
        {"END", 13},
};

static const char head[] =
        "\n\nCREATE OR REPLACE FUNCTION shop.pay_order(input_data app.type_pay_order_input)\n"
        "RETURNS app.mutation_result\nLANGUAGE plpgsql\nAS $specql$\n";

/* The function with the n-th line of its body broken by a character in its middle, whose place goes
 * to *at. */
static char *
broken(size_t n, size_t middle, size_t *at)
{
	char *text = arena_strdup(&arena, head);

	for (size_t i = 0; i < COUNT(body); i++) {
		const char *line = body[i].text;

		if (i == n) {
			*at = strlen(text) + middle;
			line = arena_printf(&arena, "%.*s)%s", (int)middle, line, line + middle);
		}
		text = arena_printf(&arena, "%s%s\n", text, line);
	}
	return arena_printf(&arena, "%s$specql$;\n\nCREATE TABLE x ();\n", text);
}

static struct span
trace(const char *text, size_t at)
{
	return trace_place(&arena, &model, authored, text, strlen(text), at);
}

static void
test_body(void)
{
	for (size_t i = 0; i < COUNT(body); i++) {
		size_t len = strlen(body[i].text), blanks = strspn(body[i].text, " ");

		for (size_t k = blanks + 1; body[i].line && k < len; k++) {
			size_t at = 0;
			const char *text = broken(i, k, &at);
			struct span span = trace(text, at);

			if (span.line != body[i].line)
				fprintf(stderr, "# %s, broken at %zu: line %d\n", body[i].text, k,
				        span.line);
			CHECK(span.line == body[i].line);
		}
	}
}

/* Without the end of a statement the parser stumbles over the next line. */
static void
test_end_of_statement(void)
{
	const char *text = broken(COUNT(body), 0, NULL), *after;
	char *copy;
	size_t at;

	after = strstr(text, "  IF v_order");
	copy = arena_printf(&arena, "%.*s %s", (int)(after - text - 2), text, after - 1);
	at = (size_t)(strstr(copy, "IF v_order") - copy);
	CHECK(trace(copy, at).line == 18);
}

/* What every step holds does not crowd out what tells them apart. */
static void
test_many_steps(void)
{
	enum { STEPS = 200 };
	static struct named_sql values[STEPS];
	static struct statement same[STEPS];
	struct step *written = arena_new(&arena, struct step, STEPS);
	struct action of = {.kind = ACTION_STEPS, .statements = same, .nstatements = STEPS};
	const char *text = "\nBEGIN\n", *at;

	for (int i = 0; i < STEPS; i++) {
		values[i] = (struct named_sql){.name = "number",
		                               .sql = arena_printf(&arena, "1%03d", i)};
		same[i] = (struct statement){.kind = STATEMENT_UPDATE,
		                             .table = "tb_order",
		                             .own = true,
		                             .values = &values[i],
		                             .nvalues = 1};
		written[i] = (struct step){.at = {.line = i + 1}, .next = &written[i + 1]};
		text = arena_printf(&arena, "%s  UPDATE tb_order t SET\n    number = 1%03d;\n",
		                    text, i);
	}
	written[STEPS - 1].next = NULL;
	for (int i = 0; i < STEPS; i++) {
		struct action authored_as = {.at = {.line = 999}, .steps = written};

		at = strstr(text, arena_printf(&arena, "number = 1%03d", i));
		CHECK(trace_body(&arena, &of, &authored_as, text, strlen(text), (size_t)(at - text))
		              .line == i + 1);
	}
}

/* ---- what is no body ---- */

static int
line_of(const char *text, const char *at)
{
	return trace(text, (size_t)(strstr(text, at) - text)).line;
}

static void
test_names(void)
{
	static const char table[] =
	        "-- number\nCREATE TABLE shop.tb_order (\n  pk_order INTEGER X1,\n"
	        "  number INTEGER X2 NOT NULL,\n  \"order\" TEXT X3,\n  fk_customer X4 INTEGER,\n"
	        "  CONSTRAINT chk_tb_order_state_enum CHECK (X5 state IN ('number')),\n"
	        "  CONSTRAINT chk_tb_order_order_length CHECK (X6),\n"
	        "  CONSTRAINT chk_tb_order_positive_number CHECK (number X7 > 0)\n);\n"
	        "CREATE INDEX idx_tb_order_state ON shop.tb_order X8;\n"
	        "ALTER TABLE shop.tb_order\n  ADD CONSTRAINT tb_order_customer_fkey FOREIGN KEY\n"
	        "    REFERENCES X9 shop.tb_customer;\n"
	        "COMMENT ON COLUMN shop.tb_order.number IS 'a\n\n' Y1;\nGRANT SELECT Y2;\n";

	static const char comma[] = "CREATE TABLE t (\n  number INTEGER\n  state TEXT\n)";

	/* Where a comma is missing the parser stumbles over the next line. */
	CHECK(line_of(comma, "state") == 4);
	CHECK(line_of(table, "X1") == 1);
	CHECK(line_of(table, "X2") == 4);
	CHECK(line_of(table, "X3") == 6);
	CHECK(line_of(table, "X4") == 7);
	CHECK(line_of(table, "X5") == 5);
	CHECK(line_of(table, "X6") == 6);
	CHECK(line_of(table, "X7") == 9);
	CHECK(line_of(table, "X8") == 5);
	CHECK(line_of(table, "X9") == 7);
	CHECK(line_of(table, "Y1") == 4);
	CHECK(line_of(table, "Y2") == 1);
}

static void
test_actions(void)
{
	static const char type[] = "CREATE TYPE app.type_pay_order_input AS (\n  id UUID X1,\n"
	                           "  amount INTEGER X2,\n  number X3 INTEGER\n);\n"
	                           "CREATE FUNCTION app.create_order(a JSONB) X4 AS $$X5$$;\n"
	                           "REVOKE ALL ON FUNCTION app.pay_order(JSONB) X6;\n";

	CHECK(line_of(type, "X1") == 13);
	CHECK(line_of(type, "X2") == 16);
	CHECK(line_of(type, "X3") == 4);
	CHECK(line_of(type, "X4") == 12);
	CHECK(line_of(type, "X5") == 12);
	CHECK(line_of(type, "X6") == 13);
}

/* ---- tokens ---- */

static void
test_tokens(void)
{
	static const char text[] =
	        "SELECT /* a /* b */ ' */ 'it''s' -- '\n E'\\'' \"a\"\"b\" $1 $a$ $$ ' $a$ x";
	static const struct {
		const char *text;
		enum sql_kind kind;
	} expected[] = {{"SELECT", SQL_WORD},   {"'it''s'", SQL_STRING},
	                {"E'\\''", SQL_STRING}, {"\"a\"\"b\"", SQL_NAME},
	                {"$1", SQL_WORD},       {"$a$ $$ ' $a$", SQL_BODY},
	                {"x", SQL_WORD}};
	struct sql_token t = {SQL_SIGN, 0, 0};
	size_t begin, end;

	for (size_t i = 0; i < COUNT(expected); i++) {
		CHECK(sql_token(text, strlen(text), t.at + t.n, &t));
		CHECK(t.kind == expected[i].kind && t.n == strlen(expected[i].text));
		CHECK(strncmp(text + t.at, expected[i].text, t.n) == 0);
	}
	CHECK(!sql_token(text, strlen(text), t.at + t.n, &t));
	CHECK(sql_token("'a", 2, 0, &t) && t.n == 2);
	CHECK(sql_token("$a$ b", 5, 0, &t) && t.n == 5);
	CHECK(!sql_token("/* a", 4, 0, &t) && !sql_token("", 0, 0, &t));
	CHECK(sql_body("DO $$x$$", 8, &begin, &end) && begin == 5 && end == 6);
	CHECK(sql_body("DO $$x", 6, &begin, &end) && begin == 5 && end == 6);
	CHECK(!sql_body("SELECT $$x$$", 12, &begin, &end));
	CHECK(!sql_body("RETURN 1; DO $$x$$", 18, &begin, &end));
}

/* ---- near ---- */

/* A parser that reads words and stops at the first `bad`, but looks at nothing before it has seen a
 * semicolon. */
static const char *
judge(struct arena *a, const char *statement)
{
	const char *end = strrchr(statement, ';'), *bad = strstr(statement, "bad");

	(void)a;
	if (bad && end && bad < end)
		return "syntax error at or near \"bad\"";
	return "syntax error at or near \"<\"";
}

static void
test_near(void)
{
	static const char text[] = "DO $$ ok; ok bad ok; bad; bad ok $$";

	CHECK(near_find(&arena, judge, text, 5, strlen(text) - 2,
	                "syntax error at or near \"bad\"") == (size_t)(strstr(text, "bad") - text));
	CHECK(near_find(&arena, judge, text, 5, strlen(text) - 2, "what is this") ==
	      strlen(text) - 2);
}

int
main(void)
{
	struct source source = {"order.yaml", yaml, sizeof(yaml) - 1};
	struct strbuf said = STRBUF_INIT;
	struct diag d;
	bool doubtful;

	diag_init(&d, &arena);
	authored = entity_read(&arena, &d, &source, &options_default, &doubtful);
	if (d.nerrors)
		diag_print(&d, &said);
	CHECK_STR(said.buf, "");
	str_free(&said);
	model = *authored;
	model.actions = actions;
	model.nactions = COUNT(actions);
	test_body();
	test_end_of_statement();
	test_many_steps();
	test_names();
	test_actions();
	test_tokens();
	test_near();
	arena_clear(&arena);
	return TEST_RESULT();
}
