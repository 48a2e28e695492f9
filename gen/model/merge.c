/* What leads from one part to others. */
#include "model/merger.h"
#include "base/arena.h"
#include "base/bound.h"
#include "base/hash.h"
#include "base/list.h"
#include "model/catalog.h"
#include "model/view.h"

#include <stdlib.h>
#include <string.h>

/* ---- sorted objects ---- */

static size_t
count(const struct strbuf *all, size_t size)
{
	return all->len / size;
}

/* Those of a key, by which they are sorted: the first, and *n, how many there are. */
static const void *
those_of(const struct strbuf *all, size_t size, int (*compare)(const void *, const void *),
         const void *key, size_t *n)
{
	return all->buf + size * equal_range(key, all->buf, count(all, size), size, compare, n);
}

/* ---- links ---- */

static void
link_add(const struct merger *m, struct strbuf *all, const char *type, struct link l)
{
	size_t to;

	if (!parts_find(m->parts, type, &to))
		return;
	l.to = (uint32_t)to;
	str_addn(all, (const char *)&l, sizeof l);
}

static int
by_target(const void *left, const void *right)
{
	const struct link *a = left, *b = right;

	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->i < b->i ? -1 : a->i > b->i;
}

static int
target_order(const void *key, const void *element)
{
	const size_t *to = key;
	const struct link *l = element;

	return *to < l->to ? -1 : *to > l->to;
}

const struct link *
links_to(const struct strbuf *all, size_t entity, size_t *n)
{
	return those_of(all, sizeof(struct link), target_order, &entity, n);
}

const struct impacts_reference *
link_reference(const struct impacts_entity *e, size_t i)
{
	return i < e->nreferences ? &e->references[i] : &e->foreign_keys[i - e->nreferences];
}

/* ---- names ---- */

static uint64_t
hash_of(const char *name)
{
	return hash_add(HASH_START, name, strlen(name));
}

static void
named_add(struct strbuf *all, const char *name, size_t entity, size_t i)
{
	const struct named n = {hash_of(name), (uint32_t)entity, (uint32_t)i};

	str_addn(all, (const char *)&n, sizeof n);
}

static int
by_hash(const void *left, const void *right)
{
	const struct named *a = left, *b = right;

	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return a->entity < b->entity ? -1 : a->entity > b->entity;
}

static int
hash_order(const void *key, const void *element)
{
	const uint64_t *hash = key;
	const struct named *named = element;

	return *hash < named->hash ? -1 : *hash > named->hash;
}

const struct named *
named_as(const struct strbuf *all, const char *name, size_t *n)
{
	uint64_t hash = hash_of(name);

	return those_of(all, sizeof(struct named), hash_order, &hash, n);
}

/* ---- the whole ---- */

static void
sort(struct strbuf *all, size_t size, int (*compare)(const void *, const void *))
{
	if (all->len)
		qsort(all->buf, count(all, size), size, compare);
}

static void
add(struct merger *m, size_t i)
{
	const struct impacts_file *f = &merger_at(m, i)->impacts;
	const struct impacts_entity *e = &f->entity;
	struct link l = {.from = (uint32_t)i};

	for (l.i = 0; l.i < e->nreferences + e->nforeign_keys; l.i++) {
		const struct impacts_reference *r = link_reference(e, l.i);

		l.on_delete = *r->on_delete;
		link_add(m, &m->referred, r->entity, l);
	}
	for (l.i = 0; l.i < e->nshows; l.i++)
		link_add(m, &m->shown, e->shows[l.i].entity, l);
	for (size_t k = 0; k < f->nmutations; k++)
		named_add(&m->functions, strchr(f->mutations[k].app_function, '.') + 1, i, k);
	if (e->has_table_view)
		named_add(&m->views, view_called(&m->scratch, e->schema, e->name), i, 0);
}

struct merger *
merger_of(struct parts *parts)
{
	struct merger *m = parts->merger;

	if (m)
		return m;
	m = parts->merger = arena_new(&parts->arena, struct merger, 1);
	*m = (struct merger){.parts = parts,
	                     .referred = STRBUF_INIT,
	                     .shown = STRBUF_INIT,
	                     .functions = STRBUF_INIT,
	                     .views = STRBUF_INIT};
	m->loaded = arena_new(&parts->arena, struct loaded *, parts->n);
	for (size_t i = 0; i < parts->n; i++)
		add(m, i);
	sort(&m->referred, sizeof(struct link), by_target);
	sort(&m->shown, sizeof(struct link), by_target);
	sort(&m->functions, sizeof(struct named), by_hash);
	sort(&m->views, sizeof(struct named), by_hash);
	return m;
}

void
merger_end(struct merger *m)
{
	str_free(&m->referred);
	str_free(&m->shown);
	str_free(&m->functions);
	str_free(&m->views);
	arena_clear(&m->scratch);
}

const struct part *
merger_part(struct merger *m, size_t i)
{
	struct loaded *l = m->loaded[i];
	struct impacts_file *f;

	if (l)
		return &l->part;
	l = arena_new(&m->scratch, struct loaded, 1);
	*l = (struct loaded){parts_read(m->parts, &m->scratch, i), i, m->all};
	m->loaded[i] = m->all = l;
	f = &l->part.impacts;
	impacts_sort(f->mutations, f->nmutations);
	return &l->part;
}

const struct part *
merger_at(struct merger *m, size_t i)
{
	for (; m->all; m->all = m->all->next)
		m->loaded[m->all->i] = NULL;
	arena_reset(&m->scratch);
	return merger_part(m, i);
}

struct impacts_entity
merge_entity(struct merger *m, size_t i)
{
	struct impacts_entity to = merger_part(m, i)->impacts.entity;
	struct list by = {0};
	size_t n;
	const struct link *l = links_to(&m->shown, i, &n);

	for (size_t k = 0; k < n; k++)
		list_add(&m->scratch, &by, m->parts->v[l[k].from].type);
	list_sort(&by);
	to.shown_by = by.items;
	to.nshown_by = by.n;
	return to;
}
