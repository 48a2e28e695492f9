/* Checks calls of functions. */
#include "expr/check.h"
#include "expr/function.h"
#include "expr/reference.h"

#include <string.h>
#include <strings.h>

static bool
unknown(struct checker *c, const struct expr *e)
{
	const char *cure = e->nwords ? NULL : function_cure(e->text);

	if (cure)
		return wrong_op(c, e, "unknown function '%s'; %s", e->text, cure);
	return wrong_op(c, e, "unknown function '%s'%s", e->text,
	                nearest_cure(c->arena, e->text, function_names()));
}

enum { FUNCTION_ARGUMENTS_MAX = 100 };

/* How many arguments a function takes; + has no upper limit but PostgreSQL's, which what is no
 * function has not. */
static bool
count_fits(struct checker *c, const struct expr *e, const struct function *f)
{
	const char *s = f->arguments, *optional = strchr(s, '?');
	size_t all = strlen(s), least = optional ? (size_t)(optional - s) : all,
	       most = all - (optional != NULL);

	if (strchr(s, '+')) {
		least = 1;
		most = strchr(f->sql, '.') ? FUNCTION_ARGUMENTS_MAX : (size_t)-1;
	}
	if (e->nargs >= least && e->nargs <= most)
		return true;
	if (e->nargs < least)
		return wrong_op(c, e, "%s() needs %zu argument%s, found %zu", f->name, least,
		                least == 1 ? "" : "s", e->nargs);
	return wrong_op(c, e, "%s() takes %zu argument%s at most, found %zu", f->name, most,
	                most == 1 ? "" : "s", e->nargs);
}

static char
letter(const struct function *f, size_t i)
{
	const char *s = f->arguments;
	size_t at = 0;

	for (; i; i--) {
		if (s[at + 1] == '+')
			return s[at];
		at++;
		if (s[at] == '?')
			at++;
	}
	return s[at];
}

bool
check_whole(struct checker *c, struct expr *e)
{
	static const char most[] = "2147483647";
	const char *text;

	if (!check_fits(c, e, VALUE_NUMBER, false))
		return false;
	if (e->kind != EXPR_NUMBER) {
		e->cast = "INTEGER";
		return true;
	}
	if (strchr(e->text, '.'))
		return wrong(c, e, "expected a whole number");
	text = e->text + strspn(e->text, "0");
	if (strlen(text) >= sizeof most ||
	    (strlen(text) == sizeof most - 1 && strcmp(text, most) > 0))
		return wrong(c, e, "expected a whole number of at most %s", most);
	return true;
}

static bool
part(struct checker *c, struct expr *e)
{
	if (e->kind != EXPR_STRING)
		return wrong(c, e, "expected the name of a part, as year or month");
	for (const char *const *p = part_names(); *p; p++)
		if (!strcasecmp(*p, e->text))
			return true;
	return wrong(c, e, "unknown part '%s'%s", e->text,
	             nearest_cure(c->arena, e->text, part_names()));
}

/* The value whose part is taken. Of a date date_trunc makes a timestamp without time zone;
 * PostgreSQL would take one with. */
static bool
dated(struct checker *c, struct expr *call, struct expr *e)
{
	bool truncate = call->function->result == 's';
	const char *name = call->args[0]->text;

	if (!check_operand(c, e))
		return false;
	if (e->type != VALUE_DATE && e->type != VALUE_TIME && e->type != VALUE_TIMESTAMP &&
	    e->type != VALUE_INTERVAL)
		return wrong(c, e, "expected a date, found %s", type_phrase(e));
	if (e->type == VALUE_TIMESTAMP && !e->local && !c->action)
		return wrong_op(
		        c, call,
		        "%s() of a timestamp depends on the session's time zone, which a rule of a "
		        "table may not",
		        call->function->name);
	if ((truncate && e->type == VALUE_TIME) ||
	    !part_fits(name, e->type, truncate && e->type != VALUE_DATE))
		return wrong(c, call->args[0], "%s has no part '%s'", type_phrase(e), name);
	if (truncate && e->type == VALUE_DATE)
		e->cast = "TIMESTAMP";
	return true;
}

/* An end of a range; NULL leaves it open. */
static bool
range_end(struct checker *c, struct expr *e, enum value_kind kind)
{
	bool moment = e->type == VALUE_DATE || e->type == VALUE_TIMESTAMP;

	if (e->kind == EXPR_NULL)
		return true;
	if (kind == VALUE_DATE || !moment || e->list)
		return check_fits(c, e, kind, false);
	if (e->type == VALUE_TIMESTAMP && !e->local)
		return true;
	if (!c->action)
		return wrong(c, e, "expected a timestamp, found %s", type_phrase(e));
	e->cast = "TIMESTAMPTZ";
	return true;
}

