/* Checks texts as values of types. */
#include "parse/draft.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "expr/literal.h"
#include "expr/pattern.h"
#include "parse/decimal.h"
#include "parse/jsontext.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *
joined(struct arena *a, const struct field *f)
{
	struct strbuf all = STRBUF_INIT;

	for (size_t i = 0; i < f->nvalues && i < 10; i++)
		str_addf(&all, "%s%s", i ? ", " : "", f->values[i]);
	str_add(&all, f->nvalues > 10 ? " …" : "");
	return str_done(&all, a);
}

static const char *
text_value(struct draft *d, struct slice s, const char *text)
{
	const struct field *f = d->f;
	const char **names;
	const char *near;
	size_t n = utf8_count(text, strlen(text));

	if (f->type != &type_enum) {
		enum match match = f->pattern ? pattern_match(f->pattern, text) : MATCH_YES;

		if (match == MATCH_UNKNOWN)
			fault(d, s,
			      "cannot tell whether the default '%s' matches '%s'; write a simpler "
			      "pattern, or no default",
			      text, f->pattern);
		else if (match == MATCH_NO)
			fault(d, s,
			      f->type->pattern ? "the default '%s' is no %s; an example is '%s'"
			                       : "the default '%s' is no %s that matches '%s'",
			      text, f->type->name,
			      f->type->pattern ? f->type->example : f->pattern);
		else if (f->max_length && n > (size_t)f->max_length)
			fault(d, s, "the default has %zu characters, more than %d", n,
			      f->max_length);
		else if (n < (size_t)f->min_length)
			fault(d, s, "the default has %zu characters, less than %d", n,
			      f->min_length);
		return text;
	}
	names = arena_new(d->p->arena, const char *, f->nvalues + 1);
	for (size_t i = 0; i < f->nvalues; i++)
		if (strcmp(names[i] = f->values[i], text) == 0)
			return text;
	near = nearest(text, names);
	if (near)
		fault(d, s, "the default '%s' is no value of the enum; did you mean '%s'?", text,
		      near);
	else
		fault(d, s, "the default '%s' is no value of the enum; its values are %s", text,
		      joined(d->p->arena, f));
	return text;
}

/* NUMERIC(p,s) rounds what is behind the scale and refuses what is before it. */
static void
precision(struct draft *d, struct slice s, const char *plain)
{
	int digits, scale;

	if (!field_digits(d->f, &digits, &scale))
		return;
	if (decimal_scale(plain) > scale)
		fault(d, s, "the default %s has more than %d digits behind the point", plain,
		      scale);
	else if (decimal_digits(plain) > digits - scale)
		fault(d, s, "the default %s has more than %d digits before the point", plain,
		      digits - scale);
}

/* 1e3, as only floats may be written. */
static bool
exponent(const char *text)
{
	char *end;

	strtod(text, &end);
	return *text && !*end && strpbrk(text, "eE") &&
	       strspn(text, "+-0123456789.eE") == strlen(text);
}

static const char *
number_value(struct draft *d, struct slice s, const char *text)
{
	const char *min, *max, *plain;
	bool whole = type_limits(d->f->type, &min, &max);
	bool floats = strcmp(d->f->type->name, "float") == 0, ranged = d->f->min || d->f->max;

	if (!decimal_valid(text)) {
		if (exponent(text) && floats && !ranged && decimal_floats(text))
			return text;
		fault(d, s,
		      exponent(text) && (!floats || ranged)
		              ? "the default '%s' has an exponent; write it out"
		              : "the default '%s' is no number",
		      text);
		return text;
	}
	plain = decimal_plain(d->p->arena, text);
	min = d->f->min ? d->f->min : min;
	max = d->f->max ? d->f->max : max;
	if (floats && !decimal_floats(plain))
		fault(d, s, "the default %s is no number that a float can hold", text);
	else if (whole && decimal_scale(plain) > 0)
		fault(d, s, "the default %s is no whole number", text);
	else if (min && decimal_compare(plain, min) < 0)
		fault(d, s, "the default %s is less than %s, the smallest value", text, min);
	else if (max && decimal_compare(plain, max) > 0)
		fault(d, s, "the default %s is greater than %s, the greatest value", text, max);
	else
		precision(d, s, plain);
	return plain;
}

static const char *
boolean_value(struct draft *d, struct slice s, const char *text)
{
	bool value = false;

	if (!boolean_word(text, &value))
		fault(d, s, "the default '%s' must be true or false", text);
	return value ? "true" : "false";
}

static const char *
json_value(struct draft *d, struct slice s, const char *text)
{
	const char *why = jsontext_fault(d->p->arena, d->f->type, d->f->list, text);

	if (why)
		fault(d, s, "the default %s", why);
	return text;
}

static const char *
point_value(struct draft *d, struct slice s, const char *text)
{
	double lat, lng;
	int end = 0;

	if ((sscanf(text, " ( %lf , %lf ) %n", &lat, &lng, &end) < 2 || end == 0) &&
	    (sscanf(text, " %lf , %lf %n", &lat, &lng, &end) < 2 || end == 0))
		end = -1;
	if (end < 0 || text[end] || strspn(text, " ()+-.,0123456789") != strlen(text))
		fault(d, s,
		      "the default '%s' is no point; write '(37.7749, -122.4194)', the latitude "
		      "first",
		      text);
	else if (!(lat >= -90 && lat <= 90 && lng >= -180 && lng <= 180))
		fault(d, s,
		      "the default '%s' is no place on earth: the latitude is from -90 to 90, the "
		      "longitude from -180 to 180",
		      text);
	return text;
}

static const char *
other_value(struct draft *d, struct slice s, const char *text)
{
	const char *why = literal_fault(d->f->type->value, false, text);

	if (why)
		fault(d, s, "the default '%s' does not fit '%s': %s", text, d->f->type->name, why);
	return text;
}

static const char *(*const values[])(struct draft *, struct slice, const char *) = {
        [VALUE_TEXT] = text_value,       [VALUE_NUMBER] = number_value,
        [VALUE_BOOLEAN] = boolean_value, [VALUE_DATE] = other_value,
        [VALUE_TIME] = other_value,      [VALUE_TIMESTAMP] = other_value,
        [VALUE_INTERVAL] = other_value,  [VALUE_UUID] = other_value,
        [VALUE_JSON] = json_value,       [VALUE_BYTES] = other_value,
        [VALUE_INET] = other_value,      [VALUE_MACADDR] = other_value,
        [VALUE_POINT] = point_value,
};

const char *
value_check(struct draft *d, struct slice s, const char *text)
{
	return values[d->f->type->value](d, s, text);
}
