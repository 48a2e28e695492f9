/* Checks operators, whose operands have types. */
#include "expr/check.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "expr/regex.h"

#include <string.h>

/* What PostgreSQL's operators make of what.
 * zoned: of timestamps with time zone the result depends on the session. */
static const struct arithmetic {
	char op;
	enum value_kind left, right, result;
	bool whole; /* the number must be whole */
	bool local; /* the result is a timestamp without time zone */
	bool zoned;
} arithmetics[] = {
        {'+', VALUE_NUMBER, VALUE_NUMBER, VALUE_NUMBER, false, false, false},
        {'-', VALUE_NUMBER, VALUE_NUMBER, VALUE_NUMBER, false, false, false},
        {'*', VALUE_NUMBER, VALUE_NUMBER, VALUE_NUMBER, false, false, false},
        {'/', VALUE_NUMBER, VALUE_NUMBER, VALUE_NUMBER, false, false, false},
        {'%', VALUE_NUMBER, VALUE_NUMBER, VALUE_NUMBER, false, false, false},
        {'+', VALUE_DATE, VALUE_NUMBER, VALUE_DATE, true, false, false},
        {'-', VALUE_DATE, VALUE_NUMBER, VALUE_DATE, true, false, false},
        {'+', VALUE_NUMBER, VALUE_DATE, VALUE_DATE, true, false, false},
        {'-', VALUE_DATE, VALUE_DATE, VALUE_NUMBER, false, false, false},
        {'+', VALUE_DATE, VALUE_INTERVAL, VALUE_TIMESTAMP, false, true, false},
        {'-', VALUE_DATE, VALUE_INTERVAL, VALUE_TIMESTAMP, false, true, false},
        {'+', VALUE_INTERVAL, VALUE_DATE, VALUE_TIMESTAMP, false, true, false},
        {'+', VALUE_TIMESTAMP, VALUE_INTERVAL, VALUE_TIMESTAMP, false, true, true},
        {'-', VALUE_TIMESTAMP, VALUE_INTERVAL, VALUE_TIMESTAMP, false, true, true},
        {'+', VALUE_INTERVAL, VALUE_TIMESTAMP, VALUE_TIMESTAMP, false, true, true},
        {'-', VALUE_TIMESTAMP, VALUE_TIMESTAMP, VALUE_INTERVAL, false, false, false},
        {'+', VALUE_TIME, VALUE_INTERVAL, VALUE_TIME, false, false, false},
        {'-', VALUE_TIME, VALUE_INTERVAL, VALUE_TIME, false, false, false},
        {'+', VALUE_INTERVAL, VALUE_TIME, VALUE_TIME, false, false, false},
        {'-', VALUE_TIME, VALUE_TIME, VALUE_INTERVAL, false, false, false},
        {'+', VALUE_INTERVAL, VALUE_INTERVAL, VALUE_INTERVAL, false, false, false},
        {'-', VALUE_INTERVAL, VALUE_INTERVAL, VALUE_INTERVAL, false, false, false},
        {'*', VALUE_INTERVAL, VALUE_NUMBER, VALUE_INTERVAL, false, false, false},
        {'*', VALUE_NUMBER, VALUE_INTERVAL, VALUE_INTERVAL, false, false, false},
        {'/', VALUE_INTERVAL, VALUE_NUMBER, VALUE_INTERVAL, false, false, false},
};

enum { NARITHMETICS = sizeof(arithmetics) / sizeof(*arithmetics) };

static const struct arithmetic *
find(char op, enum value_kind left, enum value_kind right)
{
	for (size_t i = 0; i < NARITHMETICS; i++)
		if (arithmetics[i].op == op && arithmetics[i].left == left &&
		    arithmetics[i].right == right)
			return arithmetics + i;
	return NULL;
}

/* A field of type number may be of any of SQL's: where only one will do, it is cast. */
static void
cast(struct expr *e, const char *type)
{
	if (e->type == VALUE_NUMBER && e->kind != EXPR_NUMBER)
		e->cast = type;
}

static bool
no_arithmetic(struct checker *c, struct expr *e)
{
	struct expr *left = e->args[0], *right = e->args[1], *odd = left;

	if (left->type == right->type || find('+', left->type, VALUE_INTERVAL) ||
	    left->type == VALUE_NUMBER)
		odd = right;
	if (odd->kind == EXPR_STRING && odd == right && left->type != VALUE_NUMBER)
		return wrong(
		        c, odd,
		        "text cannot stand behind '%s'; an interval is written INTERVAL '2 days'",
		        e->text);
	if (odd->type == VALUE_TEXT && *e->text == '+')
		return wrong(c, odd, "text cannot stand beside '+'; join texts with ||");
	return wrong(c, odd, "%s %s %s cannot be computed", type_phrase(left), e->text,
	             type_phrase(right));
}