static bool
bounds(struct checker *c, struct expr *e)
{
	static const char *const all[] = {"[)", "[]", "(]", "()"};

	for (size_t i = 0; e->kind == EXPR_STRING && i < 4; i++)
		if (!strcmp(e->text, all[i]))
			return true;
	return wrong(c, e, "expected the bounds of a range: '[)', '[]', '(]' or '()'");
}

static bool
json_field(struct checker *c, struct expr *call, struct expr *e)
{
	if (!e->symbol)
		return wrong(c, e, "expected a field; write coalesce() and CASE around %s()",
		             call->function->name);
	return check_fits(c, e, VALUE_JSON, false);
}

/* What PostgreSQL finds the least and the greatest of. */
static bool
ordered(struct checker *c, struct expr *call, struct expr *e)
{
	static const bool kinds[VALUE_TSTZRANGE + 1] = {
	        [VALUE_TEXT] = true, [VALUE_NUMBER] = true,    [VALUE_DATE] = true,
	        [VALUE_TIME] = true, [VALUE_TIMESTAMP] = true, [VALUE_INTERVAL] = true,
	        [VALUE_INET] = true,
	};

	if (!check_operand(c, e))
		return false;
	if (!kinds[e->type])
		return wrong(c, e, "%s() cannot be taken of %s", call->function->name,
		             type_phrase(e));
	if (e->kind == EXPR_STRING && !e->cast)
		e->cast = "TEXT";
	return true;
}

/* What is counted: values that are not NULL. */
static bool
counted(struct checker *c, struct expr *call, struct expr *e)
{
	if (e->kind == EXPR_NULL)
		return wrong(c, e, "NULL is never counted");
	return call->distinct && e->type == VALUE_POINT
	               ? wrong(c, e,
	                       e->list ? "points cannot be compared" : "a point cannot be compared")
	               : true;
}

static bool
argument(struct checker *c, struct expr *call, size_t i)
{
	struct expr *e = call->args[i];

	switch (letter(call->function, i)) {
	case 't':
		if (e->kind == EXPR_NULL && !strcmp(call->function->name, "concat"))
			return wrong(c, e, "NULL adds nothing to concat(); leave it out");
		return check_fits(c, e, VALUE_TEXT, false);
	case 'n':
		return check_fits(c, e, VALUE_NUMBER, false);
	case 'm':
		if (call->nargs > 1 && e->kind != EXPR_NUMBER)
			e->cast = "NUMERIC";
		return check_fits(c, e, VALUE_NUMBER, false);
	case 'i':
		return check_whole(c, e);
	case 'j':
		return json_field(c, call, e);
	case 'l':
		return e->list ? true : wrong(c, e, "expected a list, found %s", type_phrase(e));
	case 'f':
		return part(c, e);
	case 'd':
		return dated(c, call, e);
	case 'D':
		return range_end(c, e, VALUE_DATE);
	case 'Z':
		return range_end(c, e, VALUE_TIMESTAMP);
	case 'r':
		return bounds(c, e);
	case 'o':
		return ordered(c, call, e);
	case 'v':
		return counted(c, call, e);
	default:
		return true;
	}
}

/* One of the arguments. */
static bool
chosen(struct checker *c, struct expr *e)
{
	const char *name = e->function->name;
	bool ordered = !strcmp(name, "greatest") || !strcmp(name, "least");

	if (!check_alike(c, e, e->args, e->nargs, true))
		return false;
	if (c->action && ordered && is_reference(e))
		return wrong(c, e->args[0], "%s() cannot be taken of a reference", name);
	return true;
}

static bool
result(struct checker *c, struct expr *e)
{
	static const struct {
		char letter;
		enum value_kind kind;
	} kinds[] = {{'t', VALUE_TEXT},     {'n', VALUE_NUMBER},    {'b', VALUE_BOOLEAN},
	             {'d', VALUE_DATE},     {'s', VALUE_TIMESTAMP}, {'D', VALUE_DATERANGE},
	             {'Z', VALUE_TSTZRANGE}};
	const struct function *f = e->function;
	const struct expr *of = e->nargs > 1 ? e->args[1] : NULL;

	if (f->result == 'a')
		return chosen(c, e);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].letter == f->result)
			e->type = kinds[i].kind;
	if (f->result != 's' || !of)
		return true;
	e->local = of->type == VALUE_DATE || of->local;
	if (of->type == VALUE_INTERVAL)
		e->type = VALUE_INTERVAL;
	return true;
}

