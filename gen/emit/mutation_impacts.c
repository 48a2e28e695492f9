#include "base/arena.h"
#include "emit/emit.h"
#include "model/catalog.h"
#include "model/mutation.h"

void
emit_mutation_impacts(struct strbuf *out, struct arena *a, const struct catalog *c,
                      const struct options *o)
{
	struct impacts_project project = {.entities =
	                                          arena_new(a, struct impacts_entity, c->n + 1)};
	struct impacts_file file;

	(void)o;
	for (size_t i = 0; i < c->n; i++)
		if (impacts_read(a, c->v[i].text, c->v[i].len, &file))
			project.entities[project.nentities++] = file.entity;
	impacts_write_project(out, &project);
}
