/* What ends an action: the answer, as PL/pgSQL. */
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/body.h"
#include "emit/sql_text.h"
#include "model/api.h"
#include "model/column.h"
#include "model/name.h"

#include <string.h>

/* The arguments of app.succeed, as SQL. */
struct answer {
	const char *id, *operation, *fields, *object;
};

/* ---- what is said of the row ---- */

static const char *
helper(const struct body *b, const char *suffix)
{
	const char *name = name_object(b->arena, "%s_%s", b->entity->stem, suffix);

	return ident_in(b->arena, b->entity->schema, name);
}

static const char *
row_member(const struct body *b, const char *member)
{
	return arena_printf(b->arena, "%s.%s", b->action->row, member);
}

static const char *
object(const struct body *b)
{
	return arena_printf(b->arena, "%s(%s)", helper(b, "object"), b->action->row);
}

/* A row of which no field has a value is a row too. */
static bool
may_be_empty(const struct entity *e)
{
	for (size_t i = 0; i < e->nfields; i++)
		if (e->fields[i].required)
			return false;
	return true;
}

/* When it is no failure that the row did not change: SQL of BOOLEAN, or NULL for never. */
static const char *
anyway(const struct body *b, const struct statement *early)
{
	const struct action *a = b->action;
	bool empty = a->subject == SUBJECT_NEW && may_be_empty(b->entity);
	struct strbuf out = STRBUF_INIT;

	if (early || (empty && !b->replaced))
		return "true";
	if (empty)
		str_addf(&out, "%s.id IS NULL", b->replaced);
	if (a->effects)
		str_addf(&out, "%s%s <> '[]'", out.len ? " OR " : "", a->effects);
	if (a->changed)
		str_addf(&out, "%s%s <> '{}'", out.len ? " OR " : "", a->changed);
	return out.len ? str_done(&out, b->arena) : NULL;
}

static const char *
changes(const struct body *b, const struct statement *early)
{
	const struct action *a = b->action;
	const char *any = anyway(b, early), *old = a->old;

	if (a->subject == SUBJECT_NEW)
		old = b->replaced ? b->replaced : "NULL";
	return arena_printf(b->arena, "%s(%s, %s%s%s)%s%s", helper(b, "changes"), old, a->row,
	                    any ? ", " : "", any ? any : "", a->changed ? " || " : "",
	                    a->changed ? a->changed : "");
}

/* ---- the answers ---- */

static struct answer
inserted(const struct body *b, const struct statement *early)
{
	struct answer to = {row_member(b, "id"), "'INSERT'", changes(b, early), object(b)};

	/* One that came in between was not seen before, but it has another time of
	 * its last change. */
	if (b->replaced)
		to.operation =
		        arena_printf(b->arena,
		                     "CASE WHEN %s.id IS NULL AND %s.created_at = %s.updated_at "
		                     "THEN 'INSERT' ELSE 'UPDATE' END",
		                     b->replaced, b->action->row, b->action->row);
	return to;
}

static struct answer
updated(const struct body *b, const struct statement *early)
{
	return (struct answer){row_member(b, "id"), "'UPDATE'", changes(b, early), object(b)};
}

/* Of an action without a row, or with one that was not made after all. */
static struct answer
custom(const struct body *b, bool there)
{
	if (!there)
		return (struct answer){"NULL", "'CUSTOM'", "'{}'", "NULL"};
	return (struct answer){row_member(b, "id"), "'CUSTOM'", "'{}'", object(b)};
}

/* Of a row that was removed the time of this is now. */
static struct answer
deleted(const struct body *b, bool hard)
{
	const struct action *a = b->action;
	const char *at = hard ? "now()" : row_member(b, "deleted_at");
	/* An update of a row that is gone leaves nothing in the other variable. */
	bool old = a->old && a->writes && a->subject != SUBJECT_NEW;
	const char *id = old ? arena_printf(b->arena, "%s.id", a->old) : row_member(b, "id");

	return (struct answer){
	        id, "'DELETE'", hard ? "'{}'" : "'{deleted_at}'",
	        arena_printf(b->arena,
	                     "jsonb_build_object('__typename', %s, 'id', %s, 'deleted_at', %s)",
	                     body_type(b, b->entity->schema, b->entity->name), id, at)};
}

/* ---- printing ---- */

static const char *
result(struct body *b, const struct statement *early)
{
	struct strbuf out = STRBUF_INIT;

	if (!early || !early->nvalues)
		return NULL;
	str_add(&out, "p_result => ");
	body_object(&out, b, early->values, early->nvalues, "");
	return str_done(&out, b->arena);
}

