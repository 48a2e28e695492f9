/* Checks what may stand beside what. */
#include "expr/check.h"
#include "base/arena.h"
#include "expr/literal.h"
#include "expr/reference.h"

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
        [VALUE_DATERANGE] = "a range of dates",
        [VALUE_TSTZRANGE] = "a range of timestamps",
};

const char *
kind_phrase(enum value_kind kind, bool local)
{
	if (kind == VALUE_TIMESTAMP && local)
		return "a timestamp without time zone";
	return phrases[kind];
}

const char *
type_phrase(const struct expr *e)
{
	if (e->list)
		return "a list";
	if (e->open)
		return "a value whose type nobody declared";
	return kind_phrase(e->type, e->local);
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
flexible(const struct checker *c, const struct expr *e)
{
	const struct expr *b;

	if (e->kind == EXPR_STRING || e->open)
		return true;
	if (!c->action || e->type != VALUE_TEXT || !branch(e, 0))
		return false;
	for (size_t i = 0; (b = branch(e, i)); i++)
		if (b->kind != EXPR_NULL && !flexible(c, b))
			return false;
	return true;
}

static bool
open_fits(struct checker *c, struct expr *e, enum value_kind kind, bool local)
{
	const char *type = kind == VALUE_NUMBER    ? "NUMERIC"
	                   : kind == VALUE_BOOLEAN ? "BOOLEAN"
	                                           : literal_type(kind, local);

	e->jsonb = kind == VALUE_JSON && e->symbol && e->symbol->jsonb;
	if (kind == VALUE_JSON && e->symbol && e->symbol->answer)
		type = "JSONB";
	if (!type && !e->jsonb)
		return wrong(c, e, "expected %s, found %s", phrases[kind], type_phrase(e));
	e->open = false;
	e->cast = type;
	e->read = kind == VALUE_NUMBER || kind == VALUE_DATE || kind == VALUE_TIMESTAMP ||
	          kind == VALUE_INTERVAL;
	return true;
}

static bool
string_fits(struct checker *c, struct expr *e, enum value_kind kind, bool local)
{
	const char *fault = literal_fault(kind, local, e->text);

	if (fault)
		return wrong(c, e, "expected %s, found text; %s", phrases[kind], fault);
	e->cast = literal_type(kind, local);
	return true;
}

/* What is flexible becomes one of the kind, each of its branches. */
static bool
become(struct checker *c, struct expr *e, enum value_kind kind, bool local)
{
	bool ok = true;
	struct expr *b;

	if (e->kind == EXPR_STRING)
		ok = string_fits(c, e, kind, local);
	else if (e->open)
		ok = open_fits(c, e, kind, local);
	else
		for (size_t i = 0; (b = branch(e, i)); i++)
			if (b->kind != EXPR_NULL)
				ok &= check_fits(c, b, kind, local);
	if (ok) {
		e->type = kind;
		e->local = local;
	}
	return ok;
}

bool
check_fits(struct checker *c, struct expr *e, enum value_kind kind, bool local)
{
	if (!check_operand(c, e))
		return false;
	if (e->type == kind)
		return true;
	if (flexible(c, e))
		return become(c, e, kind, local);
	if (c->action && e->type == VALUE_REF && kind == VALUE_UUID &&
	    reference_has(e, REFERENCE_ID)) {
		reference_print_as(e, REFERENCE_ID);
		return true;
	}
	return wrong(c, e, "expected %s, found %s", phrases[kind], type_phrase(e));
}

/* The value that decides the type: the first that does not become what it stands beside. */
static struct expr *
decisive(struct checker *c, struct expr **args, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (args[i]->kind != EXPR_NULL && !flexible(c, args[i]))
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

	if (c->action || !dates(a, b) || zoned == (b->type == VALUE_TIMESTAMP && !b->local))
		return true;
	return wrong_op(
	        c, e,
	        "%s and %s compare differently in each time zone, which a rule of a table may not",
	        type_phrase(a), type_phrase(b));
}

static bool
fits_beside(struct checker *c, struct expr *e, const struct expr *first, struct expr *arg,
            bool exact)
{
	if (exact || flexible(c, arg) || !dates(first, arg) || arg->list)
		if (!check_fits(c, arg, first->type, first->local))
			return false;
	return same_zone(c, e, first, arg);
}

static bool
references_among(const struct checker *c, struct expr **args, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!args[i]->list && is_reference(args[i]) && (c->action || args[i]->target))
			return true;
	return false;
}

bool
check_alike(struct checker *c, struct expr *e, struct expr **args, size_t n, bool exact)
{
	const struct expr *first = decisive(c, args, n);
	bool ok = true;

	if (!first)
		return wrong(c, e, "every value of this is NULL");
	if (first->list)
		return wrong(c, first, "expected a single value, found a list");
	if (first->type == VALUE_POINT)
		return wrong(c, first, "a point cannot be compared");
	if (references_among(c, args, n))
		return check_references(c, e, args, n, !exact);
	e->type = first->type;
	e->local = first->local;
	for (size_t i = 0; i < n; i++) {
		if (args[i]->kind == EXPR_NULL || args[i] == first)
			continue;
		ok &= fits_beside(c, e, first, args[i], exact);
		e->local &= args[i]->local;
	}
	return ok;
}
