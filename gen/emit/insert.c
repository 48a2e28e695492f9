/* The statement INSERT as PL/pgSQL, and the lists of references that a statement sets. */
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/rows.h"
#include "emit/sql_text.h"
#include "insert_sql.h"
#include "model/column.h"

#include <string.h>

static void
print_pairing(struct strbuf *out, struct body *b, const struct pairing *p)
{
	const char *changed = b->action->changed;

	if (changed)
		str_addf(out, "%s := %s || ", changed, changed);
	else
		str_add(out, "PERFORM ");
	str_addf(out, "%s(%s%s%s.%s, ", p->function, p->tenant ? b->tenant : "",
	         p->tenant ? ", " : "", b->action->row, ident_of(b->arena, b->entity->key));
	sql_hang(out, p->sql, 2);
	str_add(out, ");\n");
}

void
print_pairings(struct strbuf *out, struct body *b, const struct statement *s)
{
	struct strbuf inner = STRBUF_INIT;

	for (size_t i = 0; i < s->npairings; i++) {
		const struct pairing *p = &s->pairings[i];

		if (!p->when) {
			print_pairing(out, b, p);
			continue;
		}
		str_reset(&inner);
		print_pairing(&inner, b, p);
		str_add(out, "IF ");
		sql_condition(out, p->when);
		str_add(out, " THEN\n");
		sql_indent(out, inner.buf, 2);
		str_add(out, "END IF;\n");
	}
	str_free(&inner);
}

/* ---- insert ---- */

static const char *
filled(struct body *b, const char *const *items, size_t n)
{
	struct strbuf out = STRBUF_INIT;

	sql_fill(&out, items, n, "", 2, body_width(b) - 1);
	return str_done(&out, b->arena);
}

static const char *
excluded(struct body *b, const struct named_sql *v)
{
	const char *column = ident_of(b->arena, v->name);

	if (!v->when)
		return arena_printf(b->arena, "EXCLUDED.%s", column);
	return arena_printf(b->arena, "CASE WHEN %s THEN EXCLUDED.%s ELSE t.%s END", v->when,
	                    column, column);
}

/* The columns that an insert changes in a row that is there already. */
static struct insert_sql_sets *
updated(struct body *b, const struct statement *s, size_t *n)
{
	struct insert_sql_sets *to = arena_new(b->arena, struct insert_sql_sets, s->nvalues);

	*n = 0;
	for (size_t i = 0; i < s->nvalues; i++)
		if (!word_among(s->conflict_columns, s->nconflict_columns, s->values[i].name) &&
		    strcmp(s->values[i].name, "tenant_id") != 0 &&
		    strcmp(s->values[i].name, "created_by") != 0)
			to[(*n)++] = (struct insert_sql_sets){
			        .column = s->values[i].name,
			        .value = excluded(b, &s->values[i]),
			};
	return to;
}

static const char *
keys(struct body *b, const struct statement *s)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < s->nconflict_columns; i++)
		str_addf(&out, "%s%s", i ? ", " : "", ident_of(b->arena, s->conflict_columns[i]));
	return str_done(&out, b->arena);
}

/* again: that a row which was not seen before is replaced all the same, as SQL; or NULL. */
static void
insert(struct strbuf *out, struct body *b, const struct statement *s, const char *into,
       const char *again)
{
	const char **names = arena_new(b->arena, const char *, s->nvalues);
	const char **values = arena_new(b->arena, const char *, s->nvalues);
	struct insert_sql sql = {.table = rows_table(b, s),
	                         .user = b->user,
	                         .into = into,
	                         .again = again,
	                         .replaced = s->replaced,
	                         .key = b->entity->key};

	for (size_t i = 0; i < s->nvalues; i++) {
		names[i] = ident_of(b->arena, s->values[i].name);
		values[i] = s->values[i].sql;
	}
	sql.columns = filled(b, names, s->nvalues);
	sql.values = filled(b, values, s->nvalues);
	sql.ignore = s->conflict == ON_CONFLICT_IGNORE;
	if (s->conflict == ON_CONFLICT_UPDATE && s->nconflict_columns)
		sql.keys = keys(b, s);
	sql.sets.v = updated(b, s, &sql.sets.n);
	sql.ids = !into && !s->own && rows_giving(b, s) == GIVES_IDS;
	insert_sql(out, &sql);
}

