/* Reads the defaults of fields. */
#include "parse/draft.h"
#include "base/arena.h"
#include "base/str.h"
#include "parse/jsontext.h"

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
	if (i == NFUNCTIONS && f->type->value == VALUE_TEXT)
		fault(d, s, "'%s' cannot be a default; if it is a text, put it in quotes", text);
	else if (i == NFUNCTIONS)
		fault(d, s,
		      other ? "'%s' cannot be a default; '%s' can" : "'%s' cannot be a default",
		      text, other);
	else if (f->list)
		fault(d, s, "'%s' cannot be the default of a list", text);
	else if (functions[i].kind != f->type->value)
		fault(d, s,
		      other ? "'%s' is no value of '%s'; '%s' is" : "'%s' is no value of '%s'",
		      text, f->type->name, other);
	f->default_kind = DEFAULT_FUNCTION;
	f->default_text = i < NFUNCTIONS ? functions[i].sql : text;
	return true;
}

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

/* A part of a list that is no value: what is left out, or NULL. */
static bool
no_element(struct draft *d, struct slice s, const char *text)
{
	if (!*text)
		fault(d, s, "a value of the list is missing; an empty text is written ''");
	else if (strcasecmp(text, "null") == 0 || strcmp(text, "~") == 0)
		fault(d, s, "a list has no NULL; put a text in quotes");
	else
		return false;
	return true;
}

/* Parts of the author's list, whichever way it was written. */
static void
list_value(struct draft *d, const struct slice *parts, size_t n, bool literal)
{
	struct strbuf out = STRBUF_INIT;
	bool quoted = true;
	const char *text;

	if (n > VALUES_MAX) {
		fault(d, parts[VALUES_MAX], "the default of a list has at most %d values",
		      VALUES_MAX);
		return;
	}
	str_addc(&out, '{');
	for (size_t i = 0; i < n; i++) {
		text = literal ? parts[i].node->text
		               : slice_unquote(d->p->arena, parts[i], &quoted);
		if (!text)
			fault(d, parts[i], "a quote is not closed");
		else if ((literal ? !node_null(parts[i].node) : quoted) ||
		         !no_element(d, parts[i], text)) {
			str_add(&out, i ? "," : "");
			element(&out, value_check(d, parts[i], text));
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

	if (s.n < 2 || !((text[0] == '[' && text[s.n - 1] == ']') ||
	                 (text[0] == '{' && text[s.n - 1] == '}'))) {
		fault(d, s, "the default of a list is a list; write [first, second] or []");
		return;
	}
	parts = slice_split(d->p->arena, inner, ',', &n);
	list_value(d, parts, n == 1 && parts[0].n == 0 ? 0 : n, false);
}

static void
list_node(struct draft *d, const struct node *n)
{
	struct slice *parts = arena_new(d->p->arena, struct slice, n->n);

	for (size_t i = 0; i < n->n; i++) {
		if (n->items[i]->kind != NODE_SCALAR) {
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
	f->default_text = value_check(d, s, text);
}

/* NULL is what a column without a default has. */
static bool
nothing(struct draft *d, struct slice s, const char *text)
{
	if (strcasecmp(text, "null") != 0 && strcmp(text, "~") != 0 && *text)
		return false;
	if (d->f->type == &type_enum && word_among(d->f->values, d->f->nvalues, text))
		fault(d, s,
		      "'%s' is a value of the enum, and without quotes it would be nothing; put it "
		      "in quotes",
		      text);
	else if (d->f->required)
		fault(d, s, "a required field cannot be null by default");
	return true;
}

static void
from_node(struct draft *d, const struct node *n)
{
	struct slice s = {n, 0, n->kind == NODE_SCALAR ? strlen(n->text) : 0};

	bool quoted = !n->plain || n->tagged;

	if (n->kind == NODE_SCALAR) {
		if (n->plain && typographic(n->text))
			fault(d, s, CURLED, n->text);
		else if (quoted || !nothing(d, s, n->text))
			scalar(d, s, n->text, quoted);
	} else if (d->f->type->value == VALUE_JSON) {
		const char *text = jsontext_of(d->p->arena, n),
		           *why = jsontext_fault(d->p->arena, d->f->type, d->f->list, text);

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
	else if (!quoted && typographic(text))
		fault(d, d->value, CURLED, text);
	else if (quoted || !nothing(d, d->value, text))
		scalar(d, d->value, text, quoted);
}

void
default_read(struct draft *d)
{
	if (!d->value.node && !d->given)
		return;
	if (d->f->type == &type_ref) {
		struct slice s = d->value.node ? d->value
		                               : (struct slice){d->given, 0,
		                                                d->given->kind == NODE_SCALAR
		                                                        ? strlen(d->given->text)
		                                                        : 0};

		if (!d->given || !node_null(d->given))
			fault(d, s,
			      "a ref has no default: keys are not known before the rows exist");
	} else if (d->given) {
		from_node(d, d->given);
	} else {
		from_spec(d);
	}
}
