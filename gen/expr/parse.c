#include "expr/parse.h"
#include "base/arena.h"

#include <string.h>

/* FROM, and no field of that name. */
static bool
begins_from(const struct token *t)
{
	return token_is(t, "from") && t[1].kind == TOKEN_NAME && !token_is(t + 1, "from");
}

struct query *
parse_query(struct reader *r)
{
	struct query *q = arena_new(r->arena, struct query, 1);

	q->at = r->token->offset;
	q->at_n = r->token->n;
	need_keyword(r, "SELECT");
	if (!read_symbol(r, "*") && !begins_from(r->token))
		q->item = parse_or(r);
	if (r->failed || !need_keyword(r, "FROM") || !need_entity(r, &q->schema, &q->entity))
		return NULL;
	if (read_keyword(r, "where"))
		q->where = parse_or(r);
	return r->failed ? NULL : q;
}

static struct query *
rows(struct reader *r)
{
	struct query *q = arena_new(r->arena, struct query, 1);

	if (!need_entity(r, &q->schema, &q->entity))
		return NULL;
	if (read_keyword(r, "where"))
		q->where = parse_or(r);
	return r->failed ? NULL : q;
}

void
node_query(struct reader *r, struct expr *e, struct query *q)
{
	e->query = q;
	if (!q)
		return;
	node_rise(r, e, q->item);
	node_rise(r, e, q->where);
}

/* EXISTS (SELECT …), EXISTS (Entity WHERE …), EXISTS Entity WHERE … */
static struct expr *
exists(struct reader *r)
{
	struct expr *e = node_make(r, EXPR_EXISTS, r->token->offset);
	bool parenthesis;

	e->at_n = r->token->n;
	r->token++;
	if (!parse_enter(r))
		return NULL;
	parenthesis = read_symbol(r, "(");
	node_query(r, e, parenthesis && token_is(r->token, "select") ? parse_query(r) : rows(r));
	if (parenthesis)
		need_symbol(r, ")");
	r->depth--;
	return node_finish(r, e);
}

static struct expr *
is(struct reader *r, struct expr *left)
{
	static const char *const words[] = {"NULL", "TRUE", "FALSE", NULL};
	struct expr *e = node_binary(r, EXPR_IS, left);

	r->token++;
	e->negated = read_keyword(r, "not");
	for (size_t i = 0; words[i]; i++)
		if (read_keyword(r, words[i])) {
			e->text = words[i];
			return node_finish(r, e);
		}
	if (read_keyword(r, "valid")) {
		e->kind = EXPR_VALID;
		return node_finish(r, e);
	}
	if (read_keyword(r, "distinct")) {
		e->kind = EXPR_DISTINCT;
		need_keyword(r, "FROM");
		node_push(r, e, parse_operand(r));
		return node_finish(r, e);
	}
	reader_expected(r, "NULL, TRUE, FALSE, VALID or DISTINCT FROM");
	return NULL;
}

static struct expr *
in(struct reader *r, struct expr *left)
{
	struct expr *e = node_binary(r, EXPR_IN, left);

	r->token++;
	if (r->token->kind == TOKEN_NAME || r->token->kind == TOKEN_VARIABLE) {
		e->among = true;
		node_push(r, e, parse_operand(r));
		return node_finish(r, e);
	}
	need_symbol(r, "(");
	if (!parse_enter(r))
		return NULL;
	if (begins_query(r))
		node_query(r, e, parse_query(r));
	else
		do
			node_push(r, e, parse_or(r));
		while (!r->failed && read_symbol(r, ","));
	r->depth--;
	need_symbol(r, ")");
	return node_finish(r, e);
}

static struct expr *
between(struct reader *r, struct expr *left)
{
	struct expr *e = node_binary(r, EXPR_BETWEEN, left);

	r->token++;
	node_push(r, e, parse_operand(r));
	need_keyword(r, "AND");
	node_push(r, e, parse_operand(r));
	return node_finish(r, e);
}

static struct expr *
like(struct reader *r, struct expr *left)
{
	struct expr *e = node_binary(r, EXPR_LIKE, left);

	e->text = token_is(r->token, "like") ? "LIKE" : "ILIKE";
	r->token++;
	node_push(r, e, parse_operand(r));
	return node_finish(r, e);
}

static struct expr *
matches(struct reader *r, struct expr *left)
{
	struct expr *e = node_binary(r, EXPR_MATCHES, left);

	e->negated = at_symbol(r->token, "!~");
	r->token++;
	if (r->token->kind != TOKEN_STRING && r->token->kind != TOKEN_NAME) {
		reader_expected(r, "a pattern, as a string or by its name");
		return NULL;
	}
	node_push(r, e, parse_operand(r));
	return node_finish(r, e);
}

