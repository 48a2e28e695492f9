#include "emit/body.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/sql_text.h"
#include "model/api.h"
#include "model/column.h"

#include <string.h>

int
body_width(const struct body *b)
{
	return LINE_WIDTH - 2 * b->depth;
}

/* ---- variables ---- */

/* ON CONFLICT names its columns bare, and PostgreSQL takes them for expressions:
 * a variable would be meant. */
static bool
finds_by(const struct statement *s, const void *column)
{
	return word_among(s->conflict_columns, s->nconflict_columns, column);
}

static bool
taken(const struct body *b, const char *name)
{
	for (size_t i = 0; i < b->action->nvariables; i++)
		if (strcmp(b->action->variables[i].name, name) == 0)
			return true;
	return statements_any(b->action->statements, b->action->nstatements, finds_by, name);
}

static const char *
declare(struct body *b, const char *name, const char *type, const char *sql)
{
	for (size_t i = 0; i < b->nadded; i++)
		if (strcmp(b->added[i].name, name) == 0)
			return b->added[i].name;
	b->added = arena_grown(b->arena, b->added, b->nadded, sizeof *b->added);
	b->added[b->nadded++] = (struct variable){name, type, sql};
	return name;
}

const char *
body_variable(struct body *b, const char *name, const char *type, const char *sql)
{
	const char *own = name;

	for (int i = 2; taken(b, own); i++)
		own = arena_printf(b->arena, "%s_%d", name, i);
	return declare(b, own, type, sql);
}

struct variable *
body_variables(const struct body *b, size_t *n)
{
	const struct action *a = b->action;
	struct variable *all = arena_new(b->arena, struct variable, a->nvariables + b->nadded);

	for (size_t i = 0; i < a->nvariables; i++)
		all[i] = a->variables[i];
	for (size_t i = 0; i < b->nadded; i++)
		all[a->nvariables + i] = b->added[i];
	*n = a->nvariables + b->nadded;
	return all;
}

/* ---- what there is to print ---- */

/* Whether a column has a name that is a parameter's too. */
static bool
ambiguous(const char *column)
{
	static const char *const parameters[] = {"auth_tenant_id", "auth_user_id", "input_data",
	                                         "input_payload", NULL};

	return word_index(parameters, column) >= 0;
}

static void
survey(void *context, const struct statement *s)
{
	struct body *b = context;
	bool deletes = (s->kind == STATEMENT_DELETE && s->own) || s->takes;

	/* How a called action deletes is not known. */
	b->marks = b->marks || (deletes && !s->hard);
	b->removes = b->removes || (deletes && (s->hard || s->kind == STATEMENT_CALL));
	b->returns = b->returns || s->kind == STATEMENT_RETURN;
	if (s->kind == STATEMENT_EVENT && s->sql)
		b->skipped = "v_skipped";
	/* Those of ON CONFLICT PostgreSQL takes for expressions, and they cannot be qualified. */
	for (size_t i = 0; i < s->nconflict_columns; i++)
		if (ambiguous(s->conflict_columns[i]))
			b->conflict = "use_column";
}

struct body
body_new(struct arena *arena, const struct entity *e, const struct options *o,
         const struct action *a, const char *function)
{
	/* Columns are qualified everywhere, whatever other tables have:
	 * so a bare name is a variable. */
	struct body b = {.arena = arena,
	                 .entity = e,
	                 .options = o,
	                 .action = a,
	                 .conflict = "use_variable",
	                 .depth = 1};
	bool qualify;

	statements_walk(a->before, a->nbefore, survey, &b);
	statements_walk(a->statements, a->nstatements, survey, &b);
	if (b.skipped)
		b.skipped = body_variable(&b, b.skipped, "TEXT[]", NULL);
	qualify = strcmp(b.conflict, "use_column") == 0;
	function = qualify ? arena_printf(arena, "%s.", ident_of(arena, function)) : "";
	b.tenant = arena_printf(arena, "%sauth_tenant_id", function);
	b.user = arena_printf(arena, "%sauth_user_id", function);
	if (b.removes && (b.marks || b.returns || !a->deletes))
		b.removed = body_variable(&b, "v_removed", "BOOLEAN", "false");
	return b;
}

const char *
body_type(const struct body *b, const char *schema, const char *entity)
{
	return literal_of(b->arena, api_type(b->arena, b->options, schema, entity));
}

/* ---- statements ---- */

typedef void printer(struct strbuf *, struct body *, const struct statement *);

static void
print_validate(struct strbuf *out, struct body *b, const struct statement *s)
{
	body_validate(out, b, s->sql, s->status, s->message, s->fields);
}

void
body_validate(struct strbuf *out, const struct body *b, const char *sql, const char *status,
              const char *message, const char *fields)
{
	str_add(out, "PERFORM app.validate(");
	sql_hang(out, sql, 2);
	str_addf(out, ",\n  %s, %s%s%s);\n", literal_of(b->arena, status),
	         literal_of(b->arena, message), fields ? ", " : "", fields ? fields : "");
}

static void
print_reject(struct strbuf *out, struct body *b, const struct statement *s)
{
	str_addf(out, "PERFORM app.reject(%s, %s%s%s);\n", literal_of(b->arena, s->status),
	         literal_of(b->arena, s->message), s->fields ? ", " : "",
	         s->fields ? s->fields : "");
}

