#include "graph/names.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "model/name.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* What a key means, which begins with its sort. */
#define ENTITY_KEY "e%s"       /* Contact */
#define QUALIFIED_KEY "q%s.%s" /* crm.Contact */
#define TABLE_KEY "t%s:%s"     /* crm:tb_contact */
#define FILE_KEY "f%s/%s"      /* crm/contact; by layout also /contact or 012031/contact */
#define ACTION_KEY "a%s"       /* qualify_lead */
#define RELATION_KEY "r%s:%s"  /* crm:idx_lead */
#define STEM_KEY "s%s"         /* contact; only if some name is a plural or in lower case */

/* One meaning of a key; the others follow in the order of paths. */
struct meaning {
	const char *key;
	size_t i;
	struct meaning *next, *last; /* last: of the first one */
	struct meaning *chain;       /* other keys of the same slot */
};

struct names {
	struct arena *arena;
	const struct shapes *shapes;
	struct meaning **slots;
	size_t nslots;
	const char **entities; /* every name once or more, ends with NULL */
	bool stems;            /* STEM_KEYs are there */
	char key[1024];        /* of the last look-up; longer ones mean nothing */
};

static struct meaning **
slot(struct names *n, const char *key)
{
	return &n->slots[hash_add(HASH_START, key, strlen(key)) & (n->nslots - 1)];
}

static struct meaning *
find_key(struct names *n, const char *key)
{
	struct meaning *m = *slot(n, key);

	while (m && strcmp(m->key, key) != 0)
		m = m->chain;
	return m;
}

static struct meaning *find(struct names *, const char *fmt, ...)
        __attribute__((format(printf, 2, 3)));

static struct meaning *
find(struct names *n, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(n->key, sizeof n->key, fmt, args);
	va_end(args);
	return len < (int)sizeof n->key ? find_key(n, n->key) : NULL;
}

static void
add(struct names *n, const char *key, size_t i)
{
	struct meaning *m = arena_new(n->arena, struct meaning, 1), *first = find_key(n, key), **place;

	*m = (struct meaning){.key = key, .i = i, .last = m};
	if (first) {
		first->last = first->last->next = m;
		return;
	}
	place = slot(n, key);
	m->chain = *place;
	*place = m;
}

static const char *
file_key(struct names *n, const struct shape *s)
{
	return arena_printf(n->arena, FILE_KEY, shape_prefix(n->shapes, s), s->stem);
}

static void
add_shape(struct names *n, size_t i)
{
	const struct shape *s = &n->shapes->v[i];
	struct arena *a = n->arena;

	add(n, arena_printf(a, ENTITY_KEY, s->entity), i);
	add(n, arena_printf(a, QUALIFIED_KEY, s->schema, s->entity), i);
	add(n, arena_printf(a, TABLE_KEY, s->schema, name_object(a, "tb_%s", s->stem)), i);
	add(n, file_key(n, s), i);
	for (size_t k = 0; k < s->actions.n; k++)
		add(n, arena_printf(a, ACTION_KEY, s->actions.items[k]), i);
	for (size_t k = 0; k < s->relations.n; k++)
		add(n, arena_printf(a, RELATION_KEY, s->schema, s->relations.items[k]), i);
}

struct names *
names_new(struct arena *a, const struct shapes *shapes)
{
	struct names *n = arena_new(a, struct names, 1);
	size_t k = 0;

	*n = (struct names){.arena = a, .shapes = shapes, .nslots = 64};
	while (n->nslots < 8 * shapes->n)
		n->nslots *= 2;
	n->slots = arena_new(a, struct meaning *, n->nslots);
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
mean(struct meanings *to, const struct meaning *m)
{
	for (; m && to->n < MEANINGS_MAX; m = m->next)
		if (!means(to, m->i))
			to->v[to->n++] = m->i;
}

static struct meanings
all(const struct meaning *m)
{
	struct meanings to = {.known = true};

	mean(&to, m);
	return to;
}

static struct meaning *
find_file(struct names *n, const struct shape *s)
{
	return find(n, FILE_KEY, shape_prefix(n->shapes, s), s->stem);
}

bool
names_owner(struct names *n, size_t i)
{
	const struct shape *s = &n->shapes->v[i];

	return *s->entity && !(n->shapes->coded && !*s->code) && find_file(n, s)->i == i;
}

struct meanings
names_file(struct names *n, const struct shape *s)
{
	return all(find_file(n, s));
}

struct meanings
names_action(struct names *n, const char *name, size_t len)
{
	return all(find(n, "a%.*s", (int)len, name));
}

/* The own schema comes before all others. */
static const struct meaning *
exact(struct names *n, const struct shape *s, const char *name)
{
	const struct meaning *m =
	        strchr(name, '.') ? find(n, "q%s", name) : find(n, QUALIFIED_KEY, s->schema, name);

	return m || strchr(name, '.') ? m : find(n, ENTITY_KEY, name);
}

static void
add_stems(struct names *n)
{
	for (size_t i = 0; !n->stems && i < n->shapes->n; i++)
		if (*n->shapes->v[i].entity)
			add(n, arena_printf(n->arena, STEM_KEY, n->shapes->v[i].stem), i);
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
		mean(to, find(n, TABLE_KEY, schema, name_object(n->arena, "tb_%s", *stem)));
		if (!dot)
			mean(to, find(n, STEM_KEY, *stem));
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
		mean(to, find(n, ENTITY_KEY, near));
}

struct meanings
names_entity(struct names *n, const struct shape *s, const char *name, bool loose)
{
	struct meanings to = all(exact(n, s, name));

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
		return all(find(n, "t%s", name));
	to = all(exact(n, s, name));
	to.known = to.n;
	if (!to.n)
		mean_nearest(n, &to, name);
	return to;
}

static void
mean_other(struct meanings *to, const struct meaning *m, size_t self)
{
	while (m && m->i == self)
		m = m->next;
	if (m && to->n < MEANINGS_MAX && !means(to, m->i))
		to->v[to->n++] = m->i;
}

/* The stem of an entity stands behind tb_ or tv_ in names that are made of it. */
struct meanings
names_relation(struct names *n, size_t i, const char *relation)
{
	const char *schema = n->shapes->v[i].schema, *stem = relation;
	struct meanings to = {.known = true};

	mean_other(&to, find(n, RELATION_KEY, schema, relation), i);
	stem += strncmp(stem, "idx_", 4) == 0 ? 4 : 0;
	if (strncmp(stem, "tb_", 3) != 0 && strncmp(stem, "tv_", 3) != 0)
		return to;
	for (const char *end = stem + 3; *end; end++)
		if (end[1] == '_' || end[1] == '\0')
			mean_other(&to, find(n, "t%s:tb_%.*s", schema, (int)(end - stem - 2),
			                     stem + 3),
			           i);
	return to;
}
