#include "model/relation.h"
#include "base/arena.h"
#include "model/name.h"

#include <string.h>

const char *
primary_key_name(struct arena *a, const char *stem)
{
	return name_object(a, "tb_%s_pkey", stem);
}

const char *
id_key_name(struct arena *a, const struct entity *e)
{
	return name_object(a, "tb_%s_id_key", e->stem);
}

const char *
tenant_key_name(struct arena *a, const struct entity *e)
{
	return name_object(a, "tb_%s_tenant_key", e->stem);
}

const char *
policy_name(struct arena *a, const char *stem)
{
	return name_object(a, "tb_%s_tenant", stem);
}

/* As PostgreSQL's makeObjectName(): of a name that is too long the longer part is cut. */
const char *
sequence_name(struct arena *a, const struct entity *e)
{
	int room = NAME_MAX_BYTES - (int)strlen("__seq"), table = (int)strlen(e->table),
	    key = (int)strlen(e->key);

	while (table + key > room)
		if (table > key)
			table--;
		else
			key--;
	return arena_printf(a, "%.*s_%.*s_seq", table, e->table, key, e->key);
}

const char *
join_index_name(struct arena *a, const struct join *j)
{
	return index_name(a, "idx_tb_", j->stem, column_stem(j->target), "");
}

/* ---- indexes ---- */

struct indexer {
	struct arena *arena;
	const struct entity *entity;
	struct table_indexes to;
};

static void
add(struct indexer *x, struct table_index i)
{
	x->to.v[x->to.n++] = i;
}

/* An index of the author on the key of a ref would have the name of ours, and so would that of a
 * key fk_x beside a field x. */
static const char *
distinct(const struct indexer *x, const char *name)
{
	const char *other = name;

	for (int n = 2;; n++) {
		size_t i = 0;

		while (i < x->to.n && strcmp(x->to.v[i].name, other) != 0)
			i++;
		if (i == x->to.n)
			return other;
		other = name_object(x->arena, "%s_%d", name, n);
	}
}

/* PostgreSQL's own check of a foreign key cannot use a partial index,
 * so that of a key has every row. */
static void
column_indexes(struct indexer *x, const struct column *c)
{
	const char *stem = x->entity->stem, *name = column_stem(c->name);
	const char *plain = index_name(x->arena, "idx_tb_", stem, name, "");
	const struct field *f = c->field;
	bool unique = f ? f->unique : strcmp(c->name, "identifier") == 0;
	bool same = unique || c->ref;

	if (unique)
		add(x, (struct table_index){index_name(x->arena, "tb_", stem, name, "_key"),
		                            INDEX_BTREE, true, true, &c->name, 1});
	if (c->ref || c->foreign_key)
		add(x, (struct table_index){distinct(x, plain), INDEX_BTREE, false, false, &c->name,
		                            1});
	else if (f && f->index != INDEX_NONE && !(same && f->index == INDEX_BTREE))
		add(x, (struct table_index){plain, f->index, false, true, &c->name, 1});
}

struct table_indexes
entity_indexes(struct arena *a, const struct entity *e, const struct columns *columns)
{
	struct indexer x = {
	        a, e, {arena_new(a, struct table_index, columns->n * 2 + e->nindexes), 0}};

	for (size_t i = 0; i < columns->n; i++)
		column_indexes(&x, &columns->v[i]);
	for (size_t k = 0; k < e->nindexes; k++) {
		const struct index *i = &e->indexes[k];

		add(&x, (struct table_index){distinct(&x, i->name), i->kind, i->unique, true,
		                             i->columns, i->ncolumns});
	}
	return x.to;
}

/* ---- names ---- */

