/*
 * Change: a difference between two versions of a project in the language's words, and what it means
 * for those who have rows in the database, call the SQL functions, use GraphQL, compile TypeScript.
 */
#ifndef DIFF_CHANGE_H
#define DIFF_CHANGE_H

#include "base/diag.h"

#include <stddef.h>

struct alter;
struct alters;
struct arena;

/* Of the database: the ALTERs run on a filled table and write no row; they fail or write every row;
 * rows, columns or queries are lost. Of the others: whatever worked still does;
 * BREAKING: it may not. */
enum risk { RISK_SAFE, RISK_BACKFILL, RISK_BREAKING };

enum medium { MEDIUM_DATABASE, MEDIUM_FUNCTION, MEDIUM_GRAPHQL, MEDIUM_TYPESCRIPT, MEDIA };

/* What alters belong to a change of the same owner. */
enum aspect {
	ASPECT_NONE,
	ASPECT_TABLE,
	ASPECT_TENANCY,
	ASPECT_KEY_TYPE,
	ASPECT_FOLLOWS,
	ASPECT_IDENTIFIER,
	ASPECT_ADD,
	ASPECT_TYPE,
	ASPECT_REQUIRED,
	ASPECT_DEFAULT,
	ASPECT_ENUM,
	ASPECT_RANGE,
	ASPECT_LENGTH,
	ASPECT_PATTERN,
	ASPECT_UNIQUE,
	ASPECT_INDEX,
	ASPECT_KEY,
	ASPECT_OWN_INDEX,
	ASPECT_RULE,
	ASPECT_VIEW,
	ASPECT_API,
};

enum change_kind {
#define CHANGE(name, ...) CHANGE_##name,
#include "diff/changes.def"
#undef CHANGE
	CHANGE_KINDS
};

/* A row of changes.def. */
struct change_row {
	const char *name;
	enum aspect aspect;
	enum risk risk[MEDIA];
	const char *words, *database, *clients;
};

extern const struct change_row change_rows[CHANGE_KINDS];

/* safe, needs backfill, breaking; the same as identifiers;
 * the media as titles and as identifiers. */
extern const char *const risk_words[], *const risk_keys[], *const medium_words[],
                                                                   *const medium_keys[];

/* Where one side of a change stands; source NULL: it is not there. */
struct location {
	const struct source *source;
	struct span at;
};

struct change {
	enum change_kind kind;
	const char *entity, *schema; /* "" of the project itself */
	const char *owner; /* field, index, rule, foreign key or action; "" for the entity itself */
	const char *words;
	struct location old, new;
	struct alter **alters; /* in the order in which they run */
	size_t nalters;
};

struct changes {
	struct arena *arena;
	struct change **v;
	size_t n;
	struct alters *loads; /* statements that belong to no change */
};

/* What a change is told with; NULL for what its words do not have. */
struct telling {
	const char *it, *of, *old, *new;
};

/* Adds a change. Everything lives in the arena. */
struct change *change_add(struct changes *, enum change_kind, const char *owner, struct telling,
                          struct location old, struct location new);

#endif
