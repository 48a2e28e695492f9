/* Walks over statements and those inside them. */
#include "model/action.h"

void
statements_walk(const struct statement *v, size_t n, void visit(void *, const struct statement *),
                void *context)
{
	for (size_t i = 0; i < n; i++) {
		visit(context, &v[i]);
		statements_walk(v[i].steps, v[i].nsteps, visit, context);
		for (size_t k = 0; k < v[i].nways; k++)
			statements_walk(v[i].ways[k].steps, v[i].ways[k].nsteps, visit, context);
	}
}

bool
statements_any(const struct statement *v, size_t n, bool is(const struct statement *, const void *),
               const void *context)
{
	for (size_t i = 0; i < n; i++) {
		if (is(&v[i], context) || statements_any(v[i].steps, v[i].nsteps, is, context))
			return true;
		for (size_t k = 0; k < v[i].nways; k++)
			if (statements_any(v[i].ways[k].steps, v[i].ways[k].nsteps, is, context))
				return true;
	}
	return false;
}