/* A result that depends on the session's time zone, as a rule's may not. */
static bool
zone_fits(struct checker *c, struct expr *e, const struct arithmetic *a)
{
	const struct expr *left = e->args[0], *right = e->args[1];

	if (a->zoned && !left->local && !right->local)
		return wrong_op(c, e,
		                "a timestamp %s an interval depends on the session's time zone, "
		                "which a rule of "
		                "a table may not; compare the difference of two timestamps with "
		                "the interval",
		                *e->text == '+' ? "plus" : "minus");
	if (a->result == VALUE_INTERVAL && left->type == VALUE_TIMESTAMP &&
	    left->local != right->local)
		return wrong_op(c, e, "these two differ by another time in each time zone");
	return true;
}

static bool
undeclared(const struct checker *c, const struct expr *e)
{
	return e->kind != EXPR_STRING && flexible(c, e);
}

/* Beside a number or interval a value whose type nobody declared is the same; else it is what alone
 * can stand there. */
static bool
declare(struct checker *c, struct expr *e, struct expr *a, const struct expr *other)
{
	bool left = a == e->args[0];
	enum value_kind kind = other->type;
	size_t n = 0;

	if (!undeclared(c, a))
		return true;
	if (undeclared(c, other) || kind == VALUE_INTERVAL)
		kind = VALUE_NUMBER;
	if (other->type == VALUE_INTERVAL && strchr("+-", *e->text))
		kind = VALUE_INTERVAL;
	if (kind == VALUE_NUMBER || kind == VALUE_INTERVAL)
		return check_fits(c, a, kind, false);
	for (size_t i = 0; i < NARITHMETICS; i++) {
		const struct arithmetic *r = arithmetics + i;

		if (r->op != *e->text || (left ? r->right : r->left) != other->type)
			continue;
		kind = left ? r->left : r->right;
		n++;
	}
	if (n == 1)
		return check_fits(c, a, kind, false);
	return n ? wrong(c, a, "the type of this is not declared, and several can stand beside %s",
	                 type_phrase(other))
	         : true;
}

bool
check_arithmetic(struct checker *c, struct expr *e)
{
	struct expr *left = e->args[0], *right = e->args[1];
	const struct arithmetic *a;

	if (!check_operand(c, left) || !check_operand(c, right))
		return false;
	if (!declare(c, e, left, right) || !declare(c, e, right, left))
		return false;
	a = find(*e->text, left->type, right->type);
	if (!a)
		return no_arithmetic(c, e);
	if (!c->action && !zone_fits(c, e, a))
		return false;
	if (a->whole) {
		if (!check_whole(c, left->type == VALUE_NUMBER ? left : right))
			return false;
	} else if (*e->text == '%') {
		cast(left, "NUMERIC");
		cast(right, "NUMERIC");
	}
	if (strchr("/%", *e->text) && right->kind == EXPR_NUMBER &&
	    strspn(right->text, "0.") == strlen(right->text))
		return wrong(c, right, "nothing can be divided by 0");
	e->type = a->result;
	e->local = a->local && (!a->zoned || left->local || right->local);
	return true;
}

bool
check_minus(struct checker *c, struct expr *e)
{
	struct expr *a = e->args[0];

	if (!check_operand(c, a))
		return false;
	if (undeclared(c, a) && !check_fits(c, a, VALUE_NUMBER, false))
		return false;
	if (a->type != VALUE_NUMBER && a->type != VALUE_INTERVAL)
		return wrong(c, a, "expected a number, found %s", type_phrase(a));
	e->type = a->type;
	return true;
}

/* A number is joined to a text as it is written; not in a rule of a table, where PostgreSQL wants
 * what is immutable. */
static bool
joined(struct checker *c, struct expr *e, const struct expr *other)
{
	if (c->action && e->type == VALUE_NUMBER && !e->list && other->type == VALUE_TEXT)
		return true;
	return check_fits(c, e, VALUE_TEXT, false);
}

bool
check_concat(struct checker *c, struct expr *e)
{
	struct expr *a = e->args[0], *b = e->args[1];
	bool left = joined(c, a, b), right = joined(c, b, a);

	e->type = VALUE_TEXT;
	return left && right;
}

static bool
is_range(const struct expr *e)
{
	return e->type == VALUE_DATERANGE || e->type == VALUE_TSTZRANGE;
}

/* order: for < and the like, not only = */
static bool
comparable(struct checker *c, const struct expr *e, bool order)
{
	bool range = is_range(e), unordered = e->type == VALUE_BOOLEAN || e->type == VALUE_JSON ||
	                                      e->type == VALUE_REF || range;

	if (!order || !unordered)
		return true;
	return wrong(c, e, "%s can be compared with =%s only", type_phrase(e),
	             range ? ", != and &&" : " and !=");
}

/* a && b: two ranges have a day or moment in common. */
static bool
overlap(struct checker *c, struct expr *e)
{
	struct expr *a = e->args[0], *b = e->args[1];

	if (!check_operand(c, a) || !check_operand(c, b))
		return false;
	if (a->type == VALUE_BOOLEAN || b->type == VALUE_BOOLEAN)
		return wrong_op(c, e, "unexpected '&&'; write AND");
	if (!is_range(a))
		return wrong(
		        c, a,
		        "expected a range, found %s; && is for daterange() and tstzrange(), AND "
		        "joins conditions",
		        type_phrase(a));
	e->type = VALUE_BOOLEAN;
	return check_fits(c, b, a->type, false);
}

