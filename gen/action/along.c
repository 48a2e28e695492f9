/* What a deletion of other rows does to the subject's row. */
#include "action/compiler.h"
#include "action/deletion.h"
#include "base/arena.h"

#include <string.h>

/* The search for a way from the subject's row to rows that are deleted. */
struct search {
	struct compiler *c;
	const struct entity *deleted;
	const struct entity **seen; /* none of these goes along */
	size_t nseen;
};

static bool
seen(const struct search *w, const struct entity *e)
{
	for (size_t i = 0; i < w->nseen; i++)
		if (w->seen[i] == e)
			return true;
	return false;
}

/* Whether rows that r leads to go with rows of another entity;
 * of entities that this one does not know they may. */
static bool
target_goes(struct search *w, const struct entity *from, const struct ref *r)
{
	const struct entity *target = entity_of_ref(w->c, from, r);

	if (!target || (w->deleted && entity_same(target, w->deleted)))
		return true;
	if (seen(w, target))
		return false;
	w->seen[w->nseen++] = target;
	for (const struct field *f = target->fields; f < target->fields + target->nfields; f++)
		for (const struct ref *next = f->refs; next && next < f->refs + f->nrefs; next++)
			if (next->on_delete == ON_DELETE_CASCADE && !f->join_table &&
			    target_goes(w, target, next))
				return true;
	return false;
}

/* What refers to rows that are deleted has this rule; deleted NULL: rows of an unknown entity. */
static bool
ruled(struct compiler *c, const struct entity *deleted, enum on_delete rule)
{
	const struct entity *e = c->entity;
	struct search w = {c, deleted, arena_new(c->arena, const struct entity *, c->n + 1), 0};

	for (const struct field *f = e->fields; f && f < e->fields + e->nfields; f++)
		for (const struct ref *r = f->refs; r && r < f->refs + f->nrefs; r++)
			if (r->on_delete == rule && !f->join_table && target_goes(&w, e, r))
				return true;
	for (size_t i = 0; i < e->nforeign_keys; i++)
		if (e->foreign_keys[i].on_delete == rule &&
		    (!deleted || (strcmp(e->foreign_keys[i].schema, deleted->schema) == 0 &&
		                  strcmp(e->foreign_keys[i].table, deleted->table) == 0)))
			return true;
	return false;
}

bool
row_goes(struct compiler *c, const struct entity *deleted)
{
	return (deleted && entity_same(c->entity, deleted)) || ruled(c, deleted, ON_DELETE_CASCADE);
}

void
along_set(struct compiler *c, struct statement *st, const struct entity *deleted)
{
	bool takes;

	if (!row_there(c))
		return;
	takes = row_goes(c, deleted);
	if (!takes && !ruled(c, deleted, ON_DELETE_SET_NULL))
		return;
	st->reload = true;
	st->takes |= takes;
	c->action->may_delete |= takes;
}

void
along_called(struct compiler *c, struct statement *st, const struct action *called)
{
	if (!row_there(c) || !deletion_takes(c, called))
		return;
	st->reload = st->takes = true;
	c->action->may_delete = true;
}
