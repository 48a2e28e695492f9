/*
 * Expressions: the author's text → tokens → tree → typed tree → SQL. No text of an author reaches an
 * output any other way. Grammar and typing: docs/language.md, "Expressions".
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

/* A name that an expression may use. sql NULL: what it names is faulty and was reported; an expression
 * that uses it fails in silence. */
struct symbol {
	const char *name;          /* as the author writes it: status */
	const char *sql;           /* as it is printed, unquoted: fk_company, status */
	enum value_kind kind;
	bool list;
	const char **values;       /* members of an enum, or NULL */
	size_t nvalues;
	const char *pattern;       /* for IS VALID, or NULL */
	const char *min, *max;
	const char *refused;       /* why no expression can use it, with a cure; or NULL */
};

/* A pattern that MATCHES knows by this name, and by the name with _pattern behind it. */
struct named_pattern {
	const char *name;
	const char *pattern;
};

struct scope {
	const struct symbol *symbols;
	size_t nsymbols;
	const struct named_pattern *patterns;
	size_t npatterns;
};

/* Where an expression stands: place() gives the span of n bytes from an offset of the text. Keeps the
 * expression language ignorant of YAML. */
struct place {
	const struct source *source;
	struct span (*place)(const void *context, size_t offset, size_t n);
	const void *context;
};

/* The tree of a whole text from an offset on, or NULL after reporting every fault of form at its token. */
struct expr *expr_parse(struct arena *, struct diag *, const struct place *, const char *text, size_t offset);

/* Resolves names, gives every node a type and checks it: unknown names (did-you-mean), operands that do
 * not fit, members of enums, MATCHES on text only with known pattern names. want is the type the whole
 * must have. False after reporting; no tree that failed may be printed. For conditions of a table: no
 * roots (input., caller., …), no paths, no sub-queries, immutable functions only (PostgreSQL's rule for
 * CHECK, manual 5.4.1). */
bool expr_check(struct arena *, struct diag *, const struct place *, struct expr *, const struct scope *,
	enum value_kind want);

/* The typed tree as SQL: identifiers quoted, literals quoted, functions of pg_catalog, parentheses only
 * where precedence needs them. */
void expr_print(struct strbuf *, const struct expr *);

#endif
