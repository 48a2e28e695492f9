/* What the pictures of a project show. */
#include "base/arena.h"
#include "emit/picture.h"
#include "model/part.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A type and its card. */
struct place {
	const char *type;
	size_t card;
};

struct showing {
	struct arena *arena;
	struct parts *parts;
	struct picture picture;
	struct place *places; /* sorted by type */
};

static int
by_type(const void *left, const void *right)
{
	const struct place *a = left, *b = right;

	return strcmp(a->type, b->type);
}

static struct showing
showing_new(struct arena *a, struct parts *parts, const char *title, const char *marker)
{
	struct showing s = {a, parts, {.title = title, .marker = marker}, NULL};

	s.places = arena_new(a, struct place, parts->n);
	s.picture.cards = arena_new(a, struct picture_card, parts->n);
	s.picture.ncards = parts->n;
	if (!parts->n)
		return s;
	parts_by_schema(parts);
	for (size_t i = 0; i < parts->n; i++) {
		const struct impacts_entity *e = &parts->v[i].impacts.entity;

		s.places[i] = (struct place){e->type, i};
		s.picture.cards[i] =
		        (struct picture_card){.schema = e->schema,
		                              .name = e->name,
		                              .href = part_page(a, &parts->v[i]),
		                              .id = part_card(a, e->schema, parts->v[i].stem)};
	}
	qsort(s.places, parts->n, sizeof *s.places, by_type);
	return s;
}

/* The card of a type; false if it has none. */
static bool
find(const struct showing *s, const char *type, size_t *card)
{
	const struct place key = {type, 0}, *p;

	p = s->parts->n ? bsearch(&key, s->places, s->parts->n, sizeof key, by_type) : NULL;
	if (p)
		*card = p->card;
	return p;
}

static const char *
more(const struct showing *s, size_t shown, size_t all, const char *one, const char *many)
{
	size_t n = all - shown;

	if (!n)
		return shown ? NULL : arena_printf(s->arena, "no %s", many);
	return arena_printf(s->arena, "%zu %s%s", n, shown ? "more " : "", n == 1 ? one : many);
}

static size_t
shown_of(const struct showing *s, size_t n)
{
	if (s->parts->n > PICTURE_FEW)
		return 0;
	return n > PICTURE_LINES ? PICTURE_LINES - 1 : n;
}

/* ---- relations ---- */

static void
fields(struct showing *s, size_t i)
{
	const struct part *p = &s->parts->v[i];
	size_t n = shown_of(s, p->nfields);
	struct picture_line *lines = arena_new(s->arena, struct picture_line, n);

	for (size_t k = 0; k < n; k++)
		lines[k] = (struct picture_line){p->fields[k].name, p->fields[k].type};
	s->picture.cards[i].lines = lines;
	s->picture.cards[i].nlines = n;
	s->picture.cards[i].more = more(s, n, p->nfields, "field", "fields");
}

/* The line that shows a field. */
static int
line_of(const struct showing *s, size_t card, const char *field)
{
	const struct part *p = &s->parts->v[card];
	size_t k = 0;

	if (s->parts->n > PICTURE_FEW)
		return -1;
	while (k < p->nfields && strcmp(p->fields[k].name, field) != 0)
		k++;
	return (int)k;
}

static void
references(struct showing *s, size_t i)
{
	const struct impacts_entity *e = &s->parts->v[i].impacts.entity;
	size_t to;

	for (size_t k = 0; k < e->nreferences; k++)
		if (find(s, e->references[k].entity, &to))
			s->picture.edges[s->picture.nedges++] = (struct picture_edge){
			        .from = i,
			        .to = to,
			        .line = line_of(s, i, e->references[k].field),
			        .title = arena_printf(s->arena, "%s.%s refers to %s", e->type,
			                              e->references[k].field,
			                              e->references[k].entity)};
}

void
picture_relations(struct strbuf *out, struct arena *a, struct parts *parts)
{
	struct showing s = showing_new(a, parts, "Entities and what they refer to", "to");
	size_t n = 0;

	for (size_t i = 0; i < parts->n; i++)
		n += parts->v[i].impacts.entity.nreferences;
	s.picture.edges = arena_new(a, struct picture_edge, n);
	for (size_t i = 0; i < parts->n; i++) {
		fields(&s, i);
		references(&s, i);
	}
	picture_write(out, a, &s.picture);
}

/* ---- impacts ---- */

