/* Which entity of one tree is which of the other. */
#include "base/arena.h"
#include "diff/compare.h"
#include "diff/side.h"
#include "parse/project.h"

#include <stdlib.h>
#include <string.h>

struct matching {
	struct arena *arena;
	struct diag *diag;
	struct side old, new;
	struct renaming *renamings;
	size_t nrenamings;
	struct changes changes;
};

/* ---- pairs ---- */

typedef bool likeness(const struct entity *, const struct entity *);

static bool
same_name(const struct entity *a, const struct entity *b)
{
	return strcmp(a->name, b->name) == 0;
}

/* HTTPServer and HttpServer have the same table. */
static bool
same_table(const struct entity *a, const struct entity *b)
{
	return strcmp(a->table, b->table) == 0 && strcmp(a->schema, b->schema) == 0;
}

/* Takes every old entity that is like exactly one new one that nobody took. */
static void
pair(struct matching *m, const struct entity **heirs, bool *taken, likeness *like)
{
	for (size_t i = 0; i < m->new.ncompared; i++) {
		size_t found = m->old.ncompared, n = 0;

		for (size_t k = 0; !heirs[i] && k < m->old.ncompared; k++)
			if (!taken[k] && like(m->old.compared[k], m->new.compared[i])) {
				found = k;
				n++;
			}
		if (n != 1)
			continue;
		heirs[i] = m->old.compared[found];
		taken[found] = true;
	}
}

static void
compare_two(struct matching *m, const struct entity *old, const struct entity *new)
{
	struct versions v = {.old = old,
	                     .new = new,
	                     .old_options = m->old.options,
	                     .new_options = m->new.options,
	                     .old_side = &m->old,
	                     .new_side = &m->new,
	                     .renamings = m->renamings,
	                     .nrenamings = m->nrenamings};

	entity_compare(&m->changes, &v);
}

/* What each old one is now, or NULL. */
static const struct entity *const *
match_all(struct matching *m, const struct entity **heirs)
{
	bool *taken = arena_new(m->arena, bool, m->old.ncompared);
	const struct entity **now = arena_new(m->arena, const struct entity *, m->old.ncompared);

	pair(m, heirs, taken, entity_same);
	pair(m, heirs, taken, same_table);
	pair(m, heirs, taken, same_name);
	pair(m, heirs, taken, entity_alike);
	if (m->old.tree->only && m->old.ncompared && m->new.ncompared && !heirs[0])
		heirs[0] = m->old.compared[0];
	for (size_t i = 0; i < m->new.ncompared; i++)
		for (size_t k = 0; heirs[i] && k < m->old.ncompared; k++)
			if (m->old.compared[k] == heirs[i])
				now[k] = m->new.compared[i];
	return now;
}

static void
note_renamings(struct matching *m, const struct entity *const *heirs)
{
	m->renamings = arena_new(m->arena, struct renaming, m->new.ncompared);
	for (size_t i = 0; i < m->new.ncompared; i++)
		if (heirs[i] && !same_name(heirs[i], m->new.compared[i]))
			m->renamings[m->nrenamings++] =
			        (struct renaming){heirs[i], m->new.compared[i]};
}

static void
compare_all(struct matching *m)
{
	const struct entity **heirs = arena_new(m->arena, const struct entity *, m->new.ncompared);
	const struct entity *const *now = match_all(m, heirs);

	note_renamings(m, heirs);
	grants_compare(m->changes.loads, &m->old, &m->new, now);
	for (size_t i = 0; i < m->old.ncompared; i++)
		if (!now[i])
			compare_two(m, m->old.compared[i], NULL);
	for (size_t i = 0; i < m->new.ncompared; i++)
		compare_two(m, heirs[i], m->new.compared[i]);
}

/* The changes of one entity stay in their order. */
static void
sort(struct arena *a, struct changes *all)
{
	struct change **v = arena_new(a, struct change *, all->n), **spare = v;
	int order;

	if (all->n < 2)
		return;
	for (size_t width = 1; width < all->n; width *= 2) {
		for (size_t at = 0; at < all->n; at += 2 * width) {
			size_t i = at, middle = at + width < all->n ? at + width : all->n;
			size_t k = middle, end = at + 2 * width < all->n ? at + 2 * width : all->n;

			for (size_t to = at; to < end; to++) {
				order = i == middle ? 1
				        : k == end  ? -1
				                    : strcmp(all->v[i]->schema, all->v[k]->schema);
				if (order == 0)
					order = strcmp(all->v[i]->entity, all->v[k]->entity);
				spare[to] = order <= 0 ? all->v[i++] : all->v[k++];
			}
		}
		v = all->v;
		all->v = spare;
		spare = v;
	}
}

/* Of the old version, but for the roles: what has them keeps them under their new names. */
static const struct options *
under_new_roles(struct arena *a, const struct options *old, const struct options *new)
{
	struct options *o = arena_new(a, struct options, 1);

	*o = *old;
	o->api_role = new->api_role;
	o->action_role = new->action_role;
	return o;
}

struct changes
tree_compare(struct arena *a, struct diag *d, struct tree *old, struct tree *new)
{
	struct matching m = {.arena = a,
	                     .diag = d,
	                     .old = {.tree = old},
	                     .new = {.tree = new, .options = &new->project->options},
	                     .changes = {.arena = a}};
	struct alters *loads = arena_new(a, struct alters, 1);

	if (!old->only && !tree_mark(old, new))
		return m.changes;
	m.old.options = under_new_roles(a, &old->project->options, m.new.options);
	side_know(a, &m.new, NULL);
	side_know(a, &m.old, &m.new);
	loads->arena = a;
	m.changes.loads = loads;
	foundation_compare(loads, &m.old, &m.new);
	side_link(a, d, &m.old, &m.new);
	side_link(a, d, &m.new, &m.old);
	if (!old->only)
		settings_compare(&m.changes, old, new);
	compare_all(&m);
	sort(a, &m.changes);
	return m.changes;
}
