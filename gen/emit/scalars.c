#include "base/arena.h"
#include "emit/emit.h"
#include "emit/rule_ts.h"
#include "emit/script.h"
#include "scalars_ts.h"

void
emit_scalars(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	struct scalars_ts_scalars *v;
	const struct type *t;
	size_t n = 0;

	(void)c;
	(void)o;
	v = arena_new(a, struct scalars_ts_scalars, type_count());
	for (size_t i = 0; (t = type_at(i)); i++)
		if (script_brings(i))
			v[n++] = (struct scalars_ts_scalars){t->graphql, rule_ts_of_type(a, t)};
	scalars_ts(out, &(struct scalars_ts){.scalars = {v, n}});
}
