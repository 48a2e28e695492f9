/* Whether a condition can mean one row only. */
#include "action/compiler.h"
#include "action/word.h"
#include "expr/tree.h"
#include "model/entity.h"

#include <string.h>

/* The word of a path that names a column of the rows, also behind their entity: Product.sku. NULL
 * if none does. Behind the name of the action's entity stands its own row. */
static const char *
rows_word(const struct compiler *c, const struct entity *e, const struct expr *x)
{
	size_t at = 0;
	const struct ref *ref;

	if (x->kind != EXPR_PATH || x->variable)
		return NULL;
	if (x->nwords > 1 && strcmp(x->words[0].text, e->name) == 0) {
		if (strcmp(c->entity->name, e->name) == 0)
			return NULL;
		at = 1;
	}
	return field_of_word(e, x->words[at].text, &ref) || word_always(e, x->words[at].text)
	               ? x->words[at].text
	               : NULL;
}

static bool
is_unique(const struct compiler *c, const struct entity *e, const struct expr *x)
{
	const char *word = rows_word(c, e, x);
	const struct ref *ref;
	const struct field *f;

	if (!word || x->words[x->nwords - 1].text != word)
		return false;
	f = field_of_word(e, word, &ref);
	return f ? f->unique : strcmp(word, "id") == 0 || strcmp(word, "identifier") == 0;
}

/* Whether a value may be another one in another row: it names a field of the rows,
 * or looks at more than names. */
static bool
varies(const struct compiler *c, const struct entity *e, const struct expr *x)
{
	if (x->query || rows_word(c, e, x))
		return true;
	for (size_t i = 0; i < x->nargs; i++)
		if (varies(c, e, x->args[i]))
			return true;
	return false;
}

static bool
is_id(const struct expr *x)
{
	return x->kind == EXPR_PATH && !x->variable && x->nwords == 1 &&
	       strcmp(x->words[0].text, "id") == 0;
}

/* person = id: beside a reference to the action's entity `id` is that of its row. */
static bool
is_own_id(const struct compiler *c, const struct entity *e, const struct expr *x,
          const struct expr *other)
{
	const struct ref *ref = NULL;
	const struct entity *to;

	if (!is_id(x) || other->kind != EXPR_PATH || other->nwords != 1)
		return false;
	field_of_word(e, other->words[0].text, &ref);
	to = ref ? entity_of_ref(c, e, ref) : NULL;
	return to && entity_same(to, c->entity);
}

/* Whether what a value is compared with can be so in one row only. */
static bool
decides(const struct compiler *c, const struct entity *e, const struct expr *field,
        const struct expr *value)
{
	return is_unique(c, e, field) && (is_own_id(c, e, value, field) || !varies(c, e, value));
}

bool
rows_one(const struct compiler *c, const struct entity *e, const struct expr *x)
{
	if (!x)
		return false;
	if (x->kind == EXPR_COMPARE && strcmp(x->text, "=") == 0)
		return decides(c, e, x->args[0], x->args[1]) ||
		       decides(c, e, x->args[1], x->args[0]);
	for (size_t i = 0; x->kind == EXPR_AND && i < x->nargs; i++)
		if (rows_one(c, e, x->args[i]))
			return true;
	return false;
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

	if ((x->kind == EXPR_COMPARE && strcmp(x->text, "=") == 0) ||
	    (x->kind == EXPR_IN && !x->negated)) {
		if (is_id(x->args[0]) && x->nargs > 1 && !given_id(x->args[1]))
			found = x->args[0];
		else if (x->kind == EXPR_COMPARE && is_id(x->args[1]) && !given_id(x->args[0]))
			found = x->args[1];
	}
	for (size_t i = 0; x->kind == EXPR_AND && i < x->nargs && !found; i++)
		found = rows_other(x->args[i]);
	return found;
}
