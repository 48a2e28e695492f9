/*
 * View: a table view, the ready-made JSON of each row of an entity in a table tv_<entity> of its
 * own, with columns to filter by; and the functions that refresh it,
 * which make it anew from the tables alone.
 *
 *     refresh_tv_contact(tenant, keys)               the rows of these keys
 *     refresh_tv_contact(tenant)                     all of a tenant, or of all: for operators
 *     refresh_tv_contact_by_company(tenant, keys)    the rows that show companies of these keys
 *
 * Those of a shared entity have no tenant. The last sort is there once for each ref that a row
 * shows, also for one further away: company__country is the country of the company.
 */
#ifndef MODEL_VIEW_H
#define MODEL_VIEW_H

#include "base/diag.h"
#include "model/type.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct entity;
struct field;
struct ref;

/* ---- as written ---- */

/* An entry of include_relations: what is shown of the row that a ref leads to. */
struct inclusion {
	struct span at;
	const char *relation; /* the field of the ref, or the entity that it refers to */
	const char **fields;  /* "*": all of them */
	size_t nfields;
	struct span *fields_at;       /* one for each; NULL if it was read from JSON */
	struct inclusion *inclusions; /* of that row */
	size_t ninclusions;
};

/* An entry of extra_filter_columns. */
struct filter_column {
	struct span at, type_at, index_at;
	const char *name;      /* of the column */
	const char *source;    /* status, or company.country.code: refs, then a field */
	struct span *words_at; /* of the words of the source; NULL if it was read from JSON */
	/* As written or NULL; linked: of the column, of its elements if a list. */
	const struct type *type;
	enum index_kind index; /* as written or NONE; linked: never NONE */
	/* linked */
	bool list;
	const char *sql;    /* the column's type */
	bool cast;          /* not that of the column that it is taken from */
	const char *path;   /* of the row that has it (struct view_row); NULL: the entity's own */
	const char *column; /* there */
};

/* ---- linked ---- */

/* A column of a row, and its name in the JSON. */
struct view_value {
	const char *name, *column;
};

/* What a row of a view knows of another row, the target of a ref: NULL in its place if that is
 * deleted. A ref to one of several entities is as many of them, all of the same name. */
struct view_row {
	const char *name; /* in the JSON of the row above: company */
	const char *path; /* company, company__country: in the name of a function */
	const char *entity, *schema, *table, *key, *key_type; /* the target */
	bool tenant;        /* the target's rows belong to tenants */
	bool hidden;        /* not in the JSON: only for a filter column */
	bool kept;          /* shown though it is deleted */
	const char *column; /* of the row above; of a list of refs NULL */
	/* a list of refs: its table of pairs */
	const char *join_table, *own, *pair;
	bool join_tenant;
	struct view_value *values; /* beside __typename and id */
	size_t nvalues;
	struct view_row *rows;
	size_t nrows;
};

/* ---- names and columns ---- */

enum view_column_kind {
	VIEW_KEY,
	VIEW_ID,
	VIEW_TENANT,
	VIEW_REF,
	VIEW_REF_ID,
	VIEW_FILTER,
	VIEW_JSON,
	VIEW_TIME
};

struct view_column {
	enum view_column_kind kind;
	const char *name, *sql;
	bool required;
	const char *value;                  /* DEFAULT as SQL, or NULL */
	const struct field *field;          /* REF, REF_ID */
	const struct ref *ref;              /* REF */
	const struct filter_column *filter; /* FILTER */
	enum index_kind index;
};

struct view_columns {
	struct view_column *v;
	size_t n;
};

/* The columns of the view's table, in order. */
struct view_columns view_columns(struct arena *, const struct entity *);

/* The table view of an entity that is known by name: crm.tv_contact of crm and Contact. */
const char *view_called(struct arena *, const char *schema, const char *entity);

/* How many rows there are, with those that they show in turn. */
size_t view_rows_count(const struct view_row *, size_t n);

/* Names: tv_contact, its keys, the index of its tenants, that of a column. */
const char *view_table(struct arena *, const struct entity *);
const char *view_primary_key(struct arena *, const struct entity *);
const char *view_id_key(struct arena *, const struct entity *);
const char *view_tenant_index(struct arena *, const struct entity *);
const char *view_index(struct arena *, const struct entity *, const char *column);

/* Every table and index of it: as entity_relations. */
const char **view_relations(struct arena *, const struct entity *, size_t *n);

/* refresh_tv_contact; with a path refresh_tv_contact_by_company. */
const char *view_function(struct arena *, const struct entity *, const char *path);

/* ---- linking ---- */

/* The rows that the view of an entity shows, for somebody else (me) who looks at it: what the
 * interfaces do not tell is left out in silence. *n of them. */
struct view_row *view_link_rows(struct arena *, const struct entity *view, const struct entity *me,
                                struct entity *const *others, size_t nothers, size_t *n);

/* The entity that a ref of an entity leads to, by its interface; NULL if that is not there. */
const struct entity *view_target(struct arena *, const struct entity *, const struct ref *,
                                 struct entity *const *others, size_t nothers);

/* ---- calls ----
 *
 * SQL of the calls that a step refresh_table_view makes, without PERFORM. tenant and keys are SQL:
 * a UUID and an array of keys such as ARRAY[v_pk], in which NULLs do no harm. entity->table_view
 * says whether there is a view. */

/* The entity whose view it refreshes, and the call. */
struct view_call {
	const struct entity *view;
	const char *sql;
};

/* scope self and batch: the rows of these keys of the entity. */
const char *view_refresh(struct arena *, const struct entity *, const char *tenant,
                         const char *keys);

/* scope related: the rows, of all entities with a view, that show one of these rows of the entity.
 * One call each, in the order of the others; *n of them. */
struct view_call *view_related(struct arena *, const struct entity *, struct entity *const *others,
                               size_t nothers, const char *tenant, const char *keys, size_t *n);

/* The keys of what a ref of a field leads to: of rows of the entity's table, as SQL, such as v_old
 * and v_new. Of a list those in its pairs as they are when this is run. */
const char *view_target_keys(struct arena *, const struct entity *, const struct field *,
                             const struct ref *, const char *const *rows, size_t nrows);

/* scope propagate: the view of what a ref of the entity leads to;
 * its view is NULL if the target has none. */
struct view_call view_propagate(struct arena *, const struct entity *, const struct ref *,
                                struct entity *const *others, size_t nothers, const char *tenant,
                                const char *keys);

#endif
