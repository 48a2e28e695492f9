/* The right to remove rows for good, which the actions of all entities give to the tables whose
 * rows they remove. */
#include "base/arena.h"
#include "base/quote.h"
#include "diff/move.h"
#include "diff/side.h"
#include "emit/body.h"
#include "parse/removal.h"

#include <string.h>

struct removals {
	struct arena *arena;
	const struct statement **v; /* one that removes rows, of each table */
	size_t n;
};

static bool
same_table(const struct statement *s, const char *schema, const char *table)
{
	return strcmp(s->schema, schema) == 0 && strcmp(s->table, table) == 0;
}

static bool
removes(const struct removals *in, const struct statement *s)
{
	for (size_t i = 0; i < in->n; i++)
		if (same_table(in->v[i], s->schema, s->table))
			return true;
	return false;
}

static void
add(void *context, const struct statement *s)
{
	struct removals *to = context;

	if (s->kind != STATEMENT_DELETE || !s->hard || removes(to, s))
		return;
	to->v = arena_grown(to->arena, to->v, to->n, sizeof *to->v);
	to->v[to->n++] = s;
}

static struct removals
removals_of(struct arena *a, const struct side *s)
{
	struct removals to = {.arena = a};

	for (size_t i = 0; i < s->ncompared; i++)
		for (size_t k = 0; k < s->compared[i]->nactions; k++) {
			const struct action *action = &s->compared[i]->actions[k];

			body_walk(action->statements, action->nstatements, add, &to);
		}
	return to;
}

/* Also by those that are the same in both versions, as they are written. */
static bool
removed_elsewhere(const struct side *s, const char *entity)
{
	for (size_t i = 0; i < s->tree->n; i++)
		if (s->tree->files[i].entity && removes_written(s->tree->files[i].entity, entity))
			return true;
	return false;
}

static const struct entity *
owner(const struct side *s, const struct statement *of)
{
	for (size_t i = 0; i < s->tree->n; i++) {
		const struct entity *e = s->tree->files[i].entity;

		if (e && e->schema && e->table && same_table(of, e->schema, e->table))
			return e;
	}
	return NULL;
}

void
grants_compare(struct alters *to, const struct side *old, const struct side *new)
{
	struct arena *a = to->arena;
	struct removals was = removals_of(a, old), is = removals_of(a, new);

	for (size_t i = 0; i < was.n; i++) {
		const struct entity *e = owner(new, was.v[i]);

		if (e && !removes(&is, was.v[i]) && !removed_elsewhere(new, e->name))
			alter_add(to, PHASE_CLEAN, ASPECT_NONE, "",
			          "REVOKE DELETE ON %s.%s FROM %s;", ident_of(a, e->schema),
			          ident_of(a, e->table), ident_of(a, new->options->action_role));
	}
}
