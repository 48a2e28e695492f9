/* Checks an expression that becomes the value of something. */
#include "expr/check.h"
#include "expr/function.h"
#include "expr/reference.h"

#include <string.h>

static bool
has_member(const struct symbol *s, const char *value)
{
	for (size_t i = 0; i < s->nvalues; i++)
		if (!strcmp(s->values[i], value))
			return true;
	return false;
}

/* That every member of an enum is one of another. */
static bool
covers(struct checker *c, const struct expr *e, const struct symbol *to)
{
	const struct symbol *s = e->symbol;

	for (size_t i = 0; s && i < s->nvalues; i++)
		if (!has_member(to, s->values[i]))
			return wrong(c, e, "'%s' can be '%s', which is not a member of '%s'",
			             s->name, s->values[i], to->name);
	return true;
}

/* NULLIF becomes its first argument only. */
static const struct expr *
outcome(const struct expr *e, size_t i)
{
	return i && e->function && !strcmp(e->function->sql, "NULLIF") ? NULL : branch(e, i);
}

/* That all an expression can become are members, as far as they are known;
 * texts are checked by the column. */
static bool
members_fit(struct checker *c, const struct expr *e, const struct symbol *to)
{
	const struct expr *b;
	bool ok = true;

	if (!to->nvalues)
		return true;
	if (e->kind == EXPR_STRING)
		return check_value(c, e, to);
	if (!covers(c, e, to))
		return false;
	for (size_t i = 0; (b = outcome(e, i)); i++)
		ok &= members_fit(c, b, to);
	return ok;
}

static bool
list_fits(struct checker *c, const struct expr *e, const struct symbol *to)
{
	if (!e->list)
		return wrong(c, e, "expected a list, found %s%s", type_phrase(e),
		             e->open || e->type == VALUE_JSON
		                     ? "; declare it as an input of the type list(…)"
		                     : "");
	if (e->type != to->kind)
		return wrong(c, e,
		             "expected a list of the kind of '%s'; the elements of this are %s",
		             to->name, kind_phrase(e->type, e->local));
	if (e->target && to->target && strcmp(e->target, to->target) != 0)
		return wrong(c, e, "expected references to %s; these lead to %s", to->target,
		             e->target);
	return members_fit(c, e, to);
}

static bool
target_fits(struct checker *c, const struct expr *e, const struct symbol *to)
{
	if (!e->target || !to->target || !strcmp(e->target, to->target))
		return true;
	return wrong(c, e, "expected a reference to %s; this leads to %s", to->target, e->target);
}

/* A UUID of a row, whose key is looked up. */
static bool
found_by_id(struct checker *c, struct expr *e, const struct symbol *to)
{
	if (!check_fits(c, e, VALUE_UUID, false))
		return false;
	e->before = to->before;
	e->after = to->after;
	return true;
}

static bool
reference_fits(struct checker *c, struct expr *e, const struct symbol *to)
{
	bool leads = e->type == VALUE_REF || e->type == VALUE_UUID;

	if (leads && !target_fits(c, e, to))
		return false;
	if (to->before && (e->open || (leads && !reference_has(e, REFERENCE_KEY))))
		return found_by_id(c, e, to);
	if (!leads || !reference_has(e, REFERENCE_KEY))
		return wrong(c, e, "expected a reference%s%s, found %s%s", to->target ? " to " : "",
		             to->target ? to->target : "", type_phrase(e),
		             leads || flexible(c, e) ? "; find the row first" : "");
	reference_print_as(e, REFERENCE_KEY);
	return true;
}

/* Dates and timestamps become each other as PostgreSQL would have it; a date loses no time of day
 * but that of date arithmetic. */
static bool
moment_fits(struct expr *e, const struct symbol *to)
{
	if (to->kind == VALUE_DATE && e->type == VALUE_TIMESTAMP && e->local) {
		e->cast = "DATE";
		return true;
	}
	return to->kind == VALUE_TIMESTAMP &&
	       (e->type == VALUE_DATE || (e->type == VALUE_TIMESTAMP && e->local));
}

static bool
value_fits(struct checker *c, struct expr *e, const struct symbol *to)
{
	bool constant = e->kind == EXPR_STRING;

	if (e->list)
		return wrong(c, e, "expected a single value, found a list");
	if (to->kind == VALUE_NULL)
		return true;
	if (to->kind == VALUE_REF)
		return reference_fits(c, e, to);
	if (moment_fits(e, to))
		return true;
	if (constant && (to->kind == VALUE_JSON || to->kind == VALUE_POINT))
		return wrong(c, e, "expected %s, found text; none can be written in an expression",
		             kind_phrase(to->kind, false));
	if (to->kind == VALUE_DATE && e->type == VALUE_TIMESTAMP)
		return wrong(c, e, "expected a date, found a timestamp; today is current_date");
	if (e->open && to->type && check_fits(c, e, to->kind, to->local)) {
		e->cast = e->jsonb ? NULL : to->type;
		return members_fit(c, e, to);
	}
	if (!check_fits(c, e, to->kind, to->local))
		return false;
	if (to->kind == VALUE_TIMESTAMP && to->local && !e->local)
		return wrong(c, e, "expected a timestamp without time zone, found a timestamp");
	return target_fits(c, e, to) && members_fit(c, e, to);
}

bool
expr_check_assign(struct arena *a, struct diag *d, const struct locator *locator, struct expr *e,
                  const struct scope *scope, const struct symbol *to)
{
	struct checker c = checker_of(a, d, locator, scope);

	if (!check(&c, e))
		return false;
	if (e->kind == EXPR_NULL)
		return true;
	return to->list ? list_fits(&c, e, to) : value_fits(&c, e, to);
}

bool
expr_check_value(struct arena *a, struct diag *d, const struct locator *locator, struct expr *e,
                 const struct scope *scope, struct symbol *what)
{
	struct checker c = checker_of(a, d, locator, scope);

	*what = (struct symbol){.name = NULL};
	if (!check(&c, e))
		return false;
	if (is_reference(e)) {
		if (!reference_has(e, REFERENCE_ID))
			return wrong(
			        &c, e,
			        e->list ? "a list of references is no single value; 'foreach' goes "
			                  "through it, and a field that is one can be set to it"
			                : "the entity that this reference leads to is not known");
		reference_print_as(e, REFERENCE_ID);
	}
	what->kind = e->type;
	what->list = e->list;
	what->local = e->local;
	what->open = e->open;
	what->target = e->target;
	if (e->symbol) {
		what->values = e->symbol->values;
		what->nvalues = e->symbol->nvalues;
	}
	return true;
}
