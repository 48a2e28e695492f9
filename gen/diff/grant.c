/* The right to remove rows for good, which the actions of all entities give to the tables whose
 * rows they remove. */
#include "base/arena.h"
#include "base/quote.h"
#include "diff/move.h"
#include "diff/side.h"
#include "graph/names.h"
#include "model/removal.h"
#include "parse/removal.h"
#include "parse/step.h"

#include <string.h>

static struct removals
removals_of(struct arena *a, const struct side *s)
{
	struct removals to = {0};

	for (size_t i = 0; i < s->ncompared; i++)
		removals_add(a, &to, s->compared[i]);
	return to;
}

/* Where a step of a file stands, and the entities whose rows such steps remove, by their shapes. */
struct place {
	struct arena *arena;
	const struct side *side;
	const struct shape *file;
	bool *removed;
};

/* Notes what a step removes; false, so that the next one is asked for. */
static bool
note(const struct target *t, const void *context)
{
	const struct place *at = context;
	const char *name = t->entity;
	struct meanings m;

	if (!name) {
		at->removed[at->file - at->side->shapes.v] = true;
		return false;
	}
	if (t->schema)
		name = arena_printf(at->arena, "%s.%s", t->schema, name);
	m = names_entity(at->side->names, at->file, name, true);
	for (size_t i = 0; i < m.n; i++)
		at->removed[m.v[i]] = true;
	return false;
}

/* Also by those that are the same in both versions, as they are written. */
static const bool *
removed_anywhere(struct arena *a, const struct side *s)
{
	bool *removed = arena_new(a, bool, s->shapes.n + 1);

	for (size_t i = 0; i < s->tree->n; i++) {
		const struct entity *e = side_entity(a, s, &s->tree->files[i]);
		const struct place at = {a, s, &s->shapes.v[i], removed};

		if (e)
			removes_written(e, note, &at);
	}
	return removed;
}

static bool
is_removed(const struct side *s, const bool *removed, const struct entity *rows)
{
	for (size_t i = 0; i < s->shapes.n; i++)
		if (removed[i] && strcmp(s->shapes.v[i].schema, rows->schema) == 0 &&
		    strcmp(s->shapes.v[i].entity, rows->name) == 0)
			return true;
	return false;
}

static bool
has_table(const struct entity *e, const struct statement *of)
{
	return e && e->schema && e->table && strcmp(of->schema, e->schema) == 0 &&
	       strcmp(of->table, e->table) == 0;
}

/* The entity that has the table of a statement now; NULL if the table is gone. */
static const struct entity *
owner(struct arena *a, const struct side *old, const struct side *new,
      const struct entity *const *successors, const struct statement *of)
{
	for (size_t i = 0; i < old->ncompared; i++)
		if (has_table(old->compared[i], of))
			return successors[i];
	for (size_t i = 0; i < new->tree->n; i++) {
		const struct entity *e = side_entity(a, new, &new->tree->files[i]);

		if (has_table(e, of))
			return e;
	}
	return NULL;
}

void
grants_compare(struct alters *to, const struct side *old, const struct side *new,
               const struct entity *const *successors)
{
	struct arena *a = to->arena;
	struct removals was = removals_of(a, old), is = removals_of(a, new);
	const bool *removed = NULL; /* every file is read for it */

	for (size_t i = 0; i < was.n; i++) {
		const struct entity *e = owner(a, old, new, successors, was.v[i]);

		if (!e || removals_have(&is, e->schema, e->table))
			continue;
		removed = removed ? removed : removed_anywhere(a, new);
		if (!is_removed(new, removed, e))
			alter_add(to, PHASE_CLEAN, ASPECT_NONE, "",
			          "REVOKE DELETE ON %s.%s FROM %s;", ident_of(a, e->schema),
			          ident_of(a, e->table), ident_of(a, new->options->action_role));
	}
}
