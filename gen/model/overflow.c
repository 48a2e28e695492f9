#include "model/overflow.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/column.h"
#include "model/rule.h"

#include <string.h>

/* ---- what may be computed ---- */

/* Words of SQL that compute, or make a number of another type; within a text they do no harm. */
static bool
computes(const char *sql)
{
	static const char *const signs[] = {
	        " + ",    " - ",  " * ",       " / ",        " % ",      "(-",        "sum(",
	        "round(", "abs(", "::INTEGER", "::SMALLINT", "::BIGINT", "::NUMERIC("};

	for (size_t i = 0; sql && i < sizeof signs / sizeof *signs; i++)
		if (strstr(sql, signs[i]))
			return true;
	return false;
}

static void
look(void *context, const struct statement *s)
{
	bool *found = context;

	*found = *found || computes(s->sql);
	for (size_t i = 0; i < s->nways; i++)
		*found = *found || computes(s->ways[i].sql);
	for (size_t i = 0; i < s->nvalues; i++)
		*found = *found || computes(s->values[i].sql);
}

bool
overflow_anywhere(const struct action *a)
{
	bool found = false;

	statements_walk(a->before, a->nbefore, look, &found);
	statements_walk(a->statements, a->nstatements, look, &found);
	return found;
}

/* ---- of a field ---- */

struct search {
	struct arena *arena;
	const struct entity *entity;
	const struct action *action;
	const struct field *field;
	bool found;
};

/* The input as it is, or what is there if it was not given. */
static bool
is_input(const struct search *s, const struct input *in, const char *sql)
{
	const char *given = arena_printf(s->arena, "input_data.%s", ident_of(s->arena, in->name));
	const char *column = ident_of(s->arena, s->field->column);
	const char *kept = arena_printf(s->arena, " THEN %s ELSE t.%s END", given, column);
	size_t n = strlen(sql), end = strlen(kept);

	if (!in->sql || strcmp(in->sql, s->field->sql) != 0)
		return false;
	return strcmp(sql, given) == 0 ||
	       (strncmp(sql, "CASE WHEN input_payload ? ", 26) == 0 && n > end &&
	        strcmp(sql + n - end, kept) == 0 && !strchr(sql + 26, '('));
}

static bool
is_small(const char *sql)
{
	size_t n = strspn(sql, "0123456789");

	return strcmp(sql, "NULL") == 0 || (n == 1 && !sql[n]);
}

static bool
plain(const struct search *s, const char *sql)
{
	for (size_t i = 0; i < s->action->ninputs; i++)
		if (is_input(s, &s->action->inputs[i], sql))
			return true;
	return is_small(sql);
}

static void
seek(void *context, const struct statement *st)
{
	struct search *s = context;

	if ((st->kind != STATEMENT_INSERT && st->kind != STATEMENT_UPDATE) || !st->entity ||
	    !entity_called(s->entity, st->entity, st->schema))
		return;
	for (size_t i = 0; i < st->nvalues && !s->found; i++)
		s->found = st->values[i].name && st->values[i].sql &&
		           strcmp(st->values[i].name, s->field->column) == 0 &&
		           !plain(s, st->values[i].sql);
}

static bool
ranged(struct arena *a, const struct field *f)
{
	struct rule rules[RULES_MAX];
	size_t n = field_rules(a, f, rules);

	for (size_t i = 0; i < n; i++)
		if (strcmp(rules[i].suffix, "range") == 0 || strcmp(rules[i].suffix, "bounds") == 0)
			return true;
	return false;
}

bool
overflow_of(struct arena *a, const struct entity *e, const struct action *action, const char *field)
{
	struct search s = {a, e, action, NULL, false};

	for (size_t i = 0; i < e->nfields; i++)
		if (strcmp(field_key(a, &e->fields[i]), field) == 0)
			s.field = &e->fields[i];
	if (!s.field || ranged(a, s.field) || !s.field->column || !s.field->sql)
		return true;
	statements_walk(action->before, action->nbefore, seek, &s);
	statements_walk(action->statements, action->nstatements, seek, &s);
	return s.found;
}

/* ---- conversions ---- */

static bool
mentions(const struct statement *s, const char *text)
{
	for (size_t i = 0; i < s->nvalues; i++)
		if (s->values[i].sql && strstr(s->values[i].sql, text))
			return true;
	for (size_t i = 0; i < s->nways; i++)
		if (s->ways[i].sql && strstr(s->ways[i].sql, text))
			return true;
	return s->sql && strstr(s->sql, text);
}

bool
conversion_in(const struct statement *s)
{
	return mentions(s, "app.to_number(") || mentions(s, "app.finite(") ||
	       ((mentions(s, "->>") || mentions(s, "#>>")) && mentions(s, ")::"));
}