const char **
entity_relations(struct arena *a, const struct entity *e, size_t *n)
{
	struct columns columns = entity_columns(a, e);
	struct table_indexes indexes = entity_indexes(a, e, &columns);
	struct joins joins = entity_joins(a, e);
	size_t nview = 0;
	const char **view = e->table_view ? view_relations(a, e, &nview) : NULL;
	const char **names = arena_new(a, const char *, 5 + indexes.n + 3 * joins.n + nview);

	*n = 0;
	names[(*n)++] = e->table;
	names[(*n)++] = primary_key_name(a, e->stem);
	names[(*n)++] = id_key_name(a, e);
	names[(*n)++] = tenant_key_name(a, e);
	names[(*n)++] = sequence_name(a, e);
	for (size_t i = 0; i < indexes.n; i++)
		names[(*n)++] = indexes.v[i].name;
	for (size_t i = 0; i < joins.n; i++) {
		names[(*n)++] = joins.v[i].table;
		names[(*n)++] = primary_key_name(a, joins.v[i].stem);
		names[(*n)++] = join_index_name(a, &joins.v[i]);
	}
	for (size_t i = 0; i < nview; i++)
		names[(*n)++] = view[i];
	return names;
}

/* The function that refreshes the table view by a reference:
 * that of an entity ContactByCompany has its name. */
static size_t
refresh_names(struct arena *a, const struct entity *e, const struct field *f, struct relation *to)
{
	size_t n = 0;

	for (size_t i = 0; i < f->nrefs && !f->faulty; i++) {
		const char *path = f->join_table ? field_key(a, f) : column_stem(f->refs[i].column);

		to[n++] = (struct relation){name_object(a, "tv_%s_by_%s", e->stem, path),
		                            view_function(a, e, path), f->at};
	}
	return n;
}

/* Whether a table may be called as a key or a sequence of another one: tb_contact_pkey of
 * ContactPkey and of Contact. So is its view then. */
static bool
like_key(const struct entity *e)
{
	const char *last = strrchr(e->table, '_');

	return last && (strcmp(last, "_pkey") == 0 || strcmp(last, "_key") == 0 ||
	                strcmp(last, "_seq") == 0);
}

/* Whether it ends within the two underscores that keep names apart: idx_tb_a__b_c is of a column
 * b_c of A, and of a column c of A__b. */
static bool
ends_within(const char *stem)
{
	size_t len = strlen(stem);

	return strstr(stem, "__") || (len && stem[len - 1] == '_');
}

static bool
among(const struct relation *own, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(own[i].name, name) == 0)
			return true;
	return false;
}

/* Of the names that are made of the entity's own, those that may meet another's. */
static const char **
stem_names(struct arena *a, const struct entity *e, size_t *n)
{
	const char **names;

	*n = 0;
	if (ends_within(e->stem))
		return entity_relations(a, e, n);
	names = arena_new(a, const char *, 1);
	if (like_key(e))
		names[(*n)++] = e->table;
	return names;
}

struct relation *
entity_own_relations(struct arena *a, const struct entity *e, size_t *n)
{
	size_t nmade, before, max = e->nindexes + e->nfields;
	const char **made = stem_names(a, e, &nmade);
	struct relation *own;

	for (size_t i = 0; i < e->nfields; i++)
		max += e->fields[i].nrefs;
	own = arena_new(a, struct relation, max + nmade);
	*n = 0;
	for (size_t i = 0; i < e->nindexes; i++)
		own[(*n)++] = (struct relation){e->indexes[i].name, NULL, e->indexes[i].at};
	for (size_t i = 0; i < e->nfields; i++)
		if (e->fields[i].join_table)
			own[(*n)++] =
			        (struct relation){e->fields[i].join_table, NULL, e->fields[i].at};
	before = *n;
	for (size_t i = 0; i < nmade; i++)
		if (!among(own, before, made[i]))
			own[(*n)++] = (struct relation){made[i], NULL, e->at};
	for (size_t i = 0; i < e->nfields && e->table_view; i++)
		*n += refresh_names(a, e, &e->fields[i], own + *n);
	return own;
}
