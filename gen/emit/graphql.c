#include "base/arena.h"
#include "base/str.h"
#include "base/words.h"
#include "emit/emit.h"
#include "graphql_graphql.h"
#include "model/api.h"
#include "model/catalog.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* A project's schema defines what its entities use, and no more. */
struct graphql {
	struct arena *arena;
	struct catalog *catalog;
	const struct options *options;
	struct words words;
	bool mutations, subscription; /* subscription: an entity is called so */
	const char **taken;           /* names that scalars would have, but entities do */
	size_t ntaken;
};

/* ---- what the parts hold ---- */

static void
expect(struct graphql *g, const char *name, const char *suffix)
{
	words_expect(&g->words, arena_printf(g->arena, "%s%s", name, suffix));
}

static bool
mentioned(struct graphql *g, const char *name, const char *suffix)
{
	return words_met(&g->words, arena_printf(g->arena, "%s%s", name, suffix));
}

static void
expect_all(struct graphql *g)
{
	static const char *const suffixes[] = {"Filter", "ListFilter", "Composite",
	                                       "CompositeInput"};
	enum { PER_TYPE = 3 };
	const struct type *t;

	g->words = words_new(g->arena, PER_TYPE * type_count());
	for (size_t i = 0; (t = type_at(i)); i++) {
		bool composite = t->class == TYPE_COMPOSITE;
		const char *const *with = composite ? suffixes + 2 : suffixes;

		for (size_t k = 0; k < 2; k++)
			expect(g, composite ? t->name : t->graphql, with[k]);
		if (!composite)
			expect(g, api_scalar(g->arena, t->graphql), "");
	}
}

/* The text of a part behind its first line, which says that it is generated. */
static const char *
body(struct graphql *g, struct arena *a, size_t i)
{
	size_t len;
	const char *text = catalog_text(a, g->catalog, &g->catalog->v[i], &len);
	const char *end = text ? strchr(text, '\n') : NULL;

	return end ? end + 1 : "";
}

static void
meet_all(struct graphql *g)
{
	struct arena a = {0};

	for (size_t i = 0; i < g->catalog->n; i++) {
		const char *text = body(g, &a, i);

		words_meet(&g->words, text);
		g->mutations = g->mutations || strstr(text, "\nextend type Mutation {");
		arena_reset(&a);
	}
	arena_clear(&a);
}

/* ---- names ---- */

/* A scalar of the name of an entity has another one. */
static const char *
scalar(struct graphql *g, const char *name)
{
	return word_among(g->taken, g->ntaken, name)
	               ? scalar(g, arena_printf(g->arena, "%sScalar", name))
	               : name;
}

static void
take_names(struct graphql *g)
{
	const struct catalog *c = g->catalog;
	struct arena a = {0};

	g->taken = arena_new(g->arena, const char *, c->n);
	for (size_t i = 0; i < c->n; i++) {
		const char *name = api_type(&a, g->options, c->v[i].schema, c->v[i].name);

		if (api_like_scalar(&a, name))
			g->taken[g->ntaken++] = arena_strdup(g->arena, name);
		g->subscription = g->subscription || strcmp(name, "Subscription") == 0;
		arena_reset(&a);
	}
	arena_clear(&a);
}

/* In JSON a number is a number, whatever its type. */
static const char *
member_scalar(const struct type *t)
{
	const char *least, *most;

	if (t->value != VALUE_NUMBER)
		return t->graphql;
	return type_limits(t, &least, &most) ? "Int" : "Float";
}

/* ---- composites ---- */

static bool
within(const struct type *outer, const struct type *t)
{
	const struct type *of;

	if (outer == t)
		return true;
	for (size_t i = 0; outer->members && outer->members[i].name; i++) {
		of = type_find(outer->members[i].type);
		if (of->class == TYPE_COMPOSITE && within(of, t))
			return true;
	}
	return false;
}

static bool
needed(struct graphql *g, const struct type *t, const char *suffix)
{
	const struct type *outer;

	for (size_t i = 0; (outer = type_at(i)); i++)
		if (outer->class == TYPE_COMPOSITE && within(outer, t) &&
		    mentioned(g, outer->name, suffix))
			return true;
	return false;
}

static const char *
member_type(struct graphql *g, const struct composite_member *m, const char *suffix)
{
	const struct type *t = type_find(m->type);
	const char *mark = m->required ? "!" : "";

	if (t->class == TYPE_COMPOSITE)
		return arena_printf(g->arena, "%s%s%s", t->name, suffix, mark);
	return arena_printf(g->arena, "%s%s", scalar(g, member_scalar(t)), mark);
}

static struct graphql_graphql_composites
composite(struct graphql *g, const struct type *t, const char *suffix)
{
	struct graphql_graphql_composites_members *v;
	size_t n = 0;

	while (t->members[n].name)
		n++;
	v = arena_new(g->arena, struct graphql_graphql_composites_members, n);
	for (size_t i = 0; i < n; i++)
		v[i] = (struct graphql_graphql_composites_members){
		        t->members[i].name, member_type(g, &t->members[i], suffix)};
	return (struct graphql_graphql_composites){
	        .name = arena_printf(g->arena, "%s%s", t->name, suffix), .members = {v, n}};
}

