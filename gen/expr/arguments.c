/* Reads calls of functions and what stands in their parentheses. */
#include "expr/parse.h"

#include <string.h>
#include <strings.h>

/* trim(BOTH 'x' FROM y), trim(LEADING FROM y) as btrim(y, 'x'), ltrim(y). */
static bool
trim(struct reader *r, struct expr *call)
{
	static const char *const sides[] = {"both", "leading", "trailing"};
	static const char *const functions[] = {"btrim", "ltrim", "rtrim"};
	struct expr *characters = NULL;

	if (strcasecmp(call->text, "trim") || call->nargs)
		return false;
	for (size_t i = 0; i < 3; i++) {
		if (!token_is(r->token, sides[i]) || r->token[1].kind == TOKEN_SYMBOL)
			continue;
		call->text = functions[i];
		r->token++;
		if (!token_is(r->token, "from"))
			characters = parse_operand(r);
		need_keyword(r, "FROM");
		node_push(r, call, parse_operand(r));
		node_push(r, call, characters);
		return true;
	}
	return false;
}

/* extract(year FROM x), substring(x FROM 2 FOR 3), position(a IN b): SQL's own spelling of
 * arguments, read as plain ones. */
static void
argument(struct reader *r, struct expr *call)
{
	const struct token *t = r->token;
	bool extract = !strcasecmp(call->text, "extract") && !call->nargs;
	struct expr *e;

	if (trim(r, call))
		return;
	if (extract && t->kind == TOKEN_NAME && token_is(t + 1, "from")) {
		e = node_make(r, EXPR_STRING, t->offset);
		e->text = t->text;
		r->token++;
		node_push(r, call, node_finish(r, e));
	} else
		node_push(r, call,
		          !strcasecmp(call->text, "position") && !call->nargs ? parse_operand(r)
		                                                              : parse_or(r));
}

static bool
separator(struct reader *r, const struct expr *call)
{
	static const struct {
		const char *function, *word;
		size_t after;
	} words[] = {
	        {"extract", "from", 1},
	        {"substring", "from", 1},
	        {"substring", "for", 2},
	        {"position", "in", 1},
	};

	if (read_symbol(r, ","))
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (words[i].after == call->nargs && !strcasecmp(call->text, words[i].function) &&
		    read_keyword(r, words[i].word))
			return true;
	return false;
}

/* DISTINCT, unless it is a name: what follows can follow one only. */
static bool
distinct(struct reader *r)
{
	static const char *const behind[] = {"is",      "in",  "like", "ilike", "between",
	                                     "matches", "and", "or",   NULL};
	const struct token *next = r->token + 1;

	if (!token_is(r->token, "distinct") ||
	    (next->kind == TOKEN_NAME && one_of(next->text, behind)))
		return false;
	if (next->kind == TOKEN_SYMBOL && !at_symbol(next, "(") && !at_symbol(next, "-"))
		return false;
	r->token++;
	return true;
}

/* A function's name may have its schema before it: ours is always pg_catalog. */
struct expr *
parse_call(struct reader *r, const struct expr *name)
{
	const struct word *w = name->words + name->nwords - 1;
	struct expr *e = node_make(r, EXPR_CALL, name->offset);

	e->text = w->text;
	e->at = w->offset;
	e->at_n = w->n;
	if (name->nwords > 1) {
		e->words = name->words;
		e->nwords = name->nwords - 1;
	}
	need_symbol(r, "(");
	e->distinct = distinct(r);
	if (read_symbol(r, "*"))
		e->star = true;
	else if (!at_symbol(r->token, ")"))
		do
			argument(r, e);
		while (!r->failed && separator(r, e));
	need_symbol(r, ")");
	return node_finish(r, e);
}
