#include "base/arena.h"
#include "base/bound.h"
#include "base/hash.h"
#include "base/str.h"
#include "emit/emit.h"
#include "index_double_ts.h"
#include "index_entity_ts.h"
#include "index_ts.h"
#include "model/api.h"
#include "model/catalog.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* OrderItem's status and Order's item_status are both OrderItemStatus. Modules that export one name
 * need a word on which of them is meant: that of the entity with the longest name; and the type,
 * where a document is called as it. The others have a second name. */
enum sort {
	VALUE,
	TYPE,
	QUERY,    /* a document */
	MUTATION, /* a document that is called so if no query is */
	RENAMED,  /* and if one is */
};

struct exported {
	const char *name;
	const struct listing *of;
	enum sort sort;
};

/* A name by its hash, and the entity that exports it: names themselves would take too much memory.
 * Of names that are others and have the same hash none turns out to be exported twice.
 */
struct trace {
	uint32_t hash, of;
};

struct exports {
	struct arena *arena;
	struct catalog *catalog;
	const struct options *options;
	struct arena module; /* the text at hand */
	struct strbuf grown; /* of traces */
	struct trace *traces;
	size_t ntraces;
	struct exported *doubles;
	size_t ndoubles;
};

/* The first word behind a text that a line begins with, or NULL. */
static const char *
word_behind(struct arena *a, const char *line, const char *start)
{
	size_t n = strlen(start);

	if (strncmp(line, start, n) != 0)
		return NULL;
	return arena_strndup(a, line + n, strcspn(line + n, " <"));
}

typedef void taker(struct exports *, size_t of, const char *name, enum sort);

static void
document(struct exports *e, size_t of, const char *name, size_t n, const char *end, enum sort sort,
         taker *take)
{
	take(e, of, arena_printf(&e->module, "%.*s%s", (int)n, name, end), sort);
}

/* What documents are called is told by the types of their variables. */
static void
documents(struct exports *e, size_t of, const char *name, taker *take)
{
	static const char query[] = "QueryVariables", mutation[] = "MutationVariables";
	size_t n = strlen(name);

	if (word_ends(name, query))
		document(e, of, name, n - strlen(query), "Document", QUERY, take);
	if (!word_ends(name, mutation))
		return;
	document(e, of, name, n - strlen(mutation), "Document", MUTATION, take);
	document(e, of, name, n - strlen(mutation), "MutationDocument", RENAMED, take);
}

static void
each_document(struct exports *e, size_t of, taker *take)
{
	const struct listing *l = &e->catalog->v[of];
	const char *type = api_type(&e->module, e->options, l->schema, l->name);

	document(e, of, type, strlen(type), "FieldsFragment", QUERY, take);
}

/* What the types of an entity export, and its documents.
 * An enum's type is exported with its values. */
static void
each_export(struct exports *e, size_t of, taker *take)
{
	struct arena *a = &e->module;
	const char *values = "";
	size_t len;

	for (const char *p = catalog_text(a, e->catalog, &e->catalog->v[of], &len);
	     p && (p = strstr(p, "\nexport "));) {
		const char *line = ++p, *value = word_behind(a, line, "export const ");
		const char *row = word_behind(a, line, "export interface ");
		const char *type = word_behind(a, line, "export type ");
		const char *name = value ? value : row ? row : type;

		if (name && strcmp(values, name) != 0) {
			take(e, of, name, value ? VALUE : TYPE);
			if (type)
				documents(e, of, name, take);
		}
		values = value ? value : values;
	}
	each_document(e, of, take);
	arena_reset(a);
}

/* ---- which names are exported twice ---- */

static struct trace
trace_of(size_t of, const char *name)
{
	uint64_t hash = hash_add(HASH_START, name, strlen(name));

	return (struct trace){(uint32_t)(hash ^ hash >> 32), (uint32_t)of};
}

static void
add_trace(struct exports *e, size_t of, const char *name, enum sort sort)
{
	const struct trace t = trace_of(of, name);

	(void)sort;
	str_addn(&e->grown, (const char *)&t, sizeof t);
}

static int
by_hash(const void *left, const void *right)
{
	const struct trace *a = left, *b = right;

	return a->hash < b->hash ? -1 : a->hash > b->hash;
}

/* Leaves those that are not alone. */
static void
keep_doubles(struct exports *e)
{
	size_t all = e->grown.len / sizeof *e->traces, next;

	e->traces = (struct trace *)(void *)e->grown.buf;
	if (all)
		qsort(e->traces, all, sizeof *e->traces, by_hash);
	for (size_t i = 0; i < all; i = next) {
		for (next = i + 1; next < all && e->traces[next].hash == e->traces[i].hash;)
			next++;
		for (size_t k = i; next - i > 1 && k < next; k++)
			e->traces[e->ntraces++] = e->traces[k];
	}
}