static void
print_if(struct strbuf *out, struct body *b, const struct statement *s)
{
	const char *word = "IF ";

	for (size_t i = 0; i < s->nways; i++) {
		const struct way *way = &s->ways[i];

		if (way->sql || i == 0) {
			str_add(out, word);
			sql_condition(out, way->sql ? way->sql : "true");
			str_add(out, " THEN\n");
		} else {
			str_add(out, "ELSE\n");
		}
		body_nested(out, b, way->steps, way->nsteps);
		word = "ELSIF ";
		if (!way->sql)
			break;
	}
	str_add(out, s->nways ? "END IF;\n" : "");
}

static void
emit(struct strbuf *out, struct body *b, const struct statement *s)
{
	str_addf(out, "PERFORM app.emit_event(%s, %s, ", b->tenant, literal_of(b->arena, s->name));
	if (s->nvalues)
		body_object(out, b, s->values, s->nvalues, ");\n");
	else
		str_add(out, "'{}');\n");
}

static void
print_event(struct strbuf *out, struct body *b, const struct statement *s)
{
	struct strbuf inner = STRBUF_INIT;

	if (!s->sql) {
		emit(out, b, s);
		return;
	}
	str_add(out, "IF ");
	sql_condition(out, s->sql);
	str_add(out, " THEN\n");
	b->depth++;
	emit(&inner, b, s);
	b->depth--;
	sql_indent(out, inner.buf, 2);
	str_free(&inner);
	str_addf(out, "ELSE\n  %s := array_append(%s, %s);\nEND IF;\n", b->skipped, b->skipped,
	         literal_of(b->arena, s->name));
}

static void
print_set(struct strbuf *out, struct body *b, const struct statement *s)
{
	(void)b;
	str_addf(out, "%s := ", s->variable);
	sql_hang(out, s->sql, 2);
	str_add(out, ";\n");
}

/* It stands where the action ends: answer.c. */
static void
print_refresh(struct strbuf *out, struct body *b, const struct statement *s)
{
	(void)b;
	if (s->reached)
		str_addf(out, "%s := true;\n", s->reached);
}

static printer *const printers[] = {
        [STATEMENT_VALIDATE] = print_validate,
        [STATEMENT_REJECT] = print_reject,
        [STATEMENT_IF] = print_if,
        [STATEMENT_INSERT] = print_insert,
        [STATEMENT_UPDATE] = print_update,
        [STATEMENT_DELETE] = print_delete,
        [STATEMENT_FIND] = print_find,
        [STATEMENT_CALL] = print_call,
        [STATEMENT_EVENT] = print_event,
        [STATEMENT_FOREACH] = print_loop,
        [STATEMENT_WHILE] = print_loop,
        [STATEMENT_SET] = print_set,
        [STATEMENT_RETURN] = print_answer,
        [STATEMENT_REFRESH] = print_refresh,
};

/* ---- blocks ---- */

static bool
one_line(const struct strbuf *text)
{
	return strchr(text->buf, '\n') == text->buf + text->len - 1;
}

/* A part of a block: an empty line is before and behind one of several lines. */
static void
add_part(struct strbuf *out, const struct strbuf *text, bool *long_before)
{
	if (!text->len)
		return;
	if (out->len && (*long_before || !one_line(text)))
		str_addc(out, '\n');
	*long_before = !one_line(text);
	str_addn(out, text->buf, text->len);
}

static void
add_statements(struct strbuf *out, struct body *b, const struct statement *v, size_t n,
               bool *long_before)
{
	struct strbuf text = STRBUF_INIT;

	for (size_t i = 0; i < n; i++) {
		str_reset(&text);
		printers[v[i].kind](&text, b, &v[i]);
		if (v[i].reload)
			print_reload(&text, b, &v[i]);
		add_part(out, &text, long_before);
	}
	str_free(&text);
}

void
body_nested(struct strbuf *out, struct body *b, const struct statement *v, size_t n)
{
	struct strbuf inner = STRBUF_INIT;
	bool long_before = false;

	b->depth++;
	add_statements(&inner, b, v, n, &long_before);
	b->depth--;
	sql_indent(out, inner.len ? inner.buf : "NULL;\n", 2);
	str_free(&inner);
}

/* Whether nothing behind the statements is ever reached. */
static bool
body_ends(const struct statement *v, size_t n)
{
	const struct statement *last = n ? &v[n - 1] : NULL;

	if (!last || last->kind != STATEMENT_IF)
		return last && last->kind == STATEMENT_RETURN;
	for (size_t i = 0; i < last->nways; i++)
		if (!body_ends(last->ways[i].steps, last->ways[i].nsteps))
			return false;
	return last->nways && !last->ways[last->nways - 1].sql;
}

const char *
body_print(struct body *b)
{
	const struct action *a = b->action;
	struct strbuf flat = STRBUF_INIT, text = STRBUF_INIT;
	bool long_before = false;

	add_statements(&flat, b, a->before, a->nbefore, &long_before);
	add_statements(&flat, b, a->statements, a->nstatements, &long_before);
	if (!body_ends(a->statements, a->nstatements)) {
		print_answer(&text, b, NULL);
		if (flat.len)
			str_addc(&flat, '\n');
		str_add(&flat, text.buf);
		str_reset(&text);
	}
	sql_indent(&text, flat.buf, 2);
	str_free(&flat);
	return str_done(&text, b->arena);
}
