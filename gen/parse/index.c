#include "parse/index.h"
#include "base/arena.h"

#include <string.h>

enum {
	B = 1 << INDEX_BTREE,
	H = 1 << INDEX_HASH,
	GIN = 1 << INDEX_GIN,
	TRGM = 1 << INDEX_GIN_TRGM,
	GIST = 1 << INDEX_GIST,
};

/* Operator classes of PostgreSQL (manual 11.10) and of btree_gist and pg_trgm. */
static const unsigned char fits[] = {
        [VALUE_TEXT] = B | H | TRGM | GIST,
        [VALUE_NUMBER] = B | H | GIST,
        [VALUE_BOOLEAN] = B | H,
        [VALUE_DATE] = B | H | GIST,
        [VALUE_TIME] = B | H | GIST,
        [VALUE_TIMESTAMP] = B | H | GIST,
        [VALUE_INTERVAL] = B | H | GIST,
        [VALUE_UUID] = B | H | GIST,
        [VALUE_JSON] = B | H | GIN,
        [VALUE_BYTES] = B | H | GIST,
        [VALUE_INET] = B | H | GIST,
        [VALUE_MACADDR] = B | H | GIST,
        [VALUE_POINT] = GIST,
        [VALUE_REF] = B | H | GIST,
};

enum index_kind
index_kind(const char *word)
{
	for (int i = INDEX_BTREE; index_names[i]; i++)
		if (strcmp(index_names[i], word) == 0)
			return (enum index_kind)i;
	return INDEX_NONE;
}

/* CHAR(n), which the operators of pg_trgm do not take for a text as they do VARCHAR. */
static bool
padded(const struct field *f)
{
	return f->sql && strncmp(f->sql, "CHAR", 4) == 0;
}

static unsigned
kinds(const struct field *f)
{
	if (f->list && f->type->value == VALUE_POINT)
		return 0;
	if (f->list && f->type->value != VALUE_JSON)
		return B | H | GIN;
	if (padded(f))
		return B | H | GIST;
	return fits[f->type->value];
}

bool
index_fits(struct parse *p, struct span at, const struct field *f, enum index_kind kind)
{
	if (kinds(f) & 1u << kind)
		return true;
	error_at(p->diag, p->source, at, "an index of type %s cannot hold '%s', which is %s%s%s",
	         index_names[kind], f->name, f->list ? "list(" : "",
	         padded(f) ? "char" : f->type->name, f->list ? ")" : "");
	return false;
}

void
index_needs(const struct field *f, enum index_kind kind, bool used[2])
{
	if (kind == INDEX_GIST &&
	    (!f || (f->type->value != VALUE_POINT && f->type->value != VALUE_INET)))
		used[0] = true;
	if (kind == INDEX_GIN_TRGM)
		used[1] = true;
}

/* Columns that tables have without being asked. */
static const struct {
	const char *name, *type;
} always[] = {
        {"id", "uuid"},         {"tenant_id", "uuid"},
        {"identifier", "text"}, {"created_at", "datetime"},
        {"created_by", "uuid"}, {"updated_at", "datetime"},
        {"updated_by", "uuid"}, {"deleted_at", "datetime"},
        {"deleted_by", "uuid"},
};

enum { NALWAYS = sizeof always / sizeof always[0] };

bool
column_always(const struct entity *e, size_t i, const char **name, const struct type **type)
{
	if (i >= NALWAYS)
		return false;
	*type = type_find(always[i].type);
	*name = always[i].name;
	if ((i == 1 && e->tenancy == TENANCY_SHARED) || (i == 2 && !e->identifier))
		*name = NULL;
	return true;
}

const struct field *
column_field(struct arena *a, const struct entity *e, const char *column)
{
	struct field *f;
	const char *name;
	const struct type *type;

	for (size_t i = 0; i < e->nfields; i++)
		if (e->fields[i].column && strcmp(e->fields[i].column, column) == 0)
			return &e->fields[i];
	for (size_t i = 0; column_always(e, i, &name, &type); i++)
		if (name && strcmp(name, column) == 0) {
			f = new (a, struct field, 1);
			*f = (struct field){.name = name, .column = name, .type = type};
			return f;
		}
	return NULL;
}

/* Every name that may stand for a column, for did-you-mean. */
static const char **
names(struct parse *p)
{
	const struct entity *e = p->entity;
	const char **all = new (p->arena, const char *,
	                        e->nfields + e->nforeign_keys + NALWAYS + 1),
	           *name;
	const struct type *type;
	size_t n = 0;

	for (size_t i = 0; i < e->nfields; i++)
		all[n++] = e->fields[i].name;
	for (size_t i = 0; i < e->nforeign_keys; i++)
		all[n++] = e->foreign_keys[i].column;
	for (size_t i = 0; column_always(e, i, &name, &type); i++)
		if (name)
			all[n++] = name;
	return all;
}

static const char *
of_field(struct parse *p, const struct node *n, const struct field *f)
{
	if (f->faulty)
		return NULL;
	if (f->join_table)
		error_at(p->diag, p->source, n->at,
		         "field '%s' has no column: a list of refs is a table of its own", f->name);
	else if (!f->column)
		error_at(p->diag, p->source, n->at,
		         "field '%s' has several columns; name one, such as '%s'", f->name,
		         f->refs[0].column);
	return f->column;
}

const char *
column_find(struct parse *p, const struct node *n)
{
	const struct entity *e = p->entity;
	const struct field *f = field_find(e, n->text);
	const char *near;

	if (f)
		return of_field(p, n, f);
	for (size_t i = 0; i < e->nfields; i++)
		for (size_t j = 0; j < e->fields[i].nrefs && !e->fields[i].join_table; j++)
			if (e->fields[i].refs[j].column &&
			    strcmp(e->fields[i].refs[j].column, n->text) == 0)
				return e->fields[i].refs[j].column;
	for (size_t i = 0; i < e->nforeign_keys; i++)
		if (strcmp(e->foreign_keys[i].column, n->text) == 0)
			return e->foreign_keys[i].column;
	f = column_field(p->arena, e, n->text);
	if (f)
		return f->column;
	near = p->diag->nerrors > 100 ? NULL : nearest(n->text, names(p));
	if (near)
		error_at(p->diag, p->source, n->at, "unknown field '%s'; did you mean '%s'?",
		         n->text, near);
	else
		error_at(p->diag, p->source, n->at, "unknown field '%s'", n->text);
	return NULL;
}
