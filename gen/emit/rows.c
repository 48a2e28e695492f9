#include "emit/rows.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/sql_text.h"
#include "model/column.h"
#include "update_sql.h"

/* ---- what the printers share ---- */

const char *
rows_table(const struct body *b, const struct statement *s)
{
	return ident_in(b->arena, s->schema, s->table);
}

void
rows_end(struct strbuf *out)
{
	if (out->len && out->buf[out->len - 1] == '\n')
		out->buf[--out->len] = '\0';
	str_add(out, ";\n");
}

void
rows_validate(struct strbuf *out, struct body *b, const struct statement *s, const char *sql)
{
	if (s->status)
		body_validate(out, b, sql, s->status, s->message ? s->message : "Not found",
		              s->fields);
}

/* SQL of TEXT[]: a row that was there already, which has another time of its last change,
 * got less than a new one. */
static const char *
written(struct body *b, const struct statement *s)
{
	const char *all = sql_names(b->arena, s->changes, s->nchanges);

	if (s->conflict != ON_CONFLICT_UPDATE || s->nreplaces == s->nchanges || !s->variable)
		return all;
	return arena_printf(
	        b->arena,
	        "CASE WHEN %s.created_at = %s.updated_at THEN %s::TEXT[] ELSE %s::TEXT[] END",
	        s->variable, s->variable, all, sql_names(b->arena, s->replaces, s->nreplaces));
}

/* name := app.effect(…): ids is SQL of UUID[], operation an SQL literal. */
static void
add_effect(struct strbuf *out, struct body *b, const struct statement *s, const char *operation,
           const char *ids, const char *end)
{
	const char *items[] = {b->action->effects, body_type(b, s->schema, s->entity), operation,
	                       written(b, s), ids};

	str_add(out, "app.effect(");
	sql_fill(out, items, 5, end, 2, body_width(b));
}

void
rows_record(struct strbuf *out, struct body *b, const struct statement *s, const char *operation,
            const char *ids)
{
	if (!b->action->effects)
		return;
	str_addf(out, "%s := ", b->action->effects);
	add_effect(out, b, s, operation, ids, ");\n");
}

/* Runs a change that returns the ids of its rows: they become a side effect, or, if a row is
 * required, stay in a variable first. */
static void
collect(struct strbuf *out, struct body *b, const struct statement *s, const char *operation,
        const char *change)
{
	const char *ids = NULL;

	str_add(out, "WITH changed AS (\n");
	sql_indent(out, change, 2);
	out->buf[--out->len] = '\0';
	str_add(out, ")\nSELECT ");
	if (s->status || !b->action->effects) {
		ids = body_variable(b, "v_ids", "UUID[]", NULL);
		str_addf(out, "array_agg(c.id) INTO %s FROM changed c;\n", ids);
		rows_validate(out, b, s, arena_printf(b->arena, "%s IS NOT NULL", ids));
		rows_record(out, b, s, operation, ids);
		return;
	}
	add_effect(out, b, s, operation, "array_agg(c.id)", "");
	str_addf(out, ") INTO %s FROM changed c;\n", b->action->effects);
}

enum giving
rows_giving(const struct body *b, const struct statement *s)
{
	if (s->variable)
		return GIVES_ROW;
	return b->action->effects || s->status ? GIVES_IDS : GIVES_NOTHING;
}

void
rows_changed(struct strbuf *out, struct body *b, const struct statement *s, const char *operation,
             struct strbuf *change)
{
	if (rows_giving(b, s) == GIVES_IDS) {
		collect(out, b, s, operation, change->buf);
	} else {
		rows_end(change);
		str_add(out, change->buf);
	}
	if (rows_giving(b, s) == GIVES_ROW) {
		rows_validate(out, b, s, arena_printf(b->arena, "%s.id IS NOT NULL", s->variable));
		rows_record(out, b, s, operation,
		            arena_printf(b->arena, "ARRAY[%s.id]", s->variable));
	}
}

/* A text that stands behind something in its line. */
static const char *
hanging(struct arena *a, const char *sql, int blanks)
{
	struct strbuf out = STRBUF_INIT;

	sql_hang(&out, sql, blanks);
	return str_done(&out, a);
}

