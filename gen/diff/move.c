#include "diff/move.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/clause.h"
#include "emit/emit.h"
#include "model/relation.h"

#include <string.h>

/* ---- helpers ---- */

/* The helpers hold on to the table and its columns (their bodies are SQL, not text), and to the
 * types of its keys. The files of the new version make them again. */
static void
drop_helpers(struct alters *to, const struct entity *e, enum aspect aspect)
{
	size_t n;
	const char **all = entity_helpers(to->arena, e, &n);

	for (size_t i = 0; i < n; i++)
		alter_add(to, PHASE_MOVE, aspect, "", "DROP FUNCTION %s;", all[i]);
}

enum aspect
helpers_aspect(const struct entity *old, const struct entity *new)
{
	if (strcmp(old->schema, new->schema) != 0 || strcmp(old->table, new->table) != 0)
		return ASPECT_TABLE;
	if (entity_tenant(old) != entity_tenant(new))
		return ASPECT_TENANCY;
	if (strcmp(old->key_type, new->key_type) != 0)
		return ASPECT_KEY_TYPE;
	return old->identifier && !new->identifier ? ASPECT_IDENTIFIER : ASPECT_NONE;
}

static void
move_helpers(struct alters *to, const struct entity *old, const struct entity *new)
{
	enum aspect aspect = helpers_aspect(old, new);

	if (aspect)
		drop_helpers(to, old, aspect);
}

/* ---- whole tables ---- */

/* The table view and the actions. */
static void
drop_api(struct alters *to, const struct entity *e, const struct options *o)
{
	struct arena *a = to->arena;
	struct objects all = objects_of(a, e, o);

	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].sort == OBJECT_VIEW)
			drop_view(to, e->schema, &all.v[i], NULL);
		else if (all.v[i].sort == OBJECT_TYPE)
			drop_action(to, e->schema, &all.v[i], ASPECT_TABLE, "");
}

/* Tables that refer to each other could not go one by one. */
static void
drop_all(struct alters *to, const struct entity *e, const struct options *o)
{
	struct joins joins = entity_joins(to->arena, e);
	struct key_clauses keys = entity_key_clauses(to->arena, e);
	const char *schema = ident_of(to->arena, e->schema);

	drop_helpers(to, e, ASPECT_TABLE);
	for (size_t i = 0; i < keys.n; i++)
		if (keys.v[i].sql)
			alter_add(to, PHASE_UNKEY, ASPECT_TABLE, "",
			          "ALTER TABLE %s.%s DROP CONSTRAINT %s;", schema,
			          ident_of(to->arena, keys.v[i].table),
			          ident_of(to->arena, keys.v[i].name));
	drop_api(to, e, o);
	for (size_t i = 0; i < joins.n; i++)
		alter_add(to, PHASE_DROP, ASPECT_TABLE, "", "DROP TABLE %s.%s;", schema,
		          ident_of(to->arena, joins.v[i].table));
	alter_add(to, PHASE_DROP, ASPECT_TABLE, "", "DROP TABLE %s.%s;", schema,
	          ident_of(to->arena, e->table));
}

void
move_whole(struct alters *to, const struct versions *v)
{
	struct strbuf table = STRBUF_INIT, keys = STRBUF_INIT, view = STRBUF_INIT;
	const char *constraints;

	if (!v->new) {
		drop_all(to, v->old, v->old_options);
		return;
	}
	emit_table(&table, to->arena, v->new, v->new_options);
	emit_foreign_keys(&keys, to->arena, v->new, v->new_options);
	if (v->new->table_view) {
		emit_views(&view, to->arena, v->new, v->new_options);
		alter_add(to, PHASE_VIEW, ASPECT_TABLE, "", "%s", str_done(&view, to->arena));
	}
	alter_add(to, PHASE_COLUMN, ASPECT_TABLE, "", "%s", str_done(&table, to->arena));
	constraints = str_done(&keys, to->arena);
	if (strstr(constraints, "ALTER TABLE"))
		alter_add(to, PHASE_KEY, ASPECT_TABLE, "", "%s", constraints);
}

