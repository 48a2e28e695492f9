#include "expr/check.h"
#include "base/arena.h"
#include "expr/function.h"
#include "expr/literal.h"

#include <stdlib.h>
#include <string.h>

static const char *const phrases[] = {
        [VALUE_NULL] = "NULL",
        [VALUE_TEXT] = "text",
        [VALUE_NUMBER] = "a number",
        [VALUE_BOOLEAN] = "a boolean",
        [VALUE_DATE] = "a date",
        [VALUE_TIME] = "a time",
        [VALUE_TIMESTAMP] = "a timestamp",
        [VALUE_INTERVAL] = "an interval",
        [VALUE_UUID] = "a UUID",
        [VALUE_JSON] = "a JSON value",
        [VALUE_BYTES] = "bytes",
        [VALUE_INET] = "a network address",
        [VALUE_MACADDR] = "a MAC address",
        [VALUE_POINT] = "a point",
        [VALUE_REF] = "a reference",
};

const char *
type_phrase(const struct expr *e)
{
	if (e->list)
		return "a list";
	if (e->type == VALUE_TIMESTAMP && e->local)
		return "a timestamp without time zone";
	return phrases[e->type];
}

bool
check_operand(struct checker *c, struct expr *e)
{
	if (e->kind == EXPR_NULL)
		return wrong(c, e,
		             "with NULL the whole is NULL, never true; use IS NULL or IS NOT NULL");
	if (e->list)
		return wrong(c, e, "expected a single value, found a list");
	return true;
}

bool
check_fits(struct checker *c, struct expr *e, enum value_kind kind, bool local)
{
	const char *fault;

	if (!check_operand(c, e))
		return false;
	if (e->type == kind)
		return true;
	if (e->kind != EXPR_STRING)
		return wrong(c, e, "expected %s, found %s", phrases[kind], type_phrase(e));
	fault = literal_fault(kind, local, e->text);
	if (fault)
		return wrong(c, e, "expected %s, found text; %s", phrases[kind], fault);
	e->type = kind;
	e->local = local;
	e->cast = literal_type(kind, local);
	return true;
}

