/* Checks names and paths. */
#include "expr/check.h"
#include "base/arena.h"
#include "expr/function.h"

#include <string.h>
#include <strings.h>

static const struct symbol *
find(const struct scope *s, const char *name)
{
	for (size_t i = 0; i < s->nsymbols; i++)
		if (!strcmp(s->symbols[i].name, name))
			return s->symbols + i;
	return NULL;
}

const char *
truth_cure(const char *word)
{
	static const char *const words[] = {"yes", "no", "on", "off"};

	for (size_t i = 0; i < 4; i++)
		if (strcasecmp(words[i], word) == 0)
			return i % 2 ? "; write false" : "; write true";
	return NULL;
}

static bool
unknown(struct checker *c, const struct expr *e)
{
	const struct scope *s = c->scope;
	const char **names = arena_new(c->arena, const char *, s->nsymbols + 1);
	const char *truth = truth_cure(e->words->text);

	for (size_t i = 0; i < s->nsymbols; i++) {
		names[i] = s->symbols[i].name;
		for (size_t k = 0; e->nwords == 1 && k < s->symbols[i].nvalues; k++)
			if (strcmp(s->symbols[i].values[k], e->words->text) == 0)
				return wrong(c, e,
				             "unknown field '%s'; a text stands in quotes: '%s'",
				             e->words->text, e->words->text);
	}
	return wrong(c, e, "unknown field '%s'%s", e->words->text,
	             truth ? truth : nearest_cure(c->arena, e->words->text, names));
}

bool
check_symbol(struct checker *c, struct expr *e, const struct symbol *s)
{
	if (!s)
		return false;
	e->symbol = s;
	if (s->refused)
		return wrong(c, e, "%s", s->refused);
	e->type = s->kind;
	e->list = s->list;
	e->local = s->local;
	e->open = s->open;
	e->target = s->target;
	return s->sql != NULL;
}

/* current_date and the like are written as names; a field may be called like them. */
static bool
is_function(const struct scope *s, const struct expr *e)
{
	const struct function *f = function_find(e->words->text);
	const struct resolver *r = s->resolver;

	return f && f->form == FORM_BARE && !(r && r->knows(s->context, e->words->text));
}

static bool
of_other_row(struct checker *c, const struct expr *e)
{
	return wrong(c, e,
	             "'%s%s%s%s' is not of this row; only fields of this entity can be used here",
	             e->variable ? "$" : "", e->words->text, e->nwords > 1 ? "." : "",
	             e->nwords > 1 ? e->words[1].text : "");
}

/* Beside an aggregate the rows have no one value. */
static bool
beside_aggregate(struct checker *c, const struct expr *e)
{
	return wrong(c, e,
	             "beside an aggregate this has no one value; put it into an aggregate too, or "
	             "outside of the query");
}

bool
check_path(struct checker *c, struct expr *e)
{
	const struct resolver *r = c->scope->resolver;
	bool plain = e->nwords == 1 && !e->variable;
	const struct symbol *s = plain ? find(c->scope, e->words->text) : NULL;

	if (!s && plain && is_function(c->scope, e)) {
		e->kind = EXPR_CALL;
		e->text = e->words->text;
		e->nwords = 0;
		return check_call(c, e);
	}
	if (!s && !r)
		return plain ? unknown(c, e) : of_other_row(c, e);
	if (!check_symbol(c, e, s ? s : r->path(c->scope->context, c->diag, c->locator, e)))
		return false;
	return c->part == PART_AGGREGATED ? beside_aggregate(c, e) : true;
}

bool
check_given(struct checker *c, struct expr *e)
{
	const struct resolver *r = c->scope->resolver;

	if (r)
		return check_symbol(c, e, r->path(c->scope->context, c->diag, c->locator, e));
	return wrong(c, e,
	             "'?' is the input of an action; only fields of this entity can be used here");
}
