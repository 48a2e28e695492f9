#include "model/rule_part.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "expr/regex_js.h"
#include "model/column.h"
#include "model/name.h"
#include "model/rule.h"

#include <ctype.h>
#include <string.h>

struct value
rule_refuse(struct writer *w, const char *why)
{
	w->why = w->why ? w->why : why;
	return (struct value){"null", NOTHING};
}

struct value
rule_made(struct writer *w, enum sort sort, const char *format, const char *a, const char *b)
{
	struct strbuf out = STRBUF_INIT;

	for (const char *p = format; *p; p++)
		if (*p == '%') {
			str_add(&out, a);
			a = b;
		} else
			str_addc(&out, *p);
	return (struct value){str_done(&out, w->arena), sort};
}

bool
rule_exact(struct value v)
{
	return v.sort <= NUMERIC;
}

/* ---- fields ---- */

/* r['total'], and that it is read. */
static const char *
member(struct writer *w, const char *key)
{
	const char *name = name_camel(w->arena, key);
	size_t i = 0;

	while (i < w->nfields && strcmp(w->fields[i], name) != 0)
		i++;
	w->fields[i] = name;
	w->nfields = i == w->nfields ? i + 1 : w->nfields;
	return arena_printf(w->arena, "r['%s']", name);
}

static const struct field *
field_of(struct writer *w, const struct expr *e)
{
	const char *name = e->symbol ? e->symbol->name : NULL;

	return e->kind == EXPR_PATH && name ? field_find(w->entity, name) : NULL;
}

/* A reference is asked for by its column, and is told by the id of its target. */
static const struct field *
reference_of(struct writer *w, const struct expr *e)
{
	const struct entity *of = w->entity;

	for (size_t i = 0; e->kind == EXPR_PATH && e->symbol && i < of->nfields; i++)
		if (!of->fields[i].faulty && of->fields[i].nrefs == 1 &&
		    !of->fields[i].join_table &&
		    strcmp(of->fields[i].refs[0].column, e->symbol->name) == 0)
			return &of->fields[i];
	return NULL;
}

static struct value
text_field(struct writer *w, const struct field *f)
{
	int width = rule_width(f);
	const char *at = member(w, f->name);

	if (rule_pads(f))
		return rule_refuse(w, "blanks at the end of a CHAR are a matter of PostgreSQL");
	if (width)
		return rule_made(w, TEXT, "check.shortened(%, %)", at,
		                 arena_printf(w->arena, "%d", width));
	return rule_made(w, TEXT, "check.textOf(%)", at, NULL);
}

static struct value
number_field(struct writer *w, const struct field *f)
{
	static const struct {
		const char *sql;
		enum sort sort;
	} whole[] = {{"SMALLINT", INT2}, {"INTEGER", INT4}, {"BIGINT", INT8}};
	const char *comma = f->sql ? strchr(f->sql, ',') : NULL, *at = member(w, f->name);

	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		if (f->sql && strcmp(f->sql, whole[i].sql) == 0)
			return rule_made(w, whole[i].sort, "check.exactOf(%)", at, NULL);
	if (f->sql && strcmp(f->sql, "DOUBLE PRECISION") == 0)
		return rule_made(w, FLOAT, "check.floatOf(%)", at, NULL);
	if (!f->sql || strncmp(f->sql, "NUMERIC", strlen("NUMERIC")) != 0)
		return rule_refuse(w, "of a number of this type");
	if (f->sql[strlen("NUMERIC")] == '\0')
		return rule_made(w, NUMERIC, "check.exactOf(%)", at, NULL);
	return rule_made(w, NUMERIC, "check.exactOf(%, %)", at,
	                 comma ? arena_strndup(w->arena, comma + 1, strcspn(comma + 1, ")")) : "0");
}

struct value
rule_path(struct writer *w, const struct expr *e)
{
	const struct field *f = field_of(w, e);

	if (!f || f->nrefs || f->faulty)
		return rule_refuse(w, "it reads a column that is no input");
	if (f->list)
		return rule_refuse(w, "it looks into a list");
	switch (f->type->value) {
	case VALUE_TEXT:
		return text_field(w, f);
	case VALUE_NUMBER:
		return number_field(w, f);
	case VALUE_BOOLEAN:
		return rule_made(w, TRUTH, "check.truthOf(%)", member(w, f->name), NULL);
	case VALUE_DATE:
		return rule_made(w, DATE, "check.textOf(%)", member(w, f->name), NULL);
	default:
		return rule_refuse(w, "of a value that has several spellings");
	}
}

