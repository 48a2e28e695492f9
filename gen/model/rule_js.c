#include "model/rule_js.h"
#include "base/arena.h"
#include "base/str.h"
#include "expr/function.h"
#include "model/rule_part.h"

#include <string.h>

/* ---- logic ---- */

/* What stands behind is not asked if what stands before decides. */
static struct value
junction(struct writer *w, const struct expr *e)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < e->nargs; i++)
		str_addf(&out, "%s() => %s", i ? ", " : "", rule_value(w, e->args[i]).js);
	return rule_made(w, TRUTH, e->kind == EXPR_OR ? "check.or(%)" : "check.and(%)",
	                 str_done(&out, w->arena), NULL);
}

static struct value not(struct writer * w, const struct expr *e)
{
	return rule_made(w, TRUTH, "check.not(%)", rule_value(w, e->args[0]).js, NULL);
}

/* Of one sort, the widest of their numbers; NOTHING if all are NULL. */
static enum sort
common(struct writer *w, struct value *v, size_t n)
{
	struct value all = {NULL, NOTHING};

	for (size_t i = 0; i < n; i++) {
		if (v[i].sort == NOTHING)
			continue;
		if (all.sort != NOTHING && all.sort != v[i].sort &&
		    !(rule_exact(all) && rule_exact(v[i])))
			(void)rule_refuse(w, "of several types of values");
		if (all.sort == NOTHING || v[i].sort > all.sort)
			all.sort = v[i].sort;
	}
	return all.sort;
}

static struct value
case_value(struct writer *w, const struct expr *e)
{
	size_t first = e->operand, end = e->nargs - e->otherwise, n = 0;
	struct value *results = arena_new(w->arena, struct value, e->nargs + 1);
	struct value operand = {NULL, NOTHING}, when;
	struct strbuf out = STRBUF_INIT;

	if (e->operand)
		operand = rule_value(w, e->args[0]);
	for (size_t i = first; i < end; i += 2) {
		when = rule_value(w, e->args[i]);
		if (e->operand)
			when = rule_compare(w, operand, "=", when);
		results[n] = rule_value(w, e->args[i + 1]);
		str_addf(&out, "check.isTrue(%s) ? %s : ", when.js, results[n++].js);
	}
	if (e->otherwise)
		results[n++] = rule_value(w, e->args[end]);
	str_add(&out, e->otherwise ? results[n - 1].js : "null");
	return rule_made(w, common(w, results, n), "(%)", str_done(&out, w->arena), NULL);
}

/* ---- numbers ---- */

static const char *const limits[] = {
        [INT2] = "'int2'", [INT4] = "'int4'", [INT8] = "'int8'", [NUMERIC] = "null"};

static struct value
arithmetic(struct writer *w, const struct expr *e)
{
	struct value a = rule_value(w, e->args[0]), b = rule_value(w, e->args[1]);
	enum sort sort = a.sort > b.sort ? a.sort : b.sort;

	if (!rule_exact(a) || !rule_exact(b))
		return rule_refuse(w, "it computes with values that are no exact numbers");
	if (sort == NUMERIC && (*e->text == '/' || *e->text == '%'))
		return rule_refuse(w, "PostgreSQL chooses how many digits a quotient has");
	return (struct value){arena_printf(w->arena, "check.compute(%s, '%s', %s, %s)", a.js,
	                                   e->text, b.js, limits[sort]),
	                      sort};
}

static struct value
minus(struct writer *w, const struct expr *e)
{
	struct value v = rule_value(w, e->args[0]);

	if (!rule_exact(v))
		return rule_refuse(w, "it computes with values that are no exact numbers");
	return rule_made(w, v.sort, "check.compute(check.exactOf('0'), '-', %, %)", v.js,
	                 limits[v.sort]);
}

/* ---- texts ---- */

static struct value
concat(struct writer *w, const struct expr *e)
{
	struct value a = rule_value(w, e->args[0]), b = rule_value(w, e->args[1]);

	if (a.sort != TEXT || b.sort != TEXT)
		return rule_refuse(w, "of a value that is no text");
	return rule_made(w, TEXT, "check.joined(%, %)", a.js, b.js);
}

/* ---- calls ---- */

struct call {
	const char *name;
	const char *sorts;  /* of its arguments: t text, i whole number, l list, x any exact number,
	                       a anything of one sort */
	enum sort result;   /* NOTHING: that of the arguments */
	const char *format; /* NULL: of all arguments, in functions */
};

static const struct call calls[] = {
        {"length", "t", INT4, "check.size(%)"},
        {"char_length", "t", INT4, "check.size(%)"},
        {"trim", "t", TEXT, "check.without(%, 'both')"},
        {"btrim", "t", TEXT, "check.without(%, 'both')"},
        {"ltrim", "t", TEXT, "check.without(%, 'start')"},
        {"rtrim", "t", TEXT, "check.without(%, 'end')"},
        {"left", "ti", TEXT, "check.left(%, %)"},
        {"right", "ti", TEXT, "check.right(%, %)"},
        {"starts_with", "tt", TRUTH, "check.startsWith(%, %)"},
        {"strpos", "tt", INT4, "check.position(%, %)"},
        {"position", "tt", INT4, "check.position(%, %)"},
        {"cardinality", "l", INT4, "check.cardinality(%)"},
        {"array_length", "l", INT4, "check.arrayLength(%)"},
        {"abs", "x", NOTHING, "check.absolute(%, %)"},
        {"coalesce", "a", NOTHING, NULL},
        {"nullif", "aa", NOTHING, "check.nullIf(%, %)"},
        {"greatest", "a", NOTHING, NULL},
        {"least", "a", NOTHING, NULL},
};

