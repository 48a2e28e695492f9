/* The shapes of all entities that the scan found: what they use together, what they are called, and
 * shape.txt. They are parsed one after the other. */
#include "graph/scan.h"
#include "base/arena.h"
#include "graph/codes.h"
#include "graph/review.h"
#include "graph/settle.h"
#include "graph/title.h"
#include "graph/walk.h"
#include "parse/project.h"

#include <inttypes.h>

void
scan_know(struct scan *s)
{
	struct arena scratch = {0};

	s->settling = settling_new(s->arena, s->project->options.entity_action_names);
	s->titles = arena_new(s->arena, struct title, s->now.n + 1);
	for (size_t i = 0; i < s->now.n; i++) {
		const struct entry *e = &s->now.entries[i];
		const struct shape shape = shape_of_text(&scratch, e->path, e->shape);

		usage_add(s->arena, &s->usage, &shape);
		settling_see(s->settling, &shape);
		s->titles[i] = title_of(s->arena, &shape, i ? s->titles[i - 1].schema : "");
		arena_reset(&scratch);
	}
	arena_clear(&scratch);
}

void
scan_codes(struct scan *s)
{
	size_t n = s->now.n;

	codes_assign(s->arena, s->faults, s->project, ".specql/src", s->titles, n);
	if (s->sound)
		schemas_review(s->arena, s->faults, s->project, s->titles, n);
	if (s->frozen)
		codes_frozen(s->arena, s->frozen, s->project, ".specql/src", s->titles, n);
}

/* ---- shape.txt ---- */

/* What shape.txt says of each entity: made when it is written, and given up again. */
struct giver {
	const struct scan *scan;
	struct arena arena;
	struct shape shape;
};

static const struct shape *
give_shape(void *context, size_t i)
{
	struct giver *g = context;
	const struct title *title = &g->scan->titles[i];

	arena_reset(&g->arena);
	g->shape = shape_of_text(&g->arena, g->scan->now.entries[i].path,
	                         g->scan->now.entries[i].shape);
	g->shape.assigned = title->assigned;
	g->shape.code = title->assigned || g->scan->project->options.coded ? title->code : "";
	settle(&g->arena, g->scan->settling, &g->shape);
	return &g->shape;
}

void
scan_shapes(struct scan *s)
{
	const struct project *p = s->project;
	struct giver giver = {.scan = s};
	struct shapes shapes = {.by_schema = p->options.by_schema,
	                        .coded = p->options.coded,
	                        .per_entity = p->per_entity,
	                        .bundled = p->bundled,
	                        .sql_folder = p->sql_folder,
	                        .generated_folder = p->generated_folder,
	                        .frontend_folder = p->frontend_folder,
	                        .docs_folder = p->docs_folder,
	                        .included = s->included,
	                        .dir = s->dir,
	                        .remote = p->remote,
	                        .emitters = p->emitters,
	                        .nemitters = s->walk->occupied ? 0 : p->nemitters,
	                        .n = s->now.n};

	shapes.tool = arena_printf(s->arena, "%016" PRIx64, scan_hash(s, SCAN_BIN "/specql-ninja"));
	for (size_t i = 0; i < p->nenvironments; i++)
		list_add(s->arena, &shapes.environments, p->environments[i]);
	for (size_t i = 0; i < p->options.nclients; i++)
		list_add(s->arena, &shapes.clients, p->options.clients[i]);
	for (size_t i = 0; i < p->nplatform; i++) {
		list_add(s->arena, &shapes.platform, p->platform[i].name);
		list_add(s->arena, &shapes.platform, p->platform[i].value);
	}
	for (size_t i = 0; i < s->walk->nsql; i++)
		list_add(s->arena, &shapes.sql, s->walk->sql[i].path);
	shapes_write(s->diag, SCAN_SHAPE, &shapes, give_shape, &giver);
	arena_clear(&giver.arena);
}