/* ---- constants ---- */

static bool
iso_date(const char *s)
{
	static const char shape[] = "dddd-dd-dd";

	for (size_t i = 0; shape[i]; i++)
		if (shape[i] == 'd' ? !isdigit((unsigned char)s[i]) : s[i] != shape[i])
			return false;
	return strlen(s) == strlen(shape) && strncmp(s, "0000", 4) != 0;
}

static enum sort
number_sort(const char *text)
{
	static const char int4[] = "2147483647", int8[] = "9223372036854775807";
	size_t n = strlen(text);

	if (text[strspn(text, "0123456789")])
		return NUMERIC;
	if (n < strlen(int4) || (n == strlen(int4) && strcmp(text, int4) <= 0))
		return INT4;
	return n < strlen(int8) || (n == strlen(int8) && strcmp(text, int8) <= 0) ? INT8 : NUMERIC;
}

struct value
rule_constant(struct writer *w, const struct expr *e)
{
	switch (e->kind) {
	case EXPR_NULL:
		return (struct value){"null", NOTHING};
	case EXPR_BOOLEAN:
		return (struct value){tolower((unsigned char)*e->text) == 't' ? "true" : "false",
		                      TRUTH};
	case EXPR_NUMBER:
		if (e->text[strspn(e->text, "0123456789.")])
			return rule_refuse(w, "of a number with an exponent");
		return rule_made(w, number_sort(e->text), "check.exactOf(%)",
		                 js_of(w->arena, e->text), NULL);
	case EXPR_STRING:
		if (e->type == VALUE_TEXT)
			return (struct value){js_of(w->arena, e->text), TEXT};
		if (e->type == VALUE_DATE && iso_date(e->text))
			return (struct value){js_of(w->arena, e->text), DATE};
		return rule_refuse(w, "of a constant that has several spellings");
	default:
		return rule_refuse(w, "of an interval");
	}
}

/* ---- comparisons ---- */

/* Two values as one sort; texts are alike or not, but have no order here. */
bool
rule_alike(struct writer *w, struct value *a, struct value *b, bool order)
{
	if (rule_exact(*a) && b->sort == FLOAT)
		*a = rule_made(w, FLOAT, "check.approximately(%)", a->js, NULL);
	if (rule_exact(*b) && a->sort == FLOAT)
		*b = rule_made(w, FLOAT, "check.approximately(%)", b->js, NULL);
	if (order && (a->sort == TEXT || b->sort == TEXT))
		(void)rule_refuse(w, "the database has its own order of texts");
	else if (a->sort != b->sort && !(rule_exact(*a) && rule_exact(*b)) && a->sort != NOTHING &&
	         b->sort != NOTHING)
		(void)rule_refuse(w, "of two types of values");
	return !w->why;
}

struct value
rule_compare(struct writer *w, struct value a, const char *operator, struct value b)
{
	const char *is = strcmp(operator, "<>") == 0 ? "!=" : operator;

	if (!rule_alike(w, &a, &b, *is == '<' || *is == '>'))
		return rule_refuse(w, NULL);
	return (struct value){arena_printf(w->arena, "check.compare(%s, '%s', %s)", a.js, is, b.js),
	                      TRUTH};
}

static struct value
negated(struct writer *w, const struct expr *e, struct value v)
{
	return e->negated ? rule_made(w, TRUTH, "check.not(%)", v.js, NULL) : v;
}

struct value
rule_distinct(struct writer *w, const struct expr *e)
{
	struct value a = rule_value(w, e->args[0]), b = rule_value(w, e->args[1]);

	if (!rule_alike(w, &a, &b, false))
		return rule_refuse(w, NULL);
	return rule_made(w, TRUTH, e->negated ? "!check.distinct(%, %)" : "check.distinct(%, %)",
	                 a.js, b.js);
}

struct value
rule_in(struct writer *w, const struct expr *e)
{
	struct strbuf out = STRBUF_INIT;
	struct value a = rule_value(w, e->args[0]);

	if (e->query || e->among)
		return rule_refuse(w, "it looks into a list");
	for (size_t i = 1; i < e->nargs; i++)
		str_addf(&out, "%s() => %s", i > 1 ? ", " : "",
		         rule_compare(w, a, "=", rule_value(w, e->args[i])).js);
	return negated(w, e, rule_made(w, TRUTH, "check.or(%)", str_done(&out, w->arena), NULL));
}

