/*
 * Reader: a text in which expressions stand among other words, as `Contact SET status = 'lead'`.
 * Steps are read with it.
 *
 * Only the first fault of form is reported, so a caller may go on and look at `failed` at the end.
 */
#ifndef EXPR_READER_H
#define EXPR_READER_H

#include "expr/token.h"
#include "expr/tree.h"

struct reader {
	struct arena *arena;
	struct diag *diag;
	const struct locator *locator;
	const struct token *first;
	const struct token *token; /* the next one */
	int depth;
	int cases; /* CASEs around: their words end what stands before them */
	bool failed;
};

/* Begins at an offset of a text. False, and failed is set, after reporting faults of tokens. The
 * place must outlive the reader. */
bool reader_open(struct reader *, struct arena *, struct diag *, const struct locator *,
                 const char *text, size_t offset);

/* Takes the next token if it is this symbol, or this word in any case. */
bool read_symbol(struct reader *, const char *symbol);
bool read_keyword(struct reader *, const char *word);

/* The same, but reports "expected …" if it is another. */
bool need_symbol(struct reader *, const char *symbol);
bool need_keyword(struct reader *, const char *word);

/* A name; reports "expected <what>" if the next token is none. */
bool need_name(struct reader *, struct word *, const char *what);

/* Entity or schema.Entity. */
bool need_entity(struct reader *, struct word *schema, struct word *entity);

/* An expression; NULL after reporting. */
struct expr *read_expr(struct reader *);

/* name or name.name, in whatever follows; NULL after reporting. */
struct expr *read_path(struct reader *);

/* Whether the next token is a symbol of this text. */
bool at_symbol(const struct token *, const char *symbol);

/* Whether everything was taken; reports what stands there otherwise. */
bool need_end(struct reader *);

/* "expected <what>, found …" at the next token. */
void reader_expected(struct reader *, const char *what);

/* A fault at a place of the text. */
#define reader_fault(r, from, len, ...)                                            \
	do {                                                                       \
		if (!(r)->failed)                                                  \
			error_in((r)->diag, (r)->locator, from, len, __VA_ARGS__); \
		(r)->failed = true;                                                \
	} while (0)

#endif
