#include "parse/index.h"
#include "parse/parse.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/index.h"
#include "model/relation.h"

#include <stdlib.h>
#include <string.h>

enum index_kind
index_kind(const char *word)
{
	int kind = word_index(index_names, word);

	return kind < 0 ? INDEX_NONE : (enum index_kind)kind;
}

/* CHAR(n). */
static bool
padded(const struct field *f)
{
	return f->sql && strncmp(f->sql, "CHAR", 4) == 0;
}

/* A row of a B-tree has at most 2704 bytes, a third of a page (manual 11.2). */
enum { INDEXED_MAX = 2000 };

static bool
holds(struct parse *p, struct span at, const struct field *f, bool unique)
{
	if (f->list || f->max_length <= INDEXED_MAX)
		return true;
	error_at(p->diag, p->source, at,
	         "%s of '%s' cannot hold its %d characters; make it at most %d%s",
	         unique ? "the unique index" : "an index of type btree", f->name, f->max_length,
	         INDEXED_MAX, unique ? "" : ", or use an index of type hash");
	return false;
}

bool
index_fits(struct parse *p, struct span at, const struct field *f, enum index_kind kind,
           bool unique)
{
	if (index_holds(kind, f))
		return kind != INDEX_BTREE || holds(p, at, f, unique);
	error_at(p->diag, p->source, at, "an index of type %s cannot hold '%s', which is %s%s%s",
	         index_names[kind], f->name, f->list ? "list(" : "",
	         padded(f) ? "char" : f->type->name, f->list ? ")" : "");
	return false;
}

/* Sets used[0] if the index needs the extension btree_gist, used[1] if pg_trgm. The field may be
 * NULL: a key to another table. */
static void
index_needs(const struct field *f, enum index_kind kind, bool used[2])
{
	if (kind == INDEX_GIST &&
	    (!f || (f->type->value != VALUE_POINT && f->type->value != VALUE_INET)))
		used[0] = true;
	if (kind == INDEX_GIN_TRGM)
		used[1] = true;
}

/* Every name that may stand for a column, for did-you-mean. */
static const char **
names(struct parse *p)
{
	const struct entity *e = p->entity;
	const char **all = arena_new(p->arena, const char *,
	                             e->nfields + e->nforeign_keys + COLUMNS_ALWAYS + 1),
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

const char *
column_missing(struct arena *a, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	if (f->column)
		return NULL;
	if (f->join_table)
		return arena_printf(
		        a, "field '%s' has no column: a list of refs is a table of its own",
		        f->name);
	str_addf(&out, "field '%s' has one column per target; name ", f->name);
	for (size_t i = 0; i < f->nrefs; i++)
		str_addf(&out, "%s'%s'",
		         i == 0              ? ""
		         : i + 1 == f->nrefs ? " or "
		                             : ", ",
		         f->refs[i].column);
	return str_done(&out, a);
}

static const char *
of_field(struct parse *p, const struct node *n, const struct field *f)
{
	const char *why = f->faulty ? NULL : column_missing(p->arena, f);

	if (why)
		error_at(p->diag, p->source, n->at, "%s", why);
	return f->faulty ? NULL : f->column;
}

const char *
column_find(struct parse *p, const struct node *n)
{
	const struct entity *e = p->entity;
	const struct field *f = field_find(e, n->text);

	if (f)
		return of_field(p, n, f);
	for (size_t i = 0; i < e->nfields; i++)
		for (size_t j = 0; j < e->fields[i].nrefs && !e->fields[i].join_table; j++)
			if (e->fields[i].refs[j].column &&
			    strcmp(e->fields[i].refs[j].column, n->text) == 0)
				return e->fields[i].refs[j].column;
	if (foreign_key_find(e, n->text))
		return foreign_key_find(e, n->text)->column;
	f = column_field(p->arena, e, n->text);
	if (f)
		return f->column;
	unknown_name(p, n, "field", names(p));
	return NULL;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* idx_tb_a__tags_tag is of a list _tags of Tags, and of a field tags_tag. */
void
relations_check(struct parse *p)
{
	size_t n;
	const char **names = entity_relations(p->arena, p->entity, &n);

	qsort(names, n, sizeof *names, by_name);
	for (size_t i = 1; i < n; i++)
		if (strcmp(names[i - 1], names[i]) == 0)
			error_at(p->diag, p->source, p->entity->at,
			         "'%s' would make '%s' twice; rename one of its "
			         "fields",
			         p->entity->name, names[i]);
}

/* The field of this entity that a filter column is taken from; NULL if it is another's. */
static const struct field *
filter_field(struct arena *a, const struct entity *e, const struct filter_column *c)
{
	const struct field *f = field_find(e, c->source);

	return f ? f : column_field(a, e, c->source);
}

const char **
entity_extensions(struct arena *a, const struct entity *e)
{
	static const char *const names[] = {"btree_gist", "pg_trgm"};
	const char **out = arena_new(a, const char *, 3);
	bool used[2] = {false, false};
	size_t n = 0;

	for (size_t i = 0; i < e->nfields; i++)
		index_needs(&e->fields[i], e->fields[i].index, used);
	for (size_t i = 0; i < e->nindexes; i++)
		for (size_t j = 0; j < e->indexes[i].ncolumns; j++)
			index_needs(column_field(a, e, e->indexes[i].columns[j]),
			            e->indexes[i].kind, used);
	for (size_t i = 0; e->table_view && i < e->nfilters; i++) {
		const struct filter_column *c = &e->filters[i];
		struct field made = {.type = c->type};

		index_needs(c->type ? &made : filter_field(a, e, c), c->index, used);
	}
	for (size_t i = 0; i < 2; i++)
		if (used[i])
			out[n++] = names[i];
	return out;
}
