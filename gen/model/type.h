/*
 * Types: one table of every type of the language.
 * Facts from SpecQL's scalar and composite registries.
 */
#ifndef MODEL_TYPE_H
#define MODEL_TYPE_H

#include "expr/value.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct named_pattern;

enum type_class { TYPE_BASIC, TYPE_SCALAR, TYPE_COMPOSITE, TYPE_ENUM, TYPE_REF };

enum index_kind { INDEX_NONE, INDEX_BTREE, INDEX_HASH, INDEX_GIN, INDEX_GIN_TRGM, INDEX_GIST };

struct composite_member {
	const char *name;
	const char *type; /* a word of the type table */
	int required;
};

struct type {
	const char *name; /* the language's word */
	enum type_class class;
	enum value_kind value;
	const char *sql;       /* column type without parameters: TEXT, NUMERIC(19,4), JSONB */
	const char *graphql;   /* scalar or type name in GraphQL */
	const char *pattern;   /* anchored POSIX regular expression of the whole value, or NULL */
	const char *min, *max; /* decimal numbers as text, inclusive, or NULL */
	enum index_kind index; /* the index a column of this type gets without being asked */
	const struct composite_member *members; /* of a composite, ends with a NULL name */
	const char *example;                    /* a value that satisfies every rule of the type */
};

/* The type of a word, exact spelling or one of the synonyms (TEXT, varchar, int, string, bool,
 * phone …); NULL if there is none. */
const struct type *type_find(const char *word);

/* All words in use, for did-you-mean; ends with NULL. */
const char *const *type_names(void);

/* The i-th type of the table, NULL after the last. */
const struct type *type_at(size_t i);

/* How many there are. */
size_t type_count(void);

/* The patterns that have names, those of the types that have one; *n of them. */
struct named_pattern *type_patterns(struct arena *, size_t *n);

/* The member of a composite, or NULL. */
const struct composite_member *type_member(const struct type *, const char *name);

/* The least and greatest number of a type, NULL for none; true if it has whole numbers only. */
bool type_limits(const struct type *, const char **min, const char **max);

/* Whether GraphQL has a scalar of its own for it, which is a string of a kind of its own to
 * clients; JSON is none. */
bool type_branded(const struct type *);

/* TYPE_ENUM's and TYPE_REF's one entry each. */
extern const struct type type_enum, type_ref;

/* btree, hash, gin, gin_trgm, gist as written in YAML; "none" for INDEX_NONE. */
extern const char *const index_names[];

#endif
