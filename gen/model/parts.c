#include "model/parts.h"
#include "base/arena.h"
#include "model/catalog.h"
#include "model/layout.h"
#include "model/merge.h"

#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

static bool
read_file(struct catalog *c, struct arena *a, const struct listing *l, bool impacts,
          struct part *to)
{
	size_t len;
	const char *text = catalog_text(a, c, l, &len);

	*to = (struct part){0};
	if (!text)
		return false;
	return impacts ? impacts_read(a, text, len, &to->impacts) : part_read(a, text, len, to);
}

static void
add(struct parts *p, const struct listing *l, const struct part *part, bool impacts)
{
	const struct impacts_entity *e = &part->impacts.entity;
	bool same = strcmp(e->type, l->name) == 0;

	p->v[p->n] = (struct parts_entry){
	        .type = same ? l->name : arena_strdup(&p->arena, e->type),
	        .of = l,
	        .packed = (uint32_t)p->n,
	        .nfields = (uint32_t)part->nfields,
	        .nactions = (uint32_t)part->nactions,
	        .nmutations = (uint32_t)part->impacts.nmutations,
	        .nreferences = (uint32_t)e->nreferences,
	};
	p->n++;
	pack_add(&p->pack, impacts ? (const void *)&part->impacts : part);
}

static int
by_type(const void *left, const void *right)
{
	const struct parts_entry *a = left, *b = right;

	return strcmp(a->type, b->type);
}

struct parts *
parts_of(struct catalog *c, bool impacts)
{
	struct arena a = {0}, own = {0};
	struct parts *p = c->parts;
	struct part part;

	if (p)
		return p;
	p = c->parts = arena_new(&own, struct parts, 1);
	p->arena = own;
	p->v = arena_new(&p->arena, struct parts_entry, c->n);
	pack_open(&p->pack, c->diag, c->output, impacts ? &layout_impacts : &layout_part);
	for (size_t i = 0; i < c->n; i++) {
		if (read_file(c, &a, &c->v[i], impacts, &part) && part.impacts.entity.type)
			add(p, &c->v[i], &part, impacts);
		arena_reset(&a);
	}
	arena_clear(&a);
	if (p->n)
		qsort(p->v, p->n, sizeof *p->v, by_type);
	return p;
}

void
parts_end(struct catalog *c)
{
	struct arena own;

	if (!c->parts)
		return;
	if (c->parts->merger)
		merger_end(c->parts->merger);
	pack_close(&c->parts->pack);
	own = c->parts->arena;
	arena_clear(&own); /* with c->parts */
	c->parts = NULL;
}

/* ---- what is at hand ---- */

struct part
parts_read(struct parts *p, struct arena *a, size_t i)
{
	struct part part = {0};
	bool impacts = p->pack.layout == &layout_impacts;

	pack_read(&p->pack, a, p->v[i].packed, impacts ? (void *)&part.impacts : &part);
	return part;
}

bool
parts_find(const struct parts *p, const char *type, size_t *i)
{
	const struct parts_entry key = {.type = type}, *found;

	found = p->n ? bsearch(&key, p->v, p->n, sizeof key, by_type) : NULL;
	if (found)
		*i = (size_t)(found - p->v);
	return found;
}

/* Listings stand in the order that is asked for. */
const uint32_t *
parts_by_schema(struct arena *a, const struct parts *p)
{
	uint32_t *to = arena_new(a, uint32_t, p->n);

	for (size_t i = 0; i < p->n; i++)
		to[p->v[i].packed] = (uint32_t)i;
	return to;
}
