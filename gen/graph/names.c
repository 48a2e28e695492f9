#include "graph/names.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "graph/key.h"
#include "model/api.h"
#include "model/name.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* One meaning of a key, found by its hash; its text is made anew of the shape when it is compared.
 * Meanings are called by their numbers, 0 is none. */
struct meaning {
	uint32_t hash, i;
	uint32_t part;       /* the sort of the key, and of which action or relation it is */
	uint32_t next, last; /* of the same key, in the order of paths; last: of the first one */
	uint32_t chain;      /* other keys of the same slot */
};

enum { SORT_BITS = 8 };

struct names {
	struct arena *arena;
	const struct shapes *shapes;
	struct meaning *v;
	uint32_t n;
	uint32_t *slots;
	size_t nslots;
	const char **entities; /* every name once or more, ends with NULL */
	bool stems;            /* STEM_KEYs are there */
	char key[1024];        /* of the last look-up; longer ones mean nothing */
	char other[1024];      /* that it is compared with */
};

static bool
make_key(struct names *n, char sort, size_t i, size_t k, char *key)
{
	return key_of(n->arena, n->shapes, &n->shapes->v[i], sort, k, key, sizeof n->key) <
	       (int)sizeof n->key;
}

static uint32_t
hash_of(const char *key)
{
	uint64_t hash = hash_add(HASH_START, key, strlen(key));

	return (uint32_t)(hash ^ hash >> 32);
}

/* The first meaning of a key. */
static uint32_t
find_key(struct names *n, const char *key)
{
	uint32_t hash = hash_of(key), m = n->slots[hash & (n->nslots - 1)];

	for (; m; m = n->v[m].chain) {
		const struct meaning *is = &n->v[m];

		if (is->hash == hash && (char)is->part == *key &&
		    make_key(n, *key, is->i, is->part >> SORT_BITS, n->other) &&
		    strcmp(n->other, key) == 0)
			break;
	}
	return m;
}

