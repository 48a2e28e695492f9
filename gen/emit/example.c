#include "emit/example.h"
#include "base/arena.h"
#include "base/list.h"
#include "base/quote.h"
#include "base/str.h"
#include "base/utf8.h"
#include "emit/script.h"
#include "expr/pattern.h"
#include "model/entity.h"
#include "model/name.h"

#include <stdlib.h>
#include <string.h>

#define SOME_ID "8f14e45f-ceea-467f-a0e6-8d6b1f2c3a4b"

struct example {
	struct arena *arena;
	enum example_form form;
	struct list *makers;
	struct strbuf out;
};

/* ---- one value ---- */

static bool
within(const struct field *f, const char *number)
{
	double n = strtod(number, NULL);

	return (!f->min || n >= strtod(f->min, NULL)) && (!f->max || n <= strtod(f->max, NULL));
}

/* NUMERIC(3,3) has no digit before its point. */
static bool
fraction(const struct field *f)
{
	int digits, behind;
	const char *p = f->sql ? strchr(f->sql, '(') : NULL;

	if (!p)
		return false;
	digits = atoi(p + 1);
	p = strchr(p, ',');
	behind = p ? atoi(p + 1) : 0;
	return digits == behind;
}

static const char *
number(const struct field *f)
{
	const char *const all[] = {fraction(f) ? "0" : f->type->example, "1", "0", f->min, f->max};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i] && within(f, all[i]))
			return all[i];
	return f->type->example;
}

/* First Name, no longer and no shorter than it may be;
 * of a text that must be very long, the beginning. */
static const char *
words(struct example *x, const struct field *f)
{
	enum { MOST = 500 };
	const char *title = name_title(x->arena, f->name);
	struct strbuf out = STRBUF_INIT;

	str_add(&out, title);
	while (f->min_length > 0 && out.len < (size_t)f->min_length && out.len < MOST)
		str_addf(&out, " %s", title);
	str_add(&out, f->min_length > 0 && out.len < (size_t)f->min_length ? "…" : "");
	if (f->max_length > 0 && out.len > (size_t)f->max_length)
		return arena_strndup(x->arena, str_done(&out, x->arena), (size_t)f->max_length);
	return str_done(&out, x->arena);
}

static bool
long_enough(const struct field *f, const char *text)
{
	size_t n = utf8_count(text, strlen(text));

	return n >= (size_t)f->min_length && (f->max_length <= 0 || n <= (size_t)f->max_length);
}

static const char *
text(struct example *x, const struct field *f)
{
	const char *sample, *own = f->type->class == TYPE_BASIC ? NULL : f->type->example;

	if (!f->pattern)
		return own && long_enough(f, own) ? own : words(x, f);
	if (own && long_enough(f, own) && pattern_match(f->pattern, own) == MATCH_YES)
		return own;
	sample = pattern_sample(x->arena, f->pattern, f->min_length, f->max_length);
	return sample ? sample : f->type->example;
}

static const char *
value(struct example *x, const struct field *f)
{
	const struct type *t = f->type;

	if (f->nvalues)
		return f->values[0];
	if (t->value == VALUE_NUMBER)
		return number(f);
	if (t->value == VALUE_UUID)
		return SOME_ID;
	if (t->value == VALUE_TEXT)
		return text(x, f);
	return t->example ? t->example : "";
}

/* ---- as text ---- */

static void
string(struct example *x, const char *text)
{
	(x->form == EXAMPLE_SCRIPT ? quote_js : quote_json)(&x->out, text);
}

/* What JSON has no type for is a string; in TypeScript one of a kind of its own. */
static void
branded(struct example *x, const struct type *t, const char *text)
{
	const char *maker = arena_printf(x->arena, "as%s", t->graphql);

	if (x->form != EXAMPLE_SCRIPT) {
		string(x, text);
		return;
	}
	if (x->makers)
		list_add(x->arena, x->makers, maker);
	str_addf(&x->out, "%s(", maker);
	string(x, text);
	str_addc(&x->out, ')');
}

/* The end of a value in the JSON of an example, which holds no escapes. */
static const char *
value_end(const char *p)
{
	int depth = 0;

	if (*p == '"')
		return strchr(p + 1, '"') + 1;
	for (; *p && (depth || (*p != ',' && *p != '}')); p++)
		depth += (*p == '{') - (*p == '}');
	return p;
}

