#include "graph/names.h"
#include "base/arena.h"
#include "base/diag.h"
#include "graph/key.h"
#include "graph/symbols.h"
#include "model/api.h"
#include "model/name.h"

#include <string.h>

struct names {
	struct arena *arena;
	const struct shapes *shapes;
	struct symbols *symbols;
	const char **entities; /* every name once or more, ends with NULL */
	bool stems;            /* STEM_KEYs are there */
};

/* The sorts of keys that each entity has one of. */
static const char once[] = "eqtfgo";

static void
add_shape(struct names *n, size_t i)
{
	const struct shape *s = &n->shapes->v[i];

	for (const char *sort = once; *sort; sort++)
		symbols_add(n->symbols, *sort, i, 0);
	symbols_add(n->symbols, 'o', i, 1);
	for (size_t k = 1; k < s->refs.n; k++)
		if (key_has_union(s, k))
			symbols_add(n->symbols, 'g', i, k);
	for (size_t k = 0; k < s->actions.n; k++)
		symbols_add(n->symbols, 'a', i, k);
	for (size_t k = 0; k < s->relations.n; k++)
		symbols_add(n->symbols, 'r', i, k);
}

/* How many meanings there are at most, with the stems. */
static size_t
most(const struct shapes *shapes)
{
	size_t n = 0;

	for (size_t i = 0; i < shapes->n; i++)
		n += strlen(once) + 2 + shapes->v[i].refs.n + shapes->v[i].actions.n +
		     shapes->v[i].relations.n;
	return n;
}

struct names *
names_new(struct arena *a, const struct shapes *shapes)
{
	struct names *n = arena_new(a, struct names, 1);
	size_t k = 0;

	*n = (struct names){.arena = a, .shapes = shapes};
	n->symbols = symbols_new(a, shapes, most(shapes));
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
	for (; m && to->n < MEANINGS_MAX; m = symbols_next(n->symbols, m))
		if (!means(to, n->symbols->v[m].i))
			to->v[to->n++] = n->symbols->v[m].i;
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
	return symbols_find(n->symbols, FILE_KEY, shape_prefix(n->shapes, s), s->stem);
}

bool
names_owner(struct names *n, size_t i)
{
	const struct shape *s = &n->shapes->v[i];

	return *s->entity && !(n->shapes->coded && !*s->code) &&
	       n->symbols->v[find_file(n, s)].i == i;
}

struct meanings
names_file(struct names *n, const struct shape *s)
{
	return all(n, find_file(n, s));
}

struct meanings
names_action(struct names *n, const char *name, size_t len)
{
	char key[sizeof n->symbols->key];
	int room = (int)sizeof key;

	return all(n, key_of_action(key, sizeof key, name, len) < room
	                      ? symbols_find(n->symbols, "%s", key)
	                      : 0);
}

/* The own schema comes before all others. */
static uint32_t
exact(struct names *n, const struct shape *s, const char *name)
{
	uint32_t m = strchr(name, '.') ? symbols_find(n->symbols, "q%s", name)
	                               : symbols_find(n->symbols, QUALIFIED_KEY, s->schema, name);

	return m || strchr(name, '.') ? m : symbols_find(n->symbols, ENTITY_KEY, name);
}

static void
add_stems(struct names *n)
{
	for (size_t i = 0; !n->stems && i < n->shapes->n; i++)
		if (*n->shapes->v[i].entity)
			symbols_add(n->symbols, 's', i, 0);
	n->stems = true;
}

/* Those of the own schema first, so that they are not left out if there are many. */
static void
mean_stems(struct names *n, struct meanings *to, const struct shape *s, const char *name)
{
	const char *dot = strchr(name, '.'), *schema = s->schema;
	struct arena_mark mark = arena_mark(n->arena);

	if (dot)
		schema = arena_strndup(n->arena, name, (size_t)(dot - name));
	add_stems(n);
	for (const char **stem = name_stems(n->arena, dot ? dot + 1 : name); *stem; stem++) {
		mean(n, to,
		     symbols_find(n->symbols, TABLE_KEY, schema,
		                  name_object(n->arena, "tb_%s", *stem)));
		if (!dot)
			mean(n, to, symbols_find(n->symbols, STEM_KEY, *stem));
	}
	arena_release(n->arena, mark);
}

/* The entity nearest in name; of the same name, if there are some in other schemas. */
static void
mean_nearest(struct names *n, struct meanings *to, const char *name)
{
	const char *dot = strchr(name, '.'), *near;

	name = dot ? dot + 1 : name;
	near = symbols_find(n->symbols, ENTITY_KEY, name) ? name : nearest(name, n->entities);
	if (near)
		mean(n, to, symbols_find(n->symbols, ENTITY_KEY, near));
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
		return all(n, symbols_find(n->symbols, "t%s", name));
	to = all(n, exact(n, s, name));
	to.known = to.n;
	if (!to.n)
		mean_nearest(n, &to, name);
	return to;
}

static void
mean_other(const struct names *n, struct meanings *to, uint32_t m, size_t self)
{
	while (m && n->symbols->v[m].i == self)
		m = symbols_next(n->symbols, m);
	if (m && to->n < MEANINGS_MAX && !means(to, n->symbols->v[m].i))
		to->v[to->n++] = n->symbols->v[m].i;
}

/* The stem of an entity stands behind tb_ or tv_ in names that are made of it. */
struct meanings
names_relation(struct names *n, size_t i, const char *relation)
{
	const char *schema = n->shapes->v[i].schema, *stem = relation;
	struct meanings to = {.known = true};

	mean_other(n, &to, symbols_find(n->symbols, RELATION_KEY, schema, relation), i);
	stem += strncmp(stem, "idx_", 4) == 0 ? 4 : 0;
	if (strncmp(stem, "tb_", 3) != 0 && strncmp(stem, "tv_", 3) != 0)
		return to;
	for (const char *end = stem + 3; *end; end++)
		if (end[1] == '_' || end[1] == '\0')
			mean_other(n, &to,
			           symbols_find(n->symbols, "t%s:tb_%.*s", schema,
			                        (int)(end - stem - 2), stem + 3),
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

	mean_other(n, to, symbols_find(n->symbols, TYPE_KEY, type), self);
	if (entity)
		mean_other(n, to, symbols_find(n->symbols, TYPE_KEY, entity), self);
	if (action)
		mean_action(n, to, name_snake(n->arena, action), self);
}

/* Another entity with a query of an entity or action called so in snake case. */
static void
mean_query(struct names *n, struct meanings *to, const char *stem, bool plural, size_t self)
{
	char key[sizeof n->symbols->key];

	if (key_of_query(key, sizeof key, stem, plural) < (int)sizeof key)
		mean_other(n, to, symbols_find_key(n->symbols, key), self);
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
	struct arena_mark mark = arena_mark(n->arena);
	struct meanings to = {.known = true};

	for (size_t k = 0; k < actions->n; k++) {
		mean_query(n, &to, actions->items[k], false, i);
		mean_operation(n, &to, actions->items[k], i);
	}
	arena_release(n->arena, mark);
	return to;
}

struct meanings
names_api(struct names *n, size_t i)
{
	const struct shape *s = &n->shapes->v[i];
	struct arena_mark mark = arena_mark(n->arena);
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
	arena_release(n->arena, mark);
	return to;
}