static const struct call *
call_find(const char *name)
{
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		if (strcmp(calls[i].name, name) == 0)
			return &calls[i];
	return NULL;
}

static bool
fits(char letter, struct value v)
{
	switch (letter) {
	case 't':
		return v.sort == TEXT;
	case 'i':
		return v.sort <= INT4;
	case 'x':
		return rule_exact(v);
	default:
		return true;
	}
}

/* COALESCE asks as far as it must; of the least and the greatest, NULLs do not count. */
static struct value
of_all(struct writer *w, const struct call *call, struct value *v, size_t n)
{
	bool lazy = strcmp(call->name, "coalesce") == 0;
	enum sort sort = common(w, v, n);
	struct strbuf out = STRBUF_INIT;

	if (!lazy && sort == TEXT)
		return rule_refuse(w, "the database has its own order of texts");
	for (size_t i = 0; i < n; i++)
		str_addf(&out, "%s%s%s", i ? ", " : "", lazy ? "() => " : "", v[i].js);
	return (struct value){
	        arena_printf(w->arena, "check.%s(%s)", call->name, str_done(&out, w->arena)), sort};
}

static struct value
called(struct writer *w, const struct expr *e)
{
	const struct call *call = e->function ? call_find(e->function->name) : NULL;
	struct value *v = arena_new(w->arena, struct value, e->nargs + 1);
	enum sort sort;

	if (!call || (call->format && strlen(call->sorts) != e->nargs))
		return rule_refuse(w, "it calls a function that JavaScript has not, or not so");
	for (size_t i = 0; i < e->nargs; i++) {
		v[i] = (struct value){"null", NOTHING};
		if (*call->sorts == 'l')
			v[i].js = rule_list(w, e->args[i]);
		else
			v[i] = rule_value(w, e->args[i]);
		if (v[i].js && call->format && !fits(call->sorts[i], v[i]))
			(void)rule_refuse(w, "it calls a function with a value of another type");
	}
	if (w->why)
		return rule_refuse(w, NULL);
	if (!call->format)
		return of_all(w, call, v, e->nargs);
	if (*call->sorts == 'a' && !rule_alike(w, &v[0], &v[1], false))
		return rule_refuse(w, NULL);
	sort = call->result == NOTHING ? v[0].sort : call->result;
	/* NULLIF gives the value as it compared it: a whole number with a decimal one as such. */
	if (*call->sorts == 'a' && rule_exact(v[0]) && v[1].sort == NUMERIC)
		sort = NUMERIC;
	if (*call->sorts == 'x')
		v[1].js = limits[v[0].sort];
	if (e->function->form == FORM_SWAPPED)
		return rule_made(w, sort, call->format, v[1].js, v[0].js);
	return rule_made(w, sort, call->format, v[0].js, v[1].js);
}

/* ---- the whole ---- */

static struct value
compared(struct writer *w, const struct expr *e)
{
	struct value a = rule_value(w, e->args[0]), b = rule_value(w, e->args[1]);

	return rule_compare(w, a, e->text, b);
}

static struct value (*const writers[EXPR_QUERY + 1])(struct writer *, const struct expr *) = {
        [EXPR_NULL] = rule_constant,
        [EXPR_BOOLEAN] = rule_constant,
        [EXPR_NUMBER] = rule_constant,
        [EXPR_STRING] = rule_constant,
        [EXPR_INTERVAL] = rule_constant,
        [EXPR_PATH] = rule_path,
        [EXPR_CALL] = called,
        [EXPR_OR] = junction,
        [EXPR_AND] = junction,
        [EXPR_NOT] = not,
        [EXPR_COMPARE] = compared,
        [EXPR_DISTINCT] = rule_distinct,
        [EXPR_IS] = rule_is,
        [EXPR_VALID] = rule_valid,
        [EXPR_IN] = rule_in,
        [EXPR_BETWEEN] = rule_between,
        [EXPR_LIKE] = rule_like,
        [EXPR_MATCHES] = rule_matches,
        [EXPR_CONCAT] = concat,
        [EXPR_SUM] = arithmetic,
        [EXPR_PRODUCT] = arithmetic,
        [EXPR_MINUS] = minus,
        [EXPR_CASE] = case_value,
};

/* A cast that changes nothing here: of the constant of a date, and of a whole number. */
static bool
idle_cast(const struct expr *e)
{
	if (strcmp(e->cast, "DATE") == 0)
		return e->kind == EXPR_STRING;
	return strcmp(e->cast, "INTEGER") == 0 && (e->kind == EXPR_NUMBER || e->kind == EXPR_MINUS);
}

struct value
rule_value(struct writer *w, const struct expr *e)
{
	if (w->why)
		return rule_refuse(w, NULL);
	if ((e->cast && !idle_cast(e)) || e->before)
		return rule_refuse(w, "PostgreSQL changes the type of a value");
	if (!writers[e->kind])
		return rule_refuse(w, "it asks for other rows");
	return writers[e->kind](w, e);
}

void
rule_js(struct arena *a, const struct entity *e, const struct expr *x, struct check *to)
{
	struct writer w = {
	        .arena = a, .entity = e, .fields = arena_new(a, const char *, e->nfields + 1)};
	struct value v = rule_value(&w, x);

	if (!w.why && v.sort != TRUTH)
		(void)rule_refuse(&w, "it is NULL");
	if (!w.why && w.nfields == 0)
		(void)rule_refuse(&w, "it reads no input");
	to->js_missing = w.why;
	if (w.why)
		return;
	to->js = v.js;
	to->fields = w.fields;
	to->nfields = w.nfields;
}
