#include "model/rule.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "expr/regex.h"
#include "model/column.h"
#include "model/name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *
rule_pattern(struct arena *a, const char *pattern)
{
	struct strbuf out = STRBUF_INIT;

	regex_print(&out, pattern);
	return str_done(&out, a);
}

const char *
rule_function(struct arena *a, const struct type *t, bool list)
{
	return arena_printf(a, "%s_%s", list ? "all" : "is", name_snake(a, t->name));
}

/* ---- of a member of a composite ---- */

/* ISO 8601, as JSON has it: days of the calendar, from the year 1 on. */
#define YEAR "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
#define LEAP_YEAR "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
#define DAY_OF_YEAR                                                                    \
	"((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)" \
	"|02-(0[1-9]|1[0-9]|2[0-8]))"
#define DAY "(" YEAR "-" DAY_OF_YEAR "|" LEAP_YEAR "-02-29)"
#define OFFSET "(Z|[+-](0[0-9]|1[0-5])(:?[0-5][0-9])?)"
#define CLOCK "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?"

/* How a member of a composite looks in JSON: jsonb_typeof(), and what its text must match. */
static const struct {
	const char *type, *pattern;
} members_json[] = {
        [VALUE_TEXT] = {"string", NULL},
        [VALUE_NUMBER] = {"number", NULL},
        [VALUE_BOOLEAN] = {"boolean", NULL},
        [VALUE_DATE] = {"string", "^" DAY "$"},
        [VALUE_TIME] = {"string", "^" CLOCK "$"},
        [VALUE_TIMESTAMP] = {"string", "^" DAY "[T ]" CLOCK OFFSET "$"},
};

const char *
rule_member_json(const struct type *t)
{
	return members_json[t->value].type;
}

const char *
rule_member_pattern(const struct type *t)
{
	const char *min, *max;

	if (type_limits(t, &min, &max))
		return "^-?[0-9]+$";
	return t->pattern ? t->pattern : members_json[t->value].pattern;
}

/* What no column of the type could hold is none of its values, or no action could
 * compute with it. */
void
rule_member_limits(struct arena *a, const struct type *t, const char **min, const char **max)
{
	static const char nines[] = "9999999999999999999";
	int digits, scale;

	type_limits(t, min, max);
	if (strcmp(t->sql, "DOUBLE PRECISION") == 0) {
		*min = "-1e308";
		*max = "1e308";
	} else if (!*max && sscanf(t->sql, "NUMERIC(%d,%d", &digits, &scale) == 2) {
		*max = arena_printf(a, "%.*s.%.*s", digits - scale, nines, scale, nines);
	}
}

/* ---- of a field ---- */

static const char *
pattern(struct arena *a, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	if (!f->pattern)
		return NULL;
	str_add(&out, f->list ? "app.all_match(" : "");
	quote_ident(&out, f->column);
	str_add(&out, f->list ? ", " : " ~ ");
	quote_literal(&out, rule_pattern(a, f->pattern));
	str_add(&out, f->list ? ")" : "");
	return str_done(&out, a);
}

static const char *
members(struct arena *a, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	if (!f->nvalues)
		return NULL;
	quote_ident(&out, f->column);
	str_add(&out, f->list ? " <@ ARRAY[" : " IN (");
	for (size_t i = 0; i < f->nvalues; i++) {
		str_add(&out, i ? ", " : "");
		quote_literal(&out, f->values[i]);
	}
	str_add(&out, f->list ? "]" : ")");
	return str_done(&out, a);
}

/* min <= ALL (column): every element. */
static void
bound(struct strbuf *out, const struct field *f, const char *value, const char *each,
      const char *one)
{
	if (!f->list) {
		quote_ident(out, f->column);
		str_add(out, one);
	}
	column_value(out, f->type, value);
	if (f->list) {
		str_add(out, each);
		quote_ident(out, f->column);
		str_addc(out, ')');
	}
}

static const char *
range(struct arena *a, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	if (!f->min && !f->max)
		return NULL;
	if (f->min)
		bound(&out, f, f->min, " <= ALL (", f->max ? " BETWEEN " : " >= ");
	if (f->min && f->max && !f->list) {
		str_add(&out, " AND ");
		column_value(&out, f->type, f->max);
	} else if (f->max) {
		str_add(&out, f->min ? " AND " : "");
		bound(&out, f, f->max, " >= ALL (", " <= ");
	}
	return str_done(&out, a);
}

static const char *
number(struct arena *a, int n)
{
	return n ? arena_printf(a, "%d", n) : "NULL";
}

int
rule_width(const struct field *f)
{
	const char *at = f->sql ? strstr(f->sql, "CHAR(") : NULL;

	return at ? atoi(at + strlen("CHAR(")) : 0;
}

bool
rule_pads(const struct field *f)
{
	return f->sql && strncmp(f->sql, "CHAR(", strlen("CHAR(")) == 0;
}

