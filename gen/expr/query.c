/* Checks sub-queries and EXISTS. */
#include "expr/check.h"
#include "expr/function.h"

#include <strings.h>

static bool
is_aggregate(const struct expr *e)
{
	const struct function *f = e->kind == EXPR_CALL ? function_find(e->text) : NULL;

	if (!f || f->form != FORM_AGGREGATE)
		return false;
	return !e->nwords || (e->nwords == 1 && !strcasecmp(e->words->text, "pg_catalog"));
}

/* Whether an aggregate stands in it, those of queries inside it aside. */
static bool
aggregates(const struct expr *e)
{
	if (is_aggregate(e))
		return true;
	for (size_t i = 0; i < e->nargs; i++)
		if (aggregates(e->args[i]))
			return true;
	return false;
}

static bool
other_rows(struct checker *c, struct expr *e)
{
	return wrong(
	        c, e,
	        "rows of '%s' are not of this row; only fields of this entity can be used here",
	        e->query->entity.text);
}

/* Gives item and condition their types, in the scope of the rows. */
static bool
query(struct checker *c, struct expr *e)
{
	const struct scope *s = c->scope;
	struct query *q = e->query;
	struct checker inner = *c;
	bool ok = true;

	if (!s->resolver)
		return other_rows(c, e);
	q->rows = s->resolver->rows(s->context, c->diag, c->locator, q, s);
	if (!q->rows)
		return false;
	inner.scope = q->rows->scope;
	q->aggregate = q->item && aggregates(q->item);
	inner.part = q->aggregate ? PART_AGGREGATED : PART_ITEM;
	if (q->item)
		ok = check(&inner, q->item);
	inner.part = PART_WHERE;
	if (q->where &&
	    (!check(&inner, q->where) || !check_fits(&inner, q->where, VALUE_BOOLEAN, false)))
		ok = false;
	return ok;
}

static bool
no_item(struct checker *c, const struct query *q)
{
	error_in(
	        c->diag, c->locator, q->at, q->at_n,
	        "this query selects no value; name a field or an aggregate, as in SELECT count(*)");
	return false;
}

bool
check_query(struct checker *c, struct expr *e)
{
	const struct query *q = e->query;

	if (!query(c, e))
		return false;
	if (!q->item)
		return no_item(c, q);
	if (!q->aggregate)
		return wrong(c, q->item,
		             "this query can give several rows; use min() or max(), IN or EXISTS");
	if (!check_operand(c, q->item))
		return false;
	e->type = q->item->type;
	e->local = q->item->local;
	return true;
}

/* The item of IN is printed again to leave out NULLs;
 * queries inside one another would double each time. */
static bool
no_query(struct checker *c, const struct expr *e)
{
	if (e->query)
		return wrong(c, e, "a query cannot stand in what IN selects; use it in the WHERE");
	for (size_t i = 0; i < e->nargs; i++)
		if (!no_query(c, e->args[i]))
			return false;
	return true;
}

bool
check_in_query(struct checker *c, struct expr *e)
{
	struct expr *pair[2] = {e->args[0], e->query->item};

	if (!query(c, e))
		return false;
	if (!pair[1])
		return no_item(c, e->query);
	if (!no_query(c, pair[1]) || !check_operand(c, pair[0]) || !check_operand(c, pair[1]) ||
	    !check_alike(c, e, pair, 2, false) || !check_member(c, pair[0], pair[1]))
		return false;
	e->query->filtered = true;
	e->type = VALUE_BOOLEAN;
	e->local = false;
	return true;
}

static bool
exists_query(struct checker *c, struct expr *e)
{
	const struct query *q = e->query;

	if (!query(c, e))
		return false;
	if (q->aggregate)
		return wrong(c, q->item,
		             "this query always has its one row; compare its value, as in "
		             "(SELECT count(*) …) > 0");
	return true;
}

static bool
exists_row(struct checker *c, struct expr *e)
{
	struct expr *a = e->args[0];

	if (!c->scope->resolver)
		return wrong_op(
		        c, e,
		        "EXISTS looks at other rows; only fields of this entity can be used "
		        "here, as in '… IS NOT NULL'");
	if (!check(c, a))
		return false;
	if (!a->symbol || !a->symbol->exists)
		return wrong(c, a, "this leads to no row; test it with IS NOT NULL");
	return true;
}

bool
check_exists(struct checker *c, struct expr *e)
{
	e->type = VALUE_BOOLEAN;
	return e->query ? exists_query(c, e) : exists_row(c, e);
}
