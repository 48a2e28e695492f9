#include "base/arena.h"
#include "emit/emit.h"
#include "model/catalog.h"
#include "model/mutation.h"

void
emit_mutation_impacts(struct strbuf *out, struct arena *a, const struct catalog *c,
                      const struct options *o)
{
	struct impacts_file *files = arena_new(a, struct impacts_file, c->n);
	struct impacts_project project;
	size_t n = 0;

	(void)o;
	for (size_t i = 0; i < c->n; i++)
		n += impacts_read(a, c->v[i].text, c->v[i].len, &files[n]);
	project = impacts_merge(a, files, n);
	impacts_write_project(out, &project);
}
