#include "diff/compare.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "diff/convert.h"
#include "diff/move.h"
#include "diff/object.h"
#include "diff/retype.h"
#include "emit/clause.h"
#include "model/view.h"

#include <string.h>

struct alterer {
	struct arena *arena;
	const struct versions *versions;
	struct objects old, new;
	const char *view; /* the file of the new table view, or NULL */
	struct alters *to;
};

const char *
versions_old_name(const struct versions *v, const char *name)
{
	for (size_t i = 0; i < v->nrenamed; i++)
		if (strcmp(v->renamed[2 * i + 1], name) == 0)
			return v->renamed[2 * i];
	return name;
}

static bool
foreign_key(const struct object *o)
{
	return o->sort == OBJECT_CONSTRAINT && strstr(o->sql, " FOREIGN KEY ");
}

static const char *
table_of(const struct alterer *x, const struct object *o)
{
	return ident_in(x->arena, x->versions->new->schema, o->table);
}

/* ---- columns ---- */

static void
fill(struct alterer *x, enum phase phase, const struct object *o, const char *what)
{
	alter_add(x->to, phase, o->aspect, o->owner, "-- fill: %s: %s", table_of(x, o), what);
}

/* Of a key that leads to rows of another entity now, what it holds are keys of the old one. */
static void
fill_key(struct alterer *x, const struct object *o, const char *old)
{
	const struct field *f = field_find(x->versions->new, o->owner);
	struct joins joins = entity_joins(x->arena, x->versions->new);
	const char *column = f ? f->column : o->owner;

	for (size_t i = 0; i < joins.n; i++)
		if (joins.v[i].field == f)
			column = joins.v[i].target;
	alter_add(x->to, PHASE_FILL, o->aspect, o->owner,
	          "-- fill: UPDATE %s SET %s = …, whose values are keys of %s;", table_of(x, o),
	          ident_of(x->arena, column), old);
}

static void
column_added(struct alterer *x, const struct object *o)
{
	struct column c = *o->column;
	const char *name = ident_of(x->arena, c.name), *table = table_of(x, o);
	bool empty = c.required && !c.value && !c.identity;

	c.required = c.required && !empty;
	alter_add(x->to, PHASE_COLUMN, o->aspect, o->owner, "ALTER TABLE %s ADD COLUMN %s;", table,
	          column_clause(x->arena, &c, " "));
	if (!empty)
		return;
	alter_add(x->to, PHASE_FILL, o->aspect, o->owner,
	          "-- fill: UPDATE %s SET %s = … WHERE %s IS NULL;", table, name, name);
	alter_add(x->to, PHASE_REQUIRE, o->aspect, o->owner,
	          "ALTER TABLE %s ALTER COLUMN %s SET NOT NULL;", table, name);
}

static void
column_removed(struct alterer *x, const struct object *o)
{
	alter_add(x->to, PHASE_COLUMN, o->aspect, o->owner, "ALTER TABLE %s DROP COLUMN %s;",
	          table_of(x, o), ident_of(x->arena, o->name));
}

/* Says of the alter before that it makes other values. */
static void
converts(struct alterer *x)
{
	x->to->v[x->to->n - 1]->converts = true;
}

