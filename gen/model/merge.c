/* What the actions of all entities do together. */
#include "model/merge.h"
#include "base/arena.h"
#include "base/file.h"
#include "model/catalog.h"
#include "model/texts.h"

#include <stdlib.h>
#include <string.h>

/* ---- names ---- */

static struct table
table_new(struct arena *a, size_t n)
{
	struct table t = {.nslots = 16};

	while (t.nslots < 2 * n)
		t.nslots *= 2;
	t.keys = arena_new(a, const char *, t.nslots);
	t.values = arena_new(a, size_t, t.nslots);
	return t;
}

static size_t
slot(const struct table *t, const char *key)
{
	size_t i = hash_add(HASH_START, key, strlen(key)) & (t->nslots - 1);

	while (t->keys[i] && strcmp(t->keys[i], key) != 0)
		i = (i + 1) & (t->nslots - 1);
	return i;
}

static void
table_add(struct table *t, const char *key, size_t value)
{
	size_t i = slot(t, key);

	t->keys[i] = key;
	t->values[i] = value;
}

bool
table_find(const struct table *t, const char *key, size_t *value)
{
	size_t i = slot(t, key);

	if (t->keys[i])
		*value = t->values[i];
	return t->keys[i];
}

/* ---- links ---- */

static void
link_add(struct arena *a, struct links *to, size_t from, size_t i)
{
	struct link *v;

	if (to->n == to->room) {
		to->room = to->room ? 2 * to->room : 4;
		v = arena_new(a, struct link, to->room);
		if (to->n)
			memcpy(v, to->v, to->n * sizeof *v);
		to->v = v;
	}
	to->v[to->n++] = (struct link){from, i};
}

static void
link_all(struct merger *m)
{
	size_t target;

	m->referred = arena_new(m->arena, struct links, m->nentities);
	m->shown = arena_new(m->arena, struct links, m->nentities);
	for (size_t i = 0; i < m->nentities; i++) {
		const struct impacts_entity *e = &m->entities[i];

		for (size_t k = 0; k < e->nreferences; k++)
			if (table_find(&m->types, e->references[k].entity, &target))
				link_add(m->arena, &m->referred[target], i, k);
		for (size_t k = 0; k < e->nshows; k++)
			if (table_find(&m->types, e->shows[k].entity, &target))
				link_add(m->arena, &m->shown[target], i, k);
	}
}

static void
name_shown(struct merger *m)
{
	for (size_t i = 0; i < m->nentities; i++) {
		struct texts by = {0};

		for (size_t k = 0; k < m->shown[i].n; k++)
			texts_add(m->arena, &by, m->entities[m->shown[i].v[k].from].type);
		texts_sort(&by);
		m->entities[i].shown_by = by.v;
		m->entities[i].nshown_by = by.n;
	}
}

/* ---- the project ---- */

static void
collect(struct merger *m, const struct impacts_file *files, size_t n)
{
	size_t nmutations = 0;

	for (size_t i = 0; i < n; i++)
		nmutations += files[i].nmutations;
	m->entities = arena_new(m->arena, struct impacts_entity, n);
	m->own = arena_new(m->arena, struct impacts_mutation, nmutations);
	m->mark = arena_new(m->arena, size_t, nmutations);
	m->types = table_new(m->arena, n);
	m->functions = table_new(m->arena, nmutations);
	for (size_t i = 0; i < n; i++) {
		table_add(&m->types, files[i].entity.type, i);
		m->entities[m->nentities++] = files[i].entity;
		for (size_t k = 0; k < files[i].nmutations; k++)
			m->own[m->nmutations++] = files[i].mutations[k];
	}
	impacts_sort(m->own, m->nmutations);
	for (size_t i = 0; i < m->nmutations; i++)
		table_add(&m->functions, strchr(m->own[i].app_function, '.') + 1, i);
}

/* By entity, the mutations that write it. */
static void
index_entities(struct merger *m, struct impacts_project *to)
{
	struct texts *by = arena_new(m->arena, struct texts, m->nentities);
	size_t entity;

	for (size_t i = 0; i < to->nmutations; i++) {
		const struct impacts_summary *s = &to->mutations[i].impacts;

		for (size_t k = 0; k < s->naffected; k++)
			if (table_find(&m->types, s->affected[k], &entity))
				texts_add(m->arena, &by[entity], to->mutations[i].graphql_name);
	}
	to->by_entity = arena_new(m->arena, struct impacts_by_entity, m->nentities);
	for (size_t i = 0; i < m->nentities; i++) {
		texts_sort(&by[i]);
		to->by_entity[to->nby_entity++] =
		        (struct impacts_by_entity){m->entities[i].type, by[i].v, by[i].n};
	}
}

static void
list_rules(struct merger *m, struct impacts_project *to)
{
	size_t n = 0;

	for (size_t i = 0; i < to->nmutations; i++)
		n += to->mutations[i].ninvalidations;
	to->rules = arena_new(m->arena, struct impacts_invalidation, n);
	for (size_t i = 0; i < to->nmutations; i++)
		for (size_t k = 0; k < to->mutations[i].ninvalidations; k++) {
			to->rules[to->nrules] = to->mutations[i].invalidations[k];
			to->rules[to->nrules++].mutation = to->mutations[i].key;
		}
}

static int
by_type(const void *left, const void *right)
{
	const struct impacts_file *a = left, *b = right;

	return strcmp(a->entity.type, b->entity.type);
}

struct impacts_project
impacts_merge(struct arena *a, struct impacts_file *files, size_t n)
{
	struct merger m = {.arena = a};
	struct impacts_project to = {0};

	if (n)
		qsort(files, n, sizeof *files, by_type);
	collect(&m, files, n);
	link_all(&m);
	name_shown(&m);
	to.mutations = arena_new(a, struct impacts_mutation, m.nmutations);
	for (; to.nmutations < m.nmutations; to.nmutations++)
		to.mutations[to.nmutations] = merge_mutation(&m, to.nmutations);
	to.entities = m.entities;
	to.nentities = m.nentities;
	index_entities(&m, &to);
	list_rules(&m, &to);
	return to;
}

struct impacts_project
impacts_of_all(struct arena *a, struct catalog *c)
{
	struct impacts_file *files = arena_new(a, struct impacts_file, c->n);
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		size_t len;
		const char *text = catalog_text(a, c, &c->v[i], &len);

		n += text && impacts_read(a, text, len, &files[n]);
	}
	return impacts_merge(a, files, n);
}
