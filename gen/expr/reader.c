#include "expr/parse.h"
#include "base/arena.h"

#include <string.h>
#include <strings.h>

static const struct token nothing = {TOKEN_END, "", 0, 0};

bool
reader_open(struct reader *r, struct arena *a, struct diag *d, const struct locator *locator,
            const char *text, size_t offset)
{
	*r = (struct reader){.arena = a, .diag = d, .locator = locator};
	r->token = r->first = tokens_read(a, d, locator, text, offset);
	if (!r->token) {
		r->token = &nothing;
		r->failed = true;
	}
	return !r->failed;
}

bool
read_symbol(struct reader *r, const char *symbol)
{
	if (r->token->kind != TOKEN_SYMBOL || strcmp(r->token->text, symbol))
		return false;
	r->token++;
	return true;
}

bool
read_keyword(struct reader *r, const char *word)
{
	if (!token_is(r->token, word))
		return false;
	r->token++;
	return true;
}

/* A word that nothing here knows may be one of these, mistyped. */
static const char *
keyword_cure(struct reader *r, const struct token *t)
{
	static const char *const keywords[] = {
	        "AND",     "OR",      "NOT",   "IN",    "IS",       "LIKE",   "ILIKE",
	        "BETWEEN", "MATCHES", "WHERE", "SET",   "AS",       "FROM",   "FOR",
	        "SELECT",  "NULL",    "TRUE",  "FALSE", "VALID",    "EXISTS", "CASE",
	        "WHEN",    "THEN",    "ELSE",  "END",   "DISTINCT", "DESC",   NULL,
	};

	return t->kind != TOKEN_NAME || one_of(t->text, keywords)
	               ? ""
	               : nearest_cure(r->arena, t->text, keywords);
}

/* SQL's DATE '2025-12-31' and N'text'. */
static bool
types_constant(const struct token *t)
{
	static const char *const words[] = {
	        "date", "time", "timestamp", "timestamptz", "datetime", "numeric", "uuid", "inet",
	        "text", "json", "jsonb",     "n",           "b",        "x",       NULL};

	return t->kind == TOKEN_NAME && one_of(t->text, words);
}

void
reader_expected(struct reader *r, const char *what)
{
	const struct token *t = r->token;

	if (t->kind == TOKEN_END)
		reader_fault(r, t->offset, 0, "expected %s, found the end of the text%s", what,
		             r->locator->cut ? r->locator->cut : "");
	else if (t->kind == TOKEN_STRING && t > r->first && types_constant(t - 1))
		reader_fault(r, t[-1].offset, t[-1].n,
		             "unexpected '%s' before a text; a constant takes the type of what it "
		             "stands beside",
		             t[-1].text);
	else if (t->kind == TOKEN_STRING)
		reader_fault(r, t->offset, t->n, "expected %s, found a string", what);
	else
		reader_fault(r, t->offset, t->n, "expected %s, found '%s%s'%s", what,
		             t->kind == TOKEN_VARIABLE ? "$" : "", t->text, keyword_cure(r, t));
}

bool
need_symbol(struct reader *r, const char *symbol)
{
	char what[8] = "'";

	if (read_symbol(r, symbol))
		return true;
	strncat(what, symbol, 4);
	strcat(what, "'");
	reader_expected(r, what);
	return false;
}

bool
need_keyword(struct reader *r, const char *word)
{
	if (read_keyword(r, word))
		return true;
	reader_expected(r, word);
	return false;
}

bool
need_name(struct reader *r, struct word *name, const char *what)
{
	const struct token *t = r->token;

	if (t->kind != TOKEN_NAME) {
		reader_expected(r, what);
		return false;
	}
	*name = (struct word){t->text, t->offset, t->n};
	r->token++;
	return true;
}

bool
need_entity(struct reader *r, struct word *schema, struct word *entity)
{
	*schema = (struct word){NULL, 0, 0};
	if (!need_name(r, entity, "the name of an entity"))
		return false;
	if (!read_symbol(r, "."))
		return true;
	*schema = *entity;
	return need_name(r, entity, "the name of an entity");
}

bool
need_end(struct reader *r)
{
	if (r->failed)
		return false;
	if (r->token->kind == TOKEN_END)
		return true;
	reader_expected(r, "the end");
	return false;
}

bool
one_of(const char *word, const char *const *words)
{
	for (; *words; words++)
		if (!strcasecmp(word, *words))
			return true;
	return false;
}

bool
at_symbol(const struct token *t, const char *symbol)
{
	return t->kind == TOKEN_SYMBOL && !strcmp(t->text, symbol);
}