/* ---- names ---- */

struct mover {
	struct alters *to;
	const struct versions *versions;
	struct objects *old;
	const char *schema; /* the new one, quoted */
};

static const char *
quoted(struct mover *m, const char *name)
{
	return ident_of(m->to->arena, name);
}

static void
constraint(struct mover *m, const char *owner, const char *table, const char *old, const char *new)
{
	if (!word_same(old, new))
		alter_add(m->to, PHASE_MOVE, ASPECT_TABLE, owner,
		          "ALTER TABLE %s.%s RENAME CONSTRAINT %s TO %s;", m->schema,
		          quoted(m, table), quoted(m, old), quoted(m, new));
}

/* The objects of a table, under its new name and with the new name of a column. */
static void
follow(struct mover *m, const char *old, const char *new, const char *old_column,
       const char *new_column)
{
	for (size_t i = 0; i < m->old->n; i++) {
		struct object *o = &m->old->v[i];

		if (o->sort == OBJECT_TYPE || o->sort == OBJECT_ATTRIBUTE ||
		    !word_same(o->table, old))
			continue;
		if (o->sort == OBJECT_COLUMN && word_same(o->name, old_column))
			o->name = new_column;
		if (o->sort == OBJECT_TABLE)
			o->name = new;
		o->table = new;
	}
}

static void
rename_column(struct mover *m, enum aspect aspect, const char *owner, const char *table,
              const char *old, const char *new)
{
	if (word_same(old, new))
		return;
	alter_add(m->to, PHASE_MOVE, aspect, owner, "ALTER TABLE %s.%s RENAME COLUMN %s TO %s;",
	          m->schema, quoted(m, table), quoted(m, old), quoted(m, new));
	follow(m, table, table, old, new);
}

static void
rename_table(struct mover *m, const char *old, const char *new, const char *old_column,
             const char *new_column, const char *owner)
{
	if (!word_same(old, new))
		alter_add(m->to, PHASE_MOVE, ASPECT_TABLE, owner, "ALTER TABLE %s.%s RENAME TO %s;",
		          m->schema, quoted(m, old), quoted(m, new));
	follow(m, old, new, "", "");
	rename_column(m, ASPECT_TABLE, owner, new, old_column, new_column);
}

static void
rename_policy(struct mover *m, const char *owner, const char *table, const char *old,
              const char *new)
{
	struct object *o = (struct object *)object_find(m->old, OBJECT_POLICY, table, old);

	if (!o || word_same(old, new))
		return;
	alter_add(m->to, PHASE_MOVE, ASPECT_TABLE, owner, "ALTER POLICY %s ON %s.%s RENAME TO %s;",
	          quoted(m, old), m->schema, quoted(m, table), quoted(m, new));
	o->name = new;
}

static const struct join *
join_of(const struct joins *in, const char *field)
{
	for (size_t i = 0; i < in->n; i++)
		if (word_same(in->v[i].field->name, field))
			return &in->v[i];
	return NULL;
}

static void
move_pairs(struct mover *m, const struct entity *old, const struct entity *new)
{
	struct arena *a = m->to->arena;
	struct joins was = entity_joins(a, old), is = entity_joins(a, new);

	for (size_t i = 0; i < is.n; i++) {
		const struct join *n = &is.v[i],
		                  *o = join_of(&was,
		                               versions_old_name(m->versions, n->field->name));

		if (!o)
			continue;
		if (!word_same(old->schema, new->schema))
			alter_add(m->to, PHASE_MOVE, ASPECT_TABLE, n->field->name,
			          "ALTER TABLE %s.%s SET SCHEMA %s;", quoted(m, old->schema),
			          quoted(m, o->table), m->schema);
		rename_table(m, o->table, n->table, o->own, n->own, n->field->name);
		rename_column(m, ASPECT_KEY, n->field->name, n->table, o->target, n->target);
		constraint(m, n->field->name, n->table, primary_key_name(a, o->stem),
		           primary_key_name(a, n->stem));
		rename_policy(m, n->field->name, n->table, policy_name(a, o->stem),
		              policy_name(a, n->stem));
		if (!word_same(join_index_name(a, o), join_index_name(a, n)))
			alter_add(m->to, PHASE_MOVE, ASPECT_TABLE, n->field->name,
			          "ALTER INDEX %s.%s RENAME TO %s;", m->schema,
			          quoted(m, join_index_name(a, o)),
			          quoted(m, join_index_name(a, n)));
	}
}

