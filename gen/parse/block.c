/* Reads the blocks indexes and unique_constraints. */
#include "parse/tables.h"
#include "parse/keys.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/column.h"
#include "parse/index.h"
#include "model/name.h"
#include "model/relation.h"

#include <string.h>

struct index_pairs {
	const struct pair *columns, *fields, *type, *name, *unique;
};

#define AT(member) KEY_STORE(index_pairs, member)

static void
where(struct parse *p, const struct pair *pair)
{
	error_at(p->diag, p->source, pair->key->at,
	         "an index has no 'where' of its own: indexes leave out deleted rows already");
}

const struct key index_keys[] = {
        {.name = "columns", .form = FORM_FIELDS, AT(columns)},
        {.name = "fields", .form = FORM_FIELDS, AT(fields)},
        {.name = "type", .form = FORM_WORD, .words = index_names + INDEX_BTREE, AT(type)},
        {.name = "name", .form = FORM_NAME, AT(name)},
        {.name = "unique", .form = FORM_BOOLEAN, AT(unique)},
        {.name = "where", .form = FORM_FREE, .read = where},
        {.name = NULL},
};

const struct key unique_keys[] = {
        {.name = "columns", .form = FORM_FIELDS, AT(columns)},
        {.name = "fields", .form = FORM_FIELDS, AT(fields)},
        {.name = "name", .form = FORM_NAME, AT(name)},
        {.name = NULL},
};

/* Reference: idx_tb_contact_status, tb_contact_email_key. */
static const char *
named(struct parse *p, const struct index *x)
{
	struct strbuf all = STRBUF_INIT;
	const char *stem = p->entity->stem, *columns;

	for (size_t i = 0; i < x->ncolumns; i++)
		str_addf(&all, "%s%s", i ? "_" : "", column_stem(x->columns[i]));
	columns = str_done(&all, p->arena);
	if (x->unique)
		return index_name(p->arena, "tb_", stem, columns, "_key");
	return index_name(p->arena, "idx_tb_", stem, columns, "");
}

static bool
same_columns(const struct index *a, const struct index *b)
{
	if (a->ncolumns != b->ncolumns)
		return false;
	for (size_t i = 0; i < a->ncolumns; i++)
		if (strcmp(a->columns[i], b->columns[i]) != 0)
			return false;
	return true;
}

static bool
before(const struct index *a, const struct index *b)
{
	return a->at.line < b->at.line || (a->at.line == b->at.line && a->at.col < b->at.col);
}

static void
twice(struct parse *p, const struct index *first, const struct index *second)
{
	if (same_columns(first, second) && first->unique == second->unique)
		error_at(p->diag, p->source, second->at,
		         "this index is there already; remove one or give it another name");
	else
		error_at(p->diag, p->source, second->at,
		         "two indexes are named '%s'; give one another name", second->name);
	note_at(p->diag, p->source, first->at, "the first is here");
}

/* Whether a table of pairs of the entity has the name, or a key or an index of one. */
static bool
of_pairs(struct parse *p, const char *name)
{
	struct joins joins = entity_joins(p->arena, p->entity);

	for (size_t i = 0; i < joins.n; i++)
		if (strcmp(joins.v[i].table, name) == 0 ||
		    strcmp(primary_key_name(p->arena, joins.v[i].stem), name) == 0 ||
		    strcmp(join_index_name(p->arena, &joins.v[i]), name) == 0)
			return true;
	return false;
}

/* Names of indexes share a schema with those of tables: none may be there twice, neither among the
 * author's nor among those that every table has. */
static bool
distinct(struct parse *p, const struct index *x)
{
	const struct entity *e = p->entity;
	const char *const taken[] = {
	        name_object(p->arena, "%s_pkey", e->table),
	        name_object(p->arena, "%s_id_key", e->table),
	        name_object(p->arena, "%s_tenant_key", e->table),
	        sequence_name(p->arena, e),
	        e->table,
	};

	if (word_among(taken, sizeof taken / sizeof *taken, x->name)) {
		error_at(p->diag, p->source, x->at,
		         "the name '%s' is taken by the table itself; choose another", x->name);
		return false;
	}
	if (of_pairs(p, x->name)) {
		error_at(p->diag, p->source, x->at,
		         "the name '%s' is taken by the table of a list of refs; choose another",
		         x->name);
		return false;
	}
	for (size_t i = 0; i < e->nindexes; i++) {
		const struct index *other = &e->indexes[i];

		if (strcmp(other->name, x->name) != 0)
			continue;
		twice(p, before(other, x) ? other : x, before(other, x) ? x : other);
		return false;
	}
	return true;
}

/* An index of the author's over the one column of a field takes the place of the field's own. */
static void
replace(struct parse *p, const struct index *x)
{
	struct entity *e = p->entity;

	for (size_t i = 0; x->ncolumns == 1 && i < e->nfields; i++)
		if (e->fields[i].column && strcmp(e->fields[i].column, x->columns[0]) == 0 &&
		    e->fields[i].index == x->kind)
			e->fields[i].index = INDEX_NONE;
}