static void
succeed(struct strbuf *out, struct body *b, const struct statement *early, struct answer with)
{
	const struct action *a = b->action;
	const char *message = early && early->message ? early->message : a->done;
	const char *items[6] = {with.fields};
	size_t n = 1;

	if (!message)
		message = arena_printf(b->arena, "%s completed", name_title(b->arena, a->name));
	items[n++] = literal_of(b->arena, message);
	items[n++] = with.object;
	if (a->effects)
		items[n++] = a->effects;
	items[n] = result(b, early);
	n += items[n] != NULL;
	if (b->skipped)
		items[n++] = arena_printf(b->arena, "p_skipped => %s", b->skipped);
	str_addf(out, "RETURN app.succeed(%s, %s, %s, %s, %s, %s,\n", b->tenant, b->user,
	         literal_of(b->arena, action_api(b->arena, a)),
	         body_type(b, b->entity->schema, b->entity->name), with.id, with.operation);
	sql_fill(out, items, n, ");\n", 2, body_width(b));
}

static void
succeed_if(struct strbuf *out, struct body *b, const struct statement *early, const char *condition,
           struct answer with)
{
	struct strbuf inner = STRBUF_INIT;

	b->depth++;
	succeed(&inner, b, early, with);
	b->depth--;
	str_addf(out, "IF %s THEN\n", condition);
	sql_indent(out, inner.buf, 2);
	str_add(out, "END IF;\n\n");
	str_free(&inner);
}

/* Whether the row is gone is known only when it runs, unless the action always ends with that. True
 * if nothing else can be answered. */
static bool
answer_deletion(struct strbuf *out, struct body *b, const struct statement *early)
{
	bool always = b->action->deletes && !early;

	if (b->removed)
		succeed_if(out, b, early, b->removed, deleted(b, true));
	if (b->marks && !always)
		succeed_if(out, b, early,
		           arena_printf(b->arena, "%s IS NOT NULL", row_member(b, "deleted_at")),
		           deleted(b, false));
	if (always)
		succeed(out, b, early, deleted(b, !b->marks && b->removes));
	return always;
}

/* ---- table views ---- */

struct refreshing {
	struct strbuf *out;
	const struct statement **seen;
	size_t n;
};

/* Each once, however many steps ask for it. */
static void
refresh(void *context, const struct statement *s)
{
	struct refreshing *r = context;

	if (s->kind != STATEMENT_REFRESH)
		return;
	for (size_t i = 0; i < r->n; i++)
		if (word_same(r->seen[i]->sql, s->sql) &&
		    word_same(r->seen[i]->reached, s->reached))
			return;
	r->seen[r->n++] = s;
	if (s->reached)
		str_addf(r->out, "IF %s THEN\n  ", s->reached);
	str_add(r->out, "PERFORM ");
	sql_hang(r->out, s->sql, s->reached ? 4 : 2);
	str_add(r->out, s->reached ? ";\nEND IF;\n" : ";\n");
}

static void
count(void *context, const struct statement *s)
{
	*(size_t *)context += s->kind == STATEMENT_REFRESH;
}

static void
print_refreshes(struct strbuf *out, struct body *b)
{
	const struct action *a = b->action;
	struct refreshing r = {.out = out};
	size_t n = 0;

	statements_walk(a->statements, a->nstatements, count, &n);
	r.seen = arena_new(b->arena, const struct statement *, n);
	statements_walk(a->statements, a->nstatements, refresh, &r);
}

/* Whether an action did anything that may have done nothing. */
static const char *
busy(const struct body *b)
{
	const struct action *a = b->action;
	bool made = a->subject == SUBJECT_NEW;
	struct strbuf out = STRBUF_INIT;

	if (made)
		str_addf(&out, "%s IS NOT NULL", row_member(b, "id"));
	if (a->effects)
		str_addf(&out, "%s%s <> '[]'", out.len ? " OR " : "", a->effects);
	if (b->removed && !made)
		str_addf(&out, "%s%s", out.len ? " OR " : "", b->removed);
	if (b->marks && !made)
		str_addf(&out, "%s%s IS NOT NULL", out.len ? " OR " : "",
		         row_member(b, "deleted_at"));
	return str_done(&out, b->arena);
}

void
print_answer(struct strbuf *out, struct body *b, const struct statement *early)
{
	const struct action *a = b->action;
	bool made = b->made || (!early && api_row_certain(a));

	print_refreshes(out, b);
	if (!early && a->idle)
		body_validate(out, b, busy(b), "noop:no_changes", "Nothing to change", NULL);
	if (out->len)
		str_addc(out, '\n');
	if (a->subject == SUBJECT_NEW && a->row && !made && (early || !a->idle || a->effects))
		succeed_if(out, b, early, arena_printf(b->arena, "%s IS NULL", row_member(b, "id")),
		           custom(b, false));
	if (answer_deletion(out, b, early))
		return;
	if (a->subject == SUBJECT_NEW && a->row)
		succeed(out, b, early, inserted(b, early));
	else
		succeed(out, b, early, a->writes ? updated(b, early) : custom(b, a->row));
}
