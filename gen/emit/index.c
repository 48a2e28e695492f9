#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "emit/emit.h"
#include "index_double_ts.h"
#include "index_entity_ts.h"
#include "index_ts.h"
#include "model/catalog.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* OrderItem's status and Order's item_status are both OrderItemStatus. Modules that export one name
 * need a word on which of them is meant: that of the entity with the longest name; and the type,
 * where a document may be called as it. */
struct exported {
	const char *name;
	const struct listing *of;
	bool type;
};

/* A name by its hash, and the entity that exports it: names themselves would take too much memory.
 */
struct trace {
	uint64_t hash;
	size_t of;
};

struct exports {
	struct arena *arena;
	struct catalog *catalog;
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

typedef void taker(struct exports *, size_t of, const char *name, bool type);

/* What the types of an entity export. An enum's type is exported with its values. */
static void
each_export(struct exports *e, size_t of, taker *take)
{
	struct arena *a = &e->module;
	const char *values = "";
	size_t len;

	for (const char *p = catalog_text(a, e->catalog, &e->catalog->v[of], &len);
	     p && (p = strstr(p, "\nexport "));) {
		const char *line = ++p, *value = word_behind(a, line, "export const ");
		const char *name = value ? value : word_behind(a, line, "export interface ");

		name = name ? name : word_behind(a, line, "export type ");
		if (name && strcmp(values, name) != 0)
			take(e, of, name, !value);
		values = value ? value : values;
	}
	arena_reset(a);
}

/* ---- which names are exported twice ---- */

/* A document of some other entity may be called so, as that of Order and the entity OrderDocument.
 */
static bool
like_document(const char *name)
{
	return word_ends(name, "Document") || word_ends(name, "FieldsFragment");
}

static void
add_trace(struct exports *e, size_t of, const char *name, bool type)
{
	const struct trace t = {hash_add(HASH_START, name, strlen(name)), of};

	(void)type;
	for (int n = 1 + like_document(name); n > 0; n--)
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
add_double(struct exports *e, size_t of, const char *name, bool type)
{
	const struct trace key = {hash_add(HASH_START, name, strlen(name)), of};

	if (e->ndoubles < e->ntraces && bsearch(&key, e->traces, e->ntraces, sizeof key, by_hash))
		e->doubles[e->ndoubles++] =
		        (struct exported){arena_strdup(e->arena, name), &e->catalog->v[of], type};
}

static int
compare(const void *left, const void *right)
{
	const struct exported *a = left, *b = right;
	size_t n = strlen(a->of->name), m = strlen(b->of->name);
	int order = strcmp(a->name, b->name);

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

static struct index_double_ts *
doubles(struct arena *a, struct catalog *c, size_t *n)
{
	struct exports e = {.arena = a, .catalog = c, .grown = STRBUF_INIT};
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
		if (next - i > 1 || like_document(from[i].name))
			to[(*n)++] = (struct index_double_ts){.name = from[i].name,
			                                      .schema = from[i].of->schema,
			                                      .stem = from[i].of->stem,
			                                      .type = from[i].type};
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

	(void)o;
	index_ts(out, &(struct index_ts){0});
	for (size_t i = 0; i < c->n; i++) {
		index_entity_ts(out, &(struct index_entity_ts){c->v[i].schema, c->v[i].stem});
		catalog_flow(c, out);
	}
	to = doubles(a, c, &n);
	for (size_t i = 0; i < n; i++)
		index_double_ts(out, &to[i]);
}
