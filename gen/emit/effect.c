#include "base/arena.h"
#include "base/str.h"
#include "emit/layout.h"
#include "emit/rows.h"

const char *
rows_table(const struct body *b, const struct statement *s)
{
	return sql_table(b->arena, s->schema, s->table);
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

/* name := app.effect(…): ids is SQL of UUID[], operation an SQL literal. */
static void
add_effect(struct strbuf *out, struct body *b, const struct statement *s, const char *operation,
           const char *ids, const char *end)
{
	const char *items[] = {b->action->effects, body_type(b, s->schema, s->entity), operation,
	                       sql_names(b->arena, s->changes, s->nchanges), ids};

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

/* Runs a change that returns the ids of its rows: they become a side effect, or, if a row is required, stay in
 * a variable first. */
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
		rows_record(out, b, s, operation, arena_printf(b->arena, "ARRAY[%s.id]", s->variable));
	}
}
