#include "graph/check.h"
#include "base/arena.h"
#include "base/diag.h"
#include "graph/inputs.h"
#include "graph/names.h"
#include "graph/shape.h"
#include "model/json.h"
#include "model/link.h"
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

static void
check(struct arena *a, struct diag *d, const struct options *o, const struct shapes *shapes,
      const char *path, const size_t *inputs, size_t ninputs)
{
	struct entity *e = read_entity(a, d, o, path), *other,
	              **others = arena_new(a, struct entity *, ninputs + 1);
	struct diag silent;
	size_t n = 0;

	diag_init(&silent, a);
	for (size_t i = 0; i < ninputs; i++)
		if ((other = read_entity(a, &silent, o, shapes->v[inputs[i]].path)))
			others[n++] = other;
	if (e)
		entity_link(a, d, e, others, n, o, origin_locate);
}

void
check_faults(struct arena *a, struct diag *d, const struct list *faulty,
             const struct shapes *shapes)
{
	struct inputs *all = inputs_new(a, names_new(a, shapes), shapes);
	const struct options *options = json_read_options(a, d, ".specql/kind/model");
	const size_t *inputs;
	size_t n;
	bool suspect;

	d->strict = options && options->strict;
	for (size_t i = 0; options && i < shapes->n; i++) {
		const struct shape *s = &shapes->v[i];

		inputs = inputs_of(all, i, &n, &suspect);
		suspect = suspect || (options->strict && (s->refs.n || s->mentions.n));
		if (suspect || list_has(faulty, s->path))
			check(a, d, options, shapes, s->path, inputs, n);
	}
}
