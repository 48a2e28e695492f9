/* The fields of an entity: their names, which no other one and no column of ours may have. */
#include "base/arena.h"
#include "base/diag.h"
#include "model/column.h"
#include "model/name.h"
#include "parse/draft.h"
#include "parse/keys.h"
#include "parse/tables.h"

#include <string.h>
#include <strings.h>

static bool
name_good(struct parse *p, const struct pair *pair, struct field *f)
{
	const struct node *key = pair->key;

	f->name = key->text;
	f->at = key->at;
	if (!name_check(p, key, "field name"))
		return false;
	f->column = name_snake(p->arena, f->name);
	if (strlen(f->column) > NAME_MAX_BYTES) {
		error_at(p->diag, p->source, key->at,
		         "field name is too long: its column %s has %zu bytes; PostgreSQL keeps %d",
		         f->column, strlen(f->column), NAME_MAX_BYTES);
		f->faulty = true;
	}
	if (column_reserved(f->name) || column_reserved(f->column)) {
		error_at(p->diag, p->source, key->at,
		         strncasecmp(f->name, "pk_", 3) == 0 || strncasecmp(f->name, "fk_", 3) == 0
		                 ? "field name '%s' is reserved: %.3s is for keys; choose another "
		                   "name"
		                 : "field name '%s' is reserved for a column that tables have "
		                   "already; choose another name",
		         f->name, f->name);
		return false;
	}
	return true;
}

static void
clash(struct parse *p, struct field *f, const struct field *other, const char *column)
{
	error_at(p->diag, p->source, f->at,
	         "field '%s' and field '%s' both become the column '%s'; rename one", f->name,
	         other->name, column);
	note_at(p->diag, p->source, other->at, "the first is here");
	f->faulty = true;
}

/* plain: the columns of the fields so far, before fk_ is put to some. */
static bool
distinct(struct parse *p, struct field *f, const char *const *plain)
{
	const struct entity *e = p->entity;

	for (size_t i = 0; i < e->nfields; i++)
		if (strcmp(plain[i], f->column) == 0) {
			clash(p, f, &e->fields[i], f->column);
			return false;
		}
	return true;
}

/* fk_owner_person is the column of owner: ref(Person|Company) and of owner_person: ref(Person). */
static void
distinct_keys(struct parse *p, struct field *f)
{
	const struct entity *e = p->entity;

	for (const struct field *other = e->fields; other < f; other++)
		for (size_t i = 0; i < other->nrefs * f->nrefs; i++) {
			const char *column = f->refs[i % f->nrefs].column;

			if (!f->join_table && !other->join_table && !f->faulty && !other->faulty &&
			    strcmp(other->refs[i / f->nrefs].column, column) == 0)
				clash(p, f, other, column);
		}
}

/* Refs with many targets have many columns. */
static bool
columns_fit(struct parse *p)
{
	const struct entity *e = p->entity;
	size_t n = 0;

	for (size_t i = 0; i < e->nfields; i++) {
		n += e->fields[i].nrefs ? e->fields[i].nrefs : 1;
		if (n <= FIELDS_MAX)
			continue;
		error_at(p->diag, p->source, e->fields[i].at,
		         "the fields have more than %d columns", FIELDS_MAX);
		return false;
	}
	return true;
}

void
fields_read(struct parse *p, const struct pair *pair)
{
	struct entity *e = p->entity;
	const struct node *n = pair->value;
	const char **plain = arena_new(p->arena, const char *, n->n);

	if (too_many(p, n, "fields", FIELDS_MAX))
		return;
	e->fields = arena_new(p->arena, struct field, n->n);
	for (size_t i = 0; i < n->n; i++) {
		struct field *f = &e->fields[e->nfields];

		if (!name_good(p, &n->pairs[i], f) || !distinct(p, f, plain)) {
			*f = (struct field){0};
			continue;
		}
		plain[e->nfields++] = f->column;
		field_read(p, &n->pairs[i], f);
	}
	if (!columns_fit(p))
		return;
	for (size_t i = 0; i < e->nfields; i++)
		distinct_keys(p, &e->fields[i]);
}