/* What an insert did to a row: one that was there already has another time of its last change,
 * also in the transaction that made it. */
static const char *
operation(struct body *b, const struct statement *s, const char *row)
{
	if (s->conflict != ON_CONFLICT_UPDATE || !row)
		return "'CREATE'";
	return arena_printf(
	        b->arena, "CASE WHEN %s.created_at = %s.updated_at THEN 'CREATE' ELSE 'UPDATE' END",
	        row, row);
}

/* The row that an insert of the subject is going to update, so that what changes can be told. */
static void
find_replaced(struct strbuf *out, struct body *b, const struct statement *s)
{
	const char *separator = "WHERE ";

	b->replaced = s->replaced;
	str_addf(out, "SELECT t.* INTO %s FROM %s t\n", b->replaced, rows_table(b, s));
	for (size_t i = 0; i < s->nvalues; i++) {
		if (!word_among(s->conflict_columns, s->nconflict_columns, s->values[i].name))
			continue;
		str_addf(out, "%st.%s = ", separator, ident_of(b->arena, s->values[i].name));
		sql_hang(out, s->values[i].sql, 2);
		separator = " AND ";
	}
	str_addf(out, "%st.deleted_at IS NULL\nFOR NO KEY UPDATE;\n\n", separator);
}

/* The action's row is the one that it made last. */
static void
record_earlier(struct strbuf *out, struct body *b, const struct statement *s)
{
	struct strbuf inner = STRBUF_INIT;
	const char *row = b->action->row;

	rows_record(&inner, b, s, operation(b, s, row),
	            arena_printf(b->arena, "ARRAY[%s.id]", row));
	str_addf(out, "IF %s.id IS NOT NULL AND %s.deleted_at IS NULL THEN\n", row, row);
	sql_indent(out, inner.buf, 2);
	str_add(out, "END IF;\n\n");
	str_free(&inner);
}

/* One that comes in between is replaced only when it is found the second time. */
static void
insert_replacing(struct strbuf *out, struct body *b, const struct statement *s)
{
	const char *again = body_variable(b, "v_again", "BOOLEAN", NULL), *row = b->action->row;
	struct strbuf inner = STRBUF_INIT;

	b->depth++;
	find_replaced(&inner, b, s);
	insert(&inner, b, s, row, again);
	rows_end(&inner);
	b->depth--;
	str_addf(&inner, "EXIT WHEN %s.id IS NOT NULL OR %s;\n%s := true;\n", row, again, again);
	str_addf(out, "%s := false;\nLOOP\n", again);
	sql_indent(out, inner.buf, 2);
	str_add(out, "END LOOP;\n");
	str_free(&inner);
}

static void
insert_own(struct strbuf *out, struct body *b, const struct statement *s)
{
	const char *row = b->action->row;

	if (s->again)
		record_earlier(out, b, s);
	if (s->replaced) {
		insert_replacing(out, b, s);
	} else {
		insert(out, b, s, row, NULL);
		rows_end(out);
	}
	if (s->conflict == ON_CONFLICT_IGNORE)
		str_addf(out,
		         "IF %s.id IS NULL THEN\n  PERFORM app.reject('noop:already_exists', %s);\n"
		         "END IF;\n",
		         row,
		         literal_of(b->arena,
		                    arena_printf(b->arena, "%s exists already", s->entity)));
	print_pairings(out, b, s);
	if (b->removed && s->again)
		str_addf(out, "%s := false;\n", b->removed);
	b->made = b->made || b->depth == 1;
}

void
print_insert(struct strbuf *out, struct body *b, const struct statement *s)
{
	struct strbuf change = STRBUF_INIT;

	if (s->own) {
		insert_own(out, b, s);
		return;
	}
	insert(&change, b, s, s->variable, NULL);
	rows_changed(out, b, s, operation(b, s, s->variable), &change);
	str_free(&change);
}
