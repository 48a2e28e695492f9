#include "verify/fact.h"
#include "base/arena.h"
#include "base/bound.h"

#include <stdlib.h>
#include <string.h>

const char *const fact_words[] = {
        [FACT_SCHEMA] = "schema",
        [FACT_ROLE] = "role",
        [FACT_EXTENSION] = "extension",
        [FACT_TABLE] = "table",
        [FACT_VIEW] = "view",
        [FACT_SEQUENCE] = "sequence",
        [FACT_TYPE] = "type",
        [FACT_FUNCTION] = "function",
        [FACT_COLUMN] = "column",
        [FACT_CONSTRAINT] = "constraint",
        [FACT_INDEX] = "index",
        [FACT_POLICY] = "policy",
        [FACT_TRIGGER] = "trigger",
        [FACT_ATTRIBUTE] = "attribute",
        [FACT_KINDS] = NULL,
};

/* Whether objects of a kind are parts of others. */
static bool
fact_part(enum fact_kind kind)
{
	return kind >= FACT_COLUMN;
}

void
fact_add(struct facts *to, struct fact f)
{
	if (to->n == to->cap) {
		struct fact *v = realloc(to->v, (2 * to->cap + 256) * sizeof(*v));

		/* Without memory the arena's own way to end. */
		if (!v)
			v = arena_alloc(&(struct arena){0}, (size_t)-1, sizeof(*v));
		to->v = v;
		to->cap = 2 * to->cap + 256;
	}
	to->v[to->n++] = f;
}

void
facts_free(struct facts *f)
{
	free(f->v);
	*f = (struct facts){0};
}

int
fact_object(const struct fact *x, const struct fact *y)
{
	int order = (int)x->kind - (int)y->kind;

	order = order ? order : strcmp(x->schema, y->schema);
	order = order ? order : strcmp(x->table, y->table);
	return order ? order : strcmp(x->name, y->name);
}

static int
compare(const void *one, const void *other)
{
	const struct fact *x = one, *y = other;
	int order = fact_object(x, y);

	return order ? order : strcmp(x->property, y->property);
}

/* Merges two sorted halves. qsort() keeps no order of equal ones. */
static void
merge(struct fact *v, size_t half, size_t n, struct fact *room)
{
	size_t i = 0, k = half;

	memcpy(room, v, half * sizeof(*v));
	for (size_t to = 0; i < half && to < n; to++)
		if (k == n || compare(&room[i], &v[k]) <= 0)
			v[to] = room[i++];
		else
			v[to] = v[k++];
}

static void
sort(struct fact *v, size_t n, struct fact *room)
{
	size_t half = n / 2;

	if (n < 2)
		return;
	sort(v, half, room);
	sort(v + half, n - half, room);
	if (compare(&v[half - 1], &v[half]) > 0)
		merge(v, half, n, room);
}

void
facts_sort(struct facts *f)
{
	struct arena a = {0};

	sort(f->v, f->n, arena_new(&a, struct fact, f->n / 2 + 1));
	arena_clear(&a);
}

const struct fact *
facts_find(const struct facts *f, const struct fact *like, const char *property)
{
	struct fact key = *like;
	size_t i;

	key.property = property;
	i = lower_bound(&key, f->v, f->n, sizeof(*f->v), compare);
	return i < f->n && compare(&f->v[i], &key) == 0 ? &f->v[i] : NULL;
}

bool
facts_whole(const struct facts *f, const struct fact *part)
{
	static const enum fact_kind wholes[] = {FACT_TABLE, FACT_VIEW, FACT_TYPE};
	struct fact whole = {.schema = part->schema, .table = "", .name = part->table};

	if (!fact_part(part->kind))
		return true;
	for (size_t i = 0; i < sizeof(wholes) / sizeof(*wholes); i++) {
		whole.kind = wholes[i];
		if (facts_find(f, &whole, ""))
			return true;
	}
	return false;
}

const char *
fact_title(struct arena *a, const struct fact *f)
{
	const char *word = fact_words[f->kind];

	if (!*f->schema || f->kind == FACT_SCHEMA)
		return arena_printf(a, "%s '%s'", word, f->name);
	if (f->kind == FACT_POLICY || f->kind == FACT_CONSTRAINT || f->kind == FACT_TRIGGER)
		return arena_printf(a, "%s '%s' of '%s.%s'", word, f->name, f->schema, f->table);
	if (f->kind == FACT_INDEX || !*f->table)
		return arena_printf(a, "%s '%s.%s'", word, f->schema, f->name);
	return arena_printf(a, "%s '%s.%s.%s'", word, f->schema, f->table, f->name);
}
