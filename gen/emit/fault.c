#include "emit/fault.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "expr/regex_js.h"
#include "model/entity.h"
#include "model/rule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of values that are no texts and no numbers. */
static const char *const by_value[] = {
        [VALUE_BOOLEAN] = "boolean",    [VALUE_DATE] = "date",         [VALUE_TIME] = "time",
        [VALUE_TIMESTAMP] = "datetime", [VALUE_INTERVAL] = "duration", [VALUE_UUID] = "uuid",
        [VALUE_JSON] = "json",          [VALUE_BYTES] = "bytes",       [VALUE_INET] = "inet",
        [VALUE_MACADDR] = "macaddr",    [VALUE_POINT] = "point",       [VALUE_REF] = "uuid",
        [VALUE_TEXT] = "text",
};

static void
bound(struct strbuf *out, const char *value)
{
	str_add(out, ", ");
	if (value)
		quote_js(out, value);
	else
		str_add(out, "null");
}

/* The wider of two bounds is not needed: an author's lies within those of the type. */
static void
number(struct strbuf *out, const struct field *f)
{
	const char *least, *most;
	bool whole = type_limits(f->type, &least, &most);
	int precision = 0, scale = 0;

	if (f->sql)
		sscanf(f->sql, "NUMERIC(%d,%d", &precision, &scale);
	if (whole)
		str_add(out, strcmp(f->type->name, "bigint") == 0 ? "check.bigint(v"
		                                                  : "check.integer(v");
	else if (strcmp(f->type->name, "float") == 0)
		str_add(out, "check.float(v");
	else
		str_addf(out, "check.decimal(v, %d, %d", precision, scale);
	bound(out, f->min ? f->min : whole ? least : NULL);
	bound(out, f->max ? f->max : whole ? most : NULL);
	str_addc(out, ')');
}

/* What of a text its rules see: CHAR(n) and VARCHAR(n) cut it. */
static const char *
seen(struct arena *a, const struct field *f, int *width)
{
	const char *at = f->sql ? strstr(f->sql, "CHAR(") : NULL;

	*width = at ? atoi(at + strlen("CHAR(")) : 0;
	if (!*width)
		return "v";
	return arena_printf(a, "check.%s(v, %d)", at == f->sql ? "trimmed" : "cut", *width);
}

static void
text(struct strbuf *out, struct arena *a, const struct field *f)
{
	int width;
	const char *v = seen(a, f, &width);

	str_add(out, "check.text(v)");
	if (width)
		str_addf(out, " ?? check.width(v, %d)", width);
	if (f->pattern) {
		str_addf(out, " ?? check.fits(%s, ", v);
		regex_print_js(out, f->pattern);
		str_addc(out, ')');
	}
	if (f->min_length || (f->max_length && !width))
		str_addf(out, " ?? check.length(%s, %d, %d)", v, f->min_length,
		         width ? 0 : f->max_length);
}

static void
members(struct strbuf *out, const struct field *f)
{
	str_add(out, "check.member(v, [");
	for (size_t i = 0; i < f->nvalues; i++) {
		str_add(out, i ? ", " : "");
		quote_js(out, f->values[i]);
	}
	str_add(out, "])");
}

static void
one(struct strbuf *out, struct arena *a, const struct field *f)
{
	if (f->nvalues)
		members(out, f);
	else if (f->type->class == TYPE_COMPOSITE)
		str_addf(out, "(composite.is%s(v) ? null : 'invalid_shape')", f->type->name);
	else if (f->type->value == VALUE_NUMBER)
		number(out, f);
	else if (f->type->value == VALUE_TEXT)
		text(out, a, f);
	else
		str_addf(out, "check.%s(v)", by_value[f->type->value]);
}

const char *
fault_of_field(struct arena *a, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	if (f->list)
		str_addf(&out, "check.%s(v, (v) => ",
		         f->type->value == VALUE_JSON ? "array" : "list");
	one(&out, a, f);
	if (f->list)
		str_addc(&out, ')');
	return str_done(&out, a);
}

static struct field
of_type(const struct type *t)
{
	return (struct field){
	        .type = t, .sql = t->sql, .pattern = t->pattern, .min = t->min, .max = t->max};
}

const char *
fault_of_type(struct arena *a, const struct type *t)
{
	struct field f = of_type(t);

	return fault_of_field(a, &f);
}

const char *
fault_of_member(struct arena *a, const struct composite_member *m)
{
	const struct type *t = type_find(m->type);
	struct field f = of_type(t);
	struct strbuf out = STRBUF_INIT;
	const char *least, *most, *pattern;

	if (t->class == TYPE_COMPOSITE)
		return arena_printf(a, "is%s(v) ? null : 'invalid_shape'", t->name);
	pattern = rule_member_pattern(t);
	f.sql = NULL;
	if (t->value == VALUE_NUMBER && type_limits(t, &least, &most)) {
		number(&out, &f);
	} else if (t->value == VALUE_NUMBER) {
		str_add(&out, "check.float(v");
		bound(&out, t->min);
		bound(&out, t->max);
		str_addc(&out, ')');
	} else if (pattern) {
		str_add(&out, "check.fits(v, ");
		regex_print_js(&out, pattern);
		str_addc(&out, ')');
	} else {
		str_add(&out, t->value == VALUE_BOOLEAN ? "check.boolean(v)" : "check.text(v)");
	}
	return str_done(&out, a);
}
