#include "model/view.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/column.h"
#include "model/name.h"

#include <string.h>

/* ---- names ---- */

const char *
view_table(struct arena *a, const struct entity *e)
{
	return name_object(a, "tv_%s", e->stem);
}

const char *
view_called(struct arena *a, const char *schema, const char *entity)
{
	return arena_printf(a, "%s.%s", schema, name_object(a, "tv_%s", name_snake(a, entity)));
}

const char *
view_primary_key(struct arena *a, const struct entity *e)
{
	return name_object(a, "tv_%s_pkey", e->stem);
}

const char *
view_id_key(struct arena *a, const struct entity *e)
{
	return name_object(a, "tv_%s_id_key", e->stem);
}

const char *
view_tenant_index(struct arena *a, const struct entity *e)
{
	return name_object(a, "idx_tv_%s_tenant", e->stem);
}

const char *
view_index(struct arena *a, const struct entity *e, const char *column)
{
	return index_name(a, "idx_tv_", e->stem, column, "");
}

const char *
view_function(struct arena *a, const struct entity *e, const char *path)
{
	return path ? name_object(a, "refresh_tv_%s_by_%s", e->stem, path)
	            : name_object(a, "refresh_tv_%s", e->stem);
}

const char **
view_relations(struct arena *a, const struct entity *e, size_t *n)
{
	struct view_columns columns = view_columns(a, e);
	const char **names = arena_new(a, const char *, columns.n + 4);

	*n = 0;
	names[(*n)++] = view_table(a, e);
	names[(*n)++] = view_primary_key(a, e);
	names[(*n)++] = view_id_key(a, e);
	if (entity_tenant(e))
		names[(*n)++] = view_tenant_index(a, e);
	for (size_t i = 0; i < columns.n; i++)
		if (columns.v[i].index != INDEX_NONE)
			names[(*n)++] = view_index(a, e, columns.v[i].name);
	return names;
}

/* ---- columns ---- */

/* Whether a ref is left out: the view of a shared entity would show a tenant's rows to all. */
static bool
view_omits(const struct entity *e, const struct ref *ref)
{
	return ref->unlinked || (ref->tenant && !entity_tenant(e));
}

static void
add(struct view_columns *to, struct view_column c)
{
	to->v[to->n++] = c;
}

/* company_id; the column tenant_id is there already, so a field `tenant` has ref_tenant_id. */
static const char *
id_column(struct arena *a, const struct field *f)
{
	const char *name = name_object(a, "%s_id", field_key(a, f));

	return strcmp(name, "tenant_id") == 0 ? "ref_tenant_id" : name;
}

static void
add_ref(struct view_columns *to, struct arena *a, const struct entity *e, const struct field *f)
{
	size_t shown = 0;

	if (f->join_table || f->faulty)
		return;
	for (size_t i = 0; i < f->nrefs; i++) {
		const struct ref *r = &f->refs[i];

		if (view_omits(e, r))
			continue;
		shown++;
		add(to, (struct view_column){.kind = VIEW_REF,
		                             .name = r->column,
		                             .sql = r->key_type ? r->key_type : "INTEGER",
		                             .field = f,
		                             .ref = r,
		                             .index = INDEX_BTREE});
	}
	if (shown)
		add(to, (struct view_column){.kind = VIEW_REF_ID,
		                             .name = id_column(a, f),
		                             .sql = "UUID",
		                             .field = f,
		                             .index = INDEX_BTREE});
}

size_t
view_rows_count(const struct view_row *rows, size_t n)
{
	size_t all = n;

	for (size_t i = 0; i < n; i++)
		all += view_rows_count(rows[i].rows, rows[i].nrows);
	return all;
}

static size_t
count(const struct entity *e)
{
	size_t n = 5 + e->nfields + e->nfilters;

	for (size_t i = 0; i < e->nfields; i++)
		n += e->fields[i].nrefs;
	return n;
}

struct view_columns
view_columns(struct arena *a, const struct entity *e)
{
	struct view_columns to = {arena_new(a, struct view_column, count(e)), 0};

	add(&to,
	    (struct view_column){VIEW_KEY, .name = e->key, .sql = e->key_type, .required = true});
	add(&to, (struct view_column){VIEW_ID, .name = "id", .sql = "UUID", .required = true});
	if (entity_tenant(e))
		add(&to, (struct view_column){VIEW_TENANT, .name = "tenant_id", .sql = "UUID",
		                              .required = true});
	for (size_t i = 0; i < e->nfields; i++)
		add_ref(&to, a, e, &e->fields[i]);
	for (size_t i = 0; i < e->nfilters; i++) {
		const struct filter_column *f = &e->filters[i];

		add(&to, (struct view_column){.kind = VIEW_FILTER,
		                              .name = f->name,
		                              .sql = f->sql,
		                              .filter = f,
		                              .index = f->index ? f->index : INDEX_BTREE});
	}
	add(&to, (struct view_column){VIEW_JSON, .name = "data", .sql = "JSONB", .required = true,
	                              .index = INDEX_GIN});
	add(&to, (struct view_column){VIEW_TIME, .name = "refreshed_at", .sql = "TIMESTAMPTZ",
	                              .required = true, .value = "now()"});
	return to;
}

