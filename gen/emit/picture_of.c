/* What the pictures of a project show. */
#include "base/arena.h"
#include "base/str.h"
#include "emit/picture.h"
#include "model/catalog.h"
#include "model/merge.h"
#include "model/name.h"

#include <ctype.h>
#include <string.h>

/* The parts as they were packed are sorted by schema: they are the cards. */
struct showing {
	struct arena *arena;
	struct catalog *catalog;
	struct parts *parts;
	const uint32_t *order; /* the part of each card */
	struct merger *merger;
	struct picture picture;
	/* What a line says of the k-th field, or of the k-th action, of a part. */
	struct picture_line (*line_at)(struct arena *, const struct part *, size_t k);
	size_t *kept;               /* of each card, its place among those that are shown */
	struct picture_edge *edges; /* of the batch at hand */
	size_t nedges;
};

static struct showing
showing_new(struct arena *a, struct catalog *c, const char *title, const char *marker)
{
	struct parts *parts = parts_of(c, false);
	struct showing s = {.arena = a,
	                    .catalog = c,
	                    .parts = parts,
	                    .order = parts_by_schema(a, parts),
	                    .picture = {.title = title, .marker = marker}};

	s.picture.cards = arena_new(a, struct picture_card, parts->n);
	s.picture.ncards = s.picture.nbatches = parts->n;
	for (size_t i = 0; i < parts->n; i++)
		s.picture.cards[i].of = parts->v[s.order[i]].of;
	return s;
}

/* The card of a type; false if it has none. */
static bool
find(const struct showing *s, const char *type, size_t *card)
{
	size_t i;

	if (!parts_find(s->parts, type, &i))
		return false;
	*card = s->parts->v[i].packed;
	return true;
}

/* Many cards show only their names. */
static bool
few(const struct showing *s)
{
	return s->parts->n <= PICTURE_FEW;
}

/* Gives a card its lines, as many of so many as it shows; it is told what is left. */
static void
lines(struct showing *s, size_t card, size_t all)
{
	struct picture_card *c = &s->picture.cards[card];
	struct picture_line *v;
	struct part p;

	c->nlines = all > PICTURE_LINES ? PICTURE_LINES - 1 : all;
	if (!few(s))
		c->nlines = 0;
	c->left = all - c->nlines;
	if (!c->nlines)
		return;
	c->lines = v = arena_new(s->arena, struct picture_line, c->nlines);
	p = parts_read(s->parts, s->arena, s->order[card]);
	for (size_t k = 0; k < c->nlines; k++)
		v[k] = s->line_at(s->arena, &p, k);
}

/* The line of so many that has this text; it may be one that is left. */
static int
line_of(const struct showing *s, struct arena *a, const struct part *p, size_t all,
        const char *text)
{
	size_t k = 0;

	if (!few(s))
		return -1;
	while (k < all && strcmp(s->line_at(a, p, k).text, text) != 0)
		k++;
	return (int)k;
}

/* A reference is known as the API has it, a field of a card as its author wrote it. */
static int
line_of_reference(const struct showing *s, struct arena *a, const struct part *p, const char *key)
{
	size_t k = 0;

	while (k < p->nfields && strcmp(name_snake(a, p->fields[k].name), key) != 0)
		k++;
	return few(s) ? (int)k : -1;
}

static void
edge(struct showing *s, struct arena *a, struct picture_edge e)
{
	s->edges = arena_grown(a, s->edges, s->nedges, sizeof *s->edges);
	s->edges[s->nedges++] = e;
}

static void
begin(struct showing *s)
{
	s->edges = NULL;
	s->nedges = 0;
}

/* ---- relations ---- */

static struct picture_line
field_at(struct arena *a, const struct part *p, size_t k)
{
	(void)a;
	return (struct picture_line){p->fields[k].name, p->fields[k].type};
}

static const struct picture_edge *
references(void *context, struct arena *a, size_t card, size_t *n)
{
	struct showing *s = context;
	const struct part p = parts_read(s->parts, a, s->order[card]);
	const struct impacts_entity *e = &p.impacts.entity;
	size_t to;

	begin(s);
	for (size_t k = 0; k < e->nreferences; k++)
		if (find(s, e->references[k].entity, &to))
			edge(s, a,
			     (struct picture_edge){
			             .from = card,
			             .to = to,
			             .line = line_of_reference(s, a, &p, e->references[k].field),
			             .title = arena_printf(a, "%s.%s refers to %s", e->type,
			                                   e->references[k].field,
			                                   e->references[k].entity)});
	*n = s->nedges;
	return s->edges;
}