/* An old default may be none of the new type, so it goes before the type changes. */
static void
column_typed(struct alterer *x, const struct object *old, const struct object *new)
{
	const char *how = retype_using(x->arena, old, new), *table = table_of(x, new);
	const char *name = ident_of(x->arena, new->name), *empty;
	enum aspect aspect = new->aspect == ASPECT_ADD ? ASPECT_TYPE : new->aspect;

	if (!how) {
		column_removed(x, new);
		converts(x);
		column_added(x, new);
		return;
	}
	if (convert_fails(old->column->sql, new->column->sql))
		alter_add(x->to, PHASE_PREPARE, aspect, new->owner,
		          "-- fill: UPDATE %s SET %s = …, where its value is none of %s;", table,
		          name, new->column->sql);
	if (retype_merges(x->arena, &x->old, &x->new, old, new))
		alter_add(x->to, PHASE_PREPARE, aspect, new->owner,
		          "-- fill: %s: rows whose %s have equal values as %s", table, name,
		          new->column->sql);
	if (old->column->required && new->column->required &&
	    (empty = retype_empty(x->arena, old, new)))
		alter_add(x->to, PHASE_PREPARE, aspect, new->owner,
		          "-- fill: UPDATE %s SET %s = … WHERE %s;", table, name, empty);
	if (old->column->value)
		alter_add(x->to, PHASE_DROP, aspect, new->owner,
		          "ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT;", table, name);
	alter_add(x->to, PHASE_COLUMN, aspect, new->owner,
	          "ALTER TABLE %s ALTER COLUMN %s TYPE %s%s;", table, name, new->column->sql, how);
	if (retype_reads(old, new))
		converts(x);
	if (new->column->value)
		alter_add(x->to, PHASE_REQUIRE, aspect, new->owner,
		          "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s;", table, name,
		          new->column->value);
}

static void
column_required(struct alterer *x, const struct object *o)
{
	const char *name = ident_of(x->arena, o->name), *table = table_of(x, o);
	bool required = o->column->required;

	if (required)
		alter_add(x->to, PHASE_FILL, ASPECT_REQUIRED, o->owner,
		          "-- fill: UPDATE %s SET %s = … WHERE %s IS NULL;", table, name, name);
	alter_add(x->to, PHASE_REQUIRE, ASPECT_REQUIRED, o->owner,
	          "ALTER TABLE %s ALTER COLUMN %s %s NOT NULL;", table, name,
	          required ? "SET" : "DROP");
}

static void
column_changed(struct alterer *x, const struct object *old, const struct object *new)
{
	const char *name = ident_of(x->arena, new->name), *table = table_of(x, new);
	bool typed = retyped(old, new);

	if (typed)
		column_typed(x, old, new);
	if (typed && !retype_using(x->arena, old, new))
		return;
	if (old->column->required != new->column->required)
		column_required(x, new);
	if (typed || word_same(old->column->value, new->column->value))
		return;
	if (new->column->value)
		alter_add(x->to, PHASE_REQUIRE, ASPECT_DEFAULT, new->owner,
		          "ALTER TABLE %s ALTER COLUMN %s SET DEFAULT %s;", table, name,
		          new->column->value);
	else
		alter_add(x->to, PHASE_REQUIRE, ASPECT_DEFAULT, new->owner,
		          "ALTER TABLE %s ALTER COLUMN %s DROP DEFAULT;", table, name);
}

/* ---- the others ---- */

static void
dropped(struct alterer *x, const struct object *o)
{
	struct arena *a = x->arena;
	const char *name = ident_of(a, o->name), *table = table_of(x, o);
	const char *schema = ident_of(a, x->versions->new->schema);

	switch (o->sort) {
	case OBJECT_TABLE: /* of pairs; what goes does not move */
		alter_add(x->to, PHASE_UNKEY, o->aspect, o->owner, "DROP TABLE %s.%s;",
		          ident_of(a, x->versions->old->schema), name);
		break;
	case OBJECT_COLUMN:
		column_removed(x, o);
		break;
	case OBJECT_CONSTRAINT:
		alter_add(x->to, foreign_key(o) ? PHASE_UNKEY : PHASE_DROP, o->aspect, o->owner,
		          "ALTER TABLE %s DROP CONSTRAINT %s;", table, name);
		break;
	case OBJECT_INDEX:
		alter_add(x->to, PHASE_DROP, o->aspect, o->owner, "DROP INDEX %s.%s;", schema,
		          name);
		break;
	case OBJECT_POLICY:
		alter_add(x->to, PHASE_DROP, o->aspect, o->owner,
		          "DROP POLICY %s ON %s;\nALTER TABLE %s NO FORCE ROW LEVEL SECURITY;\n"
		          "ALTER TABLE %s DISABLE ROW LEVEL SECURITY;",
		          name, table, table, table);
		break;
	case OBJECT_VIEW:
		drop_view(x->to, x->versions->new->schema, o, x->view);
		break;
	case OBJECT_TYPE:
		drop_action(x->to, x->versions->old->schema, o, o->aspect, o->owner);
		break;
	case OBJECT_ATTRIBUTE:
		alter_add(x->to, PHASE_API, o->aspect, o->owner,
		          "ALTER TYPE app.%s DROP ATTRIBUTE %s;", ident_of(a, o->table), name);
		break;
	}
}