static uint32_t find(struct names *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static uint32_t
find(struct names *n, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(n->key, sizeof n->key, fmt, args);
	va_end(args);
	return len < (int)sizeof n->key ? find_key(n, n->key) : 0;
}

static void
add(struct names *n, char sort, size_t i, size_t k)
{
	uint32_t first, m = n->n + 1, *place;

	if (!make_key(n, sort, i, k, n->key))
		return;
	first = find_key(n, n->key);
	n->n = m;
	n->v[m] = (struct meaning){.hash = hash_of(n->key),
	                           .i = (uint32_t)i,
	                           .part = (uint32_t)(k << SORT_BITS) | (unsigned char)sort,
	                           .last = m};
	if (first) {
		n->v[n->v[first].last].next = m;
		n->v[first].last = m;
		return;
	}
	place = &n->slots[n->v[m].hash & (n->nslots - 1)];
	n->v[m].chain = *place;
	*place = m;
}

/* The sorts of keys that each entity has one of. */
static const char once[] = "eqtfgo";

static void
add_shape(struct names *n, size_t i)
{
	const struct shape *s = &n->shapes->v[i];

	for (const char *sort = once; *sort; sort++)
		add(n, *sort, i, 0);
	add(n, 'o', i, 1);
	for (size_t k = 1; k < s->refs.n; k++)
		if (key_has_union(s, k))
			add(n, 'g', i, k);
	for (size_t k = 0; k < s->actions.n; k++)
		add(n, 'a', i, k);
	for (size_t k = 0; k < s->relations.n; k++)
		add(n, 'r', i, k);
}

/* How many meanings there are at most; 0 is none. */
static size_t
count(const struct shapes *shapes)
{
	size_t n = 1;

	for (size_t i = 0; i < shapes->n; i++)
		n += strlen(once) + 1 + shapes->v[i].refs.n + shapes->v[i].actions.n +
		     shapes->v[i].relations.n;
	return n;
}

struct names *
names_new(struct arena *a, const struct shapes *shapes)
{
	struct names *n = arena_new(a, struct names, 1);
	size_t k = 0;

	*n = (struct names){.arena = a, .shapes = shapes, .nslots = 64};
	while (n->nslots < 4 * shapes->n)
		n->nslots *= 2;
	n->slots = arena_new(a, uint32_t, n->nslots);
	n->v = arena_new(a, struct meaning, count(shapes));
	n->entities = arena_new(a, const char *, shapes->n + 1);
	for (size_t i = 0; i < shapes->n; i++)
		if (*shapes->v[i].entity) {
			add_shape(n, i);
			n->entities[k++] = shapes->v[i].entity;
		}
	return n;
}

/* ---- what a name means ---- */

static bool
means(const struct meanings *m, size_t i)
{
	for (size_t k = 0; k < m->n; k++)
		if (m->v[k] == i)
			return true;
	return false;
}

static void
mean(const struct names *n, struct meanings *to, uint32_t m)
{
	for (; m && to->n < MEANINGS_MAX; m = n->v[m].next)
		if (!means(to, n->v[m].i))
			to->v[to->n++] = n->v[m].i;
}

static struct meanings
all(const struct names *n, uint32_t m)
{
	struct meanings to = {.known = true};

	mean(n, &to, m);
	return to;
}

static uint32_t
find_file(struct names *n, const struct shape *s)
{
	return find(n, FILE_KEY, shape_prefix(n->shapes, s), s->stem);
}

bool
names_owner(struct names *n, size_t i)
{
	const struct shape *s = &n->shapes->v[i];

	return *s->entity && !(n->shapes->coded && !*s->code) && n->v[find_file(n, s)].i == i;
}

struct meanings
names_file(struct names *n, const struct shape *s)
{
	return all(n, find_file(n, s));
}

struct meanings
names_action(struct names *n, const char *name, size_t len)
{
	char key[sizeof n->key];
	int room = (int)sizeof key;

	return all(n, key_of_action(key, sizeof key, name, len) < room ? find(n, "%s", key) : 0);
}

/* The own schema comes before all others. */
static uint32_t
exact(struct names *n, const struct shape *s, const char *name)
{
	uint32_t m =
	        strchr(name, '.') ? find(n, "q%s", name) : find(n, QUALIFIED_KEY, s->schema, name);

	return m || strchr(name, '.') ? m : find(n, ENTITY_KEY, name);
}

static void
add_stems(struct names *n)
{
	struct meaning *more;

	if (n->stems)
		return;
	more = arena_new(n->arena, struct meaning, n->n + 1 + n->shapes->n);
	memcpy(more, n->v, (n->n + 1) * sizeof(*more));
	n->v = more;
	for (size_t i = 0; i < n->shapes->n; i++)
		if (*n->shapes->v[i].entity)
			add(n, 's', i, 0);
	n->stems = true;
}

/* Those of the own schema first, so that they are not left out if there are many. */
static void
mean_stems(struct names *n, struct meanings *to, const struct shape *s, const char *name)
{
	const char *dot = strchr(name, '.'), *schema = s->schema;

	if (dot)
		schema = arena_strndup(n->arena, name, (size_t)(dot - name));
	add_stems(n);
	for (const char **stem = name_stems(n->arena, dot ? dot + 1 : name); *stem; stem++) {
		mean(n, to, find(n, TABLE_KEY, schema, name_object(n->arena, "tb_%s", *stem)));
		if (!dot)
			mean(n, to, find(n, STEM_KEY, *stem));
	}
}

/* The entity nearest in name; of the same name, if there are some in other schemas. */
static void
mean_nearest(struct names *n, struct meanings *to, const char *name)
{
	const char *dot = strchr(name, '.'), *near;

	name = dot ? dot + 1 : name;
	near = find(n, ENTITY_KEY, name) ? name : nearest(name, n->entities);
	if (near)
		mean(n, to, find(n, ENTITY_KEY, near));
}

struct meanings
names_entity(struct names *n, const struct shape *s, const char *name, bool loose)
{
	struct meanings to = all(n, exact(n, s, name));

	if (to.n)
		return to;
	mean_stems(n, &to, s, name);
	to.known = loose && to.n;
	if (!to.n)
		mean_nearest(n, &to, name);
	return to;
}

struct meanings
names_ref(struct names *n, const struct shape *s, const char *ref)
{
	const char *name = ref_target(ref);
	struct meanings to;

	if (strchr(name, ':'))
		return all(n, find(n, "t%s", name));
	to = all(n, exact(n, s, name));
	to.known = to.n;
	if (!to.n)
		mean_nearest(n, &to, name);
	return to;
}

static void
mean_other(const struct names *n, struct meanings *to, uint32_t m, size_t self)
{
	while (m && n->v[m].i == self)
		m = n->v[m].next;
	if (m && to->n < MEANINGS_MAX && !means(to, n->v[m].i))
		to->v[to->n++] = n->v[m].i;
}

/* The stem of an entity stands behind tb_ or tv_ in names that are made of it. */
struct meanings
names_relation(struct names *n, size_t i, const char *relation)
{
	const char *schema = n->shapes->v[i].schema, *stem = relation;
	struct meanings to = {.known = true};

	mean_other(n, &to, find(n, RELATION_KEY, schema, relation), i);
	stem += strncmp(stem, "idx_", 4) == 0 ? 4 : 0;
	if (strncmp(stem, "tb_", 3) != 0 && strncmp(stem, "tv_", 3) != 0)
		return to;
	for (const char *end = stem + 3; *end; end++)
		if (end[1] == '_' || end[1] == '\0')
			mean_other(n, &to,
			           find(n, "t%s:tb_%.*s", schema, (int)(end - stem - 2), stem + 3),
			           i);
	return to;
}

/* Another entity with an action of a name in snake case; true if the own one has such an action. */
static bool
mean_action(struct names *n, struct meanings *to, const char *name, size_t self)
{
	struct meanings m = names_action(n, name, strlen(name));

	for (size_t k = 0; k < m.n; k++)
		if (m.v[k] != self && to->n < MEANINGS_MAX && !means(to, m.v[k]))
			to->v[to->n++] = m.v[k];
	return means(&m, self);
}

/* Another entity with a type's name, or that makes it beside its own. */
static void
mean_type(struct names *n, struct meanings *to, const char *type, size_t self)
{
	const char *entity = api_entity_of(n->arena, type), *action = api_action_of(n->arena, type);

	mean_other(n, to, find(n, TYPE_KEY, type), self);
	if (entity)
		mean_other(n, to, find(n, TYPE_KEY, entity), self);
	if (action)
		mean_action(n, to, name_snake(n->arena, action), self);
}

/* Another entity with a query of an entity or action called so in snake case. */
static void
mean_query(struct names *n, struct meanings *to, const char *stem, bool plural, size_t self)
{
	char key[sizeof n->key];

	if (key_of_query(key, sizeof key, stem, plural) < (int)sizeof key)
		mean_other(n, to, find_key(n, key), self);
}

/* Another entity with what the document of an action that is called as a query is called. */
static void
mean_operation(struct names *n, struct meanings *to, const char *name, size_t self)
{
	do {
		name = arena_printf(n->arena, "%s_mutation", name);
		mean_query(n, to, name, false, self);
	} while (mean_action(n, to, name, self));
}

struct meanings
names_queries(struct names *n, size_t i)
{
	const struct list *actions = &n->shapes->v[i].actions;
	struct meanings to = {.known = true};

	for (size_t k = 0; k < actions->n; k++) {
		mean_query(n, &to, actions->items[k], false, i);
		mean_operation(n, &to, actions->items[k], i);
	}
	return to;
}

struct meanings
names_api(struct names *n, size_t i)
{
	const struct shape *s = &n->shapes->v[i];
	const char *type = key_type(n->arena, n->shapes, s);
	struct meanings to = {.known = true};
	const char *stem;

	mean_type(n, &to, type, i);
	stem = type == s->entity ? s->stem : name_snake(n->arena, type);
	mean_query(n, &to, stem, false, i);
	mean_query(n, &to, stem, true, i);
	for (size_t k = 1; k < s->refs.n; k++)
		if (key_has_union(s, k))
			mean_type(n, &to, key_union(n->arena, type, s, k), i);
	return to;
}
