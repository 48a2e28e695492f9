#include "expr/check.h"
#include "expr/function.h"

#include <string.h>
#include <strings.h>

static bool
unknown(struct checker *c, const struct expr *e)
{
	return wrong_op(c, e, "unknown function '%s'%s", e->text,
	                nearest_cure(c->arena, e->text, function_names()));
}

/* How many arguments a function takes; + has no upper limit. */
static bool
count_fits(struct checker *c, const struct expr *e, const struct function *f)
{
	const char *s = f->arguments, *optional = strchr(s, '?');
	size_t all = strlen(s), least = optional ? (size_t)(optional - s) : all,
	       most = all - (optional != NULL);

	if (strchr(s, '+')) {
		least = 1;
		most = (size_t)-1;
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
	if (e->type == VALUE_TIMESTAMP && !e->local)
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

static bool
argument(struct checker *c, struct expr *call, size_t i)
{
	struct expr *e = call->args[i];

	switch (letter(call->function, i)) {
	case 't':
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
		if (e->kind != EXPR_PATH)
			return wrong(c, e,
			             "expected a field; write coalesce() and CASE around %s()",
			             call->function->name);
		return check_fits(c, e, VALUE_JSON, false);
	case 'l':
		return e->list ? true : wrong(c, e, "expected a list, found %s", type_phrase(e));
	case 'f':
		return part(c, e);
	case 'd':
		return dated(c, call, e);
	default:
		return true;
	}
}

static bool
result(struct checker *c, struct expr *e)
{
	const struct function *f = e->function;

	switch (f->result) {
	case 'a':
		return check_alike(c, e, e->args, e->nargs, true);
	case 's':
		e->type = VALUE_TIMESTAMP;
		e->local = e->nargs > 1;
		if (e->nargs > 1 && e->args[1]->type == VALUE_INTERVAL)
			e->type = VALUE_INTERVAL;
		return true;
	case 'd':
		e->type = VALUE_DATE;
		return true;
	default:
		e->type = f->result == 'n'   ? VALUE_NUMBER
		          : f->result == 'b' ? VALUE_BOOLEAN
		                             : VALUE_TEXT;
		return true;
	}
}

static bool
allowed(struct checker *c, struct expr *e)
{
	const struct function *f = e->function;

	if (e->nwords && (e->nwords > 1 || strcasecmp(e->words->text, "pg_catalog")))
		return unknown(c, e);
	if (!f)
		return unknown(c, e);
	if (f->unstable)
		return wrong_op(c, e, "%s%s can give another result at another time; %s", f->name,
		                f->form == FORM_BARE ? "" : "()", f->unstable);
	if (f->form == FORM_AGGREGATE || e->star || e->distinct)
		return wrong_op(
		        c, e, "%s() counts over rows; only fields of this entity can be used here",
		        f->name);
	return count_fits(c, e, f);
}

bool
check_call(struct checker *c, struct expr *e)
{
	bool ok = true;

	e->function = function_find(e->text);
	if (!allowed(c, e))
		return false;
	for (size_t i = 0; i < e->nargs; i++)
		ok &= check(c, e->args[i]);
	for (size_t i = 0; ok && i < e->nargs; i++)
		ok = argument(c, e, i);
	return ok && result(c, e);
}
