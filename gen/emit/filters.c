#include "base/arena.h"
#include "emit/emit.h"
#include "emit/script.h"
#include "filters_ts.h"

/* What can be asked of a scalar beside what can be asked of every text. */
static const char *const sorts[] = {
        [VALUE_NUMBER] = "Ordered<T>",   [VALUE_DATE] = "Ordered<T>",
        [VALUE_TIME] = "Ordered<T>",     [VALUE_TIMESTAMP] = "Ordered<T>",
        [VALUE_INTERVAL] = "Ordered<T>", [VALUE_UUID] = "Equal<T>",
        [VALUE_INET] = "Equal<T>",       [VALUE_MACADDR] = "Equal<T>",
        [VALUE_POINT] = "Presence",
};

void
emit_filters(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	struct filters_ts_scalars *v = arena_new(a, struct filters_ts_scalars, type_count());
	const struct type *t;
	size_t n = 0;

	(void)c;
	(void)o;
	for (size_t i = 0; (t = type_at(i)); i++) {
		const char *sort = t->value < sizeof sorts / sizeof *sorts ? sorts[t->value] : NULL;

		if (sort && script_brings(i))
			v[n++] = (struct filters_ts_scalars){t->graphql, sort};
	}
	filters_ts(out, &(struct filters_ts){.scalars = {v, n}});
}
