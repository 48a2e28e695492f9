/* The statement CALL as PL/pgSQL. */
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/body.h"
#include "emit/sql_text.h"

#include <string.h>

/* jsonb_build_object() takes 100 arguments, as every function does. */
enum { PAIRS_MAX = 50 };

void
body_object(struct strbuf *out, struct body *b, const struct named_sql *values, size_t n,
            const char *end)
{
	const char **items = arena_new(b->arena, const char *, n);
	size_t length = strlen("jsonb_build_object()") + strlen(end);
	bool fits;

	for (size_t i = 0; i < n; i++) {
		items[i] = arena_printf(b->arena, "%s, %s", literal_of(b->arena, values[i].name),
		                        values[i].sql);
		length += strlen(items[i]) + 2;
	}
	fits = sql_column(out) + length <= (size_t)body_width(b);
	for (size_t i = 0; i < n; i += PAIRS_MAX) {
		str_add(out, i ? "\n  || jsonb_build_object(" : "jsonb_build_object(");
		str_add(out, fits ? "" : "\n");
		sql_fill(out, items + i, n - i < PAIRS_MAX ? n - i : PAIRS_MAX, ")", 2,
		         body_width(b) - 2);
	}
	str_add(out, end);
}

void
print_read_input(struct strbuf *out, struct arena *a, const char *type, const char *payload,
                 const char *required, const char *defaults, const char *end, int blanks, int width)
{
	const char *items[4] = {arena_printf(a, "NULL::%s", type), payload};
	size_t n = 2;

	if (required)
		items[n++] = arena_printf(a, "p_required => %s", required);
	if (defaults)
		items[n++] = arena_printf(a, "p_defaults => %s", defaults);
	str_add(out, "app.read_input(");
	sql_fill(out, items, n, end, blanks, width);
}

/* ---- calls ---- */

/* The call of an action's core, if the caller may:
 * its payload goes through the same checks as a client's. */
static void
call_action(struct strbuf *out, struct body *b, const struct statement *s, const char *payload,
            const char *result)
{
	if (s->sql)
		str_addf(out,
		         "PERFORM app.validate(%s,\n  'security:permission_denied', 'Permission "
		         "denied');\n",
		         s->sql);
	str_addf(out, "%s := %s(\n  %s,\n  ", result, s->name, b->tenant);
	print_read_input(out, b->arena, s->input_type, payload, s->required, s->defaults, "),\n", 4,
	                 body_width(b));
	str_addf(out, "  %s,\n  %s);\n", payload, b->user);
	if (b->action->effects)
		str_addf(out, "%s := app.called(%s, %s);\n", b->action->effects, b->action->effects,
		         result);
}

static const char *
failure_handler(struct body *b, const struct statement *s, const char *payload, const char *result)
{
	enum { FIRST = 7, ALL = FIRST + DIAGNOSTICS + 1 };
	const char *items[ALL] = {b->tenant,
	                          b->user,
	                          body_type(b, s->schema, s->entity),
	                          literal_of(b->arena, s->message),
	                          payload,
	                          "SQLSTATE",
	                          "SQLERRM"};
	struct strbuf out = STRBUF_INIT;

	str_add(&out,
	        "WHEN SQLSTATE 'SQ001' OR integrity_constraint_violation OR data_exception THEN\n");
	body_diagnostics(&out, b, items + FIRST);
	items[ALL - 1] =
	        arena_printf(b->arena, "p_input => %s", literal_of(b->arena, s->input_type));
	str_addf(&out, "  %s := app.fail(", result);
	sql_fill(&out, items, ALL, ");\n", 4, body_width(b) - 2);
	return str_done(&out, b->arena);
}