static struct expr *
compare(struct reader *r, struct expr *left)
{
	struct expr *e = node_binary(r, EXPR_COMPARE, left);

	r->token++;
	node_push(r, e, parse_operand(r));
	return node_finish(r, e);
}

static struct expr *
exists_row(struct reader *r, struct expr *left)
{
	struct expr *e = node_binary(r, EXPR_EXISTS, left);

	r->token++;
	return node_finish(r, e);
}

/* What may follow a value. The ones that can be negated come last. */
static const struct {
	const char *symbol, *word;
	struct expr *(*parse)(struct reader *, struct expr *);
	bool negatable;
} tails[] = {
        {"=", NULL, compare, false},         {"!=", NULL, compare, false},
        {"<", NULL, compare, false},         {"<=", NULL, compare, false},
        {">", NULL, compare, false},         {">=", NULL, compare, false},
        {"&&", NULL, compare, false},        {"~", NULL, matches, false},
        {"!~", NULL, matches, false},        {NULL, "is", is, false},
        {NULL, "exists", exists_row, false}, {NULL, "in", in, true},
        {NULL, "between", between, true},    {NULL, "like", like, true},
        {NULL, "ilike", like, true},         {NULL, "matches", matches, true},
};

enum { NTAILS = sizeof(tails) / sizeof(*tails) };

static size_t
tail_at(const struct token *t, bool negated)
{
	for (size_t i = 0; i < NTAILS; i++) {
		if (negated && !tails[i].negatable)
			continue;
		if (tails[i].symbol ? at_symbol(t, tails[i].symbol) : token_is(t, tails[i].word))
			return i;
	}
	return NTAILS;
}

static struct expr *
predicate(struct reader *r)
{
	const struct token *t = r->token;
	struct expr *e;
	bool negated;
	size_t i;

	if (token_is(t, "exists") &&
	    (at_symbol(t + 1, "(") || (t[1].kind == TOKEN_NAME && tail_at(t + 1, false) == NTAILS)))
		return exists(r);
	e = parse_operand(r);
	if (!e)
		return NULL;
	negated = token_is(r->token, "not");
	i = tail_at(r->token + negated, negated);
	if (i == NTAILS && negated)
		reader_expected(r, "an operator");
	if (i == NTAILS)
		return e;
	r->token += negated;
	e = tails[i].parse(r, e);
	if (!e)
		return NULL;
	e->negated ^= negated;
	if (tail_at(r->token, false) < NTAILS)
		reader_fault(r, r->token->offset, r->token->n,
		             "a comparison cannot be compared again; join two with AND, or use "
		             "parentheses");
	return e;
}

/* NOT and a name, or NOT and what it negates. */
static bool
is_not(const struct token *t)
{
	return token_is(t, "not") && t[1].kind != TOKEN_END &&
	       (t[1].kind != TOKEN_SYMBOL || at_symbol(t + 1, "(") || at_symbol(t + 1, "-") ||
	        at_symbol(t + 1, "?"));
}

static struct expr * not(struct reader * r)
{
	struct expr *e;

	if (!is_not(r->token))
		return predicate(r);
	e = node_make(r, EXPR_NOT, r->token->offset);
	e->at_n = r->token->n;
	r->token++;
	if (parse_enter(r))
		node_push(r, e, not(r));
	r->depth--;
	return node_finish(r, e);
}

static struct expr *
junction(struct reader *r, enum expr_kind kind, const char *word,
         struct expr *(*operand)(struct reader *))
{
	struct expr *first = operand(r), *e;

	if (!first || !token_is(r->token, word))
		return first;
	e = node_binary(r, kind, first);
	while (!r->failed && read_keyword(r, word))
		node_push(r, e, operand(r));
	return node_finish(r, e);
}

static struct expr * and (struct reader * r)
{
	return junction(r, EXPR_AND, "and", not );
}

struct expr *
parse_or(struct reader *r)
{
	return junction(r, EXPR_OR, "or", and);
}

struct expr *
read_expr(struct reader *r)
{
	return r->failed ? NULL : parse_or(r);
}

struct expr *
expr_parse(struct arena *a, struct diag *d, const struct locator *locator, const char *text,
           size_t offset)
{
	struct reader r;
	struct expr *e;

	if (!reader_open(&r, a, d, locator, text, offset))
		return NULL;
	if (r.token->kind == TOKEN_END) {
		error_in(d, locator, offset, 0, "an expression is missing");
		return NULL;
	}
	e = read_expr(&r);
	if (e && r.token->kind != TOKEN_END)
		reader_expected(&r, "an operator or the end");
	return r.failed ? NULL : e;
}