static struct graphql_graphql_composites *
composites(struct graphql *g, size_t *n)
{
	static const char *const suffixes[] = {"Composite", "CompositeInput"};
	struct graphql_graphql_composites *to;
	const struct type *t;

	for (*n = 0; type_at(*n); ++*n)
		;
	to = arena_new(g->arena, struct graphql_graphql_composites, 2 * *n);
	*n = 0;
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; (t = type_at(i)); i++)
			if (t->class == TYPE_COMPOSITE && needed(g, t, suffixes[k])) {
				to[*n] = composite(g, t, suffixes[k]);
				to[(*n)++].input = k == 1;
			}
	return to;
}

/* ---- scalars and their filters ---- */

static bool
in_composites(const struct graphql_graphql *g, const char *name)
{
	for (size_t i = 0; i < g->composites.n; i++)
		for (size_t k = 0; k < g->composites.v[i].members.n; k++)
			if (word_in(g->composites.v[i].members.v[k].type, name))
				return true;
	return false;
}

static bool
ordered(const struct type *t)
{
	return t->value == VALUE_NUMBER || t->value == VALUE_DATE || t->value == VALUE_TIME ||
	       t->value == VALUE_TIMESTAMP || t->value == VALUE_INTERVAL;
}

/* Whether a type before this one has the same name in GraphQL. */
static bool
seen(size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (type_at(k)->class != TYPE_COMPOSITE &&
		    strcmp(type_at(k)->graphql, type_at(i)->graphql) == 0)
			return true;
	return false;
}

static void
scalars(struct graphql *g, struct graphql_graphql *to, size_t ntypes)
{
	struct graphql_graphql_scalars *names =
	        arena_new(g->arena, struct graphql_graphql_scalars, ntypes);
	struct graphql_graphql_filters *filters =
	        arena_new(g->arena, struct graphql_graphql_filters, ntypes);
	struct graphql_graphql_lists *lists =
	        arena_new(g->arena, struct graphql_graphql_lists, ntypes);
	const struct type *t;

	for (size_t i = 0; (t = type_at(i)); i++) {
		const char *name = scalar(g, t->graphql);
		bool one, many;

		if (t->class == TYPE_COMPOSITE || seen(i))
			continue;
		one = mentioned(g, t->graphql, "Filter");
		many = mentioned(g, t->graphql, "ListFilter");
		if (one)
			filters[to->filters.n++] = (struct graphql_graphql_filters){
			        t->graphql, name, t->value == VALUE_TEXT, ordered(t)};
		if (many)
			lists[to->lists.n++] = (struct graphql_graphql_lists){t->graphql, name};
		if (!api_built_in(t->graphql) &&
		    (one || many || (to->mutations && strcmp(t->graphql, "JSON") == 0) ||
		     mentioned(g, api_scalar(g->arena, t->graphql), "") || in_composites(to, name)))
			names[to->scalars.n++].name = name;
	}
	to->scalars.v = names;
	to->filters.v = filters;
	to->lists.v = lists;
}

/* ---- the whole ---- */

/* Appends a part with the scalars as they are spelled here. */
static void
part(struct strbuf *out, struct graphql *g, const char *text)
{
	const char *mark;

	str_addc(out, '\n');
	for (; (mark = strstr(text, API_SCALAR));) {
		const char *name = mark + strlen(API_SCALAR), *end = name;
		char word[64];

		while (word_sign(*end))
			end++;
		snprintf(word, sizeof(word), "%.*s", (int)(end - name), name);
		str_addn(out, text, (size_t)(mark - text));
		str_add(out, scalar(g, word));
		text = end;
	}
	str_add(out, text);
}

static void
parts(struct strbuf *out, struct graphql *g)
{
	struct arena a = {0};
	struct graphql one = *g;

	one.arena = &a;
	for (size_t i = 0; i < g->catalog->n; i++) {
		part(out, &one, body(g, &a, i));
		catalog_flow(g->catalog, out);
		arena_reset(&a);
	}
	arena_clear(&a);
}

void
emit_graphql(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	struct graphql g = {.arena = a, .catalog = c, .options = o};
	struct graphql_graphql to = {0};

	expect_all(&g);
	meet_all(&g);
	take_names(&g);
	to.empty = c->n == 0;
	to.mutations = g.mutations;
	to.subscription = g.subscription;
	to.json = scalar(&g, "JSON");
	to.uuid = scalar(&g, "UUID");
	to.composites.v = composites(&g, &to.composites.n);
	scalars(&g, &to, type_count());
	graphql_graphql(out, &to);
	parts(out, &g);
	str_addc(out, '\n');
}
