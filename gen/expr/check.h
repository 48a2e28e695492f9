/*
 * The parts of the type check: check.c walks the tree; path.c, call.c, query.c and operator.c know
 * the rules of nodes, fit.c and reference.c what may stand beside what,
 * assignment.c what a value may become.
 */
#ifndef EXPR_CHECK_H
#define EXPR_CHECK_H

#include "expr/token.h"
#include "expr/tree.h"

/* Where in a query we are, which says whether aggregates and fields may stand here. */
enum query_part { PART_NONE, PART_ITEM, PART_AGGREGATED, PART_ARGUMENT, PART_WHERE };

struct checker {
	struct arena *arena;
	struct diag *diag;
	const struct locator *locator;
	const struct scope *scope; /* of the innermost query */
	bool action;               /* the whole stands in an action */
	enum query_part part;
};

struct checker checker_of(struct arena *, struct diag *, const struct locator *,
                          const struct scope *);

/* Reports at the whole of a node; false. */
#define wrong(c, e, ...) \
	(error_in((c)->diag, (c)->locator, (e)->offset, (e)->n, __VA_ARGS__), false)

/* Reports at a node's operator or name; false. */
#define wrong_op(c, e, ...) \
	(error_in((c)->diag, (c)->locator, (e)->at, (e)->at_n, __VA_ARGS__), false)

/* Gives a node and all below it their types; false after reporting. */
bool check(struct checker *, struct expr *);

/* fit.c: */
/* What a node is, for messages: "text", "a number", "a list". The same of a kind. */
const char *type_phrase(const struct expr *);
const char *kind_phrase(enum value_kind, bool local);

/* Text that becomes what it stands beside: a constant, an open symbol,
 * in an action a choice between such. */
bool flexible(const struct checker *, const struct expr *);

/* Checks that a node with a type is a single value of a kind;
 * what is flexible becomes one of it. */
bool check_fits(struct checker *, struct expr *, enum value_kind, bool local);

/* Checks that a node with a type is a single value and not NULL. */
bool check_operand(struct checker *, struct expr *);

/* Checks that values can stand beside each other (COALESCE, IN, =) and gives the first one's type
 * to e. exact: a date and a timestamp do not fit. */
bool check_alike(struct checker *, struct expr *e, struct expr **args, size_t n, bool exact);

/* reference.c: check_alike where a reference or a row's id is among the values. compared: only
 * their equality matters; else they are the results of e. */
bool check_references(struct checker *, struct expr *e, struct expr **args, size_t n,
                      bool compared);

/* check.c: */
/* That a constant compared with an enum is one of its members; others pass. */
bool check_member(struct checker *, const struct expr *a, const struct expr *b);

/* That a constant is a member of a symbol that is an enum. */
bool check_value(struct checker *, const struct expr *constant, const struct symbol *);

/* path.c: */
bool check_path(struct checker *, struct expr *);
bool check_given(struct checker *, struct expr *);
/* Takes the type from the symbol that a node stands for; NULL was reported. */
bool check_symbol(struct checker *, struct expr *, const struct symbol *);

/* query.c: */
bool check_query(struct checker *, struct expr *);
bool check_exists(struct checker *, struct expr *);
bool check_in_query(struct checker *, struct expr *);

/* operator.c: nodes whose operands have types. */
bool check_arithmetic(struct checker *, struct expr *);
bool check_minus(struct checker *, struct expr *);
bool check_concat(struct checker *, struct expr *);
bool check_compare(struct checker *, struct expr *);
bool check_in(struct checker *, struct expr *);
bool check_between(struct checker *, struct expr *);
bool check_like(struct checker *, struct expr *);
bool check_matches(struct checker *, struct expr *);

/* call.c: */
/* Checks that a node with a type is a number for an INTEGER, and casts it if it may be another. */
bool check_whole(struct checker *, struct expr *);
bool check_call(struct checker *, struct expr *);

#endif
