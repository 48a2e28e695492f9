#include "model/draft.h"
#include "base/arena.h"
#include "base/str.h"
#include "expr/literal.h"
#include "model/decimal.h"
#include "model/jsontext.h"
#include "model/pattern.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What may be called for a default; the first of a kind is the one that is suggested. */
static const struct {
	const char *call;
	enum value_kind kind;
	const char *sql;
} functions[] = {
	{"now()", VALUE_TIMESTAMP, "now()"},
	{"current_timestamp", VALUE_TIMESTAMP, "now()"},
	{"current_timestamp()", VALUE_TIMESTAMP, "now()"},
	{"transaction_timestamp()", VALUE_TIMESTAMP, "now()"},
	{"statement_timestamp()", VALUE_TIMESTAMP, "statement_timestamp()"},
	{"clock_timestamp()", VALUE_TIMESTAMP, "clock_timestamp()"},
	{"current_date", VALUE_DATE, "CURRENT_DATE"},
	{"current_date()", VALUE_DATE, "CURRENT_DATE"},
	{"localtime", VALUE_TIME, "LOCALTIME"},
	{"current_time", VALUE_TIME, "LOCALTIME"},
	{"current_time()", VALUE_TIME, "LOCALTIME"},
	{"gen_random_uuid()", VALUE_UUID, "gen_random_uuid()"},
	{"uuid_generate_v4()", VALUE_UUID, "gen_random_uuid()"},
};

enum { NFUNCTIONS = sizeof functions / sizeof functions[0] };

static const char *
suggestion(enum value_kind kind)
{
	for (size_t i = 0; i < NFUNCTIONS; i++)
		if (functions[i].kind == kind)
			return functions[i].call;
	return NULL;
}

/* word(): a call without arguments, or anything that looks like one. */
static bool
is_call(const char *text)
{
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.");

	return n > 0 && text[n] == '(' && text[strlen(text) - 1] == ')';
}

/* A default that is a function's result. False if the text is none. */
static bool
function(struct draft *d, struct slice s, const char *text)
{
	struct field *f = d->f;
	const char *other = suggestion(f->type->value);
	size_t i = 0;

	while (i < NFUNCTIONS && strcasecmp(functions[i].call, text) != 0)
		i++;
	if (i == NFUNCTIONS && !is_call(text))
		return false;
	if (i < NFUNCTIONS && f->type->value == VALUE_TEXT && !is_call(text))
		return false;
	if (i == NFUNCTIONS)
		fault(d, s, other ? "'%s' cannot be a default; '%s' can" : "'%s' cannot be a default; if it is a text, put it in quotes",
			text, other);
	else if (f->list || functions[i].kind != f->type->value)
		fault(d, s, other && !f->list ? "'%s' is no value of '%s'; '%s' is" : "'%s' is no value of '%s'", text,
			f->list ? "list" : f->type->name, other);
	f->default_kind = DEFAULT_FUNCTION;
	f->default_text = i < NFUNCTIONS ? functions[i].sql : text;
	return true;
}

