/* Whether a condition can mean one row only. */
#include "action/compiler.h"
#include "action/word.h"
#include "expr/tree.h"

#include <string.h>

static bool
is_unique(const struct entity *e, const struct expr *x)
{
	const struct ref *ref;
	const struct field *f;

	if (x->kind != EXPR_PATH || x->nwords != 1 || x->variable)
		return false;
	f = field_of_word(e, x->words[0].text, &ref);
	return f ? f->unique : strcmp(x->words[0].text, "id") == 0;
}

/* Whether a value may be another one in another row: it names a field of the rows, or looks at more than names. */
static bool
varies(const struct entity *e, const struct expr *x)
{
	const struct ref *ref;

	if (x->query)
		return true;
	if (x->kind == EXPR_PATH && !x->variable &&
	    (field_of_word(e, x->words[0].text, &ref) || word_always(e, x->words[0].text)))
		return true;
	for (size_t i = 0; i < x->nargs; i++)
		if (varies(e, x->args[i]))
			return true;
	return false;
}

bool
rows_one(const struct entity *e, const struct expr *x)
{
	if (!x)
		return false;
	if (x->kind == EXPR_COMPARE && strcmp(x->text, "=") == 0)
		return (is_unique(e, x->args[0]) && !varies(e, x->args[1])) ||
		       (is_unique(e, x->args[1]) && !varies(e, x->args[0]));
	for (size_t i = 0; x->kind == EXPR_AND && i < x->nargs; i++)
		if (rows_one(e, x->args[i]))
			return true;
	return false;
}

static bool
is_id(const struct expr *x)
{
	return x->kind == EXPR_PATH && !x->variable && x->nwords == 1 &&
	       strcmp(x->words[0].text, "id") == 0;
}

static bool
given_id(const struct expr *x)
{
	return x->kind == EXPR_PATH && !x->variable && x->nwords == 2 &&
	       strcmp(x->words[0].text, "input") == 0 && strcmp(x->words[1].text, "id") == 0;
}

const struct expr *
rows_other(const struct expr *x)
{
	const struct expr *found = NULL;

	if ((x->kind == EXPR_COMPARE && strcmp(x->text, "=") == 0) || (x->kind == EXPR_IN && !x->negated)) {
		if (is_id(x->args[0]) && x->nargs > 1 && !given_id(x->args[1]))
			found = x->args[0];
		else if (x->kind == EXPR_COMPARE && is_id(x->args[1]) && !given_id(x->args[0]))
			found = x->args[1];
	}
	for (size_t i = 0; x->kind == EXPR_AND && i < x->nargs && !found; i++)
		found = rows_other(x->args[i]);
	return found;
}
