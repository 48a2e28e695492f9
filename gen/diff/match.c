/* Which entity of one tree is which of the other. */
#include "base/arena.h"
#include "base/bound.h"
#include "base/list.h"
#include "base/str.h"
#include "base/words.h"
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
	struct words retyped;
	struct changes changes;
};

/* ---- pairs ---- */

/* What each new one was, and what each old one is now; NULL if nothing. */
struct pairs {
	const struct entity **was, **is;
};

static void
take(struct matching *m, struct pairs *p, size_t old, size_t new)
{
	p->was[new] = m->old.compared[old];
	p->is[old] = m->new.compared[new];
}

typedef const char *key_of(struct arena *, const struct entity *);

static const char *
full_name(struct arena *a, const struct entity *e)
{
	return arena_printf(a, "%s.%s", e->schema, e->name);
}

/* HTTPServer and HttpServer have the same table. */
static const char *
full_table(struct arena *a, const struct entity *e)
{
	return arena_printf(a, "%s.%s", e->schema, e->table);
}

static const char *
bare_name(struct arena *a, const struct entity *e)
{
	(void)a;
	return e->name;
}

/* Its fields, in any order: entities that have the same, and not none,
 * may be one with another name. */
static const char *
all_fields(struct arena *a, const struct entity *e)
{
	struct list fields = {0};
	struct strbuf out = STRBUF_INIT;

	if (!e->nfields)
		return full_name(a, e);
	for (size_t i = 0; i < e->nfields; i++) {
		const struct field *f = &e->fields[i];

		list_add(a, &fields,
		         arena_printf(a, "%s %s%s", f->name, f->type->name, f->list ? "[]" : ""));
	}
	list_sort(&fields);
	for (size_t i = 0; i < fields.n; i++)
		str_addf(&out, "%s, ", fields.items[i]);
	return str_done(&out, a);
}

/* An old one by its key. */
struct keyed {
	const char *key;
	size_t at;
};

static int
by_key(const void *left, const void *right)
{
	const struct keyed *a = left, *b = right;
	int order = strcmp(a->key, b->key);

	return order ? order : (a->at > b->at) - (a->at < b->at);
}

static int
key_order(const void *key, const void *element)
{
	return strcmp(key, ((const struct keyed *)element)->key);
}

/* Takes every old entity that has the key of exactly one new one that nobody took. */
static void
pair_keys(struct matching *m, struct pairs *p, key_of *of)
{
	struct keyed *v = arena_new(m->arena, struct keyed, m->old.ncompared);
	size_t n = 0;

	for (size_t k = 0; k < m->old.ncompared; k++)
		if (!p->is[k])
			v[n++] = (struct keyed){of(m->arena, m->old.compared[k]), k};
	if (n)
		qsort(v, n, sizeof *v, by_key);
	for (size_t i = 0; i < m->new.ncompared; i++) {
		size_t found = 0, times = 0, k;
		const char *key;

		if (p->was[i])
			continue;
		key = of(m->arena, m->new.compared[i]);
		k = lower_bound(key, v, n, sizeof *v, key_order);
		for (; times < 2 && k < n && strcmp(v[k].key, key) == 0; k++)
			if (!p->is[v[k].at]) {
				found = v[k].at;
				times++;
			}
		if (times == 1)
			take(m, p, found, i);
	}
}

static void
match_all(struct matching *m, struct pairs *p)
{
	p->is = arena_new(m->arena, const struct entity *, m->old.ncompared);
	p->was = arena_new(m->arena, const struct entity *, m->new.ncompared);
	pair_keys(m, p, full_name);
	pair_keys(m, p, full_table);
	pair_keys(m, p, bare_name);
	pair_keys(m, p, all_fields);
	if (m->old.tree->only && m->old.ncompared && m->new.ncompared && !p->was[0])
		take(m, p, 0, 0);
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
	                     .nrenamings = m->nrenamings,
	                     .retyped = &m->retyped};

	entity_compare(&m->changes, &v);
}

static void
note_renamings(struct matching *m, const struct pairs *p)
{
	m->renamings = arena_new(m->arena, struct renaming, m->new.ncompared);
	for (size_t i = 0; i < m->new.ncompared; i++)
		if (p->was[i] && strcmp(p->was[i]->name, m->new.compared[i]->name) != 0)
			m->renamings[m->nrenamings++] =
			        (struct renaming){p->was[i], m->new.compared[i]};
}

static void
note_retyped(struct matching *m, const struct pairs *p)
{
	m->retyped = words_new(m->arena, m->new.ncompared);
	for (size_t i = 0; i < m->new.ncompared; i++)
		if (p->was[i] && table_retyped(p->was[i], m->new.compared[i]))
			words_expect(&m->retyped, m->new.compared[i]->table);
}

static void
compare_all(struct matching *m)
{
	struct writings written = {.arena = m->arena};
	struct pairs p;

	match_all(m, &p);
	note_renamings(m, &p);
	note_retyped(m, &p);
	grants_compare(m->changes.loads, &m->old, &m->new, p.is);
	for (size_t i = 0; i < m->old.ncompared; i++)
		if (!p.is[i])
			compare_two(m, m->old.compared[i], NULL);
	for (size_t i = 0; i < m->new.ncompared; i++) {
		size_t first = m->changes.n;

		compare_two(m, p.was[i], m->new.compared[i]);
		writings_note(&written, m->new.compared[i], &m->changes, first);
	}
	writings_sort(&written);
	for (size_t i = 0; i < m->new.ncompared; i++)
		if (p.was[i])
			writings_refresh(&written, &m->changes, p.was[i], m->new.compared[i]);
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
