/* The step refresh_table_view. */
#include "action/local.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/api.h"
#include "model/column.h"
#include "model/view.h"

#include <string.h>

static void
refreshed(struct compiler *c, struct statement *st, const struct entity *view, const char *sql)
{
	st->sql = st->sql ? arena_printf(c->arena, "%s, %s", st->sql, sql) : sql;
	st->changes = arena_grown(c->arena, st->changes, st->nchanges, sizeof *st->changes);
	st->changes[st->nchanges++] = arena_printf(c->arena, "%s.%s", view->schema, view->name);
}

static void
all(struct compiler *c, struct statement *st, const struct view_call *calls, size_t n)
{
	for (size_t i = 0; i < n; i++)
		refreshed(c, st, calls[i].view, calls[i].sql);
}

static void
no_view(struct compiler *c, const struct step *s, const char *what)
{
	error_at(c->diag, c->source, s->at, "%s; the block 'table_views' makes one", what);
}

static const char *
own_keys(struct compiler *c)
{
	return arena_printf(c->arena, "ARRAY[%s]", column_sql(c, c->row, c->entity->key));
}

/* The keys of all rows of the entity that the action wrote beside the subject's; those of rows that
 * it removed are still in the view. */
static const char *
written_keys(struct compiler *c)
{
	const struct entity *of = c->entity;
	const char *v = entity_tenant(of) ? " AND v.tenant_id = auth_tenant_id" : "";

	effects_need(c);
	return arena_printf(
	        c->arena,
	        "%sARRAY(SELECT coalesce(%s, %s) FROM jsonb_array_elements(%s) e (effect) "
	        "CROSS JOIN jsonb_array_elements_text(e.effect -> 'ids') i (id) "
	        "LEFT JOIN %s t ON t.id = i.id::UUID AND %s LEFT JOIN %s.%s v ON v.id = i.id::UUID%s "
	        "WHERE e.effect ->> 'entity_type' = %s)",
	        c->row ? arena_printf(c->arena, "%s || ", own_keys(c)) : "",
	        column_sql(c, "t", of->key), column_sql(c, "v", of->key), c->action->effects,
	        row_table(c, of), rows_sql(c, of, "t"), ident_of(c->arena, of->schema),
	        ident_of(c->arena, view_table(c->arena, of)), v,
	        literal_of(c->arena, api_type(c->arena, c->options, of->schema, of->name)));
}

static const struct field *
relation(struct compiler *c, const struct step *s, const char *name)
{
	const struct entity *e = c->entity;
	const char **names = arena_new(c->arena, const char *, e->nfields + 1);
	size_t n = 0;

	for (const struct field *f = e->fields; f && f < e->fields + e->nfields; f++) {
		if (strcmp(f->name, name) == 0 && f->nrefs) /* a faulty one is reported already */
			return f->join_table || f->refs->column ? f : NULL;
		if (f->nrefs)
			names[n++] = f->name;
	}
	error_at(c->diag, c->source, s->at, "'%s' has no reference '%s'%s", e->name, name,
	         nearest_cure(c->arena, name, names));
	return NULL;
}

/* What a reference leads to before and after the change;
 * of a list the pairs before it are gone behind it. */
static const char *
target_keys(struct compiler *c, const struct field *f, const struct ref *r)
{
	const char *rows[] = {c->row, c->old ? c->old : c->replaced}, *before, *after;

	if (!f->join_table || !c->old)
		return view_target_keys(c->arena, c->entity, f, r, rows, rows[1] ? 2 : 1);
	before = view_target_keys(c->arena, c->entity, f, r, &c->old, 1);
	after = view_target_keys(c->arena, c->entity, f, r, &c->row, 1);
	return arena_printf(
	        c->arena, "%s || %s",
	        variable_add(c, arena_printf(c->arena, "%s_before", f->name),
	                     arena_printf(c->arena, "%s[]", r->key_type ? r->key_type : "INTEGER"),
	                     before),
	        after);
}

static void
propagate_field(struct compiler *c, const struct step *s, const struct field *f,
                struct statement *st)
{
	bool any = false;

	for (const struct ref *r = f->refs; r && r < f->refs + f->nrefs; r++) {
		const char *keys = target_keys(c, f, r);
		struct view_call call = view_propagate(c->arena, c->entity, r, c->others, c->n,
		                                       "auth_tenant_id", keys);

		if (call.view)
			refreshed(c, st, call.view, call.sql);
		any |= call.view != NULL;
	}
	if (!any)
		no_view(c, s,
		        arena_printf(c->arena, "nothing that '%s' leads to has a table view",
		                     f->name));
}

/* The views of what references lead to. */
static void
propagate(struct compiler *c, const struct step *s, struct statement *st)
{
	c->old_read |= c->old != NULL;
	for (size_t i = 0; i < s->nnames; i++) {
		const struct field *f = relation(c, s, s->names[i]);

		if (f)
			propagate_field(c, s, f, st);
	}
}

static void
scoped(struct compiler *c, const struct step *s, struct statement *st)
{
	struct view_call *calls;
	size_t n;

	if (s->scope == REFRESH_PROPAGATE) {
		propagate(c, s, st);
		return;
	}
	if (s->scope == REFRESH_RELATED) {
		calls = view_related(c->arena, c->entity, c->others, c->n, "auth_tenant_id",
		                     own_keys(c), &n);
		if (n == 0)
			no_view(c, s,
			        arena_printf(c->arena, "no table view shows '%s'",
			                     c->entity->name));
		all(c, st, calls, n);
		return;
	}
	if (!c->entity->table_view) {
		if (!c->entity->view_faulty)
			no_view(c, s,
			        arena_printf(c->arena, "'%s' has no table view", c->entity->name));
		return;
	}
	refreshed(c, st, c->entity,
	          view_refresh(c->arena, c->entity, "auth_tenant_id",
	                       s->scope == REFRESH_BATCH ? written_keys(c) : own_keys(c)));
}

/* Views are refreshed when everything is written; a step that may not be reached leaves a mark. */
void
refresh_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	st->kind = STATEMENT_REFRESH;
	if (s->deferred)
		warning_at(
		        c->diag, c->source, s->at,
		        "'strategy: deferred' is not known yet; the view is refreshed before the "
		        "action ends");
	if (!c->row && s->scope != REFRESH_BATCH) {
		error_at(c->diag, c->source, s->at,
		         "this action works on no row whose view could be refreshed");
		return;
	}
	if (c->row)
		own_frame(c);
	scoped(c, s, st);
	if (c->fallible || c->ended)
		st->reached = variable_add(c, "reached", "BOOLEAN", "false");
}
