#include "graph/names.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "model/foundation.h"
#include "model/name.h"

#include <string.h>

/* So many candidates are enough to see that a name is ambiguous. */
enum { CANDIDATES = 8 };

/* What a key means, which begins with its sort. */
#define ENTITY_KEY "e%s"       /* Contact */
#define QUALIFIED_KEY "q%s.%s" /* crm.Contact */
#define TABLE_KEY "t%s:%s"     /* crm:tb_contact */
#define FILE_KEY "f%s/%s"      /* crm/contact, or /contact with a flat layout */
#define ACTION_KEY "a%s"       /* qualify_lead */
#define RELATION_KEY "r%s:%s"  /* crm:idx_lead */

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
};

static struct meaning **
slot(struct names *n, const char *key)
{
	return &n->slots[hash_add(HASH_START, key, strlen(key)) & (n->nslots - 1)];
}

static struct meaning *
find(struct names *n, const char *key)
{
	struct meaning *m = *slot(n, key);

	while (m && strcmp(m->key, key) != 0)
		m = m->chain;
	return m;
}

static void
add(struct names *n, const char *key, size_t i)
{
	struct meaning *m = arena_new(n->arena, struct meaning, 1), *first = find(n, key), **place;

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
	return arena_printf(n->arena, FILE_KEY, n->shapes->by_schema ? s->schema : "", s->stem);
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

bool
names_owner(struct names *n, size_t i)
{
	const struct shape *s = &n->shapes->v[i];

	return *s->entity && find(n, file_key(n, s))->i == i;
}

static void
add_inputs(struct names *n, struct list *to, const struct meaning *m, size_t self, size_t most)
{
	for (; m && most; m = m->next)
		if (m->i != self) {
			list_add(n->arena, to, n->shapes->v[m->i].path);
			most--;
		}
}

static const struct meaning *
unqualified(struct names *n, const struct shape *s, const char *ref)
{
	const struct meaning *m = find(n, arena_printf(n->arena, QUALIFIED_KEY, s->schema, ref));

	return m ? m : find(n, arena_printf(n->arena, ENTITY_KEY, ref));
}

/* What a ref means; if nothing, *known is false and it is what may have been meant. */
static const struct meaning *
ref_meaning(struct names *n, const struct shape *s, const char *ref, bool *known)
{
	const struct meaning *m;
	const char *dot = strchr(ref, '.'), *near;

	*known = true;
	if (strchr(ref, ':'))
		return find(n, arena_printf(n->arena, "t%s", ref));
	m = dot ? find(n, arena_printf(n->arena, "q%s", ref)) : unqualified(n, s, ref);
	if (m)
		return m;
	*known = false;
	ref = dot ? dot + 1 : ref;
	near = find(n, arena_printf(n->arena, ENTITY_KEY, ref)) ? ref : nearest(ref, n->entities);
	return near ? find(n, arena_printf(n->arena, ENTITY_KEY, near)) : NULL;
}

/* Adds the entities that may make a relation of a name too: those that chose it, and those of which
 * the name may be made, since their stem stands in it behind tb_. */
static void
add_namesakes(struct names *n, struct list *to, size_t self, const char *relation)
{
	const char *schema = n->shapes->v[self].schema, *stem = relation;

	add_inputs(n, to, find(n, arena_printf(n->arena, RELATION_KEY, schema, relation)), self, 1);
	stem += strncmp(stem, "idx_", 4) == 0 ? 4 : 0;
	if (strncmp(stem, "tb_", 3) != 0)
		return;
	for (const char *end = stem + 3; *end; end++)
		if (end[1] == '_' || end[1] == '\0')
			add_inputs(n, to,
			           find(n, arena_printf(n->arena, "t%s:%.*s", schema,
			                                (int)(end + 1 - stem), stem)),
			           self, 1);
}

struct list
names_inputs(struct names *n, size_t i, bool *suspect)
{
	const struct shape *s = &n->shapes->v[i];
	const struct meaning *m;
	struct list inputs = {0};
	size_t before;
	bool known;

	*suspect = false;
	for (size_t k = 0; k < s->refs.n; k++) {
		m = ref_meaning(n, s, s->refs.items[k], &known);
		*suspect = *suspect || !known || (m && m->next);
		add_inputs(n, &inputs, m, i, CANDIDATES);
	}
	if (*s->entity) {
		m = find(n, file_key(n, s));
		*suspect = *suspect || m->next || strcmp(s->schema, "app") == 0;
		add_inputs(n, &inputs, m, i, 1);
		for (size_t k = 0; k < s->actions.n; k++) {
			m = find(n, arena_printf(n->arena, ACTION_KEY, s->actions.items[k]));
			*suspect = *suspect || m->next || foundation_function(s->actions.items[k]);
			add_inputs(n, &inputs, m, i, 1);
		}
		before = inputs.n;
		for (size_t k = 0; k < s->relations.n; k++)
			add_namesakes(n, &inputs, i, s->relations.items[k]);
		*suspect = *suspect || inputs.n > before;
	}
	list_sort(&inputs);
	return inputs;
}