/* ---- update and delete ---- */

/* The subject's row, by the version that it has when the statement runs. */
static const char *
own_row(struct body *b)
{
	const char *row = b->action->old ? b->action->old : b->action->row;

	return arena_printf(b->arena, "t.%s = %s.%s%s%s", ident_of(b->arena, b->entity->key), row,
	                    ident_of(b->arena, b->entity->key),
	                    entity_tenant(b->entity) ? " AND t.tenant_id = " : "",
	                    entity_tenant(b->entity) ? b->tenant : "");
}

/* A row that is gone is known as it was. */
void
print_reload(struct strbuf *out, struct body *b, const struct statement *s)
{
	const char *row = b->action->row, *key = ident_of(b->arena, b->entity->key);
	const char *table = ident_in(b->arena, b->entity->schema, b->entity->table);
	const char *tenant = entity_tenant(b->entity)
	                             ? arena_printf(b->arena, " AND t.tenant_id = %s", b->tenant)
	                             : "";
	const char *where = arena_printf(b->arena, "t.%s = %s.%s%s", key, row, key, tenant);
	const char *read = arena_printf(b->arena, "SELECT t.* INTO %s FROM %s t\nWHERE %s;\n", row,
	                                table, where);

	if (!b->removed) {
		str_add(out, read);
		return;
	}
	if (s->takes)
		str_addf(out, "%s := %sNOT EXISTS (SELECT FROM %s t WHERE %s);\n", b->removed,
		         b->action->subject == SUBJECT_NEW
		                 ? arena_printf(b->arena, "%s.%s IS NOT NULL AND ", row, key)
		                 : "",
		         table, where);
	str_addf(out, "IF NOT %s THEN\n", b->removed);
	sql_indent(out, read, 2);
	str_add(out, "END IF;\n");
}

static const char *
same_row(struct body *b, const struct statement *s)
{
	const char *key = ident_of(b->arena, s->key);

	return arena_printf(b->arena, "t.%s = %s.%s", key, s->variable, key);
}

static void
validate_own(struct strbuf *out, struct body *b, const struct statement *s)
{
	if (!s->sql)
		return;
	body_validate(out, b, s->sql, s->status ? s->status : "noop:no_match",
	              s->message ? s->message
	                         : arena_printf(b->arena, "%s does not match", s->entity),
	              s->fields);
	str_addc(out, '\n');
}

void
print_update(struct strbuf *out, struct body *b, const struct statement *s)
{
	struct update_sql_sets *sets = arena_new(b->arena, struct update_sql_sets, s->nvalues);
	struct update_sql sql = {
	        .table = rows_table(b, s),
	        .sets = {sets, s->nvalues},
	        .user = b->user,
	        .into = s->own ? b->action->row : s->variable,
	        .ids = !s->own && rows_giving(b, s) == GIVES_IDS,
	};
	struct strbuf change = STRBUF_INIT;

	for (size_t i = 0; i < s->nvalues; i++)
		sets[i] = (struct update_sql_sets){s->values[i].name,
		                                   hanging(b->arena, s->values[i].sql, 4)};
	sql.where = s->own ? own_row(b) : hanging(b->arena, s->sql ? s->sql : "true", 2);
	if (s->own)
		validate_own(out, b, s);
	update_sql(&change, &sql);
	if (s->own) {
		rows_end(&change);
		str_add(out, change.buf);
		print_pairings(out, b, s);
	} else {
		rows_changed(out, b, s, "'UPDATE'", &change);
	}
	str_free(&change);
}

/* Marks a row as deleted, and only then asks what refers to it: it may be the row itself. */
static void
mark(struct strbuf *out, struct body *b, const struct statement *s, const char *where,
     const char *into)
{
	const struct update_sql_sets sets[] = {{"deleted_at", "now()"}, {"deleted_by", b->user}};
	const char *key = ident_of(b->arena, s->key);

	update_sql(out, &(struct update_sql){.table = rows_table(b, s),
	                                     .sets = {sets, 2},
	                                     .user = b->user,
	                                     .where = where,
	                                     .into = into});
	rows_end(out);
	str_addf(out, "PERFORM app.release_references(%s, %s.%s, %s);\n",
	         literal_of(b->arena, rows_table(b, s)), s->own ? b->action->row : s->variable, key,
	         b->user);
}

