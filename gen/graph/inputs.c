#include "graph/inputs.h"
#include "base/arena.h"
#include "graph/kind.h"
#include "graph/names.h"
#include "graph/shape.h"
#include "model/foundation.h"

#include <stdlib.h>
#include <string.h>

/* found: entities in the order in which they were found, the one itself first; what follows is
 * looked for from each of them. */
struct inputs {
	struct arena *arena;
	struct names *names;
	const struct shapes *shapes;
	bool *seen, *whole;
	size_t *found, nfound;
	bool suspect;
	struct viewer **viewers; /* of each entity; NULL until somebody asks */
};

/* An entity's table view that shows, or may show, another entity. */
struct viewer {
	size_t i;
	struct viewer *next;
};

struct inputs *
inputs_new(struct arena *a, struct names *names, const struct shapes *shapes)
{
	struct inputs *in = arena_new(a, struct inputs, 1);

	*in = (struct inputs){.arena = a, .names = names, .shapes = shapes};
	in->seen = arena_new(a, bool, shapes->n);
	in->whole = arena_new(a, bool, shapes->n);
	in->found = arena_new(a, size_t, shapes->n + 1);
	return in;
}

static void
add(struct inputs *in, size_t i)
{
	if (!in->seen[i])
		in->found[in->nfound++] = i;
	in->seen[i] = true;
}

static void
add_all(struct inputs *in, const struct meanings *m)
{
	for (size_t k = 0; k < m->n; k++)
		add(in, m->v[k]);
}

/* Whose names may meet those of this entity is compared with it name by name. */
static void
add_rival(struct inputs *in, size_t i)
{
	add(in, i);
	in->whole[i] = true;
}

static void
add_rivals(struct inputs *in, const struct meanings *m)
{
	for (size_t k = 0; k < m->n; k++)
		add_rival(in, m->v[k]);
}

/* The first of several that is another: enough to see that a name is taken. */
static void
add_other(struct inputs *in, const struct meanings *m, size_t self)
{
	for (size_t k = 0; k < m->n; k++)
		if (m->v[k] != self) {
			add_rival(in, m->v[k]);
			return;
		}
}

static void
doubt(struct inputs *in, const struct meanings *m)
{
	in->suspect = in->suspect || !m->known || m->n > 1;
}

/* What a ref of another's leads to; faults of it are the other's. */
static void
follow(struct inputs *in, const struct shape *s, const char *ref)
{
	struct meanings m = names_ref(in->names, s, ref);

	if (m.known)
		add_all(in, &m);
}

static void
add_refs(struct inputs *in, const struct shape *s)
{
	for (size_t k = 0; k < s->refs.n; k++) {
		struct meanings m = names_ref(in->names, s, s->refs.items[k]);

		doubt(in, &m);
		add_all(in, &m);
	}
}

/* ---- what actions speak of ---- */

static struct meanings
mentioned(struct inputs *in, const struct shape *s, const char *mention)
{
	bool loose = *mention == MENTION_LOOSE;

	return names_entity(in->names, s, mention + loose, loose);
}

static bool
calls(const char *mention, size_t *n)
{
	const char *end = strchr(mention, '(');

	*n = end ? (size_t)(end - mention) : 0;
	return end;
}

/* The entities whose actions are called. What these take may be a ref to what they mention. */
static void
add_called(struct inputs *in, const struct shape *s)
{
	size_t n;

	for (size_t k = 0; k < s->mentions.n; k++) {
		struct meanings m;

		if (!calls(s->mentions.items[k], &n))
			continue;
		m = names_action(in->names, s->mentions.items[k], n);
		add_all(in, &m);
	}
}

static const char no_entity[] = {MENTION_HOP, MENTION_ALL, MENTION_VIEWS, MENTION_REFS, '\0'};

static void
add_mentioned(struct inputs *in, const struct shape *s, bool own)
{
	size_t n;

	for (size_t k = 0; k < s->mentions.n; k++) {
		struct meanings m;

		if (strchr(no_entity, *s->mentions.items[k]) || calls(s->mentions.items[k], &n))
			continue;
		m = mentioned(in, s, s->mentions.items[k]);
		if (own)
			doubt(in, &m);
		if (own || m.known)
			add_all(in, &m);
	}
}

/* What the refs lead to of the entities found from the first to before the last. */
static void
add_targets(struct inputs *in, size_t first, size_t last)
{
	for (size_t i = first; i < last; i++) {
		const struct shape *s = &in->shapes->v[in->found[i]];

		for (size_t k = 0; k < s->refs.n; k++)
			follow(in, s, s->refs.items[k]);
	}
}

/* Words of paths, wherever they may begin: a variable can hold a row of anything that was found. */
static void
add_hops(struct inputs *in, const struct list *mentions)
{
	for (size_t i = 0; i < in->nfound; i++) {
		const struct shape *s = &in->shapes->v[in->found[i]];

		for (size_t k = 0; k < mentions->n; k++)
			for (size_t j = 0; *mentions->items[k] == MENTION_HOP && j < s->refs.n; j++)
				if (ref_of_field(s->refs.items[j], mentions->items[k] + 1))
					follow(in, s, s->refs.items[j]);
	}
}

/* ---- what table views show ---- */

static bool
leads_to(const char *ref, const char *entity)
{
	const char *target = ref_target(ref), *dot = strchr(target, '.');

	return strcmp(dot ? dot + 1 : target, entity) == 0;
}

