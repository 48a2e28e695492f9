#include "emit/rule_ts.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "expr/regex_js.h"
#include "model/entity.h"
#include "model/rule.h"

#include <string.h>

/* A call at the top of a module that nobody asks for is left out by bundlers
 * only if it is said to do nothing. */
#define CALL "/* @__PURE__ */ check."

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
	if (value)
		quote_js(out, value);
	else
		str_add(out, "null");
}

static void
bounds(struct strbuf *out, const char *function, const char *min, const char *max)
{
	str_addf(out, CALL "%s(", function);
	bound(out, min);
	str_add(out, ", ");
	bound(out, max);
	str_addc(out, ')');
}

static void
number(struct strbuf *out, const struct field *f)
{
	const char *least, *most;
	bool whole = type_limits(f->type, &least, &most);
	int precision, scale;

	field_digits(f, &precision, &scale);
	if (whole || strcmp(f->type->name, "float") == 0) {
		bounds(out, f->type->name, f->min, f->max);
		return;
	}
	str_addf(out, CALL "decimal(%d, %d, ", precision, scale);
	bound(out, f->min);
	str_add(out, ", ");
	bound(out, f->max);
	str_addc(out, ')');
}

static void
fits(struct strbuf *out, const char *pattern)
{
	str_add(out, CALL "fits(");
	regex_print_js(out, pattern);
	str_addc(out, ')');
}

/* What a column of so many characters keeps of a text, its rules see;
 * CHAR(n) knows no blanks at the end. */
static void
text_rules(struct strbuf *out, const struct field *f, bool limited)
{
	if (f->pattern)
		fits(out, f->pattern);
	if (f->pattern && (f->min_length || limited))
		str_add(out, ", ");
	if (f->min_length || limited)
		str_addf(out, CALL "length(%d, %d)", f->min_length, limited ? f->max_length : 0);
}

/* VARCHAR(5): its width. */
static void
column(struct strbuf *out, const struct field *f, int width, bool blanks)
{
	if (!f->pattern && !f->min_length) {
		str_addf(out, CALL "width(%d)", width);
		return;
	}
	str_addf(out, CALL "width(%d), " CALL "%s(%d, ", width, blanks ? "cut" : "trimmed", width);
	text_rules(out, f, false);
	str_addc(out, ')');
}

static void
text(struct strbuf *out, const struct field *f)
{
	int width = rule_width(f);

	if (!width && !f->min_length && !f->max_length) {
		if (f->pattern)
			fits(out, f->pattern);
		else
			str_add(out, "check.text");
		return;
	}
	str_add(out, CALL "all(check.text, ");
	if (width)
		column(out, f, width, !rule_pads(f));
	else
		text_rules(out, f, f->max_length);
	str_addc(out, ')');
}

static void
members(struct strbuf *out, const struct field *f)
{
	str_add(out, CALL "member(");
	for (size_t i = 0; i < f->nvalues; i++) {
		str_add(out, i ? ", " : "");
		quote_js(out, f->values[i]);
	}
	str_addc(out, ')');
}

static void
one(struct strbuf *out, const struct field *f)
{
	if (f->nvalues)
		members(out, f);
	else if (f->type->class == TYPE_COMPOSITE)
		str_addf(out, CALL "shape(composite.is%s)", f->type->name);
	else if (f->type->value == VALUE_NUMBER)
		number(out, f);
	else if (f->type->value == VALUE_TEXT)
		text(out, f);
	else
		str_addf(out, "check.%s", by_value[f->type->value]);
}

static struct field
of_type(const struct type *t)
{
	return (struct field){
	        .type = t, .sql = t->sql, .pattern = t->pattern, .min = t->min, .max = t->max};
}

static const char *
made(struct arena *a, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	one(&out, f);
	return str_done(&out, a);
}

const char *
rule_ts_kept(struct arena *a, const struct type *t)
{
	struct field f = of_type(t);
	const char *rule = t->class == TYPE_COMPOSITE ? "" : made(a, &f);

	return strncmp(rule, CALL, strlen(CALL)) == 0 ? rule : NULL;
}

/* By its name where it is that of the type. */
static const char *
short_of(struct arena *a, const struct field *f)
{
	const char *rule = made(a, f), *kept = rule_ts_kept(a, f->type);

	if (kept && strcmp(kept, rule) == 0)
		return arena_printf(a, "check.%sRule", f->type->name);
	return rule;
}

const char *
rule_ts_of_field(struct arena *a, const struct field *f)
{
	const char *rule = short_of(a, f);

	if (f->list)
		return arena_printf(a, CALL "%s(%s)",
		                    f->type->value == VALUE_JSON ? "array" : "list", rule);
	return rule;
}

const char *
rule_ts_of_type(struct arena *a, const struct type *t)
{
	struct field f = of_type(t);

	return rule_ts_of_field(a, &f);
}

const char *
rule_ts_of_member(struct arena *a, const struct composite_member *m)
{
	const struct type *t = type_find(m->type);
	struct field f = of_type(t);
	struct strbuf out = STRBUF_INIT;
	const char *least, *most, *pattern;

	if (t->class == TYPE_COMPOSITE)
		return arena_printf(a, CALL "shape(is%s)", t->name);
	pattern = rule_member_pattern(t);
	f.sql = NULL;
	rule_member_limits(a, t, &least, &most);
	if (t->value == VALUE_NUMBER && pattern)
		number(&out, &f);
	else if (t->value == VALUE_NUMBER)
		bounds(&out, "float", least, most);
	else if (pattern)
		fits(&out, pattern);
	else
		str_add(&out, t->value == VALUE_BOOLEAN ? "check.boolean" : "check.text");
	return str_done(&out, a);
}
