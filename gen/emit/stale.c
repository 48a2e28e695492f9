#include "emit/stale.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/patch.h"
#include "model/name.h"
#include "model/outcome.h"

#include <stdlib.h>
#include <string.h>

/* ---- sets of names ---- */

static int
compare(const void *left, const void *right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void
sort(const char **v, size_t *n)
{
	size_t kept = 0;

	if (*n)
		qsort(v, *n, sizeof *v, compare);
	for (size_t i = 0; i < *n; i++)
		if (kept == 0 || strcmp(v[kept - 1], v[i]) != 0)
			v[kept++] = v[i];
	*n = kept;
}

/* ---- inference ---- */

struct inference {
	struct arena *arena;
	const struct entity *entity;
	const struct options *options;
	bool others; /* rows of the own entity change beside the subject */
	struct stale to;
};

static bool
own(const struct inference *x, const struct effect *f)
{
	return strcmp(f->entity, x->entity->name) == 0 && strcmp(f->schema, x->entity->schema) == 0;
}

/* Any row of a type: whoever shows one reads it again. */
static void
any_row(struct inference *x, const char *type)
{
	x->to.types[x->to.ntypes++] = type;
	x->to.queries[x->to.nqueries++] = api_query(x->arena, type);
}

static void
effect(struct inference *x, const struct effect *f)
{
	const char *type = api_type(x->arena, x->options, f->schema, f->entity);

	if (f->operation == OPERATION_READ)
		return;
	x->to.touched[x->to.ntouched++] = type;
	x->to.queries[x->to.nqueries++] = api_list(x->arena, type);
	if (f->operation == OPERATION_CREATE)
		return;
	if (!own(x, f) || x->others)
		any_row(x, type);
	else if (f->operation == OPERATION_DELETE && !x->to.deletes)
		x->to.queries[x->to.nqueries++] = api_query(x->arena, type);
}

/* crm.tv_contact was made anew: what it shows of other rows is another now. */
static void
refreshed(struct inference *x, const char *view)
{
	const char *dot = strchr(view, '.'), *stem = dot ? strstr(dot, ".tv_") : NULL, *type;

	if (!stem || strcmp(stem + strlen(".tv_"), x->entity->stem) == 0)
		return;
	type = api_type(x->arena, x->options, arena_strndup(x->arena, view, (size_t)(dot - view)),
	                name_pascal(x->arena, stem + strlen(".tv_")));
	x->to.touched[x->to.ntouched++] = type;
	x->to.queries[x->to.nqueries++] = api_query(x->arena, type);
	x->to.queries[x->to.nqueries++] = api_list(x->arena, type);
}

struct stale
stale_of(struct arena *a, const struct entity *e, const struct options *o,
         const struct action *from)
{
	const struct impact *impact = from->nimpact ? from->impact : NULL;
	struct outcome outcome = outcome_of(e, from);
	size_t n = impact ? impact->neffects + impact->nrefreshes : 0;
	struct inference x = {a,
	                      e,
	                      o,
	                      false,
	                      {.queries = arena_new(a, const char *, 2 * n),
	                       .types = arena_new(a, const char *, n),
	                       .touched = arena_new(a, const char *, n)}};

	x.to.deletes = from->deletes;
	x.others = (impact && impact->ncalls) || outcome.beside[OPERATION_UPDATE] ||
	           outcome.beside[OPERATION_DELETE];
	for (size_t i = 0; impact && i < impact->neffects; i++)
		effect(&x, &impact->effects[i]);
	for (size_t i = 0; impact && i < impact->nrefreshes; i++)
		refreshed(&x, impact->refreshes[i]);
	if (from->subject != SUBJECT_NONE && !from->deletes)
		x.to.row = api_row(a, api_type(a, o, e->schema, e->name));
	sort(x.to.queries, &x.to.nqueries);
	sort(x.to.types, &x.to.ntypes);
	sort(x.to.touched, &x.to.ntouched);
	return x.to;
}

/* ---- as TypeScript ---- */

static void
names(struct strbuf *out, const char *key, const char *const *v, size_t n)
{
	str_addf(out, "%s: [", key);
	for (size_t i = 0; i < n; i++) {
		str_add(out, i ? ", " : "");
		quote_js(out, v[i]);
	}
	str_add(out, "], ");
}

static void
types(struct strbuf *out, struct arena *a, const struct stale *s)
{
	str_add(out, s->ntypes ? "types: { " : "types: {");
	for (size_t i = 0; i < s->ntypes; i++)
		str_addf(out, "%s%s: '%s'", i ? ", " : "", s->types[i], api_query(a, s->types[i]));
	str_add(out, s->ntypes ? " }, " : "}, ");
}

const char *
stale_literal(struct arena *a, const struct stale *s, const char *type)
{
	struct strbuf out = STRBUF_INIT;

	names(&out, "queries", s->queries, s->nqueries);
	types(&out, a, s);
	names(&out, "touched", s->touched, s->ntouched);
	str_addf(&out, "type: '%s', query: '%s', list: '%s', deletes: %s, row: ", type,
	         api_query(a, type), api_list(a, type), s->deletes ? "true" : "false");
	if (s->row)
		quote_js(&out, s->row);
	else
		str_add(&out, "null");
	return str_done(&out, a);
}

struct hooks
hooks_of(struct arena *a, const struct entity *e, const struct options *o)
{
	const char *type = api_type(a, o, e->schema, e->name);
	struct hooks to = {
	        .type = type,
	        .query = api_query(a, type),
	        .list = api_list(a, type),
	        .v = arena_new(a, struct hook, e->nactions),
	};

	to.one = name_pascal(a, to.query);
	to.many = name_pascal(a, to.list);
	for (size_t i = 0; i < e->nactions; i++) {
		const struct action *from = &e->actions[i];
		struct stale stale;

		if (from->kind == ACTION_NOTHING)
			continue;
		stale = stale_of(a, e, o, from);
		to.v[to.n++] = (struct hook){
		        .name = api_action(a, from),
		        .operation = api_operation(a, from),
		        .mutation = api_mutation(a, from),
		        .impact = stale_literal(a, &stale, type),
		        .input = from->ninputs > 0,
		        .patch = patch_members(a, e, from),
		        .removed = patch_removes(a, e, from),
		        .row = stale.row,
		        .returned = api_returned(a, from).n > 0,
		};
		to.patched = to.patched || to.v[to.n - 1].patch;
		to.foreseen = to.foreseen || to.v[to.n - 1].patch || to.v[to.n - 1].removed;
	}
	return to;
}
