#include "model/view_shown.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/api.h"
#include "model/column.h"

#include <string.h>

/* jsonb_build_object() takes 100 arguments, as every function does. */
enum { PAIRS_MAX = 50 };

/* ---- rows ---- */

static void
number(struct query *q, const struct view_row *rows, size_t n, const struct shown *above)
{
	for (size_t i = 0; i < n; i++) {
		struct shown *s = &q->shown[q->nshown++];

		*s = (struct shown){&rows[i], above, q->nshown};
		number(q, rows[i].rows, rows[i].nrows, s);
	}
}

static const struct shown *
shown(const struct query *q, const struct view_row *row)
{
	const struct shown *s = q->shown;

	while (s->row != row)
		s++;
	return s;
}

/* b for the entity's own row, r1 for another. */
const char *
shown_alias(struct arena *a, const struct shown *s)
{
	return s ? arena_printf(a, "r%zu", s->n) : "b";
}

static const char *
key_above(const struct query *q, const struct shown *s)
{
	return s->above ? s->above->row->key : q->entity->key;
}

const char *
shown_table(struct query *q, const struct shown *s)
{
	struct arena *a = q->arena;

	return arena_printf(a, "%s.%s r%zu", ident_of(a, s->row->schema),
	                    ident_of(a, s->row->table), s->n);
}

/* What a row must be to be shown: the target, of the same tenant,
 * and not deleted but where it must be there. */
const char *
shown_condition(struct query *q, const struct shown *s, bool live)
{
	struct arena *a = q->arena;
	const struct view_row *r = s->row;
	const char *from = r->join_table ? arena_printf(a, "j%zu.%s", s->n, ident_of(a, r->pair))
	                                 : arena_printf(a, "%s.%s", shown_alias(a, s->above),
	                                                ident_of(a, r->column));
	bool tenant = r->tenant && entity_tenant(q->entity);

	return arena_printf(
	        a, "r%zu.%s = %s%s%s", s->n, ident_of(a, r->key), from,
	        tenant ? arena_printf(a, " AND r%zu.tenant_id = b.tenant_id", s->n) : "",
	        live && !r->kept ? arena_printf(a, " AND r%zu.deleted_at IS NULL", s->n) : "");
}

const char *
shown_pairs(struct query *q, const struct shown *s)
{
	struct arena *a = q->arena;
	const char *schema = s->above ? s->above->row->schema : q->entity->schema;

	return arena_printf(a, "%s.%s j%zu", ident_of(a, schema), ident_of(a, s->row->join_table),
	                    s->n);
}

/* The pairs of the row above. */
const char *
shown_pairs_condition(struct query *q, const struct shown *s)
{
	struct arena *a = q->arena;
	bool tenant = s->row->join_tenant && entity_tenant(q->entity);

	return arena_printf(a, "j%zu.%s = %s.%s%s", s->n, ident_of(a, s->row->own),
	                    shown_alias(a, s->above), ident_of(a, key_above(q, s)),
	                    tenant ? arena_printf(a, " AND j%zu.tenant_id = b.tenant_id", s->n)
	                           : "");
}

void
shown_join(struct view_join *to, size_t *n, const char *table, const char *condition)
{
	to[(*n)++] = (struct view_join){.table = table, .condition = condition};
}

/* The rows below that are joined; a list is a query of its own. */
static void
add_joins(struct query *q, struct strbuf *out, const struct view_row *rows, size_t n,
          const char *indent)
{
	for (size_t i = 0; i < n; i++) {
		const struct shown *s = shown(q, &rows[i]);

		if (rows[i].join_table)
			continue;
		if (out)
			str_addf(out, "\n%sLEFT JOIN %s ON %s", indent, shown_table(q, s),
			         shown_condition(q, s, true));
		else
			shown_join(q->to->joins, &q->to->njoins, shown_table(q, s),
			           shown_condition(q, s, true));
		add_joins(q, out, rows[i].rows, rows[i].nrows, indent);
	}
}

/* ---- the JSON of a row ---- */

struct object {
	struct strbuf text;
	const char *indent;
	size_t n;
};

static void
pair(struct object *o, const char *name, const char *value)
{
	if (o->n == 0)
		str_add(&o->text, "jsonb_build_object(");
	else
		str_add(&o->text, o->n % PAIRS_MAX ? "," : ") || jsonb_build_object(");
	str_addf(&o->text, "\n%s  ", o->indent);
	quote_literal(&o->text, name);
	str_addf(&o->text, ", %s", value);
	o->n++;
}

static void add_rows(struct query *, struct object *, const struct view_row *, size_t n);

static const char *
object(struct query *q, const struct shown *s, const char *indent)
{
	struct arena *a = q->arena;
	struct object o = {STRBUF_INIT, indent, 0};
	const struct view_row *r = s->row;

	pair(&o, "__typename", literal_of(a, api_type(a, q->options, r->schema, r->entity)));
	pair(&o, "id", arena_printf(a, "r%zu.id", s->n));
	for (size_t i = 0; i < r->nvalues; i++)
		pair(&o, r->values[i].name,
		     arena_printf(a, "r%zu.%s", s->n, ident_of(a, r->values[i].column)));
	add_rows(q, &o, r->rows, r->nrows);
	str_addc(&o.text, ')');
	return str_done(&o.text, a);
}

