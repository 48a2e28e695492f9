#include "expr/reference.h"
#include "expr/check.h"
#include "expr/function.h"
#include "expr/literal.h"

#include <string.h>

struct expr *
branch(const struct expr *e, size_t i)
{
	const struct function *f = e->function;
	size_t pairs;

	if (e->kind == EXPR_CALL && f && f->form == FORM_CALL && f->result == 'a')
		return i < e->nargs ? e->args[i] : NULL;
	if (e->kind != EXPR_CASE)
		return NULL;
	pairs = (e->nargs - e->operand - e->otherwise) / 2;
	if (i < pairs)
		return e->args[e->operand + 2 * i + 1];
	return i == pairs && e->otherwise ? e->args[e->nargs - 1] : NULL;
}

bool
is_reference(const struct expr *e)
{
	return e->type == VALUE_REF || (e->type == VALUE_UUID && e->target);
}

const char *
reference_sql(const struct symbol *s, enum reference_form form)
{
	if (form == REFERENCE_KEY)
		return s->key ? s->key : s->kind == VALUE_REF ? s->sql : NULL;
	if (form == REFERENCE_ID)
		return s->id ? s->id : s->kind == VALUE_UUID ? s->sql : NULL;
	return s->sql;
}

static bool
leads(const struct symbol *s)
{
	return s && (s->kind == VALUE_REF || s->kind == VALUE_UUID);
}

bool
reference_has(const struct expr *e, enum reference_form form)
{
	const struct expr *b;

	if (e->kind == EXPR_NULL)
		return true;
	if (leads(e->symbol))
		return reference_sql(e->symbol, form) != NULL;
	if (!branch(e, 0))
		return form == REFERENCE_ID && e->type == VALUE_UUID;
	for (size_t i = 0; (b = branch(e, i)); i++)
		if (!reference_has(b, form))
			return false;
	return true;
}

void
reference_print_as(struct expr *e, enum reference_form form)
{
	struct expr *b;

	if (e->kind == EXPR_NULL)
		return;
	if (leads(e->symbol))
		e->form = form;
	e->type = form == REFERENCE_KEY ? VALUE_REF : VALUE_UUID;
	for (size_t i = 0; (b = branch(e, i)); i++)
		reference_print_as(b, form);
}

/* The author's word for a reference, for messages. */
static const char *
reference_name(const struct expr *e)
{
	const char *name;
	const struct expr *b;

	if (e->symbol)
		return e->symbol->name;
	for (size_t i = 0; (b = branch(e, i)); i++)
		if ((name = reference_name(b)))
			return name;
	return NULL;
}

/* That it leads to a row of the same entity as another. */
static bool
same_target(struct checker *c, const struct expr *a, const struct expr *b)
{
	const char *left = reference_name(a), *right = reference_name(b), *dot;

	if (!a->target || !b->target || !strcmp(a->target, b->target))
		return true;
	/* Every row has an id, and a bare one is that of the nearest. */
	dot = b->kind == EXPR_PATH && b->nwords == 1 && !strcmp(b->words->text, "id")
	              ? strrchr(a->target, '.')
	              : NULL;
	return wrong(c, b, "'%s' leads to %s, '%s' to %s%s%s%s", left ? left : "the first",
	             a->target, right ? right : "this", b->target, dot ? "; write " : "",
	             dot ? dot + 1 : "", dot ? ".id" : "");
}

/* Where a reference stands beside it: a reference, a UUID, or what becomes one. */
static bool
beside_reference(struct checker *c, struct expr *e)
{
	const char *fault =
	        e->kind == EXPR_STRING ? literal_fault(VALUE_UUID, false, e->text) : NULL;

	if (e->list)
		return wrong(c, e, "expected a single value, found a list");
	if (fault)
		return wrong(c, e, "expected a reference, found text; %s", fault);
	if (e->type == VALUE_REF || e->type == VALUE_UUID)
		return true;
	if (flexible(c, e))
		return check_fits(c, e, VALUE_UUID, false);
	return wrong(c, e, "expected a reference, found %s", type_phrase(e));
}

/* The first that cannot be printed so. */
static const struct expr *
first_without(struct expr **args, size_t n, enum reference_form form)
{
	for (size_t i = 0; i < n; i++)
		if (!reference_has(args[i], form))
			return args[i];
	return NULL;
}

/* Keys where all have one; but values that are UUIDs all of them stay so,
 * if they are not only compared. */
static bool
one_form(struct checker *c, struct expr *e, struct expr **args, size_t n, bool compared)
{
	const struct expr *no_key = first_without(args, n, REFERENCE_KEY),
	                  *no_id = first_without(args, n, REFERENCE_ID);
	enum reference_form form;
	bool uuids = !compared;

	if (no_key && no_id)
		return wrong(c, no_id, "expected a UUID, found a reference to a row without one");
	for (size_t i = 0; i < n; i++)
		uuids &= args[i]->kind == EXPR_NULL || args[i]->type == VALUE_UUID;
	form = no_key || (uuids && !no_id) ? REFERENCE_ID : REFERENCE_KEY;
	for (size_t i = 0; i < n; i++)
		reference_print_as(args[i], form);
	e->type = form == REFERENCE_KEY ? VALUE_REF : VALUE_UUID;
	return true;
}

bool
check_references(struct checker *c, struct expr *e, struct expr **args, size_t n, bool compared)
{
	const struct expr *known = NULL;
	bool ok = true, every = true;

	for (size_t i = 0; i < n; i++) {
		if (args[i]->kind == EXPR_NULL)
			continue;
		if (!beside_reference(c, args[i]))
			ok = false;
		else if (known)
			ok &= same_target(c, known, args[i]);
		else if (args[i]->target)
			known = args[i];
		every &= args[i]->target != NULL;
	}
	if (!ok || !one_form(c, e, args, n, compared))
		return false;
	e->target = !compared && known && every ? known->target : NULL;
	return true;
}
