/* The rows of a table view that show rows of another entity:
 * how they are found, and which of those are held. */
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/view_shown.h"

/* The tables between the entity's own and a row's key. */
static void
steps(struct query *q, const struct shown *s, bool last, struct view_join *to, size_t *n)
{
	if (!s)
		return;
	steps(q, s->above, false, to, n);
	if (s->row->join_table)
		shown_join(to, n, shown_pairs(q, s), shown_pairs_condition(q, s));
	if (!last)
		shown_join(to, n, shown_table(q, s), shown_condition(q, s, false));
}

/* {"company": {"id": …, "tags": [{"id": …}]}}: what the JSON holds if it shows this row. */
static const char *
shows(struct query *q, const struct shown *s, const char *below)
{
	struct arena *a = q->arena;
	const char *object = arena_printf(a, "jsonb_build_object('id', r%zu.id%s)", s->n, below);
	const char *name = literal_of(a, s->row->name);

	if (s->row->join_table)
		object = arena_printf(a, "jsonb_build_array(%s)", object);
	if (s->above)
		return shows(q, s->above, arena_printf(a, ", %s, %s", name, object));
	return arena_printf(a, "v.data @> jsonb_build_object(%s, %s)", name, object);
}

/* A row that is only looked at for a filter column is not in the JSON;
 * then the first reference must do. */
static const char *
known(struct query *q, const struct shown *s)
{
	struct arena *a = q->arena;
	const struct shown *first = s;
	bool hidden = s->row->hidden;

	for (; first->above; first = first->above)
		hidden |= first->above->row->hidden;
	if (!hidden)
		return shows(q, s, "");
	/* No filter column leads through a list, but for a model that somebody else wrote. */
	if (!first->row->column)
		return "false";
	return arena_printf(a, "v.%s = b.%s", ident_of(a, first->row->column),
	                    ident_of(a, first->row->column));
}

/* The column that holds a row's key. */
static const char *
key_column(struct query *q, const struct shown *s)
{
	struct arena *a = q->arena;

	if (s->row->join_table)
		return arena_printf(a, "j%zu.%s", s->n, ident_of(a, s->row->pair));
	return arena_printf(a, "%s.%s", shown_alias(a, s->above), ident_of(a, s->row->column));
}

static size_t
depth(const struct shown *s)
{
	return s ? 1 + depth(s->above) : 0;
}

/* The tables from b to a row. */
static const char *
joins_to(struct query *q, const struct shown *s)
{
	struct view_join *joins = arena_new(q->arena, struct view_join, 2 * depth(s));
	struct strbuf out = STRBUF_INIT;
	size_t n = 0;

	steps(q, s, true, joins, &n);
	shown_join(joins, &n, shown_table(q, s), shown_condition(q, s, true));
	for (size_t i = 0; i < n; i++)
		str_addf(&out, "\n  JOIN %s ON %s", joins[i].table, joins[i].condition);
	return str_done(&out, q->arena);
}

static bool
below(const struct shown *s, const struct shown *above)
{
	for (s = s->above; s; s = s->above)
		if (s == above)
			return true;
	return false;
}

/* Behind a row that changed there may be others now, and the view does not tell of those that are
 * hidden whether it showed them. */
static void
hold_below(struct query *q, const struct shown *s, struct view_by *to)
{
	struct arena *a = q->arena;

	to->helds = arena_new(a, struct view_held, q->nshown);
	for (size_t i = 0; i < q->nshown; i++) {
		const struct shown *other = &q->shown[i];

		if (other->row->hidden && below(other, s))
			to->helds[to->nhelds++] = (struct view_held){
			        .joins = joins_to(q, other),
			        .column = to->column,
			        .alias = shown_alias(a, other),
			        .key = other->row->key,
			};
	}
}

void
shown_by(struct query *q, const struct shown *s)
{
	struct arena *a = q->arena;
	const struct view_row *r = s->row;
	struct view_by *to = &q->to->bys[q->to->nbys++];
	struct view_join *between = arena_new(a, struct view_join, 2 * depth(s));
	size_t n = 0;

	steps(q, s, true, between, &n);
	*to = (struct view_by){
	        .path = r->path,
	        .key_type = r->key_type,
	        .steps = between,
	        .nsteps = n,
	        .column = key_column(q, s),
	        .was = s->above ? NULL : r->column,
	        .other = {shown_table(q, s), shown_condition(q, s, true)},
	        .alias = shown_alias(a, s),
	        .key = r->key,
	        .known = known(q, s),
	};
	hold_below(q, s, to);
}