static void
print_action_call(struct strbuf *out, struct body *b, const struct statement *s)
{
	const char *payload = body_variable(b, "v_payload", "JSONB", NULL);
	const char *result = s->variable
	                             ? s->variable
	                             : body_variable(b, "v_result", "app.mutation_result", NULL);
	struct strbuf call = STRBUF_INIT;

	str_addf(out, "%s := ", payload);
	if (s->nvalues)
		body_object(out, b, s->values, s->nvalues, ";\n");
	else
		str_add(out, "'{}'::JSONB;\n");
	b->depth += s->go_on;
	call_action(&call, b, s, payload, result);
	b->depth -= s->go_on;
	if (s->go_on)
		body_guarded(out, call.buf, failure_handler(b, s, payload, result));
	else
		str_add(out, call.buf);
	str_free(&call);
}

/* ---- other functions ---- */

/* Arguments by position come first. placeholders: $1 for each. */
static const char **
arguments(struct body *b, const struct statement *s, bool placeholders)
{
	const char **items = arena_new(b->arena, const char *, s->nvalues);

	for (size_t i = 0; i < s->nvalues; i++) {
		const struct named_sql *v = &s->values[i];
		const char *sql = placeholders ? arena_printf(b->arena, "$%zu", i + 1) : v->sql;

		items[i] = v->name ? arena_printf(b->arena, "%s => %s", ident_of(b->arena, v->name),
		                                  sql)
		                   : sql;
	}
	return items;
}

/* The type of a variable of the action; NULL for one that is not declared there. */
static const char *
type_of(const struct body *b, const char *variable)
{
	for (size_t i = 0; i < b->action->nvariables; i++)
		if (strcmp(b->action->variables[i].name, variable) == 0)
			return b->action->variables[i].type;
	return NULL;
}

static void
call_function(struct strbuf *out, struct body *b, const struct statement *s)
{
	const char *type = s->variable ? type_of(b, s->variable) : NULL;

	if (s->variable)
		str_addf(out, "%s := %s(", s->variable, s->name);
	else
		str_addf(out, "PERFORM %s(", s->name);
	sql_fill(out, arguments(b, s, false), s->nvalues, type ? "" : ");\n", 2, body_width(b));
	if (type)
		str_addf(out, ")::%s;\n", type);
}

/* By its text, since the function may be missing when this one is made, or called. */
static void
execute(struct strbuf *out, struct body *b, const struct statement *s)
{
	const char **values = arena_new(b->arena, const char *, s->nvalues);
	struct strbuf text = STRBUF_INIT;

	str_add(&text, "SELECT %s(");
	sql_fill(&text, arguments(b, s, true), s->nvalues, ")", 0, LINE_WIDTH * LINE_WIDTH);
	str_addf(out, "EXECUTE format(%s, %s)", literal_of(b->arena, str_done(&text, b->arena)),
	         literal_of(b->arena, s->name));
	if (s->variable)
		str_addf(out, " INTO %s", s->variable);
	for (size_t i = 0; i < s->nvalues; i++)
		values[i] = s->values[i].sql;
	str_add(out, s->nvalues ? " USING " : "");
	sql_fill(out, values, s->nvalues, ";\n", 2, body_width(b));
}

static const char *
any_handler(struct body *b, const struct statement *s)
{
	const char *what = literal_of(b->arena, arena_printf(b->arena, "%s: %%", s->name));

	return arena_printf(
	        b->arena,
	        "WHEN transaction_rollback OR lock_not_available OR insufficient_resources THEN\n"
	        "  RAISE;\nWHEN OTHERS THEN\n  RAISE LOG %s, SQLERRM;\n%s%s%s",
	        what, s->variable ? "  " : "", s->variable ? s->variable : "",
	        s->variable ? " := NULL;\n" : "");
}

static void
print_function_call(struct strbuf *out, struct body *b, const struct statement *s)
{
	struct strbuf call = STRBUF_INIT;

	b->depth += s->go_on;
	(s->dynamic ? execute : call_function)(&call, b, s);
	b->depth -= s->go_on;
	if (s->go_on)
		body_guarded(out, call.buf, any_handler(b, s));
	else
		str_add(out, call.buf);
	str_free(&call);
}

void
print_call(struct strbuf *out, struct body *b, const struct statement *s)
{
	(s->action ? print_action_call : print_function_call)(out, b, s);
}
