/* Reads up to a value: what no operator joins. */
#include "expr/parse.h"
#include "base/arena.h"

#include <string.h>
#include <strings.h>

struct expr *
node_make(struct reader *r, enum expr_kind kind, size_t offset)
{
	struct expr *e = arena_new(r->arena, struct expr, 1);

	e->kind = kind;
	e->offset = e->at = offset;
	e->height = 1;
	return e;
}

void
node_rise(struct reader *r, struct expr *e, const struct expr *inner)
{
	if (inner && inner->height >= e->height)
		e->height = inner->height + 1;
	if (e->height > HEIGHT_MAX)
		reader_fault(r, e->at, e->at_n, "more than %d operators one inside the other",
		             HEIGHT_MAX);
}

void
node_push(struct reader *r, struct expr *e, struct expr *arg)
{
	if (!arg)
		return;
	if (!(e->nargs & (e->nargs - 1)) && e->nargs != 1) {
		struct expr **more =
		        arena_new(r->arena, struct expr *, e->nargs ? e->nargs * 2 : 2);

		if (e->nargs)
			memcpy(more, e->args, e->nargs * sizeof(*more));
		e->args = more;
	}
	e->args[e->nargs++] = arg;
	node_rise(r, e, arg);
}

struct expr *
node_finish(struct reader *r, struct expr *e)
{
	const struct token *last;

	if (r->failed)
		return NULL;
	last = r->token - 1;
	e->n = last->offset + last->n - e->offset;
	return e;
}

struct expr *
node_binary(struct reader *r, enum expr_kind kind, struct expr *left)
{
	struct expr *e = node_make(r, kind, left->offset);
	const struct token *op = r->token;

	e->text = op->text;
	e->at = op->offset;
	e->at_n = op->n;
	node_push(r, e, left);
	return e;
}

bool
parse_enter(struct reader *r)
{
	if (++r->depth > DEPTH_MAX)
		reader_fault(r, r->token->offset, r->token->n, "nested more than %d levels deep",
		             DEPTH_MAX);
	return !r->failed;
}

/* A word of CASE that ends what stands before it. */
static bool
ends_part(const struct reader *r, const struct token *t)
{
	static const char *const words[] = {"when", "then", "else", "end", NULL};

	return r->cases && one_of(t->text, words);
}

/* The words that begin or continue an expression are names all the same where only an operand can
 * stand, if what follows can follow one: `in = 3`, `then > when`. */
static bool
is_reserved(const struct reader *r, const struct token *t)
{
	static const char *const words[] = {"and",   "or",      "not",     "is",   "in",   "like",
	                                    "ilike", "between", "matches", "when", "then", "else",
	                                    "end",   "from",    "where",   NULL};
	static const char *const behind[] = {"is",  "in",   "like",  "ilike", "between", "matches",
	                                     "and", "or",   "not",   "when",  "then",    "else",
	                                     "end", "from", "where", NULL};
	static const char *const symbols[] = {"=", "!=", "<", "<=", ">",  ">=", "+", "-", "*", "/",
	                                      "%", "||", "~", "!~", "&&", ")",  ",", ".", NULL};
	const struct token *next = t + 1;

	if (!one_of(t->text, words))
		return false;
	if (next->kind == TOKEN_END)
		return ends_part(r, t);
	if (next->kind == TOKEN_SYMBOL)
		return !one_of(next->text, symbols) ||
		       (ends_part(r, t) && (at_symbol(next, ")") || at_symbol(next, ",")));
	if (token_is(next, "exists"))
		return at_symbol(next + 1, "(");
	return next->kind != TOKEN_NAME || !one_of(next->text, behind);
}

struct expr *
read_path(struct reader *r)
{
	struct expr *e = node_make(r, EXPR_PATH, r->token->offset);
	const struct token *t = r->token;
	size_t n = 1;

	e->variable = t->kind == TOKEN_VARIABLE;
	e->at_n = t->n;
	while (at_symbol(t + 2 * n - 1, ".")) {
		if (t[2 * n].kind != TOKEN_NAME) {
			r->token = t + 2 * n;
			reader_expected(r, "a name after '.'");
			return NULL;
		}
		n++;
	}
	e->words = arena_new(r->arena, struct word, n);
	e->nwords = n;
	for (size_t i = 0; i < n; i++)
		e->words[i] = (struct word){t[2 * i].text, t[2 * i].offset, t[2 * i].n};
	r->token = t + 2 * n - 1;
	return node_finish(r, e);
}

static struct expr *
name(struct reader *r)
{
	struct expr *e = read_path(r);

	if (e && at_symbol(r->token, "(") && !e->variable)
		return parse_call(r, e);
	return e;
}

/* Whether FROM and a name stand before the parenthesis closes. */
static bool
from_follows(const struct token *t)
{
	int depth = 0;

	for (; t->kind != TOKEN_END && depth >= 0; t++) {
		if (!depth && token_is(t, "from") && t[1].kind == TOKEN_NAME)
			return true;
		depth += at_symbol(t, "(") - at_symbol(t, ")");
	}
	return false;
}

bool
begins_query(const struct reader *r)
{
	const struct token *next = r->token + 1;

	return token_is(r->token, "select") && (next->kind != TOKEN_SYMBOL || from_follows(next));
}

static struct expr *
parenthesis(struct reader *r)
{
	struct expr *e;
	size_t offset = r->token->offset;

	r->token++;
	if (begins_query(r)) {
		e = node_make(r, EXPR_QUERY, offset);
		node_query(r, e, parse_query(r));
		need_symbol(r, ")");
		return node_finish(r, e);
	}
	e = parse_or(r);
	if (e && at_symbol(r->token, ","))
		reader_fault(r, r->token->offset, 1, "a list can stand only behind IN");
	need_symbol(r, ")");
	if (e)
		e->offset = offset;
	return e ? node_finish(r, e) : NULL;
}

