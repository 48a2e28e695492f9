/* What follows from all that was said of a field. */
#include "parse/draft.h"
#include "base/arena.h"
#include "parse/decimal.h"
#include "parse/index.h"
#include "model/index.h"
#include "model/name.h"

#include <string.h>

#define fault_said(d, said, ...)                                                \
	do {                                                                    \
		error_at((d)->p->diag, (d)->p->source, (said).at, __VA_ARGS__); \
		(d)->sound = false;                                             \
	} while (0)

void
index_choose(struct draft *d, const struct pair *pair)
{
	const struct node *n = pair->value;
	struct field *f = d->f;
	bool wanted = true, truth = boolean_word(n->text, &wanted);

	d->index_said = true;
	if (truth)
		f->index = wanted ? index_natural(f) : INDEX_NONE;
	else
		f->index = index_kind(n->text);
	if (f->type == &type_ref) {
		if (!wanted || (!truth && f->index != INDEX_BTREE))
			error_at(d->p->diag, d->p->source, n->at,
			         "the column of a ref always has its index, a btree");
		f->index = INDEX_NONE;
	} else if (f->index) {
		index_fits(d->p, n->at, f, f->index, false);
	}
}

static void
contradictions(struct draft *d)
{
	struct field *f = d->f;

	if (d->required.node && d->nullable.node)
		fault_said(d, d->nullable, "field '%s' cannot be required and nullable", f->name);
	if (f->type == &type_enum && !f->nvalues)
		fault_said(d,
		           ((struct said){NULL, d->word.node ? slice_span(d->p, d->word) : f->at}),
		           "this enum has no values; write enum(first, second)");
	if (f->type == &type_ref && !f->nrefs)
		fault_said(d,
		           ((struct said){NULL, d->word.node ? slice_span(d->p, d->word) : f->at}),
		           "this ref names no entity; write ref(Entity)");
	if (!d->sound)
		return;
	if (d->on_delete.node && d->required.node && f->refs[0].on_delete == ON_DELETE_SET_NULL)
		fault_said(
		        d, d->on_delete,
		        "on_delete set_null contradicts a required ref; use cascade or restrict");
	if (f->unique && f->nrefs > 1)
		fault_said(d, ((struct said){NULL, f->at}),
		           "field '%s' cannot be unique: it has one column per target", f->name);
	if (f->unique && f->type->value == VALUE_POINT && !f->list)
		fault_said(d, ((struct said){NULL, f->at}),
		           "field '%s' cannot be unique: points have no order", f->name);
}

/* list(ref(E)): rows in a table of pairs. */
static void
complete_pairs(struct draft *d)
{
	struct field *f = d->f;
	struct arena *a = d->p->arena;

	if (f->nrefs > 1)
		fault_said(d, ((struct said){NULL, f->refs[1].at}),
		           "a list of refs can have one target only");
	else if (d->required.node)
		fault_said(d, d->required,
		           "a list of refs cannot be required: it may always be empty");
	else if (f->unique)
		fault_said(d, ((struct said){NULL, f->at}), "a list of refs cannot be unique");
	else {
		f->join_table = name_object(a, "tb_%s_%s", d->p->entity->stem, f->column);
		f->refs[0].column = name_object(a, "fk_%s", name_snake(a, f->refs[0].entity));
		f->column = NULL;
	}
}

/* fk_owner_person, or fk_owner_crm_person if another target has the same name in another schema. */
static const char *
target_column(struct draft *d, const struct ref *r)
{
	struct arena *a = d->p->arena;
	const struct field *f = d->f;
	const char *name = name_snake(a, r->entity);
	size_t n = 0;

	for (size_t i = 0; i < f->nrefs; i++)
		n += strcmp(name_snake(a, f->refs[i].entity), name) == 0;
	if (n > 1 && !r->schema)
		fault_said(d, ((struct said){NULL, r->at}),
		           "several targets are named '%s'; write the schema of each, as "
		           "schema.%s",
		           r->entity, r->entity);
	return n > 1 && r->schema ? name_object(a, "fk_%s_%s_%s", f->column, r->schema, name)
	                          : name_object(a, "fk_%s_%s", f->column, name);
}