/* What the targets refer to of the refs of a name, wherever they may be. */
static void
add_shown(struct inputs *in, const char *name)
{
	for (size_t i = 0; i < in->nfound; i++) {
		const struct shape *s = &in->shapes->v[in->found[i]];

		for (size_t j = 0; j < s->refs.n; j++) {
			struct meanings m;

			if (!ref_of_field(s->refs.items[j], name) &&
			    !leads_to(s->refs.items[j], name))
				continue;
			m = names_ref(in->names, s, s->refs.items[j]);
			for (size_t k = 0; m.known && k < m.n; k++) {
				const struct shape *to = &in->shapes->v[m.v[k]];

				for (size_t r = 0; r < to->refs.n; r++)
					follow(in, to, to->refs.items[r]);
			}
		}
	}
}

/* What lies behind paths and in table views may lead to more of both. */
static void
add_behind(struct inputs *in, const struct list *mentions)
{
	size_t before;

	do {
		before = in->nfound;
		add_hops(in, mentions);
		for (size_t k = 0; k < mentions->n; k++)
			if (*mentions->items[k] == MENTION_ALL)
				add_shown(in, mentions->items[k] + 1);
	} while (in->nfound > before);
}

static bool
has_view(const struct shape *s)
{
	return s->traits & TRAIT_BIT(VIEWS);
}

static void
forget(struct inputs *in)
{
	for (size_t i = 0; i < in->nfound; i++)
		in->seen[in->found[i]] = false;
	in->nfound = 0;
}

/* What an entity's table view may show, itself first. */
static void
add_view(struct inputs *in, size_t i)
{
	const struct shape *s = &in->shapes->v[i];

	add(in, i);
	for (size_t k = 0; k < s->refs.n; k++)
		follow(in, s, s->refs.items[k]);
	add_behind(in, &s->mentions);
}

static void
find_viewers(struct inputs *in)
{
	struct viewer **v = arena_new(in->arena, struct viewer *, in->shapes->n);

	for (size_t i = 0; i < in->shapes->n; i++) {
		if (!has_view(&in->shapes->v[i]))
			continue;
		add_view(in, i);
		for (size_t k = 1; k < in->nfound; k++) {
			struct viewer *one = arena_new(in->arena, struct viewer, 1);

			*one = (struct viewer){i, v[in->found[k]]};
			v[in->found[k]] = one;
		}
		forget(in);
	}
	in->viewers = v;
}

/* Those that show an entity, and what they show it through. */
static void
add_viewers(struct inputs *in, size_t self)
{
	for (const struct viewer *v = in->viewers[self]; v; v = v->next) {
		const struct shape *s = &in->shapes->v[v->i];

		add(in, v->i);
		for (size_t k = 0; s->mentions.n && k < s->refs.n; k++)
			follow(in, s, s->refs.items[k]);
		if (s->mentions.n)
			add_behind(in, &s->mentions);
	}
}

static bool
asks_for_views(const struct shape *s)
{
	for (size_t k = 0; k < s->mentions.n; k++)
		if (*s->mentions.items[k] == MENTION_VIEWS)
			return true;
	return false;
}

/* The first that are found are those whose actions are called. */
static void
add_mentions(struct inputs *in, const struct shape *s)
{
	size_t called, last;

	add_called(in, s);
	called = in->nfound;
	add_mentioned(in, s, true);
	last = in->nfound;
	add_targets(in, 1, last);
	for (size_t i = 1; i < called; i++)
		add_mentioned(in, &in->shapes->v[in->found[i]], false);
	add_refs(in, s);
	add_behind(in, &s->mentions);
}

/* ---- names that are taken ---- */

static void
add_taken(struct inputs *in, const struct shape *s, size_t self)
{
	struct meanings m = names_file(in->names, s);
	bool app = strcmp(s->schema, "app") == 0, rivals = false;

	doubt(in, &m);
	add_other(in, &m, self);
	for (size_t k = 0; k < s->actions.n; k++) {
		const char *action = s->actions.items[k];

		m = names_action(in->names, action, strlen(action));
		in->suspect = in->suspect || m.n > 1 || foundation_function(action);
		add_other(in, &m, self);
	}
	for (size_t k = 0; k < s->relations.n; k++) {
		m = names_relation(in->names, self, s->relations.items[k]);
		rivals = rivals || m.n;
		add_rivals(in, &m);
	}
	m = names_queries(in->names, self);
	rivals = rivals || m.n;
	add_rivals(in, &m);
	m = names_api(in->names, self);
	add_rivals(in, &m);
	in->suspect = in->suspect || app || rivals || m.n;
}

static int
compare(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

const size_t *
inputs_of(struct inputs *in, size_t self, size_t *n, bool *suspect)
{
	const struct shape *s = &in->shapes->v[self];

	for (size_t i = 0; i < in->nfound; i++)
		in->whole[in->found[i]] = false;
	in->nfound = 0;
	if (asks_for_views(s) && !in->viewers)
		find_viewers(in);
	in->suspect = false;
	add(in, self);
	if (s->mentions.n)
		add_mentions(in, s);
	else
		add_refs(in, s);
	if (asks_for_views(s))
		add_viewers(in, self);
	for (size_t i = 0; i < in->nfound && (s->mentions.n || has_view(s)); i++)
		in->whole[in->found[i]] = true;
	if (*s->entity)
		add_taken(in, s, self);
	for (size_t i = 0; i < in->nfound; i++)
		in->seen[in->found[i]] = false;
	*n = in->nfound - 1;
	qsort(in->found + 1, *n, sizeof *in->found, compare);
	*suspect = in->suspect;
	return in->found + 1;
}

bool
inputs_whole(const struct inputs *in, size_t i)
{
	return in->whole[i];
}