static const char *
lower(struct arena *a, const char *operation)
{
	char *to = arena_strdup(a, operation);

	for (char *c = to; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return to;
}

static void
actions(struct showing *s, size_t i)
{
	const struct impacts_file *f = &s->parts->v[i].impacts;
	size_t n = shown_of(s, f->nmutations);
	struct picture_line *lines = arena_new(s->arena, struct picture_line, n);

	for (size_t k = 0; k < n; k++)
		lines[k] = (struct picture_line){f->mutations[k].action,
		                                 lower(s->arena, f->mutations[k].operation_type)};
	s->picture.cards[i].lines = lines;
	s->picture.cards[i].nlines = n;
	s->picture.cards[i].more = more(s, n, f->nmutations, "action", "actions");
}

/* The line that shows an action. */
static int
line_of_action(const struct showing *s, size_t card, const struct impacts_mutation *m)
{
	const struct impacts_file *f = &s->parts->v[card].impacts;
	size_t k = 0;

	if (s->parts->n > PICTURE_FEW)
		return -1;
	while (k < f->nmutations && strcmp(f->mutations[k].action, m->action) != 0)
		k++;
	return (int)k;
}

/* One arrow from one entity to another for each operation, whatever the number of actions. */
static void
arrow(struct showing *s, size_t first, size_t from, const struct impacts_mutation *m,
      const struct impacts_effect *f)
{
	const char *kind = lower(s->arena, f->operation);
	size_t to;

	if (!find(s, f->entity, &to) || to == from)
		return;
	for (size_t i = first; i < s->picture.nedges; i++) {
		struct picture_edge *e = &s->picture.edges[i];

		if (e->to != to || strcmp(e->kind, kind) != 0)
			continue;
		e->title = arena_printf(s->arena, "%s, %s", e->title, m->action);
		return;
	}
	s->picture.edges[s->picture.nedges++] =
	        (struct picture_edge){.from = from,
	                              .to = to,
	                              .line = line_of_action(s, from, m),
	                              .kind = kind,
	                              .title = arena_printf(s->arena, "%s %ss %s: %s", m->entity,
	                                                    kind, f->entity, m->action)};
}

static void
arrows(struct showing *s, const struct impacts_project *all)
{
	size_t n = 0, from, first = 0;

	for (size_t i = 0; i < all->nmutations; i++)
		n += all->mutations[i].nside_effects + all->mutations[i].ncascades;
	s->picture.edges = arena_new(s->arena, struct picture_edge, n);
	for (size_t i = 0; i < all->nmutations; i++) {
		const struct impacts_mutation *m = &all->mutations[i];

		if (!i || strcmp(m->entity, m[-1].entity) != 0)
			first = s->picture.nedges;
		if (!find(s, m->entity, &from))
			continue;
		for (size_t k = 0; k < m->nside_effects; k++)
			arrow(s, first, from, m, &m->side_effects[k]);
		for (size_t k = 0; k < m->ncascades; k++)
			arrow(s, first, from, m, &m->cascades[k]);
	}
}

/* Leaves out the cards that have no action and that no arrow leads to. */
static void
drop(struct showing *s)
{
	struct picture *p = &s->picture;
	size_t *to = arena_new(s->arena, size_t, p->ncards), n = 0;

	for (size_t i = 0; i < p->ncards; i++)
		to[i] = s->parts->v[i].impacts.nmutations;
	for (size_t i = 0; i < p->nedges; i++)
		to[p->edges[i].to] = 1;
	for (size_t i = 0; i < p->ncards; i++) {
		if (!to[i])
			continue;
		to[i] = n;
		p->cards[n++] = p->cards[i];
	}
	p->ncards = n;
	for (size_t i = 0; i < p->nedges; i++) {
		p->edges[i].from = to[p->edges[i].from];
		p->edges[i].to = to[p->edges[i].to];
	}
}

void
picture_impacts(struct strbuf *out, struct arena *a, struct parts *parts)
{
	struct showing s = showing_new(a, parts, "Actions and what they change elsewhere", "does");
	struct impacts_file *files = arena_new(a, struct impacts_file, parts->n);
	struct impacts_project all;

	for (size_t i = 0; i < parts->n; i++) {
		actions(&s, i);
		files[i] = parts->v[i].impacts;
	}
	all = impacts_merge(a, files, parts->n);
	arrows(&s, &all);
	drop(&s);
	picture_write(out, a, &s.picture);
}