bool
check_member(struct checker *c, const struct expr *a, const struct expr *b)
{
	const struct symbol *s = a->symbol;
	const char **names;

	if (!s || !s->nvalues || b->kind != EXPR_STRING)
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

/* The value that decides the type: the first that is neither NULL nor a constant string. */
static struct expr *
decisive(struct expr **args, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (args[i]->kind != EXPR_NULL && args[i]->kind != EXPR_STRING)
			return args[i];
	for (size_t i = 0; i < n; i++)
		if (args[i]->kind != EXPR_NULL)
			return args[i];
	return NULL;
}

static bool
dates(const struct expr *a, const struct expr *b)
{
	return (a->type == VALUE_DATE || a->type == VALUE_TIMESTAMP) &&
	       (b->type == VALUE_DATE || b->type == VALUE_TIMESTAMP);
}

/* A date or timestamp without time zone is another moment in each session's time zone. */
static bool
same_zone(struct checker *c, const struct expr *e, const struct expr *a, const struct expr *b)
{
	bool zoned = a->type == VALUE_TIMESTAMP && !a->local;

	if (!dates(a, b) || zoned == (b->type == VALUE_TIMESTAMP && !b->local))
		return true;
	return wrong_op(
	        c, e,
	        "%s and %s compare differently in each time zone, which a rule of a table may not",
	        type_phrase(a), type_phrase(b));
}

bool
check_alike(struct checker *c, struct expr *e, struct expr **args, size_t n, bool exact)
{
	const struct expr *first = decisive(args, n);
	bool ok = true;

	if (!first)
		return wrong(c, e, "every value of this is NULL");
	if (first->list)
		return wrong(c, first, "expected a single value, found a list");
	if (first->type == VALUE_POINT)
		return wrong(c, first, "a point cannot be compared");
	for (size_t i = 0; i < n; i++) {
		if (args[i]->kind == EXPR_NULL || args[i] == first)
			continue;
		if (!exact && args[i]->kind != EXPR_STRING && dates(first, args[i]) &&
		    !args[i]->list)
			ok &= same_zone(c, e, first, args[i]);
		else if (!check_fits(c, args[i], first->type, first->local))
			ok = false;
		else
			ok &= same_zone(c, e, first, args[i]);
	}
	e->type = first->type;
	e->local = first->local;
	return ok;
}

static const struct symbol *
find(const struct scope *s, const char *name)
{
	for (size_t i = 0; i < s->nsymbols; i++)
		if (!strcmp(s->symbols[i].name, name))
			return s->symbols + i;
	return NULL;
}

static bool
unknown(struct checker *c, const struct expr *e)
{
	const struct scope *s = c->scope;
	const char **names = arena_new(c->arena, const char *, s->nsymbols + 1);

	for (size_t i = 0; i < s->nsymbols; i++)
		names[i] = s->symbols[i].name;
	return wrong(c, e, "unknown field '%s'%s", e->words->text,
	             nearest_cure(c->arena, e->words->text, names));
}

static bool
path(struct checker *c, struct expr *e)
{
	const struct function *f;

	if (e->nwords > 1 || e->variable)
		return wrong(c, e,
		             "'%s%s%s%s' is not of this row; only fields of this entity can be "
		             "used here",
		             e->variable ? "$" : "", e->words->text, e->nwords > 1 ? "." : "",
		             e->nwords > 1 ? e->words[1].text : "");
	e->symbol = find(c->scope, e->words->text);
	if (e->symbol && e->symbol->refused)
		return wrong(c, e, "%s", e->symbol->refused);
	if (e->symbol) {
		e->type = e->symbol->kind;
		e->list = e->symbol->list;
		return e->symbol->sql != NULL;
	}
	f = function_find(e->words->text);
	if (!f || f->form != FORM_BARE)
		return unknown(c, e);
	e->kind = EXPR_CALL;
	e->text = e->words->text;
	e->nwords = 0;
	return check_call(c, e);
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
given(struct checker *c, struct expr *e)
{
	return wrong(c, e,
	             "'?' is the input of an action; only fields of this entity can be used here");
}

static bool
rows(struct checker *c, struct expr *e)
{
	const struct query *q = e->query;

	if (!q)
		return wrong_op(
		        c, e,
		        "EXISTS looks at other rows; only fields of this entity can be used "
		        "here, as in '… IS NOT NULL'");
	return wrong(
	        c, e,
	        "rows of '%s' are not of this row; only fields of this entity can be used here",
	        q->entity.text);
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

static bool
case_expr(struct checker *c, struct expr *e)
{
	struct expr **results = arena_new(c->arena, struct expr *, e->nargs), *pair[2];
	size_t first = e->operand, end = e->nargs - e->otherwise, n = 0;
	bool ok = true;

	for (size_t i = first; i < end; i += 2) {
		pair[0] = e->args[0];
		pair[1] = e->args[i];
		results[n++] = e->args[i + 1];
		if (!e->operand)
			ok &= check_fits(c, e->args[i], VALUE_BOOLEAN, false);
		else if (!check_operand(c, pair[1]) || !check_alike(c, e, pair, 2, false))
			ok = false;
		else
			ok &= check_member(c, pair[0], pair[1]);
	}
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
        [EXPR_GIVEN] = {given, false},
        [EXPR_PATH] = {path, false},
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
        [EXPR_EXISTS] = {rows, false},
        [EXPR_CONCAT] = {check_concat, true},
        [EXPR_SUM] = {check_arithmetic, true},
        [EXPR_PRODUCT] = {check_arithmetic, true},
        [EXPR_MINUS] = {check_minus, true},
        [EXPR_CASE] = {case_expr, true},
        [EXPR_QUERY] = {rows, false},
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

bool
expr_check(struct arena *a, struct diag *d, const struct place *place, struct expr *e,
           const struct scope *scope, enum value_kind want)
{
	struct checker c = {a, d, place, scope};

	if (!check(&c, e))
		return false;
	return e->kind == EXPR_NULL || check_fits(&c, e, want, false);
}