bool
check_compare(struct checker *c, struct expr *e)
{
	struct expr *a = e->args[0], *b = e->args[1];
	bool order = e->kind == EXPR_COMPARE && (*e->text == '<' || *e->text == '>');

	if (e->kind == EXPR_COMPARE && *e->text == '&')
		return overlap(c, e);
	if (!check_operand(c, a) || !check_operand(c, b) || !check_alike(c, e, e->args, 2, false))
		return false;
	e->type = VALUE_BOOLEAN;
	e->local = false;
	return comparable(c, a, order) &&
	       (order || (check_member(c, a, b) && check_member(c, b, a)));
}

/* A value and what the elements of a list are. */
static bool
check_among(struct checker *c, struct expr *e)
{
	struct expr *list = e->args[1], element = *list, *pair[2] = {e->args[0], &element};

	if (!list->list)
		return wrong(c, list, "expected a list, found %s", type_phrase(list));
	element.list = false;
	if (!check_operand(c, e->args[0]) || !check_alike(c, e, pair, 2, false) ||
	    !check_member(c, list, e->args[0]))
		return false;
	list->form = element.form;
	e->type = VALUE_BOOLEAN;
	e->local = false;
	return true;
}

bool
check_in(struct checker *c, struct expr *e)
{
	bool ok = true;

	if (e->query)
		return check_in_query(c, e);
	if (e->among)
		return check_among(c, e);
	for (size_t i = 0; i < e->nargs; i++)
		ok &= check_operand(c, e->args[i]);
	if (!ok || !check_alike(c, e, e->args, e->nargs, false))
		return false;
	e->type = VALUE_BOOLEAN;
	e->local = false;
	for (size_t i = 1; i < e->nargs; i++)
		ok &= check_member(c, e->args[0], e->args[i]);
	return ok;
}

bool
check_between(struct checker *c, struct expr *e)
{
	bool ok = true;

	for (size_t i = 0; i < 3; i++)
		ok &= check_operand(c, e->args[i]);
	if (!ok || !check_alike(c, e, e->args, 3, false))
		return false;
	e->type = VALUE_BOOLEAN;
	e->local = false;
	return comparable(c, e->args[0], true);
}

/* A pattern that ends with a lone backslash fails when it is used. */
static bool
ends_in_escape(const char *s)
{
	for (; *s; s++)
		if (*s == '\\' && !*++s)
			return true;
	return false;
}

bool
check_like(struct checker *c, struct expr *e)
{
	struct expr *pattern = e->args[1];
	bool left = check_fits(c, e->args[0], VALUE_TEXT, false);

	if (!check_fits(c, pattern, VALUE_TEXT, false) || !left)
		return false;
	e->type = VALUE_BOOLEAN;
	if (pattern->kind == EXPR_STRING && ends_in_escape(pattern->text))
		return wrong(c, pattern,
		             "a pattern of LIKE cannot end with a backslash; write two");
	return true;
}

static const char *
named(struct checker *c, struct expr *e)
{
	const struct scope *s = c->scope;
	const char **names = arena_new(c->arena, const char *, 2 * s->npatterns + 1), *word, *near;

	if (e->nwords != 1 || e->variable) {
		(void)wrong(c, e, "expected a pattern, as a string or by its name");
		return NULL;
	}
	word = e->words->text;
	for (size_t i = 0; i < s->npatterns; i++) {
		names[2 * i] = s->patterns[i].name;
		names[2 * i + 1] = arena_printf(c->arena, "%s_pattern", s->patterns[i].name);
		if (!strcmp(word, names[2 * i]) || !strcmp(word, names[2 * i + 1]))
			return s->patterns[i].pattern;
	}
	near = nearest(word, names);
	if (near)
		(void)wrong(c, e, "unknown pattern '%s'; did you mean '%s'?", word, near);
	else
		(void)wrong(c, e,
		            "unknown pattern '%s'; a regular expression is written as a string",
		            word);
	return NULL;
}

bool
check_matches(struct checker *c, struct expr *e)
{
	struct expr *p = e->args[1];
	const char *fault;
	size_t at;

	e->type = VALUE_BOOLEAN;
	e->pattern = p->kind == EXPR_STRING ? p->text : p->kind == EXPR_PATH ? named(c, p) : NULL;
	if (!e->pattern)
		return p->kind == EXPR_PATH
		               ? false
		               : wrong(c, p, "expected a pattern, as a string or by its name");
	fault = p->kind == EXPR_STRING ? regex_fault(p->text, &at) : NULL;
	if (fault)
		return wrong(c, p, "this is no regular expression: at character %zu, %s",
		             utf8_count(p->text, at) + 1, fault);
	return check(c, e->args[0]) && check_fits(c, e->args[0], VALUE_TEXT, false);
}