/* Foreign keys of others hold on to it. */
static void
rename_tenant_key(struct mover *m, const struct entity *old, const struct entity *new)
{
	struct arena *a = m->to->arena;
	const char *was = tenant_key_name(a, old), *is = tenant_key_name(a, new);
	struct object *o = (struct object *)object_find(m->old, OBJECT_CONSTRAINT, new->table, was);

	if (!o || !entity_tenant(new))
		return;
	constraint(m, "", new->table, was, is);
	o->name = is;
	o->sql = tenant_key_clause(a, new);
}

/* The table view is made anew: it holds nothing of its own. */
static void
move_table(struct mover *m, const struct entity *old, const struct entity *new)
{
	struct arena *a = m->to->arena;
	const char *view = old->table_view ? view_table(a, old) : NULL;

	if (view && !(word_same(old->schema, new->schema) && word_same(old->table, new->table)))
		for (size_t i = 0; i < m->old->n; i++)
			if (m->old->v[i].sort == OBJECT_VIEW) {
				drop_view(m->to, old->schema, &m->old->v[i], NULL);
				m->old->v[i] = m->old->v[--m->old->n];
			}
	if (!word_same(old->schema, new->schema))
		alter_add(m->to, PHASE_MOVE, ASPECT_TABLE, "", "ALTER TABLE %s.%s SET SCHEMA %s;",
		          quoted(m, old->schema), quoted(m, old->table), m->schema);
	rename_table(m, old->table, new->table, old->key, new->key, "");
	if (word_same(old->table, new->table))
		return;
	alter_add(m->to, PHASE_MOVE, ASPECT_TABLE, "", "ALTER SEQUENCE %s.%s RENAME TO %s;",
	          m->schema, quoted(m, sequence_name(a, old)), quoted(m, sequence_name(a, new)));
	constraint(m, "", new->table, primary_key_name(a, old->stem),
	           primary_key_name(a, new->stem));
	constraint(m, "", new->table, id_key_name(a, old), id_key_name(a, new));
	rename_policy(m, "", new->table, policy_name(a, old->stem), policy_name(a, new->stem));
	rename_tenant_key(m, old, new);
}

static void
move_fields(struct mover *m, const struct entity *old, const struct entity *new)
{
	for (size_t i = 0; i < m->versions->nrenamed; i++) {
		const struct field *f = field_find(old, m->versions->renamed[2 * i]),
		                   *g = field_find(new, m->versions->renamed[2 * i + 1]);

		if (!f || !g || !f->column || !g->column)
			continue;
		rename_column(m, ASPECT_ADD, g->name, new->table, f->column, g->column);
	}
}

/* The column of one of several targets has its schema in its name
 * while there is another of its name. */
static void
move_targets(struct mover *m, const struct entity *old, const struct entity *new)
{
	for (size_t i = 0; i < new->nfields; i++) {
		const struct field *g = &new->fields[i];
		const struct field *f = field_find(old, versions_old_name(m->versions, g->name));

		for (size_t k = 0; f && f->nrefs > 1 && g->nrefs > 1 && k < g->nrefs; k++) {
			const struct ref *was = target_before(m->versions, f, &g->refs[k]);

			if (was)
				rename_column(m, ASPECT_KEY, g->name, new->table, was->column,
				              g->refs[k].column);
		}
	}
}

void
move(struct alters *to, const struct versions *v, struct objects *old)
{
	struct mover m = {to, v, old, ident_of(to->arena, v->new->schema)};

	move_helpers(to, v->old, v->new);
	move_table(&m, v->old, v->new);
	move_pairs(&m, v->old, v->new);
	move_fields(&m, v->old, v->new);
	move_targets(&m, v->old, v->new);
}
