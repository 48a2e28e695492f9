#include "model/type.h"
#include "base/arena.h"
#include "base/str.h"
#include "expr/expr.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#define BASIC(...)
#define SCALAR(...)
#define SYNONYM(...)
/* clang-format off */
#define REQUIRED(word, of) {#word, #of, 1},
#define OPTIONAL(word, of) {#word, #of, 0},
#define COMPOSITE(word, text, list) \
	static const struct composite_member members_##word[] = {list {NULL, NULL, 0}};
/* clang-format on */
#include "model/types.def"
#undef BASIC
#undef SCALAR
#undef SYNONYM
#undef COMPOSITE

#define BASIC(word, kind, pg, gql, text) \
	{.name = #word,                  \
	 .class = TYPE_BASIC,            \
	 .value = VALUE_##kind,          \
	 .sql = pg,                      \
	 .graphql = gql,                 \
	 .example = text},
#define SCALAR(word, kind, pg, gql, regex, least, most, kind_of_index, text) \
	{.name = #word,                                                      \
	 .class = TYPE_SCALAR,                                               \
	 .value = VALUE_##kind,                                              \
	 .sql = pg,                                                          \
	 .graphql = gql,                                                     \
	 .pattern = regex,                                                   \
	 .min = least,                                                       \
	 .max = most,                                                        \
	 .index = INDEX_##kind_of_index,                                     \
	 .example = text},
#define COMPOSITE(word, text, list) \
	{.name = #word,             \
	 .class = TYPE_COMPOSITE,   \
	 .value = VALUE_JSON,       \
	 .sql = "JSONB",            \
	 .graphql = #word,          \
	 .members = members_##word, \
	 .example = text},
#define SYNONYM(...)
static const struct type types[] = {
#include "model/types.def"
        {.name = NULL},
};
#undef BASIC
#undef SCALAR
#undef SYNONYM
#undef COMPOSITE

#define BASIC(...)
#define SCALAR(...)
#define COMPOSITE(...)
#define SYNONYM(word, of) {#word, #of},
static const struct {
	const char *word, *of;
} synonyms[] = {
#include "model/types.def"
};
#undef BASIC
#undef SCALAR
#undef SYNONYM
#undef COMPOSITE

#define BASIC(word, ...) #word,
#define SCALAR(word, ...) #word,
#define COMPOSITE(word, ...) #word,
#define SYNONYM(word, of) #word,
static const char *const names[] = {
#include "model/types.def"
        "enum",
        "list",
        "ref",
        NULL,
};

const struct type type_enum = {
        .name = "enum",
        .class = TYPE_ENUM,
        .value = VALUE_TEXT,
        .sql = "TEXT",
        .graphql = "String",
        .index = INDEX_BTREE,
};

/* The column's own type is that of the target's key, known only when linked. */
const struct type type_ref = {
        .name = "ref",
        .class = TYPE_REF,
        .value = VALUE_REF,
        .sql = "INTEGER",
        .graphql = "UUID",
};

const char *const index_names[] = {
        [INDEX_NONE] = "none",   [INDEX_BTREE] = "btree",       [INDEX_HASH] = "hash",
        [INDEX_GIN] = "gin",     [INDEX_GIN_TRGM] = "gin_trgm", [INDEX_GIST] = "gist",
        [INDEX_GIST + 1] = NULL,
};

static const struct type *
exact(const char *word)
{
	for (const struct type *t = types; t->name; t++)
		if (*t->name == *word && strcmp(t->name, word) == 0)
			return t;
	for (size_t i = 0; i < sizeof synonyms / sizeof synonyms[0]; i++)
		if (*synonyms[i].word == *word && strcmp(synonyms[i].word, word) == 0)
			return exact(synonyms[i].of);
	return NULL;
}

/* The word in lower case if it is one that SQL's spelling may write in upper case. */
static bool
lowered(const char *word, char *out, size_t size)
{
	size_t n = strlen(word);

	if (n >= size)
		return false;
	for (size_t i = 0; i <= n; i++) {
		if (islower((unsigned char)word[i]))
			return false;
		out[i] = (char)tolower((unsigned char)word[i]);
	}
	return true;
}

const struct type *
type_find(const char *word)
{
	const struct type *t = exact(word);
	char lower[16];

	if (!t && lowered(word, lower, sizeof lower))
		t = exact(lower);
	return t;
}

const char *const *
type_names(void)
{
	return names;
}

size_t
type_count(void)
{
	return sizeof types / sizeof types[0] - 1;
}

const struct type *
type_at(size_t i)
{
	return i < type_count() ? &types[i] : NULL;
}

/* Beyond these PostgreSQL has no such number (manual 8.1.1). */
static const struct {
	const char *type, *min, *max;
} limits[] = {
        {"smallint", "-32768", "32767"},
        {"integer", "-2147483648", "2147483647"},
        {"bigint", "-9223372036854775808", "9223372036854775807"},
};

bool
type_limits(const struct type *t, const char **min, const char **max)
{
	*min = t->min;
	*max = t->max;
	for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
		if (strcmp(limits[i].type, t->name) == 0) {
			*min = limits[i].min;
			*max = limits[i].max;
			return true;
		}
	return false;
}

bool
type_branded(const struct type *t)
{
	static const char *const others[] = {"String", "Int", "Float", "Boolean", "JSON", NULL};

	return t->class != TYPE_COMPOSITE && word_index(others, t->graphql) < 0;
}

const struct composite_member *
type_member(const struct type *t, const char *name)
{
	for (const struct composite_member *m = t->members; m->name; m++)
		if (strcmp(m->name, name) == 0)
			return m;
	return NULL;
}

struct named_pattern *
type_patterns(struct arena *a, size_t *n)
{
	struct named_pattern *all = arena_new(a, struct named_pattern, type_count() + 1);

	*n = 0;
	for (size_t i = 0; i < type_count(); i++)
		if (types[i].pattern)
			all[(*n)++] = (struct named_pattern){types[i].name, types[i].pattern};
	all[(*n)++] = (struct named_pattern){"phone", type_find("phone")->pattern};
	return all;
}