static bool
unique_already(struct parse *p, const struct index *x)
{
	const struct entity *e = p->entity;

	for (size_t i = 0; x->unique && x->ncolumns == 1 && i < e->nfields; i++)
		if (e->fields[i].unique && e->fields[i].column &&
		    strcmp(e->fields[i].column, x->columns[0]) == 0) {
			error_at(p->diag, p->source, x->at,
			         "field '%s' is unique already; remove one", e->fields[i].name);
			note_at(p->diag, p->source, e->fields[i].at, "the field is here");
			return true;
		}
	return false;
}

static void
add(struct parse *p, struct index x)
{
	struct entity *e = p->entity;

	if (!x.name)
		x.name = named(p, &x);
	if (unique_already(p, &x) || !distinct(p, &x))
		return;
	replace(p, &x);
	e->indexes = arena_grown(p->arena, e->indexes, e->nindexes, sizeof x);
	e->indexes[e->nindexes++] = x;
}

/* The columns of a list of names; false if one of them is unknown (reported) or faulty. */
static bool
columns(struct parse *p, const struct node *list, struct index *x)
{
	const struct field *f;

	x->columns = arena_new(p->arena, const char *, list->n);
	for (size_t i = 0; i < list->n; i++) {
		const char *column = column_find(p, list->items[i]);

		if (!column)
			return false;
		if (word_among(x->columns, x->ncolumns, column)) {
			error_at(p->diag, p->source, list->items[i]->at,
			         "column '%s' is named twice", column);
			return false;
		}
		f = column_field(p->arena, p->entity, column);
		if (f && !index_fits(p, list->items[i]->at, f, x->kind, x->unique))
			return false;
		x->columns[x->ncolumns++] = column;
	}
	return true;
}

static bool
combination(struct parse *p, const struct index *x, const struct index_pairs *pairs)
{
	struct span at = pairs->type ? pairs->type->value->at : x->at;

	if (x->unique && x->kind != INDEX_BTREE)
		error_at(p->diag, p->source, at, "an index of type %s cannot be unique; use btree",
		         index_names[x->kind]);
	else if (x->kind == INDEX_HASH && x->ncolumns > 1)
		error_at(p->diag, p->source, at,
		         "an index of type hash holds one column; use btree");
	else
		return true;
	return false;
}

/* An index over the columns of a list, whose form is right. */
static void
read_list(struct parse *p, const struct node *list, struct index x, const struct index_pairs *pairs)
{
	if (too_many(p, list, "columns", COLUMNS_MAX))
		return;
	x.at = list->n ? list->items[0]->at : list->at;
	if (pairs->type)
		x.kind = index_kind(pairs->type->value->text);
	if (pairs->unique)
		boolean_read(p, pairs->unique->value, "unique", &x.unique);
	if (pairs->name) {
		x.name = pairs->name->value->text;
		x.at = pairs->name->value->at;
	}
	if (columns(p, list, &x) && combination(p, &x, pairs))
		add(p, x);
}

static void
read_mapping(struct parse *p, const struct node *n, const char *what, const struct key *keys,
             bool unique)
{
	struct index_pairs pairs = {0};
	struct index x = {.kind = INDEX_BTREE, .unique = unique};
	const struct pair *list;

	if (!keys_read(p, n, n->at, what, keys, &pairs))
		return;
	list = pairs.columns ? pairs.columns : pairs.fields;
	if (list && !(pairs.columns && pairs.fields))
		read_list(p, list->value, x, &pairs);
	else
		error_at(p->diag, p->source, list ? pairs.fields->key->at : n->at,
		         list ? "'columns' and 'fields' say the same; write only 'columns'"
		              : "'%s' needs the key 'columns'",
		         what);
}

void
indexes_read(struct parse *p, const struct pair *pair)
{
	const struct node *n = pair->value;

	if (too_many(p, n, "indexes", RULES_AND_INDEXES_MAX))
		return;
	for (size_t i = 0; i < n->n; i++)
		if (n->items[i]->kind == NODE_MAPPING)
			read_mapping(p, n->items[i], "index", index_keys, false);
		else
			error_at(p->diag, p->source, n->items[i]->at,
			         "an index is a mapping: {columns: [status]}; this is %s",
			         node_kind_name(n->items[i]));
}

/* A list of names of fields: [a, b]. */
static void
read_names(struct parse *p, const struct node *n)
{
	if (names_check(p, n, "columns"))
		read_list(p, n, (struct index){.kind = INDEX_BTREE, .unique = true},
		          &(struct index_pairs){0});
}

/* [[a, b], {columns: [c, d], name: x}], or one list of names: [a, b]. */
void
uniques_read(struct parse *p, const struct pair *pair)
{
	const struct node *n = pair->value;

	if (too_many(p, n, "unique constraints", RULES_AND_INDEXES_MAX))
		return;
	if (n->n && n->items[0]->kind == NODE_SCALAR) {
		read_names(p, n);
		return;
	}
	for (size_t i = 0; i < n->n; i++)
		if (n->items[i]->kind == NODE_MAPPING)
			read_mapping(p, n->items[i], "unique constraint", unique_keys, true);
		else if (n->items[i]->kind == NODE_SEQUENCE)
			read_names(p, n->items[i]);
		else
			error_at(p->diag, p->source, n->items[i]->at,
			         "a unique constraint is a list of fields, not a text");
}
