#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/emit.h"
#include "invalidations_sql.h"
#include "model/catalog.h"
#include "model/merge.h"

#include <string.h>

/* As the file of impacts has it, in one line. */
static void
list(struct strbuf *out, const struct impacts_mutation *m)
{
	for (size_t i = 0; i < m->ninvalidations; i++) {
		const struct impacts_invalidation *v = &m->invalidations[i];

		str_add(out, i ? ", {\"query\": " : "[{\"query\": ");
		quote_json(out, v->query);
		str_addf(out, ", \"filter\": %s, \"strategy\": \"%s\", \"reason\": ", v->filter,
		         v->strategy);
		quote_json(out, v->reason);
		str_addc(out, '}');
	}
	str_addc(out, ']');
}

static void
row(struct strbuf *out, const struct impacts_mutation *m)
{
	struct strbuf text = STRBUF_INIT;

	list(&text, m);
	str_add(out, "\n  (");
	quote_literal(out, strchr(m->app_function, '.') + 1);
	str_add(out, ", ");
	quote_literal(out, text.buf);
	str_addc(out, ')');
	str_free(&text);
}

void
emit_invalidations(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	struct parts *parts = parts_of(c, true);
	struct merger *merger = merger_of(parts);
	static const char values[] =
	        "\nINSERT INTO app.tb_mutation_impact (action, cache_invalidations) VALUES";
	bool some = false;

	(void)a;
	(void)o;
	invalidations_sql(out, &(struct invalidations_sql){0});
	for (size_t i = 0; i < parts->n; i++) {
		size_t n = merger_at(merger, i)->impacts.nmutations;

		for (size_t k = 0; k < n; k++) {
			const struct impacts_mutation m = merge_mutation(merger, i, k);

			if (!m.ninvalidations)
				continue;
			str_add(out, some ? "," : values);
			some = true;
			row(out, &m);
			catalog_flow(c, out);
		}
	}
	str_add(out, some ? ";\n" : "");
}
