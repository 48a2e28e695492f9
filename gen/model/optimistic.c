#include "model/optimistic.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"

#include <string.h>

/* The own update of an action, if it has one that always runs;
 * NULL if it has none, or others beside it. */
struct search {
	const struct statement *found;
	bool unsure;
};

static void
look(struct search *s, const struct statement *list, size_t n, bool always)
{
	for (size_t i = 0; i < n; i++) {
		const struct statement *st = &list[i];

		s->unsure = s->unsure || st->kind == STATEMENT_RETURN || st->kind == STATEMENT_CALL;
		if (st->own && (st->kind == STATEMENT_UPDATE || st->kind == STATEMENT_DELETE)) {
			s->unsure =
			        s->unsure || !always || s->found || st->kind == STATEMENT_DELETE;
			s->found = st;
		}
		look(s, st->steps, st->nsteps, false);
		for (size_t k = 0; k < st->nways; k++)
			look(s, st->ways[k].steps, st->ways[k].nsteps, false);
	}
}

/* ---- values ---- */

/* The JSON of an SQL constant as the compiler prints it; NULL for anything else. */
static const char *
constant(struct arena *a, const char *sql)
{
	static const struct {
		const char *sql, *json;
	} words[] = {{"TRUE", "true"}, {"FALSE", "false"}, {"NULL", "null"}};
	struct strbuf text = STRBUF_INIT, out = STRBUF_INIT;
	const char *end;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(sql, words[i].sql) == 0)
			return words[i].json;
	if (*sql && *sql != '0' && !sql[strspn(sql, "0123456789")] && strlen(sql) < 16)
		return sql;
	if (*sql != '\'')
		return NULL;
	for (end = sql + 1; *end && !(*end == '\'' && *++end != '\''); end++)
		str_addc(&text, *end);
	if (!*end && end[-1] == '\'')
		quote_json(&out, text.buf ? text.buf : "");
	str_free(&text);
	return out.len ? str_done(&out, a) : NULL;
}

static const char *
print(struct arena *a, const char *before, const char *name, const char *after)
{
	struct strbuf out = STRBUF_INIT;

	str_add(&out, before);
	quote_ident(&out, name);
	str_add(&out, after);
	return str_done(&out, a);
}

/* Where the name of an input stands in SQL that may be nothing but what it says;
 * NULL in any other. */
static const char *
input_name(const char *sql)
{
	static const char *const before[] = {"input_data.", "CASE WHEN input_payload ? "};

	for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
		size_t n = strlen(before[i]);

		if (strncmp(sql, before[i], n) == 0)
			return sql + n + (sql[n] == '"' || sql[n] == '\'');
	}
	return NULL;
}

/* Whether a column gets what an input says; kept: only if it is there. */
static bool
is_input(struct arena *a, const char *sql, const char *input, const char *column, bool *kept)
{
	const char *name = input_name(sql), *value;
	struct strbuf patch = STRBUF_INIT;

	if (!name || strncmp(name, input, strlen(input)) != 0)
		return false;
	value = print(a, "input_data.", input, "");
	str_add(&patch, "CASE WHEN input_payload ? ");
	quote_literal(&patch, input);
	str_addf(&patch, " THEN %s ELSE %s END", value, print(a, "t.", column, ""));
	*kept = strcmp(sql, str_done(&patch, a)) == 0;
	return *kept || strcmp(sql, value) == 0;
}

static bool
add(struct arena *a, struct optimistic *to, const struct entity *e, const struct action *action,
    const struct named_sql *v)
{
	const struct field *f = field_of_column(e, v->name);
	struct optimistic_value *value = &to->values[to->nvalues];

	if (!f || f->nrefs) /* the client does not know what to show of a reference */
		return false;
	*value = (struct optimistic_value){.field = f, .json = constant(a, v->sql)};
	for (size_t i = 0; !value->json && !value->input && i < action->ninputs; i++)
		if (is_input(a, v->sql, action->inputs[i].name, v->name, &value->kept))
			value->input = action->inputs[i].name;
	if (value->json && f->type->value != VALUE_TEXT && *value->json == '"')
		return false; /* '08:00' may be printed in another way */
	to->nvalues += value->json || value->input;
	return value->json || value->input;
}

struct optimistic
optimistic_of(struct arena *a, const struct entity *e, const struct action *action)
{
	struct optimistic to = {.whole = true, .removed = action->deletes};
	struct search s = {0};

	look(&s, action->statements, action->nstatements, true);
	if (action->deletes) {
		to.possible = action->subject != SUBJECT_NEW;
		for (size_t i = 0; i < action->nstatements; i++)
			to.possible = to.possible && action->statements[i].kind != STATEMENT_RETURN;
		return to;
	}
	if (!s.found || s.unsure || action->subject == SUBJECT_NEW)
		return to;
	to.values = arena_new(a, struct optimistic_value, s.found->nvalues);
	for (size_t i = 0; i < s.found->nvalues; i++)
		if (!add(a, &to, e, action, &s.found->values[i]))
			to.whole = false;
	to.whole = to.whole && s.found->npairings == 0;
	to.possible = to.nvalues > 0;
	return to;
}
