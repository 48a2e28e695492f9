/* The entity and the rows that a step names, and the SQL of their names. */
#include "action/meaning.h"
#include "base/arena.h"
#include "base/quote.h"
#include "model/column.h"
#include "model/name.h"

#include <string.h>

/* By its stem, if there is one: OrderLine by order_line. */
static bool
named(const struct entity *e, const struct target *t, const char *stem)
{
	if (t->schema && strcmp(t->schema, e->schema) != 0)
		return false;
	return stem ? strcmp(stem, e->stem) == 0 : strcmp(t->entity, e->name) == 0;
}

const struct entity *
entity_titled(struct compiler *c, const char *title)
{
	if (title && strcmp(entity_title(c, c->entity), title) == 0)
		return c->entity;
	for (size_t i = 0; title && i < c->n; i++)
		if (strcmp(entity_title(c, c->others[i]), title) == 0)
			return c->others[i];
	return NULL;
}

/* The only one of a name; in the schema first, if there is one.
 * *several: it is not the only one. */
static const struct entity *
only(const struct compiler *c, const struct entity *from, const struct target *t, const char *stem,
     bool *several)
{
	const struct entity *found = named(c->entity, t, stem) ? c->entity : NULL;
	bool near = found && strcmp(found->schema, from->schema) == 0;

	*several = false;
	for (size_t i = 0; i < c->n && !(near && found); i++) {
		const struct entity *e = c->others[i];

		if (entity_same_file(e, c->entity) || !named(e, t, stem))
			continue;
		near = strcmp(e->schema, from->schema) == 0;
		*several = found && !near;
		if (near || !found)
			found = e;
	}
	return found;
}

static void
unknown(struct compiler *c, const struct target *t)
{
	const char **names = arena_new(c->arena, const char *, c->n + 2);
	const struct target bare = {.entity = t->entity};
	bool several;
	const struct entity *elsewhere =
	        t->schema ? only(c, c->entity, &bare, NULL, &several) : NULL;

	names[0] = c->entity->name;
	for (size_t i = 0; i < c->n; i++)
		names[i + 1] = c->others[i]->name;
	if (elsewhere)
		error_at(c->diag, c->source, t->at,
		         "no entity '%s' in schema '%s'; there is one in schema '%s'", t->entity,
		         t->schema, elsewhere->schema);
	else if (t->schema)
		error_at(c->diag, c->source, t->at, "no entity '%s' in schema '%s'%s", t->entity,
		         t->schema, nearest_cure(c->arena, t->entity, names));
	else
		error_at(c->diag, c->source, t->at, "unknown entity '%s'%s", t->entity,
		         nearest_cure(c->arena, t->entity, names));
}

const struct entity *
entity_find(struct compiler *c, const struct target *t, bool related)
{
	const struct entity *found;
	bool several;

	if (!t->entity)
		return NULL;
	found = only(c, c->entity, t, NULL, &several);
	/* order_lines: an entity OrderLines comes before OrderLine */
	for (const char **stem = name_stems(c->arena, t->entity); related && !found && *stem;
	     stem++)
		found = only(c, c->entity, t, *stem, &several);
	if (!found)
		unknown(c, t);
	else if (several) {
		error_at(c->diag, c->source, t->at,
		         "'%s' is in several schemas; write which, as %s.%s", t->entity,
		         found->schema, found->name);
		return NULL;
	}
	return found;
}

const struct entity *
entity_of_ref(const struct compiler *c, const struct entity *from, const struct ref *ref)
{
	struct target t = {ref->at, ref->schema, ref->entity};
	bool several;

	return only(c, from, &t, NULL, &several);
}

void
statement_rows(struct compiler *c, struct statement *st, const struct entity *e)
{
	(void)c;
	st->entity = e->name;
	st->schema = e->schema;
	st->table = e->table;
	st->key = e->key;
}

/* The column of a field that rows are put in order by; NULL after reporting. */
static const char *
order_field(struct compiler *c, const struct step *s, const struct entity *e, const struct field *f,
            const struct ref *ref)
{
	const struct symbol *of = &field_meaning(c, e, f, ref, "t")->symbol;
	const char *why = of->refused               ? of->refused
	                  : of->kind == VALUE_POINT ? "points have no order"
	                                            : NULL;

	if (why)
		error_at(c->diag, c->source, s->target.at, "'order_by' cannot take '%s': %s",
		         s->order_by, why);
	return why ? NULL : of->sql;
}

const char *
order_sql(struct compiler *c, const struct step *s, const struct entity *e)
{
	const struct ref *ref;
	const struct field *f = field_of_word(e, s->order_by, &ref);
	const char *column;

	if (f)
		column = order_field(c, s, e, f, ref);
	else if (word_always(e, s->order_by))
		column = column_sql(c, "t", s->order_by);
	else {
		error_at(c->diag, c->source, s->target.at, "'%s' has no field '%s' to order by%s",
		         e->name, s->order_by,
		         nearest_cure(c->arena, s->order_by, field_names(c->arena, e)));
		return NULL;
	}
	return column ? arena_printf(c->arena, "%s%s, %s", column, s->descending ? " DESC" : "",
	                             column_sql(c, "t", e->key))
	              : NULL;
}

/* ---- as SQL ---- */

const char *
row_table(struct compiler *c, const struct entity *e)
{
	return ident_in(c->arena, e->schema, e->table);
}

const char *
column_sql(struct compiler *c, const char *row, const char *column)
{
	return arena_printf(c->arena, "%s.%s", row, ident_of(c->arena, column));
}

const char *
entity_title(struct compiler *c, const struct entity *e)
{
	return arena_printf(c->arena, "%s.%s", e->schema, e->name);
}

const char *
rows_sql(struct compiler *c, const struct entity *e, const char *alias)
{
	return arena_printf(c->arena, "%s%s%s.deleted_at IS NULL", entity_tenant(e) ? alias : "",
	                    entity_tenant(e) ? ".tenant_id = auth_tenant_id AND " : "", alias);
}