/* ---- their names ---- */

static void
add_double(struct exports *e, size_t of, const char *name, enum sort sort)
{
	const struct trace key = trace_of(of, name);

	if (e->ndoubles < e->ntraces && bsearch(&key, e->traces, e->ntraces, sizeof key, by_hash))
		e->doubles[e->ndoubles++] =
		        (struct exported){arena_strdup(e->arena, name), &e->catalog->v[of], sort};
}

static int
compare(const void *left, const void *right)
{
	const struct exported *a = left, *b = right;
	size_t n = strlen(a->of->name), m = strlen(b->of->name);
	int order = strcmp(a->name, b->name);

	if (order == 0 && (a->sort > TYPE || b->sort > TYPE))
		order = (int)a->sort - (int)b->sort;
	return order ? order : n < m ? 1 : n > m ? -1 : strcmp(a->of->name, b->of->name);
}

/* Reads again what exports some. */
static void
name_doubles(struct exports *e)
{
	bool *some = arena_new(e->arena, bool, e->catalog->n);

	e->doubles = arena_new(e->arena, struct exported, e->ntraces);
	for (size_t i = 0; i < e->ntraces; i++)
		some[e->traces[i].of] = true;
	for (size_t i = 0; i < e->catalog->n; i++)
		if (some[i])
			each_export(e, i, add_double);
	if (e->ndoubles)
		qsort(e->doubles, e->ndoubles, sizeof *e->doubles, compare);
}

static int
by_name(const void *left, const void *right)
{
	const struct exported *a = left, *b = right;

	return strcmp(a->name, b->name);
}

/* Whether a query's document has the name up to what it ends with, with another end. */
static bool
has_query(const struct exports *e, const char *name, const char *end)
{
	const char *query =
	        arena_printf(e->arena, "%.*sDocument", (int)(strlen(name) - strlen(end)), name);
	const struct exported key = {.name = query};
	size_t n, first = equal_range(&key, e->doubles, e->ndoubles, sizeof key, by_name, &n);

	for (size_t i = first; i < first + n; i++)
		if (e->doubles[i].sort == QUERY)
			return true;
	return false;
}

/* No name of ours has a dollar. */
static const char *
second_name(struct exports *e, const struct exported *x)
{
	const char *of = x->sort > TYPE
	                         ? "document"
	                         : api_type(e->arena, e->options, x->of->schema, x->of->name);

	return arena_printf(e->arena, "%s$%s", x->name, of);
}

static struct index_double_ts
double_of(struct exports *e, const struct exported *x, bool second)
{
	return (struct index_double_ts){
	        .name = x->name,
	        .as = second ? second_name(e, x) : NULL,
	        .schema = x->of->schema,
	        .stem = x->of->stem,
	        .module = x->sort > TYPE ? "documents" : "types",
	        .type = x->sort == TYPE,
	};
}

/* Those of one name: types, and at most one document.
 * Returns how many there are if they are several. */
static size_t
doubles_of(struct exports *e, const struct exported *from, size_t n, struct index_double_ts *to)
{
	bool document = false;
	size_t made = 0;

	for (size_t i = 0; i < n; i++) {
		bool one = from[i].sort > TYPE;

		if (one && (document || (from[i].sort == RENAMED &&
		                         !has_query(e, from[i].name, "MutationDocument"))))
			continue;
		to[made] = double_of(e, &from[i], made > 0);
		document = one;
		made++;
	}
	return made > 1 ? made : 0;
}

static struct index_double_ts *
doubles(struct arena *a, struct catalog *c, const struct options *o, size_t *n)
{
	struct exports e = {.arena = a, .catalog = c, .options = o, .grown = STRBUF_INIT};
	struct index_double_ts *to;
	const struct exported *from;

	for (size_t i = 0; i < c->n; i++)
		each_export(&e, i, add_trace);
	keep_doubles(&e);
	name_doubles(&e);
	from = e.doubles;
	to = arena_new(a, struct index_double_ts, e.ndoubles);
	*n = 0;
	for (size_t i = 0, next; i < e.ndoubles; i = next) {
		for (next = i + 1; next < e.ndoubles && strcmp(from[next].name, from[i].name) == 0;)
			next++;
		*n += doubles_of(&e, &from[i], next - i, &to[*n]);
	}
	str_free(&e.grown);
	arena_clear(&e.module);
	return to;
}

void
emit_index(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	struct index_double_ts *to;
	size_t n;

	index_ts(out, &(struct index_ts){0});
	for (size_t i = 0; i < c->n; i++) {
		index_entity_ts(out, &(struct index_entity_ts){c->v[i].schema, c->v[i].stem});
		catalog_flow(c, out);
	}
	to = doubles(a, c, o, &n);
	for (size_t i = 0; i < n; i++)
		index_double_ts(out, &to[i]);
}
