#include "emit/emit.h"
#include "emit/example.h"
#include "model/entity.h"
#include "model/part.h"

#include <string.h>

void
emit_docs_part(struct strbuf *out, struct arena *a, const struct entity *e, const struct options *o)
{
	struct part part = part_of(a, e, o);
	size_t n = 0;

	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING) {
			if (e->actions[i].ninputs)
				part.actions[n].input = example_payload(
				        a, e, &e->actions[i], EXAMPLE_GRAPHQL, "  ", NULL);
			n++;
		}
	part_write(out, &part);
}