static void
target_columns(struct draft *d)
{
	struct ref *refs = d->f->refs;

	for (size_t i = 0; d->sound && i < d->f->nrefs; i++) {
		refs[i].column = target_column(d, &refs[i]);
		for (size_t j = 0; d->sound && j < i; j++)
			if (strcmp(refs[j].column, refs[i].column) == 0)
				fault_said(d, ((struct said){NULL, refs[i].at}),
				           "this target and '%s' both become the column '%s'; make "
				           "two fields of them",
				           refs[j].entity, refs[i].column);
	}
}

static void
complete_ref(struct draft *d)
{
	struct field *f = d->f;

	if (strlen(f->column) + strlen("fk_") > NAME_MAX_BYTES) {
		fault_said(d, ((struct said){NULL, f->at}),
		           "field name is too long: its column fk_%s has %zu bytes; PostgreSQL "
		           "keeps %d",
		           f->column, strlen(f->column) + strlen("fk_"), NAME_MAX_BYTES);
		return;
	}
	if (f->nrefs == 1)
		f->column = f->refs[0].column = arena_printf(d->p->arena, "fk_%s", f->column);
	else {
		target_columns(d);
		f->column = NULL;
	}
}

static void
complete_range(struct draft *d)
{
	struct field *f = d->f;
	const char *min, *max;
	bool integral = type_limits(f->type, &min, &max);

	for (int i = 0; i < 2; i++) {
		const char *bound = i ? f->max : f->min;
		struct said said = i ? d->greatest : d->least;

		if (!bound)
			continue;
		if (strcmp(f->type->name, "float") == 0 && !decimal_floats(bound))
			fault_said(d, said, "no float can hold this number");
		else if (integral && decimal_scale(bound) > 0)
			fault_said(d, said, "'%s' is no value of '%s'", bound, f->type->name);
		else if (min && decimal_compare(bound, min) < 0)
			fault_said(d, said, "%s is less than %s, the smallest value of '%s'", bound,
			           min, f->type->name);
		else if (max && decimal_compare(bound, max) > 0)
			fault_said(d, said, "%s is greater than %s, the greatest value of '%s'",
			           bound, max, f->type->name);
	}
	if (f->min && f->max && decimal_compare(f->min, f->max) > 0)
		fault_said(d, d->greatest, "the smallest value %s is above the greatest, %s",
		           f->min, f->max);
	if (!f->min)
		f->min = f->type->min;
	if (!f->max)
		f->max = f->type->max;
}

/* A list is an array; of JSON it is one JSON array, since arrays of JSONB have no operators. */
static void
complete_sql(struct draft *d)
{
	struct field *f = d->f;

	if (!f->sql)
		f->sql = f->type->sql;
	if (f->list && f->type->value != VALUE_JSON)
		f->sql = arena_printf(d->p->arena, "%s[]", f->sql);
}

void
field_complete(struct draft *d)
{
	struct field *f = d->f;

	contradictions(d);
	if (!d->sound)
		return;
	f->required = d->required.node != NULL;
	if (f->type == &type_ref) {
		if (f->list)
			complete_pairs(d);
		else
			complete_ref(d);
	} else {
		complete_range(d);
		complete_sql(d);
		if (f->type->pattern)
			f->pattern = f->type->pattern;
		if (!d->index_said && !f->list)
			f->index = f->type->index;
		if (f->unique || (!d->index_said && f->index == INDEX_BTREE))
			d->sound &= index_fits(d->p, f->at, f, INDEX_BTREE, f->unique);
		if (f->unique && f->index == INDEX_BTREE)
			f->index = INDEX_NONE;
	}
	if (d->sound)
		default_read(d);
}
