/* The rows and filter columns of a table view: what its author names, as tables and columns. */
#include "base/arena.h"
#include "base/str.h"
#include "model/column.h"
#include "model/linker.h"
#include "model/view_fault.h"

#include <string.h>

/* So many rows are a join that PostgreSQL can still plan in no time. */
enum { ROWS_MAX = 100 };

/* ---- targets ---- */

/* All entities but that of a file, which stands for itself. */
static void
gather(struct view_linker *v, const struct entity *me, struct entity *const *others, size_t n)
{
	struct entity **all = arena_new(v->arena, struct entity *, n + 1);

	for (size_t i = 0; i < n; i++)
		if (!entity_same_file(others[i], me))
			all[v->nall++] = others[i];
	all[v->nall++] = (struct entity *)me;
	v->all = all;
}

/* Two of one name are reported where the ref is. */
static const struct entity *
leads_to(const struct view_linker *v, const struct entity *from, const struct ref *r)
{
	size_t n;
	const struct entity *to = ref_entity(from, r, v->all, v->nall, &n);

	if (!to || (n > 1 && !r->schema && !word_same(to->schema, from->schema)))
		return NULL;
	return to->table && to->key && to->key_type ? to : NULL;
}

const struct entity *
view_target(struct arena *a, const struct entity *e, const struct ref *r,
            struct entity *const *others, size_t nothers)
{
	struct view_linker v = {.arena = a};

	gather(&v, e, others, nothers);
	return leads_to(&v, e, r);
}

/* ---- what is asked for ---- */

/* What an inclusion says of a ref; of the field rather than of the entity. */
static const struct inclusion *
inclusion_of(const struct inclusion *v, size_t n, const struct field *f, const struct ref *r)
{
	for (size_t i = 0; i < n; i++)
		if (word_same(v[i].relation, f->name))
			return &v[i];
	for (size_t i = 0; i < n; i++)
		if (word_same(v[i].relation, r->entity))
			return &v[i];
	return NULL;
}

static bool
names(const struct inclusion *in, const char *field)
{
	for (size_t i = 0; i < in->nfields; i++)
		if (word_same(in->fields[i], field) || word_same(in->fields[i], "*"))
			return true;
	return false;
}

/* ---- values ---- */

static void
add_value(struct view_row *to, const char *name, const char *column)
{
	for (size_t i = 0; i < to->nvalues; i++)
		if (word_same(to->values[i].name, name))
			return;
	to->values[to->nvalues++] = (struct view_value){name, column};
}

/* All that the API sees of a row, in the order of its author, but the times. */
static void
add_all(struct view_linker *v, struct view_row *to, const struct entity *of)
{
	if (of->identifier)
		add_value(to, "identifier", "identifier");
	for (size_t i = 0; i < of->nfields; i++) {
		const struct field *f = &of->fields[i];

		if (!f->nrefs && !f->faulty && f->column)
			add_value(to, field_key(v->arena, f), f->column);
	}
}

static bool
visible(const struct entity *e, const char *name)
{
	return word_same(name, "created_at") || word_same(name, "updated_at") ||
	       (word_same(name, "identifier") && e->identifier);
}

static void
add_values(struct view_linker *v, struct view_row *to, const struct entity *of,
           const struct inclusion *in)
{
	to->values = arena_new(v->arena, struct view_value, of->nfields + in->nfields + 1);
	for (size_t i = 0; i < in->nfields; i++) {
		const char *name = in->fields[i];
		const struct field *f = field_find(of, name);

		if (word_same(name, "*"))
			add_all(v, to, of);
		else if (f && f->faulty)
			fault_faulty(v, in->fields_at ? in->fields_at[i] : in->at, of, f);
		else if (f && !f->nrefs)
			add_value(to, field_key(v->arena, f), f->column);
		else if (!f && visible(of, name))
			add_value(to, name, name);
		else if (!f && !word_same(name, "id"))
			fault_field(v, in->fields_at ? in->fields_at[i] : in->at, of, name);
	}
}

/* ---- rows ---- */

/* The rows below one: of all its refs without an inclusion, else of those that it names. */
struct level {
	const struct entity *of;
	const char *path;
	const struct inclusion *in, *inclusions;
	size_t ninclusions;
	bool kept;  /* the row above is shown though it is deleted: what it requires may be, too */
	bool *used; /* by inclusion: whether a ref is meant by it */
};

