/*
 * What a template is: a tree of nodes and, for itself and each kind of row, the names it uses.
 */
#ifndef TMPL_TREE_H
#define TMPL_TREE_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* How a name is used; a parameter has the sum of its uses. */
enum use { USE_TEXT = 1, USE_ROWS = 2, USE_TEST = 4 };

struct param {
	struct param *next;
	const char *name;
	unsigned uses;      /* enum use, or-ed; never text and rows */
	struct span at;     /* where it was first text or rows, else first named */
	struct params *row; /* of rows: the names in one row */
};

/* The parameters of a template or of its rows, in the order of their first use. */
struct params {
	const char *tag; /* of the struct: table_sql, table_sql_columns */
	struct param *first;
};

enum node_kind { NODE_TEXT, NODE_HOLE, NODE_ROWS, NODE_IF, NODE_SEPARATOR };

struct node {
	struct node *next;
	enum node_kind kind;
	const char *text; /* TEXT, SEPARATOR: with NUL behind it */
	const struct param *param;
	bool dot;   /* param belongs to the innermost row */
	char quote; /* HOLE: ', " or 0 */
	struct node *body, *other;
};

struct tmpl {
	const char *name; /* of the function */
	struct params *params;
	struct node *nodes;
};

/* Reads the template. False after reporting its faults, all of them.
 * Everything lives in the arena. */
bool tmpl_parse(struct diag *, struct arena *, const struct source *, struct tmpl *);

#endif
