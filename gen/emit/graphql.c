#include "base/arena.h"
#include "base/str.h"
#include "emit/emit.h"
#include "graphql_graphql.h"
#include "model/api.h"
#include "model/catalog.h"

#include <stdbool.h>
#include <string.h>

/* A project's schema defines what its entities use, and no more. */
struct graphql {
	struct arena *arena;
	const struct catalog *catalog;
	const struct options *options;
};

static bool
letter(char c)
{
	return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

static bool
holds(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = text; (p = strstr(p, word)); p += n)
		if ((p == text || !letter(p[-1])) && !letter(p[n]))
			return true;
	return false;
}

static bool
mentioned(struct graphql *g, const char *name, const char *suffix)
{
	const char *word = arena_printf(g->arena, "%s%s", name, suffix);

	for (size_t i = 0; i < g->catalog->n; i++)
		if (g->catalog->v[i].text && holds(g->catalog->v[i].text, word))
			return true;
	return false;
}

static bool
entity_called(struct graphql *g, const char *name)
{
	const struct catalog *c = g->catalog;

	for (size_t i = 0; i < c->n; i++)
		if (strcmp(api_type(g->arena, g->options, c->v[i].schema, c->v[i].name), name) == 0)
			return true;
	return false;
}

/* A scalar of the name of an entity has another one. */
static const char *
scalar(struct graphql *g, const char *name)
{
	while (entity_called(g, name))
		name = arena_printf(g->arena, "%sScalar", name);
	return name;
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
			if (holds(g->composites.v[i].members.v[k].type, name))
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
		bool one = mentioned(g, t->graphql, "Filter");
		bool many = mentioned(g, t->graphql, "ListFilter");

		if (t->class == TYPE_COMPOSITE || seen(i))
			continue;
		if (one)
			filters[to->filters.n++] = (struct graphql_graphql_filters){
			        t->graphql, name, t->value == VALUE_TEXT, ordered(t)};
		if (many)
			lists[to->lists.n++] = (struct graphql_graphql_lists){t->graphql, name};
		if (!api_built_in(t->graphql) &&
		    (one || many || (to->mutations && strcmp(t->graphql, "JSON") == 0) ||
		     mentioned(g, api_scalar(g->arena, t->graphql), "") ||
		     in_composites(to, name)))
			names[to->scalars.n++].name = name;
	}
	to->scalars.v = names;
	to->filters.v = filters;
	to->lists.v = lists;
}

/* ---- the whole ---- */

/* A part behind its first line, which says that it is generated, with the scalars as they are
 * spelled here. */
static const char *
body(struct graphql *g, const struct listing *l)
{
	const char *text = l->text ? strchr(l->text, '\n') : NULL, *mark;
	struct strbuf out = STRBUF_INIT;

	for (text = text ? text + 1 : ""; (mark = strstr(text, API_SCALAR));) {
		const char *name = mark + strlen(API_SCALAR), *end = name;

		while (letter(*end))
			end++;
		str_addn(&out, text, (size_t)(mark - text));
		str_add(&out, scalar(g, arena_strndup(g->arena, name, (size_t)(end - name))));
		text = end;
	}
	str_add(&out, text);
	return str_done(&out, g->arena);
}

void
emit_graphql(struct strbuf *out, struct arena *a, const struct catalog *c, const struct options *o)
{
	struct graphql g = {a, c, o};
	struct graphql_graphql_parts *parts = arena_new(a, struct graphql_graphql_parts, c->n);
	struct graphql_graphql to = {.parts = {parts, c->n}};

	for (size_t i = 0; i < c->n; i++) {
		parts[i].text = body(&g, &c->v[i]);
		to.mutations |= strstr(parts[i].text, "\nextend type Mutation {") != NULL;
	}
	to.subscription = entity_called(&g, "Subscription");
	to.json = scalar(&g, "JSON");
	to.uuid = scalar(&g, "UUID");
	to.composites.v = composites(&g, &to.composites.n);
	scalars(&g, &to, type_count());
	graphql_graphql(out, &to);
}