static struct expr *
case_expr(struct reader *r)
{
	struct expr *e = node_make(r, EXPR_CASE, r->token->offset);

	e->at_n = r->token->n;
	r->token++;
	r->cases++;
	if (!token_is(r->token, "when")) {
		e->operand = true;
		node_push(r, e, parse_or(r));
	}
	need_keyword(r, "WHEN");
	do {
		node_push(r, e, parse_or(r));
		need_keyword(r, "THEN");
		node_push(r, e, parse_or(r));
	} while (!r->failed && read_keyword(r, "when"));
	if (read_keyword(r, "else")) {
		e->otherwise = true;
		node_push(r, e, parse_or(r));
	}
	need_keyword(r, "END");
	r->cases--;
	return node_finish(r, e);
}

/* Whether WHEN comes before a part of CASE ends: CASE - n WHEN … */
static bool
when_follows(const struct token *t)
{
	static const char *const ends[] = {"then", "else", "end", NULL};
	int depth = 0;

	for (; t->kind != TOKEN_END && depth >= 0; t++) {
		if (!depth && token_is(t, "when"))
			return true;
		if (!depth && t->kind == TOKEN_NAME && one_of(t->text, ends))
			return false;
		depth += at_symbol(t, "(") - at_symbol(t, ")");
	}
	return false;
}

/* CASE, INTERVAL, EXISTS and the like are names unless what follows makes them more. */
static bool
begins_case(const struct reader *r, const struct token *t)
{
	static const char *const operators[] = {"is",  "in", "like", "ilike",  "between", "matches",
	                                        "and", "or", "not",  "exists", NULL};

	if (!token_is(t, "case"))
		return false;
	if (t[1].kind == TOKEN_NAME)
		return !one_of(t[1].text, operators);
	if (at_symbol(t + 1, "-"))
		return !r->cases && when_follows(t + 2);
	return t[1].kind == TOKEN_NUMBER || t[1].kind == TOKEN_STRING ||
	       t[1].kind == TOKEN_VARIABLE || at_symbol(t + 1, "(") || at_symbol(t + 1, "?");
}

static struct expr *
constant(struct reader *r, enum expr_kind kind)
{
	struct expr *e = node_make(r, kind, r->token->offset);

	e->text = r->token->text;
	e->at_n = r->token->n;
	r->token++;
	return node_finish(r, e);
}

static struct expr *
word(struct reader *r)
{
	const struct token *t = r->token;
	struct expr *e;

	if (begins_case(r, t))
		return case_expr(r);
	if (token_is(t, "interval") && t[1].kind == TOKEN_STRING) {
		r->token++;
		e = constant(r, EXPR_INTERVAL);
		e->n += e->offset - t->offset;
		e->offset = t->offset;
		return e;
	}
	if (at_symbol(t + 1, "."))
		return name(r);
	if (token_is(t, "null"))
		return constant(r, EXPR_NULL);
	if (token_is(t, "true") || token_is(t, "false"))
		return constant(r, EXPR_BOOLEAN);
	if (is_reserved(r, t)) {
		reader_expected(r, "a value");
		return NULL;
	}
	return name(r);
}

static struct expr *
primary(struct reader *r)
{
	const struct token *t = r->token;
	struct expr *e = NULL;

	if (!parse_enter(r))
		return NULL;
	if (t->kind == TOKEN_NUMBER)
		e = constant(r, EXPR_NUMBER);
	else if (t->kind == TOKEN_STRING)
		e = constant(r, EXPR_STRING);
	else if (t->kind == TOKEN_VARIABLE)
		e = read_path(r);
	else if (t->kind == TOKEN_NAME)
		e = word(r);
	else if (at_symbol(t, "?"))
		e = constant(r, EXPR_GIVEN);
	else if (at_symbol(t, "("))
		e = parenthesis(r);
	else
		reader_expected(r, "a value");
	r->depth--;
	return e;
}

static struct expr *
unary(struct reader *r)
{
	struct expr *e;

	if (!at_symbol(r->token, "-"))
		return primary(r);
	e = node_make(r, EXPR_MINUS, r->token->offset);
	e->at_n = 1;
	r->token++;
	if (parse_enter(r))
		node_push(r, e, unary(r));
	r->depth--;
	return node_finish(r, e);
}

/* One level of left-associative operators; symbols begins with the level's kind. */
static struct expr *
chain(struct reader *r, enum expr_kind kind, struct expr *(*operand)(struct reader *),
      const char *const *symbols)
{
	struct expr *left = operand(r), *e;

	while (left && r->token->kind == TOKEN_SYMBOL && one_of(r->token->text, symbols)) {
		e = node_binary(r, kind, left);
		r->token++;
		node_push(r, e, operand(r));
		left = node_finish(r, e);
	}
	return left;
}

static struct expr *
product(struct reader *r)
{
	static const char *const symbols[] = {"*", "/", "%", NULL};

	return chain(r, EXPR_PRODUCT, unary, symbols);
}

static struct expr *
addition(struct reader *r)
{
	static const char *const symbols[] = {"+", "-", NULL};

	return chain(r, EXPR_SUM, product, symbols);
}

/* In PostgreSQL || binds less than + and -. */
struct expr *
parse_operand(struct reader *r)
{
	static const char *const symbols[] = {"||", NULL};

	return chain(r, EXPR_CONCAT, addition, symbols);
}
