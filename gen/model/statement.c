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

struct leaving {
	bool (*is)(const struct statement *, const void *context);
	const void *context;
};

static bool
leaves(const struct statement *s, const void *context)
{
	const struct leaving *l = context;

	return s->kind == STATEMENT_RETURN && !l->is(s, l->context);
}

static bool
every_way(const struct statement *s, bool is(const struct statement *, const void *),
          const void *context)
{
	bool otherwise = false;

	for (size_t i = 0; i < s->nways; i++) {
		otherwise |= !s->ways[i].sql;
		if (!statements_surely(s->ways[i].steps, s->ways[i].nsteps, is, context))
			return false;
	}
	return otherwise;
}

bool
statements_surely(const struct statement *v, size_t n,
                  bool is(const struct statement *, const void *), const void *context)
{
	struct leaving leaving = {is, context};

	for (size_t i = 0; i < n; i++) {
		if (is(&v[i], context) || v[i].kind == STATEMENT_REJECT ||
		    every_way(&v[i], is, context))
			return true;
		if (statements_any(&v[i], 1, leaves, &leaving))
			return false;
	}
	return false;
}