static size_t
count_refs(const struct entity *e)
{
	size_t n = 0;

	for (size_t i = 0; i < e->nfields; i++)
		n += e->fields[i].nrefs;
	return n;
}

static void
add_pairs(struct view_linker *v, struct view_row *row, const struct entity *from,
          const struct field *f, const struct entity *to)
{
	struct joins joins = entity_joins(v->arena, from);

	for (size_t i = 0; i < joins.n; i++)
		if (joins.v[i].field == f) {
			row->join_table = joins.v[i].table;
			row->own = joins.v[i].own;
			row->pair = joins.v[i].target;
			row->join_tenant = entity_tenant(from) || entity_tenant(to);
		}
}

static void add_rows(struct view_linker *, struct level *, struct view_row **, size_t *);

/* The row that a ref leads to, with nothing but its key. */
static struct view_row *
add_row(struct view_linker *v, const struct level *l, const struct field *f, const struct ref *r,
        const struct entity *to, struct view_row *row)
{
	const char *key = field_key(v->arena, f),
	           *step = f->join_table ? key : column_stem(r->column);

	*row = (struct view_row){
	        .name = key,
	        .path = l->path ? arena_printf(v->arena, "%s__%s", l->path, step) : step,
	        .entity = to->name,
	        .schema = to->schema,
	        .table = to->table,
	        .key = to->key,
	        .key_type = to->key_type,
	        .tenant = entity_tenant(to),
	        .kept = f->required && (l->kept || entity_tenant(l->of)) && !entity_tenant(to),
	        .column = f->join_table ? NULL : r->column,
	        .rows = arena_new(v->arena, struct view_row, count_refs(to)),
	};
	if (f->join_table)
		add_pairs(v, row, l->of, f, to);
	v->nrows++;
	return row;
}

static void
show(struct view_linker *v, const struct level *l, const struct field *f, const struct ref *r,
     struct view_row **rows, size_t *n)
{
	const struct inclusion *in = inclusion_of(l->inclusions, l->ninclusions, f, r);
	const struct entity *to;
	struct view_row *row;
	struct level below;

	if (in)
		l->used[in - l->inclusions] = true;
	if (l->in && !in && !names(l->in, f->name))
		return;
	to = leads_to(v, l->of, r);
	if (!to)
		fault_target(v, in ? in->at : l->in ? l->in->at : v->base->at, l->of, f);
	else if (v->nrows >= ROWS_MAX)
		fault_rows(v, ROWS_MAX);
	if (!to || v->nrows >= ROWS_MAX)
		return;
	if (entity_tenant(to) && !entity_tenant(v->base)) {
		if (in)
			fault_tenant(v, in->at, to);
		return;
	}
	row = add_row(v, l, f, r, to, &(*rows)[(*n)++]);
	if (!in)
		return;
	add_values(v, row, to, in);
	below = (struct level){to, row->path, in, in->inclusions, in->ninclusions, row->kept, NULL};
	add_rows(v, &below, &row->rows, &row->nrows);
}

static void
add_rows(struct view_linker *v, struct level *l, struct view_row **rows, size_t *n)
{
	l->used = arena_new(v->arena, bool, l->ninclusions);
	*rows = arena_new(v->arena, struct view_row, count_refs(l->of));
	for (size_t i = 0; i < l->of->nfields; i++) {
		const struct field *f = &l->of->fields[i];

		for (size_t k = 0; k < f->nrefs && !f->faulty; k++)
			show(v, l, f, &f->refs[k], rows, n);
	}
	for (size_t i = 0; i < l->ninclusions; i++)
		if (!l->used[i])
			fault_relation(v, l->of, &l->inclusions[i], !l->in);
}

/* ---- filter columns ---- */

/* The one field of an entity that a step of a path means. */
static const struct field *
step_field(const struct entity *e, const char *name)
{
	const struct field *f = field_find(e, name);

	for (size_t i = 0; !f && i < e->nfields; i++)
		for (size_t k = 0; k < e->fields[i].nrefs; k++)
			if (word_same(e->fields[i].refs[k].entity, name))
				f = &e->fields[i];
	return f;
}

/* The row of a ref, made if the JSON does not show it. */
static struct view_row *
row_of(struct view_linker *v, const struct level *l, const struct field *f, const struct entity *to,
       struct view_row *rows, size_t *n)
{
	const struct ref *r = &f->refs[0];