/* An aggregate stands in what a query selects, not in another. */
static bool
aggregate_allowed(struct checker *c, struct expr *e)
{
	const char *name = e->function->name;

	if (!c->action)
		return wrong_op(
		        c, e, "%s() counts over rows; only fields of this entity can be used here",
		        name);
	if (c->part == PART_ARGUMENT)
		return wrong_op(c, e, "%s() cannot stand in another aggregate", name);
	if (c->part == PART_WHERE)
		return wrong_op(c, e,
		                "WHERE looks at one row, %s() at all; compare a query of its own, "
		                "as in (SELECT %s(…) FROM …) > 1",
		                name, name);
	if (c->part != PART_AGGREGATED)
		return wrong_op(c, e, "%s() counts over rows; write (SELECT %s(…) FROM …)", name,
		                name);
	if (!e->star)
		return count_fits(c, e, e->function);
	return strcmp(name, "count")
	               ? wrong_op(c, e, "%s() needs a value; only count() takes '*'", name)
	               : true;
}

static bool
allowed(struct checker *c, struct expr *e)
{
	const struct function *f = e->function;

	if (e->nwords && (e->nwords > 1 || strcasecmp(e->words->text, "pg_catalog")))
		return unknown(c, e);
	if (!f)
		return unknown(c, e);
	if (f->unstable && !c->action)
		return wrong_op(c, e, "%s%s can give another result at another time; %s", f->name,
		                f->form == FORM_BARE ? "" : "()", f->unstable);
	if (f->form == FORM_AGGREGATE)
		return aggregate_allowed(c, e);
	if (!c->action && (e->star || e->distinct))
		return wrong_op(
		        c, e, "%s() counts over rows; only fields of this entity can be used here",
		        f->name);
	if (e->star || e->distinct)
		return wrong_op(c, e, "%s() is no aggregate; %s is for count() and the like",
		                f->name, e->star ? "'*'" : "DISTINCT");
	return count_fits(c, e, f);
}

static bool
arguments(struct checker *c, struct expr *e)
{
	bool ok = true;

	for (size_t i = 0; i < e->nargs; i++)
		ok &= check(c, e->args[i]);
	return ok;
}

/* A name with words before it, as caller.has_role('admin'). */
static bool
resolved(struct checker *c, struct expr *e)
{
	const struct resolver *r = c->scope->resolver;

	if (e->star || e->distinct)
		return wrong_op(c, e, "%s() is no aggregate; %s is for count() and the like",
		                e->text, e->star ? "'*'" : "DISTINCT");
	return arguments(c, e) &&
	       check_symbol(c, e, r->call(c->scope->context, c->diag, c->locator, e));
}

/* What its arguments are read from; inside: how many queries stand around e among them. */
static void
read_from(const struct expr *e, size_t inside, bool *rows, bool *outer)
{
	if (!e)
		return;
	*rows |= e->symbol && e->symbol->rows == inside + 1;
	*outer |= e->symbol && e->symbol->rows > inside + 1;
	for (size_t i = 0; i < e->nargs; i++)
		read_from(e->args[i], inside, rows, outer);
	if (!e->query)
		return;
	read_from(e->query->item, inside + 1, rows, outer);
	read_from(e->query->where, inside + 1, rows, outer);
}

/* PostgreSQL counts an aggregate to the query whose rows it reads, so one of a query further out
 * alone is none of this one. */
static bool
aggregate_reads(struct checker *c, struct expr *e)
{
	bool rows = false, outer = false;

	read_from(e, 0, &rows, &outer);
	if (rows || !outer)
		return true;
	return wrong(c, e,
	             "%s() looks at no field of the rows that this query selects; take it from "
	             "a query of the rows that it means, or leave it away",
	             e->function->name);
}

bool
check_call(struct checker *c, struct expr *e)
{
	enum query_part part = c->part;
	bool ok;

	if (c->scope->resolver && e->nwords && strcasecmp(e->words->text, "pg_catalog"))
		return resolved(c, e);
	e->function = function_find(e->text);
	if (!allowed(c, e))
		return false;
	if (e->function->form == FORM_AGGREGATE)
		c->part = PART_ARGUMENT;
	ok = arguments(c, e);
	c->part = part;
	for (size_t i = 0; ok && i < e->nargs; i++)
		ok = argument(c, e, i);
	if (ok && e->function->form == FORM_AGGREGATE && !aggregate_reads(c, e))
		return false;
	return ok && result(c, e);
}