struct value
rule_between(struct writer *w, const struct expr *e)
{
	struct value v = rule_value(w, e->args[0]);
	struct value least = rule_compare(w, v, ">=", rule_value(w, e->args[1]));
	struct value most = rule_compare(w, v, "<=", rule_value(w, e->args[2]));

	return negated(w, e, rule_made(w, TRUTH, "check.and(() => %, () => %)", least.js, most.js));
}

/* Of anything that is an input there is to know whether it is null;
 * of JSON, null is a value too. */
static struct value
is_null(struct writer *w, const struct expr *e)
{
	const struct expr *of = e->args[0];
	const struct field *f = field_of(w, of), *ref = reference_of(w, of);
	const char *js;

	if (ref)
		js = member(w, arena_printf(w->arena, "%s_id", field_key(w->arena, ref)));
	else if (f && !f->nrefs && f->type->value != VALUE_JSON)
		js = member(w, f->name);
	else
		js = rule_value(w, of).js;
	return rule_made(w, TRUTH, e->negated ? "!check.isNull(%)" : "check.isNull(%)", js, NULL);
}

struct value
rule_is(struct writer *w, const struct expr *e)
{
	if (strcmp(e->text, "NULL") == 0)
		return is_null(w, e);
	if (strcmp(e->text, "TRUE") == 0)
		return rule_made(w, TRUTH, e->negated ? "!check.isTrue(%)" : "check.isTrue(%)",
		                 rule_value(w, e->args[0]).js, NULL);
	return rule_made(w, TRUTH, e->negated ? "!check.isFalse(%)" : "check.isFalse(%)",
	                 rule_value(w, e->args[0]).js, NULL);
}

/* ---- texts ---- */

/* What letters, digits and words are depends on the locale of the database. */
static bool
same_everywhere(const char *pattern)
{
	for (const char *p = pattern; *p; p++) {
		if (*p == '\\' && isalnum((unsigned char)*++p) && !strchr("nrtfv", *p))
			return false;
		if (strncmp(p, "[:", 2) == 0 || strncmp(p, "[=", 2) == 0 ||
		    strncmp(p, "[.", 2) == 0)
			return false;
		if (strncmp(p, "(?", 2) == 0 && !strchr(":=!<", p[2]))
			return false;
		if (!*p)
			break;
	}
	return true;
}

static struct value
matches(struct writer *w, struct value v, const char *pattern)
{
	struct strbuf out = STRBUF_INIT;

	if (!same_everywhere(pattern))
		return rule_refuse(w, "its pattern depends on the locale of the database");
	if (v.sort != TEXT)
		return rule_refuse(w, "of a value that is no text");
	regex_print_js(&out, pattern);
	return rule_made(w, TRUTH, "check.matches(%, %)", v.js, str_done(&out, w->arena));
}

struct value
rule_like(struct writer *w, const struct expr *e)
{
	struct value v = rule_value(w, e->args[0]);

	if (strcmp(e->text, "LIKE") != 0)
		return rule_refuse(
		        w, "letters alike but for their case depend on the locale of the database");
	if (e->args[1]->kind != EXPR_STRING || v.sort != TEXT)
		return rule_refuse(w, "its pattern is no constant");
	return negated(
	        w, e,
	        rule_made(w, TRUTH, "check.like(%, %)", v.js, js_of(w->arena, e->args[1]->text)));
}

struct value
rule_valid(struct writer *w, const struct expr *e)
{
	const struct symbol *s = e->args[0]->symbol;
	struct value v = rule_value(w, e->args[0]), all = {"true", TRUTH};
	const char *const bounds[] = {s->min, s->max}, *const operators[] = {">=", "<="};

	if (s->pattern)
		all = matches(w, v, s->pattern);
	for (int i = 0; i < 2; i++) {
		struct value bound = {NULL, NUMERIC};

		if (!bounds[i])
			continue;
		bound.js = arena_printf(w->arena, "check.exactOf(%s)", js_of(w->arena, bounds[i]));
		all = rule_made(w, TRUTH, "check.and(() => %, () => %)", all.js,
		                rule_compare(w, v, operators[i], bound).js);
	}
	return negated(w, e, all);
}

struct value
rule_matches(struct writer *w, const struct expr *e)
{
	return negated(w, e, matches(w, rule_value(w, e->args[0]), e->pattern));
}

const char *
rule_list(struct writer *w, const struct expr *e)
{
	const struct field *f = field_of(w, e);

	if (f && f->list && !f->nrefs && f->type->value != VALUE_JSON)
		return member(w, f->name);
	(void)rule_refuse(w, "it looks into a list");
	return NULL;
}
