#include "base/arena.h"
#include "emit/emit.h"
#include "hooks_ts.h"
#include "model/catalog.h"

void
emit_apollo_index(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	struct hooks_ts_entities *to = arena_new(a, struct hooks_ts_entities, c->n);

	(void)o;
	for (size_t i = 0; i < c->n; i++)
		to[i] = (struct hooks_ts_entities){c->v[i].schema, c->v[i].stem, "apollo"};
	hooks_ts(out, &(struct hooks_ts){.client = "apollo", .entities = {to, c->n}});
}