/* The example of a composite, member by member,
 * since some of them are strings of a kind of their own. */
static void
composite(struct example *x, const struct type *t, const char *json)
{
	const char *before = "{ ";

	for (const struct composite_member *m = t->members; m->name; m++) {
		const struct type *of = type_find(m->type);
		const char *key = arena_printf(x->arena, "\"%s\":", m->name);
		const char *at = strstr(json, key), *end;

		if (!at)
			continue;
		at += strlen(key);
		end = value_end(at);
		str_addf(&x->out, "%s%s: ", before, m->name);
		before = ", ";
		if (*at == '{')
			composite(x, of, arena_strndup(x->arena, at, (size_t)(end - at)));
		else if (*at != '"')
			str_addn(&x->out, at, (size_t)(end - at));
		else if (type_branded(of))
			branded(x, of, arena_strndup(x->arena, at + 1, (size_t)(end - at) - 2));
		else
			string(x, arena_strndup(x->arena, at + 1, (size_t)(end - at) - 2));
	}
	str_add(&x->out, " }");
}

static void
one(struct example *x, const struct field *f)
{
	const struct type *t = f->type;
	const char *text = value(x, f);
	bool bare = t->value == VALUE_NUMBER || t->value == VALUE_BOOLEAN || t->value == VALUE_JSON;

	if (f->nvalues)
		string(x, text);
	else if (t->class == TYPE_COMPOSITE && x->form == EXAMPLE_SCRIPT)
		composite(x, t, text);
	else if (x->form != EXAMPLE_SQL && type_branded(t))
		branded(x, t, text);
	else if (bare)
		str_add(&x->out, text);
	else
		string(x, text);
}

/* ---- the payload ---- */

static bool
needed(const struct input *in)
{
	return in->required || (in->system && strcmp(in->name, "id") == 0);
}

/* Whether a new row needs a reference to one of several entities, and this is the first of them. */
static bool
first_of_several(const struct entity *e, const struct action *action, const struct input *in)
{
	const struct field *f = in->field ? field_find(e, in->field) : NULL;
	const struct input *first = action->inputs;

	if (!f || f->nrefs < 2 || !f->required || action->subject != SUBJECT_NEW)
		return false;
	while (!first->field || strcmp(first->field, in->field) != 0)
		first++;
	return in == first;
}

static bool
must_be_given(const struct entity *e, const struct action *action, const struct input *in)
{
	return needed(in) || first_of_several(e, action, in);
}

/* What is shown besides where nothing but our own inputs must be given: the first of the others. */
static const struct input *
one_of_others(const struct entity *e, const struct action *action)
{
	const struct input *first = NULL;

	for (size_t i = 0; i < action->ninputs; i++) {
		const struct input *in = &action->inputs[i];

		if (in->system)
			continue;
		if (must_be_given(e, action, in))
			return NULL;
		first = first ? first : in;
	}
	return first;
}

static void
key(struct example *x, const char *name)
{
	if (x->form == EXAMPLE_SQL)
		quote_json(&x->out, name);
	else if (x->form == EXAMPLE_GRAPHQL)
		quote_json(&x->out, name_camel(x->arena, name));
	else
		str_add(&x->out, name_camel(x->arena, name));
}

const char *
example_payload(struct arena *a, const struct entity *e, const struct action *action,
                enum example_form form, const char *indent, struct list *makers)
{
	struct example x = {a, form, makers, STRBUF_INIT};
	const struct input *other = one_of_others(e, action);
	bool any = false;

	str_addc(&x.out, '{');
	for (size_t i = 0; i < action->ninputs; i++) {
		const struct input *in = &action->inputs[i];
		struct field f;

		if (in != other && !must_be_given(e, action, in))
			continue;
		f = api_input(e, in);
		str_addf(&x.out, "%s\n%s  ", any ? "," : "", indent);
		any = true;
		key(&x, in->name);
		str_add(&x.out, in->list ? ": [" : ": ");
		one(&x, &f);
		str_add(&x.out, in->list ? "]" : "");
	}
	if (any)
		str_addf(&x.out, "%s\n%s", form == EXAMPLE_SCRIPT ? "," : "", indent);
	str_addc(&x.out, '}');
	return str_done(&x.out, a);
}
