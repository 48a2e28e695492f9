/*
 * Tokens: the author's text cut into words, with their offsets. Private to gen/expr.
 */
#ifndef EXPR_TOKEN_H
#define EXPR_TOKEN_H

#include "expr/expr.h"

enum { TEXT_MAX = 64 * 1024 };

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_VARIABLE, TOKEN_NUMBER, TOKEN_STRING, TOKEN_SYMBOL };

struct token {
	enum token_kind kind;
	const char *text; /* a string's value without its quotes, a variable's name without its $ */
	size_t offset, n; /* in the author's text, quotes and $ included */
};

/* All tokens of a text from an offset on, the last one TOKEN_END; `==` is `=`, `<>` is `!=`. NULL
 * after reporting every character, string, number and comment that cannot be one. */
struct token *tokens_read(struct arena *, struct diag *, const struct locator *, const char *text,
                          size_t offset);

/* Whether a token is this word of the language, in any case. */
bool token_is(const struct token *, const char *word);

#endif