/* CHAR(n) and VARCHAR(n) have a greatest length of their own. */
static const char *
length(struct arena *a, const struct field *f)
{
	int min = f->min_length, max = rule_width(f) ? 0 : f->max_length;
	struct strbuf out = STRBUF_INIT;

	if (!min && !max)
		return NULL;
	str_add(&out, f->list ? "app.all_length(" : "char_length(");
	quote_ident(&out, f->column);
	if (f->list)
		str_addf(&out, ", %s, %s)", number(a, min), number(a, max));
	else if (min == max)
		str_addf(&out, ") = %d", max);
	else if (min && max)
		str_addf(&out, ") BETWEEN %d AND %d", min, max);
	else
		str_addf(&out, ") %s %d", min ? ">=" : "<=", min + max);
	return str_done(&out, a);
}

/* No element of an array is null; the other rules speak of values. */
static const char *
elements(struct arena *a, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	if (!f->list || f->join_table || f->type->value == VALUE_JSON)
		return NULL;
	str_add(&out, "num_nulls(VARIADIC ");
	quote_ident(&out, f->column);
	str_add(&out, ") = 0");
	return str_done(&out, a);
}

/* Latitude comes first. */
static const char *
bounds(struct arena *a, const struct field *f)
{
	const char *c;

	if (f->type->value != VALUE_POINT)
		return NULL;
	c = ident_of(a, f->column);
	if (f->list)
		return arena_printf(a, "'((-90,-180),(90,180))'::BOX @> ALL (%s)", c);
	return arena_printf(a, "%s[0] BETWEEN -90 AND 90 AND %s[1] BETWEEN -180 AND 180", c, c);
}

/* A list of JSON values is one JSON array. */
static const char *
shape(struct arena *a, const struct field *f)
{
	bool composite = f->type->class == TYPE_COMPOSITE;
	struct strbuf out = STRBUF_INIT;

	if (composite)
		str_addf(&out, "app.%s(", rule_function(a, f->type, f->list));
	else if (f->list && f->type->value == VALUE_JSON)
		str_add(&out, "jsonb_typeof(");
	else
		return NULL;
	quote_ident(&out, f->column);
	str_add(&out, composite ? ")" : ") = 'array'");
	return str_done(&out, a);
}

/* One of several targets is set, or none if the field may be null. */
static const char *
target(struct arena *a, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;

	if (f->nrefs < 2 || f->join_table)
		return NULL;
	str_add(&out, "num_nonnulls(");
	for (size_t i = 0; i < f->nrefs; i++) {
		str_add(&out, i ? ", " : "");
		quote_ident(&out, f->refs[i].column);
	}
	str_add(&out, f->required ? ") = 1" : ") <= 1");
	return str_done(&out, a);
}

size_t
field_rules(struct arena *a, const struct field *f, struct rule out[RULES_MAX])
{
	static const struct {
		const char *suffix;
		const char *(*sql)(struct arena *, const struct field *);
	} all[] = {
	        {"elements", elements}, {"pattern", pattern}, {"enum", members}, {"range", range},
	        {"length", length},     {"bounds", bounds},   {"shape", shape},  {"target", target},
	};
	size_t n = 0;
	const char *sql;

	for (size_t i = 0; i < sizeof all / sizeof *all && n < RULES_MAX; i++) {
		sql = f->faulty ? NULL : all[i].sql(a, f);
		if (sql)
			out[n++] = (struct rule){all[i].suffix, sql};
	}
	return n;
}

/* ---- of a table ---- */

/* A rule of the author may have the name of one of ours. */
static bool
taken(const struct table_checks *to, const char *name)
{
	for (size_t i = 0; i < to->n; i++)
		if (strcmp(to->v[i].name, name) == 0)
			return true;
	return false;
}

static struct table_check *
add_check(struct table_checks *to, struct arena *a, const char *name, const char *condition)
{
	const char *free = name_object(a, "chk_tb_%s", name);

	for (int i = 2; taken(to, free); i++)
		free = name_object(a, "chk_tb_%s_%d", name, i);
	to->v[to->n] = (struct table_check){.name = free, .condition = condition};
	return &to->v[to->n++];
}

struct table_checks
entity_checks(struct arena *a, const struct entity *e)
{
	struct table_checks to = {
	        arena_new(a, struct table_check, e->nfields * RULES_MAX + e->nchecks), 0};
	struct rule rules[RULES_MAX];

	for (size_t k = 0; k < e->nfields; k++) {
		size_t n = field_rules(a, &e->fields[k], rules);

		for (size_t i = 0; i < n; i++) {
			struct table_check *c = add_check(&to, a,
			                                  arena_printf(a, "%s_%s_%s", e->stem,
			                                               field_key(a, &e->fields[k]),
			                                               rules[i].suffix),
			                                  rules[i].sql);

			c->field = &e->fields[k];
			c->suffix = rules[i].suffix;
		}
	}
	for (size_t i = 0; i < e->nchecks; i++)
		add_check(&to, a, arena_printf(a, "%s_%s", e->stem, e->checks[i].name),
		          e->checks[i].sql)
		        ->authored = &e->checks[i];
	return to;
}