static size_t
characters(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static const char *
text_value(struct draft *d, struct slice s, const char *text)
{
	const struct field *f = d->f;
	const char **names;
	const char *near;
	size_t n = characters(text);

	if (f->type != &type_enum) {
		if (f->pattern && !pattern_matches(f->pattern, text))
			fault(d, s, f->type->pattern ? "the default '%s' is no %s; an example is '%s'"
						     : "the default '%s' is no %s that matches '%s'",
				text, f->type->name, f->type->pattern ? f->type->example : f->pattern);
		else if (f->max_length && n > (size_t)f->max_length)
			fault(d, s, "the default has %zu characters, more than %d", n, f->max_length);
		else if (n < (size_t)f->min_length)
			fault(d, s, "the default has %zu characters, less than %d", n, f->min_length);
		return text;
	}
	names = new (d->p->arena, const char *, f->nvalues + 1);
	for (size_t i = 0; i < f->nvalues; i++)
		if (strcmp(names[i] = f->values[i], text) == 0)
			return text;
	near = nearest(text, names);
	if (near)
		fault(d, s, "the default '%s' is no value of the enum; did you mean '%s'?", text, near);
	else
		fault(d, s, "the default '%s' is no value of the enum", text);
	return text;
}

/* NUMERIC(p,s) rounds what is behind the scale and refuses what is before it. */
static void
precision(struct draft *d, struct slice s, const char *plain)
{
	int digits, scale = 0;

	if (!d->f->sql || sscanf(d->f->sql, "NUMERIC(%d,%d", &digits, &scale) < 1)
		return;
	if (decimal_scale(plain) > scale)
		fault(d, s, "the default %s has more than %d digits behind the point", plain, scale);
	else if (decimal_digits(plain) > digits - scale)
		fault(d, s, "the default %s has more than %d digits before the point", plain, digits - scale);
}

static const char *
number_value(struct draft *d, struct slice s, const char *text)
{
	const char *min, *max, *plain;
	bool whole = type_limits(d->f->type, &min, &max);
	char *end;
	double x = strtod(text, &end);

	if (!decimal_valid(text)) {
		bool exponent = strpbrk(text, "eE") && strspn(text, "+-0123456789.eE") == strlen(text);

		if (strcmp(d->f->type->name, "float") == 0 && exponent && !*end && isfinite(x) && !d->f->min && !d->f->max)
			return text;
		fault(d, s, "the default '%s' is no number", text);
		return text;
	}
	plain = decimal_plain(d->p->arena, text);
	min = d->f->min ? d->f->min : min;
	max = d->f->max ? d->f->max : max;
	if (strcmp(d->f->type->name, "float") == 0 && (!isfinite(x) || (x == 0 && strcmp(plain, "0") != 0)))
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
		fault(d, s, "the default '%s' is no point; write '(37.7749, -122.4194)', the latitude first", text);
	else if (!(lat >= -90 && lat <= 90 && lng >= -180 && lng <= 180))
		fault(d, s, "the default '%s' is no place on earth: the latitude is from -90 to 90, the longitude from -180 to 180",
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
	[VALUE_TEXT] = text_value,
	[VALUE_NUMBER] = number_value,
	[VALUE_BOOLEAN] = boolean_value,
	[VALUE_DATE] = other_value,
	[VALUE_TIME] = other_value,
	[VALUE_TIMESTAMP] = other_value,
	[VALUE_INTERVAL] = other_value,
	[VALUE_UUID] = other_value,
	[VALUE_JSON] = json_value,
	[VALUE_BYTES] = other_value,
	[VALUE_INET] = other_value,
	[VALUE_MACADDR] = other_value,
	[VALUE_POINT] = point_value,
};

/* One element of an array constant (manual 8.15.2). */
static void
element(struct strbuf *out, const char *text)
{
	str_addc(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			str_addc(out, '\\');
		str_addc(out, *text);
	}
	str_addc(out, '"');
}

/* Parts of the author's list, whichever way it was written. */
static void
list_value(struct draft *d, const struct slice *parts, size_t n, bool literal)
{
	struct strbuf out = STRBUF_INIT;
	bool quoted;
	const char *text;

	str_addc(&out, '{');
	for (size_t i = 0; i < n; i++) {
		text = literal ? parts[i].node->text : slice_unquote(d->p->arena, parts[i], &quoted);
		if (!text)
			fault(d, parts[i], "a quote is not closed");
		else {
			str_add(&out, i ? "," : "");
			element(&out, values[d->f->type->value](d, parts[i], text));
		}
	}
	str_addc(&out, '}');
	d->f->default_kind = DEFAULT_VALUE;
	d->f->default_text = str_done(&out, d->p->arena);
}

static void
list_text(struct draft *d, struct slice s)
{
	const char *text = slice_text(d->p->arena, s);
	struct slice inner = {s.node, s.at + 1, s.n - 2}, *parts;
	size_t n;

	if (s.n < 2 || !((text[0] == '[' && text[s.n - 1] == ']') || (text[0] == '{' && text[s.n - 1] == '}'))) {
		fault(d, s, "the default of a list is a list; write [first, second] or []");
		return;
	}
	parts = slice_split(d->p->arena, inner, ',', &n);
	list_value(d, parts, n == 1 && parts[0].n == 0 ? 0 : n, false);
}

static void
list_node(struct draft *d, const struct node *n)
{
	struct slice *parts = new (d->p->arena, struct slice, n->n);

	for (size_t i = 0; i < n->n; i++) {
		if (n->items[i]->kind != NODE_SCALAR || node_null(n->items[i])) {
			d->sound = wrong_kind(d->p, n->items[i], "default", "a value");
			return;
		}
		parts[i] = (struct slice){n->items[i], 0, strlen(n->items[i]->text)};
	}
	list_value(d, parts, n->n, true);
}

/* A default written as one text; quoted: no function is meant. */
static void
scalar(struct draft *d, struct slice s, const char *text, bool quoted)
{
	struct field *f = d->f;

	if (!(quoted && f->type->value == VALUE_TEXT) && function(d, s, text))
		return;
	if (f->list && f->type->value != VALUE_JSON) {
		list_text(d, s);
		return;
	}
	f->default_kind = DEFAULT_VALUE;
	f->default_text = values[f->type->value](d, s, text);
}

/* NULL is what a column without a default has. */
static bool
nothing(struct draft *d, struct slice s, const char *text)
{
	if (strcasecmp(text, "null") != 0 && strcmp(text, "~") != 0 && *text)
		return false;
	if (d->f->required)
		fault(d, s, "a required field cannot be null by default");
	return true;
}

static void
from_node(struct draft *d, const struct node *n)
{
	struct slice s = {n, 0, n->kind == NODE_SCALAR ? strlen(n->text) : 0};

	if (n->kind == NODE_SCALAR) {
		if (!n->plain || !nothing(d, s, n->text))
			scalar(d, s, n->text, !n->plain);
	} else if (d->f->type->value == VALUE_JSON) {
		const char *text = jsontext_of(d->p->arena, n), *why = jsontext_fault(d->p->arena, d->f->type, d->f->list, text);

		d->f->default_kind = DEFAULT_VALUE;
		d->f->default_text = text;
		if (why) {
			error_at(d->p->diag, d->p->source, n->at, "the default %s", why);
			d->sound = false;
		}
	} else if (n->kind == NODE_SEQUENCE && d->f->list) {
		list_node(d, n);
	} else {
		d->sound = wrong_kind(d->p, n, "default", d->f->list ? "a list" : "a value");
	}
}

static void
from_spec(struct draft *d)
{
	bool quoted;
	const char *text = slice_unquote(d->p->arena, d->value, &quoted);

	if (!text)
		fault(d, d->value, "the quotes of the default do not match");
	else if (quoted || !nothing(d, d->value, text))
		scalar(d, d->value, text, quoted);
}

void
default_read(struct draft *d)
{
	if (!d->value.node && !d->given)
		return;
	if (d->f->type == &type_ref) {
		struct slice s = d->value.node ? d->value : (struct slice){d->given, 0, d->given->kind == NODE_SCALAR ? strlen(d->given->text) : 0};

		if (!d->given || !node_null(d->given))
			fault(d, s, "a ref has no default: keys are not known before the rows exist");
	} else if (d->given) {
		from_node(d, d->given);
	} else {
		from_spec(d);
	}
}