void
picture_relations(struct strbuf *out, struct arena *a, struct catalog *c)
{
	struct showing s = showing_new(a, c, "Entities and what they refer to", "to");

	s.line_at = field_at;
	s.picture.one = "field";
	s.picture.many = "fields";
	s.picture.edges = references;
	s.picture.context = &s;
	for (size_t i = 0; i < s.parts->n; i++)
		lines(&s, i, s.parts->v[s.order[i]].nfields);
	picture_write(out, a, c, &s.picture);
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

static struct picture_line
action_at(struct arena *a, const struct part *p, size_t k)
{
	const struct impacts_mutation *m = &p->impacts.mutations[k];

	return (struct picture_line){m->action, lower(a, m->operation_type)};
}

/* One arrow from one entity to another for each operation, whatever the number of actions. */
static void
arrow(struct showing *s, struct arena *a, const struct picture_edge *from,
      const struct impacts_mutation *m, const struct impacts_effect *f)
{
	const char *kind = lower(a, f->operation);
	struct picture_edge to = *from;

	if (!find(s, f->entity, &to.to) || to.to == from->from)
		return;
	for (size_t i = 0; i < s->nedges; i++) {
		struct picture_edge *e = &s->edges[i];

		if (e->to != to.to || strcmp(e->kind, kind) != 0)
			continue;
		e->title = arena_printf(a, "%s, %s", e->title, m->action);
		return;
	}
	to.kind = kind;
	to.title = arena_printf(a, "%s %ss %s: %s", m->entity, kind, f->entity, m->action);
	edge(s, a, to);
}

/* Those of the i-th part, in the order of types. */
static void
arrows(struct showing *s, struct arena *a, size_t i)
{
	const struct impacts_file *f = &merger_at(s->merger, i)->impacts;
	const struct part as_packed = few(s) ? parts_read(s->parts, a, i) : (struct part){0};

	begin(s);
	for (size_t k = 0; k < f->nmutations; k++) {
		const struct impacts_mutation m = merge_mutation(s->merger, i, k);
		const struct picture_edge from = {
		        .from = s->parts->v[i].packed,
		        .line = line_of(s, a, &as_packed, as_packed.impacts.nmutations, m.action)};

		for (size_t e = 0; e < m.nside_effects; e++)
			arrow(s, a, &from, &m, &m.side_effects[e]);
		for (size_t e = 0; e < m.ncascades; e++)
			arrow(s, a, &from, &m, &m.cascades[e]);
	}
}

static const struct picture_edge *
arrows_kept(void *context, struct arena *a, size_t i, size_t *n)
{
	struct showing *s = context;

	arrows(s, a, i);
	for (size_t e = 0; e < s->nedges; e++) {
		s->edges[e].from = s->kept[s->edges[e].from];
		s->edges[e].to = s->kept[s->edges[e].to];
	}
	*n = s->nedges;
	return s->edges;
}

/* Leaves out the cards that have no action and that no arrow leads to. */
static void
drop(struct showing *s)
{
	struct picture *p = &s->picture;
	struct arena a = {0};
	size_t n = 0;

	s->kept = arena_new(s->arena, size_t, p->ncards);
	for (size_t i = 0; i < p->ncards; i++) {
		s->kept[s->parts->v[i].packed] |= s->parts->v[i].nmutations;
		arrows(s, &a, i);
		for (size_t e = 0; e < s->nedges; e++)
			s->kept[s->edges[e].to] = 1;
		arena_reset(&a);
	}
	for (size_t i = 0; i < p->ncards; i++) {
		if (!s->kept[i])
			continue;
		s->kept[i] = n;
		p->cards[n++] = p->cards[i];
	}
	p->ncards = n;
	arena_clear(&a);
}

void
picture_impacts(struct strbuf *out, struct arena *a, struct catalog *c)
{
	struct showing s = showing_new(a, c, "Actions and what they change elsewhere", "does");

	s.line_at = action_at;
	s.picture.one = "action";
	s.picture.many = "actions";
	s.picture.edges = arrows_kept;
	s.picture.context = &s;
	s.merger = merger_of(s.parts);
	for (size_t i = 0; i < s.parts->n; i++)
		lines(&s, i, s.parts->v[s.order[i]].nmutations);
	drop(&s);
	picture_write(out, a, c, &s.picture);
}