static const char *
list(struct query *q, const struct shown *s, const char *indent)
{
	struct arena *a = q->arena;
	struct strbuf out = STRBUF_INIT;
	const char *deeper = arena_printf(a, "%s  ", indent);

	str_addf(&out, "coalesce((\n%sSELECT jsonb_agg(%s ORDER BY r%zu.id)", deeper,
	         object(q, s, deeper), s->n);
	str_addf(&out, "\n%sFROM %s", deeper, shown_pairs(q, s));
	str_addf(&out, "\n%sJOIN %s ON %s", deeper, shown_table(q, s), shown_condition(q, s, true));
	add_joins(q, &out, s->row->rows, s->row->nrows, deeper);
	str_addf(&out, "\n%sWHERE %s), '[]')", deeper, shown_pairs_condition(q, s));
	return str_done(&out, a);
}

/* The row that is there; of several targets the one that is set. */
static const char *
one(struct query *q, const struct view_row *rows, size_t n, const char *indent)
{
	struct arena *a = q->arena;
	struct strbuf out = STRBUF_INIT;

	str_add(&out, n > 1 ? "coalesce(" : "");
	for (size_t i = 0; i < n; i++) {
		const struct shown *s = shown(q, &rows[i]);

		str_addf(&out, "%sCASE WHEN r%zu.id IS NOT NULL THEN %s END", i ? ", " : "", s->n,
		         object(q, s, indent));
	}
	str_add(&out, n > 1 ? ")" : "");
	return str_done(&out, a);
}

/* Rows of one name follow each other: they are the targets of one field. */
static void
add_rows(struct query *q, struct object *o, const struct view_row *rows, size_t n)
{
	const char *indent = arena_printf(q->arena, "%s  ", o->indent);
	size_t same;

	for (size_t i = 0; i < n; i += same) {
		for (same = 1; i + same < n && strcmp(rows[i].name, rows[i + same].name) == 0;
		     same++)
			;
		if (rows[i].hidden)
			continue;
		pair(o, rows[i].name,
		     rows[i].join_table ? list(q, shown(q, &rows[i]), indent)
		                        : one(q, &rows[i], same, indent));
	}
}

static const char *
own_object(struct query *q)
{
	struct arena *a = q->arena;
	const struct entity *e = q->entity;
	struct object o = {STRBUF_INIT, "    ", 0};

	pair(&o, "__typename", literal_of(a, api_type(a, q->options, e->schema, e->name)));
	pair(&o, "id", "b.id");
	if (e->identifier)
		pair(&o, "identifier", "b.identifier");
	for (size_t i = 0; i < e->nfields; i++)
		if (!e->fields[i].nrefs)
			pair(&o, field_key(a, &e->fields[i]),
			     arena_printf(a, "b.%s", ident_of(a, e->fields[i].column)));
	add_rows(q, &o, e->view_rows, e->nview_rows);
	pair(&o, "created_at", "b.created_at");
	pair(&o, "updated_at", "b.updated_at");
	str_addc(&o.text, ')');
	return str_done(&o.text, a);
}

/* ---- the columns ---- */

static const char *
ref_id(struct query *q, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;
	const char *key = field_key(q->arena, f);
	size_t n = 0;

	for (size_t i = 0; i < q->entity->nview_rows; i++)
		if (strcmp(q->entity->view_rows[i].name, key) == 0)
			str_addf(&out, "%sr%zu.id", n++ ? ", " : "",
			         shown(q, &q->entity->view_rows[i])->n);
	return n > 1 ? arena_printf(q->arena, "coalesce(%s)", str_done(&out, q->arena))
	             : str_done(&out, q->arena);
}

static const char *
filter(struct query *q, const struct filter_column *f)
{
	const struct shown *s = NULL;
	struct arena *a = q->arena;
	const char *column;

	for (size_t i = 0; f->path && i < q->nshown; i++)
		if (strcmp(q->shown[i].row->path, f->path) == 0)
			s = &q->shown[i];
	column = arena_printf(a, "%s.%s", shown_alias(a, s), ident_of(a, f->column));
	if (!f->cast)
		return column;
	/* Only a date becomes a time, and there are days after the last one. */
	if (strcmp(f->sql, "TIMESTAMPTZ") == 0)
		return arena_printf(a,
		                    "CASE WHEN %s > '294276-12-31' THEN 'infinity' ELSE %s::%s END",
		                    column, column, f->sql);
	return arena_printf(a, "%s::%s", column, f->sql);
}

static const char *
value(struct query *q, const struct view_column *c)
{
	if (c->kind == VIEW_REF_ID)
		return ref_id(q, c->field);
	if (c->kind == VIEW_FILTER)
		return filter(q, c->filter);
	if (c->kind == VIEW_JSON)
		return own_object(q);
	return arena_printf(q->arena, "b.%s", ident_of(q->arena, c->name));
}

struct view_query
view_query(struct arena *a, const struct entity *e, const struct options *o)
{
	size_t n = view_rows_count(e->view_rows, e->nview_rows);
	struct view_columns columns = view_columns(a, e);
	struct view_query to = {.joins = arena_new(a, struct view_join, n),
	                        .bys = arena_new(a, struct view_by, n),
	                        .values = arena_new(a, const char *, columns.n)};
	struct query q = {.arena = a, .entity = e, .options = o, .to = &to};

	q.shown = arena_new(a, struct shown, n);
	number(&q, e->view_rows, e->nview_rows, NULL);
	add_joins(&q, NULL, e->view_rows, e->nview_rows, "");
	for (size_t i = 0; i < columns.n; i++)
		if (columns.v[i].kind != VIEW_TIME)
			to.values[i] = value(&q, &columns.v[i]);
	for (size_t i = 0; i < q.nshown; i++)
		shown_by(&q, &q.shown[i]);
	return to;
}
