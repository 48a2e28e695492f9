/* The statements FOREACH and WHILE as PL/pgSQL. */
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/body.h"
#include "emit/rows.h"
#include "emit/sql_text.h"
#include "model/entity.h"

/* The rows of a table. */
static void
print_rows(struct strbuf *out, struct body *b, const struct statement *s, int blanks)
{
	str_addf(out, "SELECT t.* FROM %s t\n%*sWHERE ", ident_in(b->arena, s->schema, s->table),
	         blanks, "");
	sql_hang(out, s->sql ? s->sql : "true", blanks + 2);
}

/* The outer order has all rows locked before the first turn, not as the loop goes: PostgreSQL takes
 * a row that a turn changed before it was locked for a deleted one, and leaves it out (the
 * Halloween problem). */
static void
print_locked(struct strbuf *out, struct body *b, const struct statement *s)
{
	str_add(out, "SELECT t.* FROM (\n    ");
	print_rows(out, b, s, 4);
	str_addf(out, "\n    ORDER BY t.%s\n    %s) t", ident_of(b->arena, s->key), rows_lock(s));
}

/* What stands before LOOP of a FOREACH: rows of a table, elements of a JSON array,
 * of an SQL array. */
static void
print_foreach(struct strbuf *out, struct body *b, const struct statement *s)
{
	if (s->entity) {
		str_addf(out, "FOR %s IN\n  ", s->variable);
		if (rows_lock(s))
			print_locked(out, b, s);
		else
			print_rows(out, b, s, 2);
		if (s->order)
			str_addf(out, "\n  ORDER BY %s", s->order);
		else
			str_addf(out, "\n  ORDER BY t.%s", ident_of(b->arena, s->key));
		str_add(out, "\nLOOP\n");
		return;
	}
	str_addf(out, s->json ? "FOR %s IN SELECT app.elements(" : "FOREACH %s IN ARRAY coalesce(",
	         s->variable);
	sql_hang(out, s->sql, 2);
	if (s->json && s->fields)
		str_addf(out, ", %s", s->fields);
	str_add(out, s->json ? ") LOOP\n" : ", '{}') LOOP\n");
}

static void
print_while(struct strbuf *out, struct body *b, const struct statement *s)
{
	(void)b;
	str_add(out, "WHILE ");
	sql_hang(out, s->sql, 2);
	str_add(out, " LOOP\n");
}

/* What fails because of an element names it: items[3].qty. Counted from 0, as JSON does. */
static const char *
element_handler(struct body *b, const struct statement *s)
{
	enum { FIRST = 5, ALL = FIRST + DIAGNOSTICS };
	const struct entity *e = b->entity;
	const char *items[ALL] = {
	        literal_of(b->arena, s->list), arena_printf(b->arena, "%s - 1", s->turns),
	        s->json ? literal_of(b->arena, arena_printf(b->arena, "%s.%s", e->schema, e->table))
	                : "NULL",
	        "SQLSTATE", "SQLERRM"};
	struct strbuf out = STRBUF_INIT;

	str_add(&out, "WHEN integrity_constraint_violation OR data_exception THEN\n");
	body_diagnostics(&out, b, items + FIRST);
	str_add(&out, "  PERFORM app.fail_element(");
	sql_fill(&out, items, ALL, ");\n", 4, body_width(b) - 2);
	return str_done(&out, b->arena);
}

static void
print_turns(struct strbuf *out, struct body *b, const struct statement *s)
{
	bool counts = s->kind == STATEMENT_WHILE;

	str_addf(out, "%s := 0;\n", s->turns);
	(counts ? print_while : print_foreach)(out, b, s);
	str_addf(out, "  %s := %s + 1;\n", s->turns, s->turns);
	str_addf(out, "  PERFORM app.validate(%s <= %d, %s);\n\n", s->turns, s->limit,
	         counts ? "'failed:loop_limit', 'The loop did not end'"
	                : "'validation:too_many', 'Too many items'");
	body_nested(out, b, s->steps, s->nsteps);
	str_add(out, "END LOOP;\n");
}

void
print_loop(struct strbuf *out, struct body *b, const struct statement *s)
{
	struct strbuf loop = STRBUF_INIT;

	if (!s->list) {
		print_turns(out, b, s);
		return;
	}
	b->depth++;
	print_turns(&loop, b, s);
	b->depth--;
	body_guarded(out, loop.buf, element_handler(b, s));
	str_free(&loop);
}