static void
remove_row(struct strbuf *out, struct body *b, const struct statement *s, const char *where,
           const char *into)
{
	str_addf(out, "DELETE FROM %s t\nWHERE %s", rows_table(b, s), where);
	if (into)
		str_addf(out, "\nRETURNING t.* INTO %s", into);
	str_add(out, ";\n");
	if (into && b->removed)
		str_addf(out, "%s := true;\n", b->removed);
}

/* The outer order has all rows locked before the first one is deleted: PostgreSQL passes over a row
 * that a deletion before it has changed, if it comes to lock it only then. */
void
print_delete(struct strbuf *out, struct body *b, const struct statement *s)
{
	struct strbuf inner = STRBUF_INIT;
	const char *ids, *key = ident_of(b->arena, s->key);

	if (s->own) {
		validate_own(out, b, s);
		(s->hard ? remove_row : mark)(out, b, s, own_row(b), b->action->row);
		return;
	}
	/* One effect of all rows, since adding to one takes as long as it is. */
	ids = b->action->effects ? body_variable(b, "v_ids", "UUID[]", NULL) : NULL;
	if (ids)
		str_addf(out, "%s := '{}';\n", ids);
	str_addf(out, "FOR %s IN\n  SELECT l.* FROM (\n    SELECT t.* FROM %s t\n    WHERE ",
	         s->variable, rows_table(b, s));
	sql_hang(out, s->sql ? s->sql : "true", 6);
	str_addf(out, "\n    ORDER BY t.%s\n    FOR UPDATE) l\n  ORDER BY l.%s\nLOOP\n", key, key);
	b->depth++;
	(s->hard ? remove_row : mark)(&inner, b, s, same_row(b, s), NULL);
	if (ids)
		str_addf(&inner, "%s := array_append(%s, %s.id);\n", ids, ids, s->variable);
	b->depth--;
	sql_indent(out, inner.buf, 2);
	str_add(out, "END LOOP;\n");
	rows_validate(out, b, s, "FOUND");
	if (ids)
		rows_record(out, b, s, "'DELETE'", ids);
	str_free(&inner);
}

/* ---- find ---- */

const char *
rows_lock(const struct statement *s)
{
	return s->locked ? "FOR NO KEY UPDATE" : s->held ? "FOR KEY SHARE" : NULL;
}

/* More than one row is an error; the second is looked for in the same scan. */
static void
find_only(struct strbuf *out, struct body *b, const struct statement *s)
{
	const char *found = body_variable(b, "v_found", "INTEGER", NULL), *lock = rows_lock(s);

	str_addf(out, "%s := 0;\nFOR %s IN\n  SELECT t.* FROM %s t\n  WHERE ", found, s->variable,
	         rows_table(b, s));
	sql_hang(out, s->sql ? s->sql : "true", 4);
	str_addf(out, "\n  LIMIT 2%s%s\nLOOP\n  %s := %s + 1;\nEND LOOP;\n", lock ? "\n  " : "",
	         lock ? lock : "", found, found);
	body_validate(out, b, arena_printf(b->arena, "%s < 2", found), "failed:ambiguous",
	              arena_printf(b->arena, "More than one %s found", s->entity), NULL);
}

void
print_find(struct strbuf *out, struct body *b, const struct statement *s)
{
	const char *lock = rows_lock(s);

	if (!s->one && !s->order) {
		find_only(out, b, s);
	} else {
		str_addf(out, "SELECT t.* INTO %s FROM %s t\nWHERE ", s->variable,
		         rows_table(b, s));
		sql_hang(out, s->sql ? s->sql : "true", 2);
		if (s->order)
			str_addf(out, "\nORDER BY %s\nLIMIT 1", s->order);
		str_addf(out, "%s%s;\n", lock ? "\n" : "", lock ? lock : "");
	}
	rows_validate(out, b, s, arena_printf(b->arena, "%s.id IS NOT NULL", s->variable));
}
