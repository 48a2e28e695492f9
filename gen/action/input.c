#include "action/input.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/column.h"
#include "model/name.h"
#include "model/rule.h"
#include "parse/keys.h"

#include <string.h>

void
input_default(struct arena *a, struct input *in, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	if (f->default_kind == DEFAULT_FUNCTION) {
		in->value_sql = f->default_text;
		return;
	}
	if (f->default_kind == DEFAULT_NONE)
		return;
	if (!f->list && (f->type->value == VALUE_NUMBER || f->type->value == VALUE_BOOLEAN)) {
		column_value(&out, f->type, f->default_text);
		if (*out.buf != '\'')
			in->value = str_done(&out, a);
		else
			in->value_sql = str_done(&out, a);
	} else if (!f->list && f->type->value == VALUE_TEXT) {
		quote_json(&out, f->default_text);
		in->value = str_done(&out, a);
	} else {
		quote_literal(&out, f->default_text);
		str_addf(&out, "::%s", f->sql);
		in->value_sql = str_done(&out, a);
	}
}

struct input
input_of_field(struct arena *a, const struct field *f, const struct ref *ref)
{
	struct input in = {
	        .word = f->name,
	        .at = f->at,
	        .field = f->name,
	        .description = f->description,
	        .type = f->type,
	        .sql = f->sql,
	        .list = f->list,
	        .pattern = f->pattern,
	        .min = f->min,
	        .max = f->max,
	        .min_length = f->min_length,
	        .max_length = f->max_length,
	        .values = f->values,
	        .nvalues = f->nvalues,
	};

	in.name = field_key(a, f);
	if (f->type == &type_ref) {
		if (!f->join_table && f->nrefs > 1)
			in.word = column_stem(ref->column);
		in.refs = arena_new(a, struct ref, 1);
		*in.refs = *ref;
		in.nrefs = 1;
		in.sql = f->list ? "UUID[]" : "UUID";
		in.name = arena_printf(a, "%s_id%s", f->list ? in.name : column_stem(ref->column),
		                       f->list ? "s" : "");
	}
	return in;
}

bool
input_ruled(const struct field *f)
{
	const struct type *text = type_find("text");

	return !f->list && f->type->value == VALUE_TEXT &&
	       (f->type != text || strcmp(f->sql, text->sql) != 0 || f->pattern || f->min_length ||
	        f->max_length);
}

struct input
input_of_pattern(struct arena *a, const char *word, const struct field *f)
{
	bool own = strcmp(f->name, word) == 0;

	return (struct input){
	        .name = name_snake(a, word),
	        .word = word,
	        .field = own ? f->name : NULL,
	        .typed = own,
	        .type = type_find("text"),
	        .sql = "TEXT",
	};
}

/* What is said of an input that does not meet a rule: as app.failure says it of a column. */
static const struct {
	const char *suffix, *status, *message;
} answers[] = {
        {"elements", "validation:null_element", "A list has an element without a value"},
        {"pattern", "validation:invalid_format", "Wrong format"},
        {"enum", "validation:invalid_enum", "Not one of the allowed values"},
        {"range", "validation:out_of_range", "Out of range"},
        {"bounds", "validation:out_of_range", "Out of range"},
        {"length", "validation:invalid_length", "Too short or too long"},
        {"shape", "validation:invalid_shape", "Not made of the members that it must have"},
        {"array", "validation:invalid_input", "Invalid value"},
};

/* A rule is one of a column, so the input becomes one, which is called like no variable and no
 * parameter; `found` is one of PL/pgSQL (PostgreSQL manual 43.5.5). */
static const char *
column_name(const char *input)
{
	static const char *const ours[] = {"v_", "auth_", "input_"};

	if (strcmp(input, "found") == 0)
		return "value";
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		if (strncmp(input, ours[i], strlen(ours[i])) == 0)
			return "value";
	return input;
}

