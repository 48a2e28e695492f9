/* What a deletion of other rows does to the subject's row. */
#include "action/compiler.h"

#include <string.h>

/* Longer ways of references that cascade are taken to lead there. */
enum { WAY_MAX = 8 };

static bool
same_entity(struct compiler *c, const struct entity *a, const struct entity *b)
{
	return strcmp(entity_title(c, a), entity_title(c, b)) == 0;
}

/* Whether rows that r leads to go with rows of another entity; of entities that this one does not
 * know they may. */
static bool
target_goes(struct compiler *c, const struct entity *from, const struct ref *r,
            const struct entity *deleted, int way)
{
	const struct entity *target = entity_of_ref(c, from, r);

	if (!target || way == 0 || same_entity(c, target, deleted))
		return true;
	for (const struct field *f = target->fields; f < target->fields + target->nfields; f++)
		for (const struct ref *next = f->refs; next < f->refs + f->nrefs; next++)
			if (next->on_delete == ON_DELETE_CASCADE && !f->join_table &&
			    target_goes(c, target, next, deleted, way - 1))
				return true;
	return false;
}

/* What refers to rows that are deleted has this rule. */
static bool
ruled(struct compiler *c, const struct entity *deleted, enum on_delete rule)
{
	const struct entity *e = c->entity;

	for (const struct field *f = e->fields; f < e->fields + e->nfields; f++)
		for (const struct ref *r = f->refs; r < f->refs + f->nrefs; r++)
			if (r->on_delete == rule && !f->join_table &&
			    target_goes(c, e, r, deleted, WAY_MAX))
				return true;
	for (size_t i = 0; i < e->nforeign_keys; i++)
		if (e->foreign_keys[i].on_delete == rule &&
		    strcmp(e->foreign_keys[i].schema, deleted->schema) == 0 &&
		    strcmp(e->foreign_keys[i].table, deleted->table) == 0)
			return true;
	return false;
}

void
along_set(struct compiler *c, struct statement *st, const struct entity *deleted)
{
	bool takes = same_entity(c, c->entity, deleted) || ruled(c, deleted, ON_DELETE_CASCADE);

	if (!takes && !ruled(c, deleted, ON_DELETE_SET_NULL))
		return;
	if (!c->row || !own_frame(c).row)
		return;
	st->reload = true;
	st->takes = takes;
	c->action->may_delete |= takes;
}
