#include "expr/check.h"
#include "base/arena.h"
#include "expr/literal.h"
#include "expr/reference.h"

#include <string.h>

bool
check_member(struct checker *c, const struct expr *a, const struct expr *b)
{
	const struct symbol *s = a->symbol;

	return !s || b->kind != EXPR_STRING || check_value(c, b, s);
}

bool
check_value(struct checker *c, const struct expr *b, const struct symbol *s)
{
	const char **names;

	if (!s->nvalues)
		return true;
	names = arena_new(c->arena, const char *, s->nvalues + 1);
	for (size_t i = 0; i < s->nvalues; i++) {
		if (!strcmp(s->values[i], b->text))
			return true;
		names[i] = s->values[i];
	}
	return wrong(c, b, "'%s' is not a member of '%s'%s", b->text, s->name,
	             nearest_cure(c->arena, b->text, names));
}

static bool
constant(struct checker *c, struct expr *e)
{
	static const enum value_kind kinds[] = {
	        [EXPR_NULL] = VALUE_NULL,         [EXPR_BOOLEAN] = VALUE_BOOLEAN,
	        [EXPR_NUMBER] = VALUE_NUMBER,     [EXPR_STRING] = VALUE_TEXT,
	        [EXPR_INTERVAL] = VALUE_INTERVAL,
	};
	const char *fault;

	e->type = kinds[e->kind];
	if (e->kind != EXPR_INTERVAL)
		return true;
	fault = literal_fault(VALUE_INTERVAL, false, e->text);
	return fault ? wrong(c, e, "%s", fault) : true;
}

static bool
logic(struct checker *c, struct expr *e)
{
	bool ok = true;

	for (size_t i = 0; i < e->nargs; i++)
		ok &= check_fits(c, e->args[i], VALUE_BOOLEAN, false);
	e->type = VALUE_BOOLEAN;
	return ok;
}

static bool
is(struct checker *c, struct expr *e)
{
	struct expr *a = e->args[0];

	e->type = VALUE_BOOLEAN;
	if (strcmp(e->text, "NULL"))
		return check_fits(c, a, VALUE_BOOLEAN, false);
	return a->kind == EXPR_NULL ? wrong(c, a, "NULL is always NULL") : true;
}

static bool
valid(struct checker *c, struct expr *e)
{
	struct expr *a = e->args[0];
	const struct symbol *s = a->symbol;

	e->type = VALUE_BOOLEAN;
	if (!s)
		return wrong(c, a, "only a field can be tested with IS VALID");
	if (s->list || (!s->pattern && !s->min && !s->max))
		return wrong(c, a, "'%s' is of a type without a rule, so IS VALID says nothing",
		             s->name);
	return true;
}

/* The operand of a CASE and what it is compared with: all of one type, references in one form. */
static bool
case_operand(struct checker *c, struct expr *e)
{
	struct expr **all = arena_new(c->arena, struct expr *, e->nargs);
	size_t n = 0;
	bool ok = check_operand(c, e->args[0]);

	all[n++] = e->args[0];
	for (size_t i = 1; i < e->nargs - e->otherwise; i += 2) {
		ok &= check_operand(c, e->args[i]);
		all[n++] = e->args[i];
	}
	if (!ok || !check_alike(c, e, all, n, false))
		return false;
	for (size_t i = 1; i < n; i++)
		ok &= check_member(c, all[0], all[i]);
	return ok;
}

static bool
case_expr(struct checker *c, struct expr *e)
{
	struct expr **results = arena_new(c->arena, struct expr *, e->nargs);
	size_t first = e->operand, end = e->nargs - e->otherwise, n = 0;
	bool ok = true;

	for (size_t i = first; i < end; i += 2) {
		results[n++] = e->args[i + 1];
		if (!e->operand)
			ok &= check_fits(c, e->args[i], VALUE_BOOLEAN, false);
	}
	if (e->operand)
		ok &= case_operand(c, e);
	if (e->otherwise)
		results[n++] = e->args[end];
	return check_alike(c, e, results, n, true) && ok;
}

/* By kind: the rule, and whether the operands get their types before it is asked. */
static const struct {
	bool (*check)(struct checker *, struct expr *);
	bool operands;
} rules[] = {
        [EXPR_NULL] = {constant, false},
        [EXPR_BOOLEAN] = {constant, false},
        [EXPR_NUMBER] = {constant, false},
        [EXPR_STRING] = {constant, false},
        [EXPR_INTERVAL] = {constant, false},
        [EXPR_GIVEN] = {check_given, false},
        [EXPR_PATH] = {check_path, false},
        [EXPR_CALL] = {check_call, false},
        [EXPR_OR] = {logic, true},
        [EXPR_AND] = {logic, true},
        [EXPR_NOT] = {logic, true},
        [EXPR_COMPARE] = {check_compare, true},
        [EXPR_DISTINCT] = {check_compare, true},
        [EXPR_IS] = {is, true},
        [EXPR_VALID] = {valid, true},
        [EXPR_IN] = {check_in, true},
        [EXPR_BETWEEN] = {check_between, true},
        [EXPR_LIKE] = {check_like, true},
        [EXPR_MATCHES] = {check_matches, false},
        [EXPR_EXISTS] = {check_exists, false},
        [EXPR_CONCAT] = {check_concat, true},
        [EXPR_SUM] = {check_arithmetic, true},
        [EXPR_PRODUCT] = {check_arithmetic, true},
        [EXPR_MINUS] = {check_minus, true},
        [EXPR_CASE] = {case_expr, true},
        [EXPR_QUERY] = {check_query, false},
};

bool
check(struct checker *c, struct expr *e)
{
	bool ok = true;

	if (rules[e->kind].operands)
		for (size_t i = 0; i < e->nargs; i++)
			ok &= check(c, e->args[i]);
	return ok && rules[e->kind].check(c, e);
}

struct checker
checker_of(struct arena *a, struct diag *d, const struct locator *locator,
           const struct scope *scope)
{
	return (struct checker){a, d, locator, scope, scope->resolver != NULL, PART_NONE};
}

bool
expr_check(struct arena *a, struct diag *d, const struct locator *locator, struct expr *e,
           const struct scope *scope, enum value_kind want)
{
	struct checker c = checker_of(a, d, locator, scope);

	if (!check(&c, e))
		return false;
	return e->kind == EXPR_NULL || check_fits(&c, e, want, false);
}
