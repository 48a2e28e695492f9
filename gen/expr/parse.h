/*
 * The parts of the parser: operand.c reads up to a value, arguments.c calls of functions, parse.c
 * what compares and joins values.
 */
#ifndef EXPR_PARSE_H
#define EXPR_PARSE_H

#include "expr/reader.h"

/* A node that begins at an offset. */
struct expr *node_make(struct reader *, enum expr_kind, size_t offset);

/* A node whose operator is the next token and whose first operand is known. */
struct expr *node_binary(struct reader *, enum expr_kind, struct expr *left);

/* Appends an operand; one that is NULL was reported. */
void node_push(struct reader *, struct expr *, struct expr *arg);

/* Makes a node as high as one inside it demands, and a query part of it. */
void node_rise(struct reader *, struct expr *, const struct expr *inner);
void node_query(struct reader *, struct expr *, struct query *);

/* The node, ended before the next token; NULL if something failed. */
struct expr *node_finish(struct reader *, struct expr *);

/* One level deeper; false after reporting that it is too deep.
 * The caller counts depth down again. */
bool parse_enter(struct reader *);

/* Whether a word is in a list that ends with NULL, case aside. */
bool one_of(const char *word, const char *const *words);

/* An expression, or one without comparisons, AND, OR and NOT outside of parentheses;
 * NULL after reporting. */
struct expr *parse_or(struct reader *);
struct expr *parse_operand(struct reader *);

/* Whether a query comes next, and no field called select. */
bool begins_query(const struct reader *);

/* SELECT … FROM … [WHERE …]; NULL after reporting. */
struct query *parse_query(struct reader *);

/* A call, whose name was read as a path and whose parenthesis comes next. */
struct expr *parse_call(struct reader *, const struct expr *name);

#endif