	for (size_t i = 0; i < *n; i++)
		if (rows[i].column && word_same(rows[i].column, r->column))
			return &rows[i];
	if (v->nrows >= ROWS_MAX) {
		fault_rows(v, ROWS_MAX);
		return NULL;
	}
	add_row(v, l, f, r, to, &rows[*n])->hidden = true;
	return &rows[(*n)++];
}

/* The entity and the row at the end of a path of refs; NULL after reporting. */
static const struct entity *
follow(struct view_linker *v, const struct filter_column *c, struct view_row *rows, size_t *n,
       const struct view_row **row)
{
	struct level l = {.of = v->base};
	size_t i = 0;

	for (const char *part = c->source, *dot; (dot = strchr(part, '.')); part = dot + 1) {
		struct span at = word_at(c, i++);
		const char *name = arena_strndup(v->arena, part, (size_t)(dot - part));
		const struct field *f = step_field(l.of, name);
		const struct entity *to;
		struct view_row *found;

		if (fault_step(v, at, l.of, f, name))
			return NULL;
		to = leads_to(v, l.of, &f->refs[0]);
		if (!to) {
			fault_target(v, at, l.of, f);
			return NULL;
		}
		if (entity_tenant(to) && !entity_tenant(v->base)) {
			fault_tenant(v, at, to);
			return NULL;
		}
		found = row_of(v, &l, f, to, rows, n);
		if (!found)
			return NULL;
		*row = found;
		l = (struct level){.of = to, .path = found->path, .kept = found->kept};
		rows = found->rows;
		n = &found->nrows;
	}
	return l.of;
}

/* The column of an entity that a path ends with; what it cannot be is reported. */
static const struct field *
last_field(struct view_linker *v, const struct filter_column *c, const struct entity *of)
{
	const char *dot = strrchr(c->source, '.'), *name = dot ? dot + 1 : c->source;
	const struct field *f = field_find(of, name);
	size_t dots = 0;
	struct span at;

	for (const char *s = c->source; (s = strchr(s, '.')); s++)
		dots++;
	at = word_at(c, dots);
	if (!f && (of == v->base || visible(of, name) || word_same(name, "id")))
		f = column_field(v->arena, of, name);
	if (f && f->faulty)
		fault_faulty(v, at, of, f);
	else if (f && f->nrefs)
		fault_ends(v, at, c, f);
	else if (!f && of == v->base)
		fault_key(v, at, c);
	else if (!f)
		fault_field(v, at, of, name);
	else
		return f;
	return NULL;
}

static void
link_filter(struct view_linker *v, struct filter_column *c, struct view_row *rows, size_t *n)
{
	const struct view_row *row = NULL;
	const struct entity *of = follow(v, c, rows, n, &row);
	const struct field *f = of ? last_field(v, c, of) : NULL;

	if (!f)
		return;
	c->path = row ? row->path : NULL;
	c->column = f->column;
	c->list = f->list;
	c->sql = f->sql ? f->sql : f->type->sql;
	if (c->type && !fault_type(v, c, f)) {
		c->cast = !word_same(c->sql, c->type->sql);
		c->sql = c->type->sql;
	}
	if (!c->type)
		c->type = f->type;
	fault_index(v, c, f);
}

/* ---- the view ---- */

static struct view_row *
link_rows(struct view_linker *v, struct filter_column *filters, size_t *n)
{
	const struct entity *e = v->base;
	struct level top = {.of = e, .inclusions = e->inclusions, .ninclusions = e->ninclusions};
	struct view_row *rows;

	*n = 0;
	add_rows(v, &top, &rows, n);
	for (size_t i = 0; i < e->nfilters; i++)
		link_filter(v, &filters[i], rows, n);
	return rows;
}

void
link_view(struct linker *l)
{
	struct entity *e = l->entity;
	struct view_linker v = {.arena = l->arena, .linker = l, .base = e};

	gather(&v, e, l->others, l->n);
	e->view_rows = link_rows(&v, e->filters, &e->nview_rows);
	fault_paths(&v, e->view_rows, e->nview_rows);
}

struct view_row *
view_link_rows(struct arena *a, const struct entity *view, const struct entity *me,
               struct entity *const *others, size_t nothers, size_t *n)
{
	struct view_linker v = {.arena = a, .base = view};
	struct filter_column *filters = arena_new(a, struct filter_column, view->nfilters);

	for (size_t i = 0; i < view->nfilters; i++)
		filters[i] = (struct filter_column){.source = view->filters[i].source};
	gather(&v, me, others, nothers);
	return link_rows(&v, filters, n);
}