static void
added(struct alterer *x, const struct object *o, bool filled)
{
	struct arena *a = x->arena;
	const char *target;

	if (filled && foreign_key(o) && (target = target_replaced(a, x->versions, o->owner)))
		fill_key(x, o, target);
	else if (filled && o->rows)
		fill(x, PHASE_FILL, o, o->rows);
	switch (o->sort) {
	case OBJECT_TABLE:
		alter_add(x->to, PHASE_COLUMN, o->aspect, o->owner, "%s", o->sql);
		break;
	case OBJECT_COLUMN:
		column_added(x, o);
		break;
	case OBJECT_CONSTRAINT:
		alter_add(x->to, foreign_key(o) ? PHASE_KEY : PHASE_ADD, o->aspect, o->owner,
		          "ALTER TABLE %s ADD %s;", table_of(x, o), o->sql);
		break;
	case OBJECT_INDEX:
	case OBJECT_POLICY:
		alter_add(x->to, PHASE_ADD, o->aspect, o->owner, "%s", o->sql);
		break;
	case OBJECT_VIEW:
		alter_add(x->to, PHASE_VIEW, o->aspect, o->owner, "%s\nSELECT %s.%s();", o->sql,
		          ident_of(a, x->versions->new->schema),
		          view_function(a, x->versions->new, NULL));
		break;
	case OBJECT_ATTRIBUTE:
		alter_add(x->to, PHASE_API, o->aspect, o->owner,
		          "ALTER TYPE app.%s ADD ATTRIBUTE %s;", ident_of(a, o->table), o->sql);
		break;
	case OBJECT_TYPE:
		break; /* with its action's functions, in a statement of PHASE_LOAD */
	}
}

/* The function for other actions lies in the entity's schema. */
static void
action_moved(struct alterer *x, const struct object *o)
{
	const char *schema = x->versions->old->schema;

	if (strcmp(schema, x->versions->new->schema) != 0)
		alter_add(x->to, PHASE_API, o->aspect, o->owner, "DROP FUNCTION %s.%s;",
		          ident_of(x->arena, schema), ident_of(x->arena, o->name));
}

/* What falls with a column comes again with it. */
static void
object_changed(struct alterer *x, const struct object *old, const struct object *new)
{
	const struct object *column = retype_fells(x->arena, &x->old, &x->new, new);
	struct object again = *new;
	const char *functions =
	        new->sort == OBJECT_VIEW ? view_functions(old->sql, new->sql) : NULL;

	if (functions && (column || strcmp(old->sql, new->sql) != 0)) {
		drop_functions(x->to, PHASE_DROP, new->aspect, old->sql, new->sql);
		again.sql = functions;
		added(x, &again, false);
	} else if (strcmp(old->sql, new->sql) != 0) {
		dropped(x, old);
		added(x, new, true);
	} else if (column) {
		again.owner = column->owner;
		again.aspect = column->aspect;
		dropped(x, &again);
		added(x, &again,
		      retype_breaks(
		              x->arena,
		              object_find(&x->old, OBJECT_COLUMN, column->table, column->name),
		              column, new));
	}
}

