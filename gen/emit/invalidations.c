#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/emit.h"
#include "invalidations_sql.h"
#include "model/mutation.h"

#include <string.h>

/* As the file of impacts has it, in one line. */
static const char *
list(struct arena *a, const struct impacts_mutation *m)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < m->ninvalidations; i++) {
		const struct impacts_invalidation *v = &m->invalidations[i];

		str_add(&out, i ? ", {\"query\": " : "[{\"query\": ");
		quote_json(&out, v->query);
		str_addf(&out, ", \"filter\": %s, \"strategy\": \"%s\", \"reason\": ", v->filter,
		         v->strategy);
		quote_json(&out, v->reason);
		str_addc(&out, '}');
	}
	str_addc(&out, ']');
	return str_done(&out, a);
}

void
emit_invalidations(struct strbuf *out, struct arena *a, struct catalog *c,
                   const struct options *o)
{
	const struct impacts_project project = impacts_of_all(a, c);
	struct invalidations_sql_actions *to =
	        arena_new(a, struct invalidations_sql_actions, project.nmutations);
	size_t n = 0;

	(void)o;
	for (size_t i = 0; i < project.nmutations; i++) {
		const struct impacts_mutation *m = &project.mutations[i];

		if (m->ninvalidations)
			to[n++] = (struct invalidations_sql_actions){
			        strchr(m->app_function, '.') + 1, list(a, m)};
	}
	invalidations_sql(out, &(struct invalidations_sql){.actions = {to, n}});
}
