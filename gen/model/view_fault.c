#include "model/view_fault.h"
#include "base/arena.h"
#include "model/column.h"
#include "model/index.h"

#include <string.h>

#define fault(v, at, ...)                                                                          \
	do {                                                                                       \
		if ((v)->linker)                                                                   \
			error_at((v)->linker->diag, (v)->linker->entity->source, at, __VA_ARGS__); \
	} while (0)

static const char **
names_of(struct arena *a, const struct entity *e, bool refs)
{
	const char **names = arena_new(a, const char *, e->nfields + 1);
	size_t n = 0;

	for (size_t i = 0; i < e->nfields; i++)
		if (!refs || e->fields[i].nrefs)
			names[n++] = e->fields[i].name;
	return names;
}

/* Where the other entity is, or its field of that name. */
static void
note(struct view_linker *v, const struct entity *other, const char *field)
{
	const struct entity *o;
	const struct field *f;

	if (!v->linker || other == v->linker->entity)
		return;
	o = linker_locate(v->linker, other);
	f = field ? field_find(o, field) : NULL;
	note_at(v->linker->diag, o->source, f ? f->at : o->at,
	        f ? "'%s' is here" : "the entity '%s' is here", f ? field : o->name);
}

void
fault_field(struct view_linker *v, struct span at, const struct entity *e, const char *name)
{
	fault(v, at, "'%s' has no field '%s'%s", e->name, name,
	      nearest_cure(v->arena, name, names_of(v->arena, e, false)));
	note(v, e, NULL);
}

void
fault_faulty(struct view_linker *v, struct span at, const struct entity *e, const struct field *f)
{
	fault(v, at, "the field '%s' of '%s' has a fault of its own", f->name, e->name);
	note(v, e, f->name);
}

void
fault_target(struct view_linker *v, struct span at, const struct entity *e, const struct field *f)
{
	if (e == v->base)
		return;
	fault(v, at, "the ref '%s' of '%s' leads to no entity", f->name, e->name);
	note(v, e, f->name);
}

void
fault_relation(struct view_linker *v, const struct entity *e, const struct inclusion *in, bool told)
{
	const struct field *f = field_find(e, in->relation), *of = NULL;

	for (size_t i = 0; i < e->nfields; i++)
		for (size_t k = 0; k < e->fields[i].nrefs; k++)
			if (f == &e->fields[i] ||
			    strcmp(e->fields[i].refs[k].entity, in->relation) == 0)
				of = &e->fields[i];
	if (of && !of->faulty)
		fault(v, in->at, "'%s' is included already, as '%s'; remove one", in->relation,
		      of->name);
	else if (of || told)
		return;
	else if (f && f->faulty)
		fault_faulty(v, in->at, e, f);
	else if (f) {
		fault(v, in->at, "the field '%s' of '%s' is no ref; it has no row to include",
		      f->name, e->name);
		note(v, e, f->name);
	} else {
		fault(v, in->at, "'%s' has no ref '%s'%s", e->name, in->relation,
		      nearest_cure(v->arena, in->relation, names_of(v->arena, e, true)));
		note(v, e, NULL);
	}
}

void
fault_tenant(struct view_linker *v, struct span at, const struct entity *to)
{
	fault(v, at,
	      "'%s' is shared by all tenants and '%s' is not: every tenant would see its rows",
	      v->base->name, to->name);
	note(v, to, NULL);
}

void
fault_rows(struct view_linker *v, int max)
{
	if (v->linker && v->nrows++ == (size_t)max)
		fault(v, v->base->at,
		      "the table view of '%s' shows more than %d refs; include fewer",
		      v->base->name, max);
}

static void
gather(const struct view_row *rows, size_t n, const char **paths, size_t *npaths)
{
	for (size_t i = 0; i < n; i++) {
		paths[(*npaths)++] = rows[i].path;
		gather(rows[i].rows, rows[i].nrows, paths, npaths);
	}
}

void
fault_paths(struct view_linker *v, const struct view_row *rows, size_t n)
{
	const char **paths = arena_new(v->arena, const char *, view_rows_count(rows, n));
	size_t npaths = 0;

	gather(rows, n, paths, &npaths);
	for (size_t i = 0; i < npaths; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(paths[k], paths[i]) == 0)
				fault(v, v->base->at,
				      "the table view of '%s' would have the function '%s' twice; "
				      "rename a field",
				      v->base->name, view_function(v->arena, v->base, paths[i]));
}

