/*
 * The halves of the type check: check.c walks the tree, operator.c and call.c know the rules.
 */
#ifndef EXPR_CHECK_H
#define EXPR_CHECK_H

#include "expr/token.h"
#include "expr/tree.h"

struct checker {
	struct arena *arena;
	struct diag *diag;
	const struct place *place;
	const struct scope *scope;
};

/* Reports at the whole of a node; false. */
#define wrong(c, e, ...)                                                                           \
	(error_in((c)->diag, (c)->place, (e)->offset, (e)->n, __VA_ARGS__), false)

/* Reports at a node's operator or name; false. */
#define wrong_op(c, e, ...)                                                                        \
	(error_in((c)->diag, (c)->place, (e)->at, (e)->at_n, __VA_ARGS__), false)

/* Gives a node and all below it their types; false after reporting. */
bool check(struct checker *, struct expr *);

/* What a node is, for messages: "text", "a number", "a list". */
const char *type_phrase(const struct expr *);

/* Checks that a node with a type is a single value of a kind; a constant string becomes one of it. */
bool check_fits(struct checker *, struct expr *, enum value_kind, bool local);

/* Checks that a node with a type is a single value and not NULL. */
bool check_operand(struct checker *, struct expr *);

/* Checks that values can stand beside each other (COALESCE, IN, =) and gives the first one's type to e.
 * exact: a date and a timestamp do not fit. */
bool check_alike(struct checker *, struct expr *e, struct expr **args, size_t n, bool exact);

/* That a constant compared with an enum is one of its members; others pass. */
bool check_member(struct checker *, const struct expr *a, const struct expr *b);

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
