/*
 * Tree: an expression as parsed, and after expr_check typed.
 */
#ifndef EXPR_TREE_H
#define EXPR_TREE_H

#include "expr/expr.h"

enum { DEPTH_MAX = 64, HEIGHT_MAX = 256 };

enum expr_kind {
	EXPR_NULL,
	EXPR_BOOLEAN,
	EXPR_NUMBER,
	EXPR_STRING,
	EXPR_INTERVAL,
	EXPR_GIVEN, /* ? : the input of the same name */
	EXPR_PATH,  /* words: status, input.x, company.name, $item.price */
	EXPR_CALL,  /* text(args); COUNT(*) has `star`, COUNT(DISTINCT x) `distinct` */
	EXPR_OR,
	EXPR_AND,
	EXPR_NOT,
	EXPR_COMPARE,  /* args[0] text args[1] */
	EXPR_DISTINCT, /* args[0] IS [NOT] DISTINCT FROM args[1] */
	EXPR_IS,       /* args[0] IS [NOT] text: NULL, TRUE, FALSE */
	EXPR_VALID,    /* args[0] IS [NOT] VALID */
	EXPR_IN,       /* args[0] [NOT] IN (args[1…]), or (query); `among`: IN args[1], a list */
	EXPR_BETWEEN,  /* args[0] [NOT] BETWEEN args[1] AND args[2] */
	EXPR_LIKE,     /* args[0] [NOT] text args[1]: LIKE, ILIKE */
	EXPR_MATCHES,  /* args[0] [NOT] MATCHES args[1]: a string, or the word of a pattern */
	EXPR_EXISTS,   /* args[0] EXISTS, or EXISTS query */
	EXPR_CONCAT,
	EXPR_SUM,
	EXPR_PRODUCT, /* args[0] text args[1] */
	EXPR_MINUS,
	EXPR_CASE,  /* [operand] (condition result)… [otherwise] */
	EXPR_QUERY, /* (query) as a value */
};

struct word {
	const char *text;
	size_t offset, n;
};

/* SELECT item FROM entity WHERE condition; of EXISTS Entity WHERE … item is NULL. */
struct query {
	struct expr *item;
	struct word schema; /* text NULL if not written */
	struct word entity;
	struct expr *where; /* or NULL */
	size_t at, at_n;    /* SELECT */
	/* typed */
	const struct rows *rows;
	bool aggregate; /* the item makes one value of all rows */
	bool filtered;  /* IN: rows whose item is NULL do not count */
};

struct function;

/* Which of its symbol's SQL a reference is printed as. */
enum reference_form { REFERENCE_PLAIN, REFERENCE_KEY, REFERENCE_ID };

struct expr {
	enum expr_kind kind;
	bool negated;
	bool variable;           /* PATH: begins with $ */
	bool among;              /* IN: of a list that is one value */
	bool star, distinct;     /* CALL of an aggregate */
	bool operand, otherwise; /* CASE: has the first, the last part */
	const char *text;
	size_t offset, n; /* the whole in the author's text */
	size_t at, at_n;  /* its operator or its name */
	struct expr **args;
	size_t nargs;
	struct word *words;
	size_t nwords;
	struct query *query;
	int height;
	/* typed */
	enum value_kind type;
	bool list;
	bool local; /* TIMESTAMP: without time zone */
	bool open;  /* text whose type nobody declared */
	bool jsonb; /* it was open, and stays JSON */
	enum reference_form form;
	const char *target;          /* of a reference or a row's id: the entity, if known */
	const struct symbol *symbol; /* of a path, a GIVEN, a call with words before its name */
	const struct function *function;
	const char *pattern; /* MATCHES: the pattern itself */
	const char *cast;    /* SQL type that it is printed with, or NULL */
	/* A text that becomes a number or a time: a finite one, if the cast has others. */
	bool read;
	const char *before, *after; /* SQL of the call that it is the argument of, or NULL */
};

#endif