/* ---- calls ---- */

static void
add_name(struct strbuf *out, const char *schema, const char *name)
{
	quote_ident(out, schema);
	str_addc(out, '.');
	quote_ident(out, name);
}

/* crm.refresh_tv_contact_by_company(v_tenant, ARRAY[v_pk]) */
static const char *
call(struct arena *a, const struct entity *e, const char *path, const char *tenant,
     const char *keys)
{
	struct strbuf out = STRBUF_INIT;

	add_name(&out, e->schema, view_function(a, e, path));
	str_addf(&out, "(%s%s%s)", entity_tenant(e) ? tenant : "", entity_tenant(e) ? ", " : "",
	         keys);
	return str_done(&out, a);
}

const char *
view_refresh(struct arena *a, const struct entity *e, const char *tenant, const char *keys)
{
	return call(a, e, NULL, tenant, keys);
}

struct calls {
	struct arena *arena;
	const char *tenant, *keys;
	struct view_call *v;
	size_t n;
};

/* Of one name are the rows of several fields of several inclusions, never of one path twice. */
static void
add_calls(struct calls *to, const struct entity *view, const struct view_row *rows, size_t n,
          const struct entity *shown)
{
	for (size_t i = 0; i < n; i++) {
		const struct view_row *r = &rows[i];

		if (strcmp(r->entity, shown->name) == 0 && strcmp(r->schema, shown->schema) == 0) {
			if ((to->n & (to->n - 1)) == 0) {
				struct view_call *more =
				        arena_new(to->arena, struct view_call, to->n * 2 + 1);

				if (to->n)
					memcpy(more, to->v, to->n * sizeof *more);
				to->v = more;
			}
			to->v[to->n++] = (struct view_call){
			        view, call(to->arena, view, r->path, to->tenant, to->keys)};
		}
		add_calls(to, view, r->rows, r->nrows, shown);
	}
}

struct view_call *
view_related(struct arena *a, const struct entity *e, struct entity *const *others, size_t nothers,
             const char *tenant, const char *keys, size_t *n)
{
	struct calls to = {.arena = a, .tenant = tenant, .keys = keys};
	bool self = false;

	for (size_t i = 0; i <= nothers; i++) {
		const struct entity *view = i < nothers ? others[i] : e;
		struct view_row *rows;
		size_t nrows;

		if (entity_same_file(view, e)) {
			if (self)
				continue;
			self = true;
			view = e;
		}
		if (!view->table_view)
			continue;
		rows = view_link_rows(a, view, e, others, nothers, &nrows);
		add_calls(&to, view, rows, nrows, e);
	}
	*n = to.n;
	return to.v;
}

/* ARRAY[v_old.fk_company, v_new.fk_company] */
const char *
view_target_keys(struct arena *a, const struct entity *e, const struct field *f,
                 const struct ref *r, const char *const *rows, size_t nrows)
{
	struct strbuf out = STRBUF_INIT;
	struct joins joins = entity_joins(a, e);

	str_add(&out, f->join_table ? "ARRAY(" : "ARRAY[");
	for (size_t i = 0; !f->join_table && i < nrows; i++) {
		str_addf(&out, "%s%s.", i ? ", " : "", rows[i]);
		quote_ident(&out, r->column);
	}
	for (size_t k = 0; f->join_table && k < joins.n; k++) {
		const struct join *j = &joins.v[k];

		if (j->field != f)
			continue;
		str_add(&out, "SELECT j.");
		quote_ident(&out, j->target);
		str_add(&out, " FROM ");
		add_name(&out, e->schema, j->table);
		str_add(&out, " j WHERE j.");
		quote_ident(&out, j->own);
		str_add(&out, " IN (");
		for (size_t i = 0; i < nrows; i++) {
			str_addf(&out, "%s%s.", i ? ", " : "", rows[i]);
			quote_ident(&out, e->key);
		}
		str_addc(&out, ')');
	}
	str_addc(&out, f->join_table ? ')' : ']');
	return str_done(&out, a);
}

struct view_call
view_propagate(struct arena *a, const struct entity *e, const struct ref *r,
               struct entity *const *others, size_t nothers, const char *tenant, const char *keys)
{
	const struct entity *target = view_target(a, e, r, others, nothers);

	if (!target || !target->table_view)
		return (struct view_call){NULL, NULL};
	return (struct view_call){target, call(a, target, NULL, tenant, keys)};
}
