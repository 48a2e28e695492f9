/*
 * Token: the parts of a text of SQL, as far as looking for places in it needs them.
 */
#ifndef TRACE_TOKEN_H
#define TRACE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

enum sql_kind {
	SQL_WORD,   /* select, tb_contact, $1, 42 */
	SQL_NAME,   /* "order" */
	SQL_STRING, /* 'it''s', E'a\'b' */
	SQL_BODY,   /* $specql$ … $specql$ */
	SQL_SIGN,   /* any other character */
};

struct sql_token {
	enum sql_kind kind;
	size_t at, n;
};

/* The first token that begins at `from` or behind it; blanks and comments are none. One that is not
 * closed takes the rest. False at the end of the text. */
bool sql_token(const char *text, size_t len, size_t from, struct sql_token *);

/* The body of a function or a DO block that begins a text: what stands in the first dollar quotes
 * behind AS or DO. False if there is none. */
bool sql_body(const char *text, size_t len, size_t *begin, size_t *end);

/* Whether the token is this word, whatever its case. */
bool sql_is(const char *text, const struct sql_token *, const char *word);

#endif