/* ---- filter columns ---- */

struct span
word_at(const struct filter_column *c, size_t n)
{
	return c->words_at ? c->words_at[n] : c->at;
}

bool
fault_step(struct view_linker *v, struct span at, const struct entity *e, const struct field *f,
           const char *name)
{
	if (f && f->nrefs == 1 && !f->list && !f->faulty)
		return false;
	if (!f)
		fault_field(v, at, e, name);
	else if (f->faulty)
		fault_faulty(v, at, e, f);
	else if (f->nrefs == 0)
		fault(v, at, "the field '%s' of '%s' is no ref; '.' leads through refs", name,
		      e->name);
	else if (f->list)
		fault(v, at, "'%s' is a list of refs; a filter column holds one value", name);
	else
		fault(v, at, "'%s' refers to one of several entities; a filter column needs one",
		      name);
	return true;
}

void
fault_ends(struct view_linker *v, struct span at, const struct filter_column *c,
           const struct field *f)
{
	if (f->list)
		fault(v, at, "'%s' is a list of refs; a filter column holds one value", f->name);
	else
		fault(v, at, "'%s' is a ref; name a field of it, as in '%s.id'", f->name,
		      c->source);
}

void
fault_key(struct view_linker *v, struct span at, const struct filter_column *c)
{
	fault(v, at, "'%s' is a key to another table; a filter column holds a field", c->source);
}

/* Numbers that take all of those before them. */
static const char *const wider[] = {"smallint", "integer", "bigint", "decimal", "float"};

static size_t
width(const struct type *t)
{
	size_t i = 0;

	while (i < sizeof wider / sizeof *wider && strcmp(wider[i], t->name) != 0)
		i++;
	return i;
}

/* Whether no value of a number is too great for the type, or so small that it would be nothing. */
static bool
within(const struct field *f, const struct type *to)
{
	int digits, scale;

	if (strcmp(to->name, "float") != 0 || strcmp(f->type->name, "decimal") != 0)
		return true;
	return field_digits(f, &digits, &scale) && digits - scale <= 308 && scale <= 323;
}

/* Whether every value of a field is one of the type, so that no refresh can fail. */
static bool
casts(const struct field *f, const struct type *to)
{
	const struct type *from = f->type;
	size_t most = sizeof wider / sizeof *wider, a = width(from), b = width(to);

	if (f->list || to->class == TYPE_COMPOSITE)
		return false;
	if (strcmp(to->sql, "TEXT") == 0 || strcmp(to->sql, from->sql) == 0)
		return true;
	if (from->value == VALUE_NUMBER && to->value == VALUE_NUMBER)
		return b < most && (a < most ? a <= b : b >= 3) && within(f, to);
	return from->value == VALUE_DATE && to->value == VALUE_TIMESTAMP;
}

bool
fault_type(struct view_linker *v, const struct filter_column *c, const struct field *f)
{
	if (casts(f, c->type))
		return false;
	fault(v, c->type_at, "'%s' is %s%s%s; not every value of it is %s%s", c->source,
	      f->list ? "list(" : "", f->type->name, f->list ? ")" : "", c->type->name,
	      f->list || within(f, c->type)
	              ? ""
	              : ", but of one with fewer digits, such as decimal(20, 6)");
	return true;
}

void
fault_index(struct view_linker *v, struct filter_column *c, const struct field *f)
{
	struct field column = {.name = c->name, .type = c->type, .sql = c->sql, .list = f->list};

	if (c->index == INDEX_NONE) {
		c->index = index_natural(&column);
		if (c->index != INDEX_BTREE && index_holds(INDEX_BTREE, &column) && !f->list &&
		    column.type->value != VALUE_JSON)
			c->index = INDEX_BTREE;
	}
	if (!index_holds(c->index, &column))
		fault(v, c->index_at.line ? c->index_at : c->at,
		      "an index of type %s cannot hold '%s', which is %s%s%s",
		      index_names[c->index], c->name, f->list ? "list(" : "", c->type->name,
		      f->list ? ")" : "");
}
