/*
 * Expressions: the author's text → tokens → tree → typed tree → SQL. No text of an author reaches
 * an output any other way. Grammar and typing: docs/language.md, "Expressions".
 *
 * Knows nothing of entities: what names mean comes in as a scope.
 */
#ifndef EXPR_EXPR_H
#define EXPR_EXPR_H

#include "base/diag.h"
#include "expr/value.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct strbuf;
struct expr;
struct locator;
struct query;
struct scope;

/* What a name stands for. sql NULL: it is faulty and was reported;
 * an expression that uses it fails in silence. */
struct symbol {
	const char *name; /* as the author writes it: status */
	/* As it is printed, quoted, with its row before it: t."order". Anything else than a name or
	 * a call stands in parentheses: (v_item ->> 'qty'); key, id and exists as well. It may be
	 * printed more than once. */
	const char *sql;
	enum value_kind kind;
	bool list;
	bool local; /* TIMESTAMP: without time zone */
	/* Read from those of the innermost query: 1; of the one around it: 2; of none: 0. */
	size_t rows;
	/* Text out of JSON whose type nobody declared: it becomes what it stands beside. */
	bool open;
	const char *jsonb; /* of an open value: SQL of it as JSONB, or NULL */
	/* Of an open value: what a function gave, whose text is that of its JSON if it is any. */
	bool answer;
	const char **values; /* members of an enum, or NULL */
	size_t nvalues;
	const char *pattern; /* for IS VALID, or NULL */
	const char *min, *max;
	const char *refused; /* why no expression can use it, with a cure; or NULL */
	/* Of a reference (VALUE_REF; sql is its key), a row of a variable (the same), and the id of
	 * a row (VALUE_UUID; sql is the id). They compare by key where both have one, else by id.
	 */
	const char *target;   /* crm.Company, whose row it is; NULL: not known, compares with any */
	const char *key, *id; /* SQL of the row's key and of its UUID; NULL where it has none */
	/* Of a column that gets a key: SQL of the call that finds one by the UUID between them;
	 * NULL if there is none. */
	const char *before, *after;
	const char *type;   /* of a column: its SQL type, for a value without one (open); or NULL */
	const char *exists; /* SQL of BOOLEAN: `company EXISTS`; or NULL */
};

/* A pattern that MATCHES knows by this name, and by the name with _pattern behind it. */
struct named_pattern {
	const char *name;
	const char *pattern;
};

/* The rows that a query is about. where: what holds for every one of them (tenant, not deleted), or
 * NULL; more may be put behind it with AND. */
struct rows {
	/* For its item and its condition; its resolver is asked for names and queries in it. */
	const struct scope *scope;
	const char *from; /* crm.tb_order o */
	const char *where;
};

/* Gives names a meaning where the rows of a table are not all there is. Each returns NULL after
 * reporting at the very words, or in silence about what was reported before. */
struct resolver {
	/* A path, or EXPR_GIVEN. Not asked for the names in the scope's symbols. */
	const struct symbol *(*path)(void *context, struct diag *, const struct locator *,
	                             const struct expr *);
	/* Whether a word has a meaning as a path:
	 * without one, current_date and current_timestamp are the clock. */
	bool (*knows)(void *context, const char *word);
	/* A call of a name with words before it, as caller.has_role('admin');
	 * its arguments have types. */
	const struct symbol *(*call)(void *context, struct diag *, const struct locator *,
	                             const struct expr *);
	/* The rows of a query's entity; inside: the scope that the query stands in. */
	const struct rows *(*rows)(void *context, struct diag *, const struct locator *,
	                           const struct query *, const struct scope *inside);
};

struct scope {
	const struct symbol *symbols;
	size_t nsymbols;
	const struct named_pattern *patterns;
	size_t npatterns;
	/* In an action: what else names mean; the clock and the session's time zone may be read,
	 * other rows looked at. NULL in a rule of a table. */
	const struct resolver *resolver;
	void *context;
};

/* Where the text of an expression stands in a source: span() gives the place of n bytes from an
 * offset of the text. Keeps the expression language ignorant of YAML. */
struct locator {
	const struct source *source;
	struct span (*span)(const void *context, size_t offset, size_t n);
	const void *context;
	/* Said behind a fault that the text ends too soon: what cut it, and the cure;
	 * NULL if nothing did. */
	const char *cut;
};

/* An error at n bytes from an offset of the author's text. */
#define error_in(diag, where, offset, n, ...) \
	error_at(diag, (where)->source, (where)->span((where)->context, offset, n), __VA_ARGS__)

/* The tree of a whole text from an offset on,
 * or NULL after reporting every fault of form at its token. */
struct expr *expr_parse(struct arena *, struct diag *, const struct locator *, const char *text,
                        size_t offset);

/* Resolves names, gives every node a type and checks it: unknown names (did-you-mean), operands
 * that do not fit, members of enums, MATCHES on text only with known pattern names. want is the
 * type the whole must have. False after reporting; no tree that failed may be printed. Without a
 * resolver, as in a condition of a table: no roots (input., caller., …), no paths, no sub-queries,
 * immutable functions only (PostgreSQL's rule for CHECK, manual 5.4.1). */
bool expr_check(struct arena *, struct diag *, const struct locator *, struct expr *,
                const struct scope *, enum value_kind want);

/* The same for an expression of an action that becomes the value of a column, a variable or a
 * parameter: NULL, or of its kind, a list if it is one, a member of its enum, a reference to its
 * target (printed as a key). */
bool expr_check_assign(struct arena *, struct diag *, const struct locator *, struct expr *,
                       const struct scope *, const struct symbol *to);

/* The same for a value of any type, as a payload has them; references are printed as UUIDs. Gives
 * what it is, for a variable of its own: kind (VALUE_NULL of a plain NULL), list, local, open, the
 * target of a UUID that is a row's, and the members of an enum. */
bool expr_check_value(struct arena *, struct diag *, const struct locator *, struct expr *,
                      const struct scope *, struct symbol *what);

/* The typed tree as SQL: identifiers quoted, literals quoted, functions of pg_catalog, parentheses
 * only where precedence needs them. */
void expr_print(struct strbuf *, const struct expr *);

/* "; write true" for "yes" and "on", "; write false" for "no" and "off", which are truth values in
 * YAML 1.1 but names in an expression; else NULL. */
const char *truth_cure(const char *word);

#endif