static void
changed(struct alterer *x, const struct object *old, const struct object *new)
{
	if (new->sort == OBJECT_COLUMN) {
		column_changed(x, old, new);
	} else if (new->sort == OBJECT_TYPE) {
		action_moved(x, old);
	} else if (new->sort == OBJECT_ATTRIBUTE) {
		if (strcmp(old->sql, new->sql) != 0)
			alter_add(x->to, PHASE_API, new->aspect, new->owner,
			          "ALTER TYPE app.%s ALTER ATTRIBUTE %s TYPE%s;",
			          ident_of(x->arena, new->table), ident_of(x->arena, new->name),
			          new->sql + strlen(ident_of(x->arena, new->name)));
	} else if (!(new->sort == OBJECT_TABLE || new->sort == OBJECT_POLICY)) {
		object_changed(x, old, new);
	}
}

/* What belongs to a table of pairs, or to the type of an action, that is there in one version only
 * goes and comes with it. */
static bool
within(const struct alterer *x, const struct object *o, const struct objects *others)
{
	enum object_sort whole = o->sort == OBJECT_ATTRIBUTE ? OBJECT_TYPE : OBJECT_TABLE;

	if (o->sort == OBJECT_TYPE || o->sort == OBJECT_TABLE || o->sort == OBJECT_VIEW ||
	    strcmp(o->table, x->versions->new->table) == 0)
		return false;
	for (size_t i = 0; i < others->n; i++)
		if (others->v[i].sort == whole && strcmp(others->v[i].table, o->table) == 0)
			return false;
	return true;
}

/* A key of a new table of pairs is none of its CREATE TABLE. */
static bool
goes_along(const struct alterer *x, const struct object *o, const struct objects *others, bool new)
{
	return within(x, o, others) && !(new && o->sort == OBJECT_CONSTRAINT);
}

static int
by_phase(const struct alter *a, const struct alter *b)
{
	return (int)a->phase - (int)b->phase;
}

/* Those of a phase stay in their order. */
static void
sort(struct alters *to)
{
	for (size_t i = 1; i < to->n; i++) {
		struct alter *one = to->v[i];
		size_t k = i;

		for (; k > 0 && by_phase(to->v[k - 1], one) > 0; k--)
			to->v[k] = to->v[k - 1];
		to->v[k] = one;
	}
}

/* Whether rows that are there may be against what is new. */
static bool
may_break(const struct versions *v, const struct object *o)
{
	return o->aspect == ASPECT_RULE || o->sort == OBJECT_INDEX ||
	       (o->aspect == ASPECT_KEY && !foreign_key(o)) ||
	       field_find(v->old, versions_old_name(v, o->owner)) != NULL;
}

struct alters
alters_of(struct arena *a, const struct versions *v)
{
	struct alters to = {.arena = a};
	struct alterer x = {.arena = a, .versions = v, .to = &to};

	if (!v->old || !v->new) {
		move_whole(&to, v);
		return to;
	}
	x.old = objects_of(a, v->old, v->old_options);
	x.new = objects_of(a, v->new, v->new_options);
	for (size_t i = 0; i < x.new.n; i++)
		x.view = x.new.v[i].sort == OBJECT_VIEW ? x.new.v[i].sql : x.view;
	move(&to, v, &x.old);
	for (size_t i = 0; i < x.old.n; i++) {
		const struct object *o = &x.old.v[i];

		if (!object_find(&x.new, o->sort, o->table, o->name) &&
		    !goes_along(&x, o, &x.new, false))
			dropped(&x, o);
	}
	for (size_t i = 0; i < x.new.n; i++) {
		const struct object *o = &x.new.v[i];
		const struct object *other = object_find(&x.old, o->sort, o->table, o->name);

		if (other)
			changed(&x, other, o);
		else if (!goes_along(&x, o, &x.old, true))
			added(&x, o, !within(&x, o, &x.old) && may_break(v, o));
	}
	sort(&to);
	return to;
}
