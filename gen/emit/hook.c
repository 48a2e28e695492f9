#include "emit/hook.h"
#include "base/arena.h"
#include "base/list.h"
#include "base/quote.h"
#include "base/str.h"
#include "emit/patch.h"
#include "model/name.h"
#include "model/reaction.h"

#include <ctype.h>
#include <string.h>

/* ---- what an action makes stale in the caches of clients ---- */

struct stale {
	struct list queries; /* fields of Query: lists that may be others, rows not answered */
	struct list types;   /* of which any row may be another now */
	struct list touched; /* every type of which rows were written */
	bool deletes;        /* the row is gone whose id is answered */
	const char *row;     /* the field of the answer that holds the row as it is now, or NULL */
};

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
	return entity_called(x->entity, f->entity, f->schema);
}

/* Any row of a type: whoever shows one reads it again. */
static void
any_row(struct inference *x, const char *type)
{
	list_add(x->arena, &x->to.types, type);
	list_add(x->arena, &x->to.queries, api_query(x->arena, type));
}

static void
effect(struct inference *x, const struct effect *f)
{
	const char *type = api_type(x->arena, x->options, f->schema, f->entity);

	list_add(x->arena, &x->to.touched, type);
	list_add(x->arena, &x->to.queries, api_list(x->arena, type));
	if (f->operation == OPERATION_CREATE)
		return;
	if (!own(x, f) || x->others)
		any_row(x, type);
	else if (f->operation == OPERATION_DELETE && !x->to.deletes)
		list_add(x->arena, &x->to.queries, api_query(x->arena, type));
}

/* The table view of crm.Contact was made anew: what it shows of other rows is another now. */
static void
refreshed(struct inference *x, const char *entity)
{
	const char *dot = strchr(entity, '.'), *schema, *type;

	schema = dot ? arena_strndup(x->arena, entity, (size_t)(dot - entity)) : NULL;
	if (!schema || entity_called(x->entity, dot + 1, schema))
		return;
	type = api_type(x->arena, x->options, schema, dot + 1);
	list_add(x->arena, &x->to.touched, type);
	list_add(x->arena, &x->to.queries, api_query(x->arena, type));
	list_add(x->arena, &x->to.queries, api_list(x->arena, type));
}

static struct stale
stale_of(struct arena *a, const struct entity *e, const struct options *o,
         const struct action *action, const struct reaction *from)
{
	struct inference x = {.arena = a, .entity = e, .options = o, .others = from->others};

	x.to.deletes = action->deletes;
	for (size_t i = 0; i < from->neffects; i++)
		effect(&x, &from->effects[i]);
	for (size_t i = 0; i < from->nrefreshes; i++)
		refreshed(&x, from->refreshes[i]);
	if (from->answers)
		x.to.row = api_row(a, api_type(a, o, e->schema, e->name));
	list_sort(&x.to.queries);
	list_sort(&x.to.types);
	list_sort(&x.to.touched);
	return x.to;
}

/* ---- as TypeScript ---- */

static void
names(struct strbuf *out, const char *key, const struct list *of)
{
	str_addf(out, "%s: [", key);
	for (size_t i = 0; i < of->n; i++) {
		str_add(out, i ? ", " : "");
		quote_js(out, of->items[i]);
	}
	str_add(out, "], ");
}

static void
types(struct strbuf *out, struct arena *a, const struct list *of)
{
	str_add(out, of->n ? "types: { " : "types: {");
	for (size_t i = 0; i < of->n; i++)
		str_addf(out, "%s%s: '%s'", i ? ", " : "", of->items[i],
		         api_query(a, of->items[i]));
	str_add(out, of->n ? " }, " : "}, ");
}

static const char *
stale_literal(struct arena *a, const struct stale *s, const char *type)
{
	struct strbuf out = STRBUF_INIT;

	names(&out, "queries", &s->queries);
	types(&out, a, &s->types);
	names(&out, "touched", &s->touched);
	str_addf(&out, "type: '%s', query: '%s', list: '%s', deletes: %s, row: ", type,
	         api_query(a, type), api_list(a, type), s->deletes ? "true" : "false");
	if (s->row)
		quote_js(&out, s->row);
	else
		str_add(&out, "null");
	return str_done(&out, a);
}

/* ---- hooks ---- */

/* useCaseOptions would be the hook of a list of CaseOption, too. */
static const char *
word_of(struct arena *a, const char *name)
{
	return strncmp(name, "use", 3) == 0 && !islower((unsigned char)name[3])
	               ? name_pascal(a, name)
	               : name;
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
	to.word = word_of(a, to.query);
	to.words = word_of(a, to.list);
	for (size_t i = 0; i < e->nactions; i++) {
		const struct action *from = &e->actions[i];
		const struct reaction *reaction;
		struct stale stale;

		if (from->kind == ACTION_NOTHING)
			continue;
		reaction = reaction_of(a, e, from);
		stale = stale_of(a, e, o, from, reaction);
		to.v[to.n++] = (struct hook){
		        .name = api_action(a, from),
		        .operation = api_operation(a, from),
		        .mutation = api_mutation(a, from),
		        .word = word_of(a, api_mutation(a, from)),
		        .impact = stale_literal(a, &stale, type),
		        .input = from->ninputs > 0,
		        .patch = patch_members(a, reaction),
		        .removed = reaction->removes,
		        .row = stale.row,
		        .returned = api_returned(a, from).n > 0,
		};
		to.patched = to.patched || reaction->nvalues;
		to.foreseen = to.foreseen || reaction_foreseen(reaction);
	}
	return to;
}
