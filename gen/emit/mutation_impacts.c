#include "emit/emit.h"
#include "model/mutation.h"

void
emit_mutation_impacts(struct strbuf *out, struct arena *a, struct catalog *c,
                      const struct options *o)
{
	const struct impacts_project project = impacts_of_all(a, c);

	(void)o;
	impacts_write_project(out, &project);
}