/* each: of every element of a list. */
static const char *
rule_sql(struct arena *a, const char *input, const char *rule, bool each)
{
	const char *from = ident_of(a, input), *name = ident_of(a, column_name(input));

	if (each)
		return arena_printf(a,
		                    "NOT EXISTS (SELECT FROM unnest(input_data.%s) i (%s) "
		                    "WHERE (%s) IS FALSE)",
		                    from, name, rule);
	return arena_printf(a, "(SELECT %s FROM (VALUES (input_data.%s)) i (%s)) IS NOT FALSE",
	                    rule, from, name);
}

static void
before_add(struct arena *a, struct action *action, const struct input *in, const char *sql,
           const char *status, const char *message)
{
	struct strbuf fields = STRBUF_INIT;

	str_add(&fields, "'{");
	quote_element(&fields, in->name);
	str_add(&fields, "}'");
	action->before = arena_grown(a, action->before, action->nbefore, sizeof *action->before);
	action->before[action->nbefore++] = (struct statement){
	        .kind = STATEMENT_VALIDATE,
	        .sql = sql,
	        .status = status,
	        .message = message,
	        .fields = str_done(&fields, a),
	};
}

void
input_filled(struct arena *a, struct action *action, const struct input *in)
{
	before_add(a, action, in,
	           arena_printf(a, "input_data.%s IS NOT NULL", ident_of(a, in->name)),
	           "validation:required_field", "Required field is missing");
}

void
input_elements(struct arena *a, struct action *action, const struct input *in)
{
	before_add(a, action, in,
	           arena_printf(a, "array_position(input_data.%s, NULL) IS NULL",
	                        ident_of(a, in->name)),
	           answers[0].status, answers[0].message);
}

static void
check_add(struct arena *a, struct action *action, const struct input *in, const struct rule *rule,
          bool each)
{
	for (size_t k = 0; k < sizeof answers / sizeof *answers; k++)
		if (strcmp(answers[k].suffix, rule->suffix) == 0)
			before_add(a, action, in, rule_sql(a, in->name, rule->sql, each),
			           answers[k].status, answers[k].message);
}

/* Functions that look at all elements of a column are there only where a column needs them, so the
 * rules of an array are those of one element, of each of them. */
void
input_check(struct arena *a, struct action *action, const struct input *in, const struct field *f)
{
	bool array = f->list && f->type->value != VALUE_JSON;
	struct field column = *f;
	struct rule rules[RULES_MAX];
	size_t n;

	if (f->nrefs)
		return;
	column.column = column_name(in->name);
	n = field_rules(a, &column, rules);
	for (size_t i = 0; i < n && f->list && f->type == type_find("json"); i++)
		rules[i].suffix = "array"; /* no member is asked for: it cannot be read as a list */
	for (size_t i = 0; i < n; i++)
		if (!array || strcmp(rules[i].suffix, "elements") == 0)
			check_add(a, action, in, &rules[i], false);
	if (!array)
		return;
	column.list = false;
	n = field_rules(a, &column, rules);
	for (size_t i = 0; i < n; i++)
		check_add(a, action, in, &rules[i], true);
}

void
input_unused(struct diag *d, const struct source *source, struct span at, const char *word)
{
	warning_at(d, source, at, "no step uses the parameter '%s'", word);
}

void
input_fits(struct diag *d, const struct source *source, const struct action *a,
           const struct input *in)
{
	if (in == a->inputs + FIELDS_MAX)
		error_at(d, source, in->at.line ? in->at : a->at,
		         "'%s' has %zu inputs; at most %d are allowed", a->name, a->ninputs,
		         FIELDS_MAX);
	if (strlen(in->name) > NAME_MAX_BYTES)
		error_at(
		        d, source, in->at.line ? in->at : a->at,
		        "the input '%s' of '%s' has the key '%s' of %zu bytes; PostgreSQL keeps %d",
		        in->word, a->name, in->name, strlen(in->name), NAME_MAX_BYTES);
}
