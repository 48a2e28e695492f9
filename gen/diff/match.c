/* Which entity of one tree is which of the other. */
#include "action/compile.h"
#include "action/signature.h"
#include "base/arena.h"
#include "diff/compare.h"
#include "diff/tree.h"
#include "model/relation.h"
#include "parse/parse.h"
#include "parse/project.h"

#include <stdlib.h>
#include <string.h>

struct side {
	struct tree *tree;
	const struct options *options;
	struct entity **others; /* what is known of all */
	size_t nothers;
	struct entity **compared; /* linked models of those that may have changed */
	size_t ncompared;
};

struct matching {
	struct arena *arena;
	struct diag *diag;
	struct side old, new;
	struct changes changes;
};

/* ---- which files are the same ---- */

static struct tree_file *
file_find(const struct tree *t, const char *path)
{
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(t->files[middle].path, path);

		if (order == 0)
			return &t->files[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* False if no file and no setting differs. */
static bool
mark_same(struct tree *old, struct tree *new)
{
	bool settings = strcmp(old->settings, new->settings) == 0;
	size_t n = 0;

	for (size_t i = 0; settings && i < new->n; i++) {
		struct tree_file *f = &new->files[i], *g = file_find(old, f->path);

		if (!g || f->len != g->len || memcmp(f->text, g->text, f->len) != 0)
			continue;
		f->same = g->same = true;
		n++;
	}
	return !settings || n < new->n || n < old->n;
}

/* ---- parsing and linking ---- */

/* As others see it; its faults are its own matter. */
static struct entity *
interface(struct arena *a, const struct source *source, const struct options *o)
{
	struct entity *e;
	struct diag silent;
	bool broken;

	diag_init(&silent, a);
	e = entity_read(a, &silent, source, o, &broken);
	if (!e || !e->name)
		return NULL;
	actions_sign(a, &silent, e, o);
	e->partial = e->partial || broken || silent.nerrors > 0;
	if (!e->partial)
		e->relations = entity_relations(a, e, &e->nrelations);
	return e;
}

static void
know(struct matching *m, struct side *s, struct side *parsed)
{
	s->others = arena_new(m->arena, struct entity *, s->tree->n);
	for (size_t i = 0; i < s->tree->n; i++) {
		struct tree_file *f = &s->tree->files[i];
		const struct tree_file *g =
		        f->same && parsed ? file_find(parsed->tree, f->path) : NULL;

		f->entity = g ? g->entity : interface(m->arena, f->source, s->options);
		if (f->entity)
			s->others[s->nothers++] = f->entity;
	}
}

static bool
named(const struct entity *e, const struct entity *ref_from)
{
	for (size_t i = 0; i < ref_from->nfields; i++)
		for (size_t k = 0; k < ref_from->fields[i].nrefs; k++)
			if (strcmp(ref_from->fields[i].refs[k].entity, e->name) == 0)
				return true;
	for (size_t i = 0; i < ref_from->nforeign_keys; i++)
		if (ref_from->foreign_keys[i].table && e->table &&
		    strcmp(ref_from->foreign_keys[i].table, e->table) == 0)
			return true;
	return false;
}

/* Whether it refers to an entity whose file is another in one of the trees. */
static bool
concerned(const struct matching *m, const struct tree_file *f)
{
	const struct tree *trees[] = {m->old.tree, m->new.tree};

	for (size_t t = 0; f->entity && t < 2; t++)
		for (size_t i = 0; i < trees[t]->n; i++) {
			const struct tree_file *g = &trees[t]->files[i];

			if (!g->same && g->entity && named(g->entity, f->entity))
				return true;
		}
	return false;
}

static bool
chosen(const struct matching *m, const struct side *s, const struct tree_file *f)
{
	if (s->tree->only)
		return strcmp(s->tree->only, f->path) == 0;
	return !f->same || concerned(m, f);
}

/* Its own interface, since it is linked: that of the other side would be another entity of its
 * name. */
static void
know_itself(struct matching *m, struct side *s, struct tree_file *f)
{
	struct entity *own;

	if (!f->same || !f->entity || f->entity->source == f->source)
		return;
	own = interface(m->arena, f->source, s->options);
	for (size_t i = 0; own && i < s->nothers; i++)
		if (s->others[i] == f->entity)
			s->others[i] = own;
	f->entity = own ? own : f->entity;
}

static void
link_side(struct matching *m, struct side *s)
{
	s->compared = arena_new(m->arena, struct entity *, s->tree->n);
	for (size_t i = 0; i < s->tree->n; i++) {
		struct tree_file *f = &s->tree->files[i];
		size_t nerrors = m->diag->nerrors;
		struct entity *e;
		bool broken;

		if (!chosen(m, s, f))
			continue;
		know_itself(m, s, f);
		e = entity_read(m->arena, m->diag, f->source, s->options, &broken);
		if (e && m->diag->nerrors == nerrors)
			entity_complete(m->arena, m->diag, e, s->others, s->nothers, s->options);
		if (e && m->diag->nerrors == nerrors)
			s->compared[s->ncompared++] = e;
	}
}

/* ---- pairs ---- */

typedef bool likeness(const struct entity *, const struct entity *);

static bool
same_entity(const struct entity *a, const struct entity *b)
{
	return strcmp(a->name, b->name) == 0 && strcmp(a->schema, b->schema) == 0;
}

static bool
same_name(const struct entity *a, const struct entity *b)
{
	return strcmp(a->name, b->name) == 0;
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
	                     .new_options = m->new.options};

	entity_compare(&m->changes, &v);
}

static void
compare_all(struct matching *m)
{
	const struct entity **heirs = arena_new(m->arena, const struct entity *, m->new.ncompared);
	bool *taken = arena_new(m->arena, bool, m->old.ncompared);

	pair(m, heirs, taken, same_entity);
	pair(m, heirs, taken, same_name);
	pair(m, heirs, taken, entity_alike);
	if (m->old.tree->only && m->old.ncompared && m->new.ncompared && !heirs[0]) {
		heirs[0] = m->old.compared[0];
		taken[0] = true;
	}
	for (size_t i = 0; i < m->old.ncompared; i++)
		if (!taken[i])
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

struct changes
tree_compare(struct arena *a, struct diag *d, struct tree *old, struct tree *new)
{
	struct matching m = {.arena = a,
	                     .diag = d,
	                     .old = {.tree = old, .options = &old->project->options},
	                     .new = {.tree = new, .options = &new->project->options},
	                     .changes = {.arena = a}};

	if (!old->only && !mark_same(old, new))
		return m.changes;
	know(&m, &m.new, NULL);
	know(&m, &m.old, &m.new);
	link_side(&m, &m.old);
	link_side(&m, &m.new);
	compare_all(&m);
	sort(a, &m.changes);
	return m.changes;
}
