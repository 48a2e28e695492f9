#include "graph/check.h"
#include "base/arena.h"
#include "base/diag.h"
#include "graph/inputs.h"
#include "graph/shape.h"
#include "model/json.h"
#include "model/options.h"
#include "parse/origin.h"
#include "parse/parse.h"

static struct entity *
read_entity(struct arena *a, struct diag *d, const struct options *o, const char *path)
{
	struct source *source = origin_read(a, d, arena_printf(a, ".specql/src/%s", path));
	bool broken;

	return source ? entity_read(a, d, source, o, &broken) : NULL;
}

struct checker {
	struct arena *arena;
	struct diag *diag;
	const struct options *options;
	const struct shapes *shapes;
	const struct edges *edges;
};

/* How much was said. */
static size_t
said(const struct checker *c)
{
	return c->diag->nerrors + c->diag->nwarnings;
}

/* The others are read as their own interface edges read them, which say nothing of their faults. */
static void
check(const struct checker *c, const char *path, const size_t *inputs, size_t ninputs)
{
	struct arena_mark mark = arena_mark(c->arena);
	size_t before = said(c), n = 0;
	struct entity *e = read_entity(c->arena, c->diag, c->options, path), *other,
	              **others = arena_new(c->arena, struct entity *, ninputs + 1);
	struct diag silent;

	for (size_t i = 0; i < ninputs; i++) {
		diag_init(&silent, c->arena);
		other = read_entity(c->arena, &silent, c->options, c->shapes->v[inputs[i]].path);
		if (!other)
			continue;
		c->edges->interface(c->arena, &silent, other, c->options);
		other->partial = other->partial || silent.nerrors > 0;
		others[n++] = other;
	}
	if (e)
		c->edges->model(c->arena, c->diag, e, others, n, c->options);
	if (said(c) == before)
		arena_release(c->arena, mark);
}

void
check_faults(struct arena *a, struct diag *d, const struct list *faulty,
             const struct shapes *shapes, struct inputs *all, const struct edges *edges)
{
	struct checker c = {a, d, json_read_options(a, d, ".specql/kind/model"), shapes, edges};
	const size_t *inputs;
	size_t n;
	bool suspect;

	d->strict = c.options && c.options->strict;
	for (size_t i = 0; c.options && i < shapes->n; i++) {
		const struct shape *s = &shapes->v[i];

		inputs = inputs_of(all, i, &n, &suspect);
		suspect = suspect || (c.options->strict && (s->refs.n || s->mentions.n));
		if (suspect || list_has(faulty, s->path))
			check(&c, s->path, inputs, n);
	}
}
