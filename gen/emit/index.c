#include "base/arena.h"
#include "base/str.h"
#include "emit/emit.h"
#include "index_ts.h"
#include "model/catalog.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* OrderItem's status and Order's item_status are both OrderItemStatus. Modules that export one name
 * need a word on which of them is meant: that of the entity with the longest name; and the type, if
 * Order's document is called as the entity OrderDocument. */
struct exported {
	const char *name;
	const struct listing *of;
	bool type;
	bool document; /* of the entity's documents; whatever has its name comes before it */
};

static int
compare(const void *left, const void *right)
{
	const struct exported *a = left, *b = right;
	size_t n = strlen(a->of->name), m = strlen(b->of->name);
	int order = strcmp(a->name, b->name);

	order = order ? order : a->document - b->document;
	return order ? order : n < m ? 1 : n > m ? -1 : strcmp(a->of->name, b->of->name);
}

/* The first word behind a text that a line begins with, or NULL. */
static const char *
word_behind(struct arena *a, const char *line, const char *start)
{
	size_t n = strlen(start);

	if (strncmp(line, start, n) != 0)
		return NULL;
	return arena_strndup(a, line + n, strcspn(line + n, " <"));
}

static size_t
lines(const struct catalog *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		for (const char *p = c->v[i].text; p && (p = strstr(p, "\nexport ")); p++)
			n++;
	return n;
}

/* The document that a line of types tells of, in the arena; NULL if it does not. */
static const char *
document(struct arena *a, const char *line, const char *name)
{
	static const struct {
		const char *kind, *end, *instead;
	} signs[] = {{"export type ", "Query", "Document"},
	             {"export type ", "Mutation", "Document"},
	             {"export interface ", "Where", "FieldsFragment"}};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (word_behind(a, line, signs[i].kind) && word_ends(name, signs[i].end))
			return arena_printf(a, "%.*s%s", (int)(strlen(name) - strlen(signs[i].end)),
			                    name, signs[i].instead);
	return NULL;
}

/* What the types of all entities export, sorted. An enum's type is exported with its values. */
static struct exported *
exports(struct arena *a, const struct catalog *c, size_t *n)
{
	struct exported *to = arena_new(a, struct exported, 2 * lines(c));

	*n = 0;
	for (size_t i = 0; i < c->n; i++) {
		const char *values = "";

		for (const char *p = c->v[i].text; p && (p = strstr(p, "\nexport "));) {
			const char *line = ++p, *value = word_behind(a, line, "export const ");
			const char *sent;
			const char *name =
			        value ? value : word_behind(a, line, "export interface ");

			name = name ? name : word_behind(a, line, "export type ");
			if (name && strcmp(values, name) != 0)
				to[(*n)++] = (struct exported){name, &c->v[i], !value, false};
			values = value ? value : values;
			sent = name ? document(a, line, name) : NULL;
			if (sent)
				to[(*n)++] = (struct exported){sent, &c->v[i], true, true};
		}
	}
	if (*n)
		qsort(to, *n, sizeof *to, compare);
	return to;
}

static struct index_ts_doubles *
doubles(struct arena *a, const struct catalog *c, size_t *n)
{
	size_t all;
	struct exported *from = exports(a, c, &all);
	struct index_ts_doubles *to = arena_new(a, struct index_ts_doubles, all);

	*n = 0;
	for (size_t i = 0, next; i < all; i = next) {
		for (next = i + 1; next < all && strcmp(from[next].name, from[i].name) == 0;)
			next++;
		if (next - i > 1 && !from[i].document)
			to[(*n)++] = (struct index_ts_doubles){.name = from[i].name,
			                                       .schema = from[i].of->schema,
			                                       .stem = from[i].of->stem,
			                                       .type = from[i].type};
	}
	return to;
}

void
emit_index(struct strbuf *out, struct arena *a, const struct catalog *c, const struct options *o)
{
	struct index_ts_entities *to = arena_new(a, struct index_ts_entities, c->n);
	struct index_ts ts = {.entities = {to, c->n}};

	(void)o;
	for (size_t i = 0; i < c->n; i++)
		to[i] = (struct index_ts_entities){c->v[i].schema, c->v[i].stem};
	ts.doubles.v = doubles(a, c, &ts.doubles.n);
	index_ts(out, &ts);
}
