/* The steps of which some others are taken: if, switch. */
#include "action/compiler.h"
#include "action/end.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "expr/literal.h"
#include "parse/decimal.h"

#include <string.h>

/* ---- ways ---- */

static struct way *
way_add(struct compiler *c, struct statement *st)
{
	st->ways = arena_grown(c->arena, st->ways, st->nways, sizeof *st->ways);
	st->ways[st->nways] = (struct way){0};
	return &st->ways[st->nways++];
}

bool
branch_compile(struct compiler *c, const struct step *steps, struct way *w)
{
	bool inserted = c->inserted, fallible = c->fallible, made;

	c->fallible = true;
	w->steps = steps_compile(c, steps, &w->nsteps);
	made = c->inserted;
	c->made_in_way |= made && !inserted;
	c->inserted = inserted;
	c->fallible = fallible;
	return made;
}

/* What is known of the row behind a fork. */
struct fork {
	bool all, any;                /* all ways that go on make it; any does */
	bool otherwise;               /* one of them is always taken */
	bool maybe_made, made_in_way; /* as of the compiler */
};

static struct fork
fork_open(const struct compiler *c)
{
	return (struct fork){
	        .all = true, .maybe_made = c->maybe_made, .made_in_way = c->made_in_way};
}

/* One of several ways, of which one is taken. */
static void
way_compile(struct compiler *c, const struct branch *b, struct way *w, struct fork *f)
{
	bool maybe_made = c->maybe_made, made_in_way = c->made_in_way,
	     made = branch_compile(c, b->steps, w);
	bool ends = steps_end(b->steps);

	f->otherwise |= !b->condition.node && b->nvalues == 0;
	f->all &= made || ends;
	f->any |= made;
	f->maybe_made |= c->maybe_made;
	f->made_in_way |= c->made_in_way && !ends;
	c->maybe_made = maybe_made;
	c->made_in_way = made_in_way;
}

static void
fork_close(struct compiler *c, const struct fork *f)
{
	c->maybe_made = f->maybe_made;
	c->made_in_way = f->made_in_way;
	c->inserted |= f->all && f->any && f->otherwise;
}

void
if_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	struct fork fork = fork_open(c);

	st->kind = STATEMENT_IF;
	for (const struct branch *b = s->branches; b; b = b->next) {
		struct frame f = own_frame(c);
		struct way *w = way_add(c, st);

		if (b->condition.node)
			w->sql = condition_sql(c, &f, &b->condition);
		way_compile(c, b, w, &fork);
	}
	fork_close(c, &fork);
}

/* ---- switch ---- */

/* The values of the cases so far. */
struct constants {
	const char **sql;
	size_t n;
};

static bool
is_member(const struct symbol *what, const char *value)
{
	return what->nvalues == 0 || word_among(what->values, what->nvalues, value);
}

static void
not_member(struct compiler *c, struct span at, const struct symbol *what, const char *value)
{
	const char **names = arena_new(c->arena, const char *, what->nvalues + 1);

	for (size_t i = 0; i < what->nvalues; i++)
		names[i] = what->values[i];
	error_at(c->diag, c->source, at, "'%s' is not a member of '%s'%s", value,
	         what->name ? what->name : "switch", nearest_cure(c->arena, value, names));
}

/* A case's value as a constant of the kind of the switch; NULL after reporting. */
static const char *
constant(struct compiler *c, struct span at, const struct symbol *what, const char *value)
{
	const char *literal = literal_of(c->arena, value), *type, *fault;
	bool truth;

	if (!is_member(what, value)) {
		not_member(c, at, what, value);
		return NULL;
	}
	if (what->kind == VALUE_TEXT || what->open)
		return literal;
	if (what->kind == VALUE_NUMBER && decimal_valid(value))
		return decimal_plain(c->arena, value);
	if (what->kind == VALUE_BOOLEAN && boolean_word(value, &truth))
		return truth ? "TRUE" : "FALSE";
	fault = what->kind == VALUE_NUMBER    ? "write 42 or 0.5"
	        : what->kind == VALUE_BOOLEAN ? "write true or false"
	                                      : literal_fault(what->kind, what->local, value);
	type = literal_type(what->kind, what->local);
	if (!fault && type)
		return arena_printf(c->arena, "%s::%s", literal, type);
	error_at(c->diag, c->source, at, "'%s' is no value of this switch%s%s", value,
	         fault ? "; " : "", fault ? fault : "");
	return NULL;
}

/* Whether a case's constant is that of one before; reports it. */
static bool
taken(struct compiler *c, const struct branch *b, size_t i, const char *sql, struct constants *all)
{
	if (word_among(all->sql, all->n, sql)) {
		error_at(c->diag, c->source, b->values_at[i],
		         "'%s' never comes here; a case above has this value", b->values[i]);
		return true;
	}
	all->sql[all->n++] = sql;
	return false;
}

/* value IN (constants); NULL after reporting. */
static const char *
case_sql(struct compiler *c, const struct branch *b, const char *value, const struct symbol *what,
         struct constants *all)
{
	struct strbuf out = STRBUF_INIT;
	bool good = true;

	str_addf(&out, "(%s) %s", value, b->nvalues == 1 ? "= " : "IN (");
	for (size_t i = 0; i < b->nvalues; i++) {
		const char *sql = constant(c, b->values_at[i], what, b->values[i]);

		good &= sql && !taken(c, b, i, sql, all);
		str_addf(&out, "%s%s", i ? ", " : "", sql ? sql : "NULL");
	}
	str_add(&out, b->nvalues == 1 ? "" : ")");
	value = str_done(&out, c->arena);
	return good ? value : NULL;
}

/* A value that no case takes falls through without a default. */
static void
exhaustive(struct compiler *c, const struct step *s, const struct symbol *what)
{
	for (size_t i = 0; i < what->nvalues; i++) {
		bool found = false;

		for (const struct branch *b = s->branches; b && !found; b = b->next)
			found = word_among(b->values, b->nvalues, what->values[i]);
		if (found)
			continue;
		warning_at(c->diag, c->source, s->at,
		           "no case takes '%s', and there is no default: nothing is done then",
		           what->values[i]);
		return;
	}
}

/* A value that costs no sub-query is written again for each case. */
static const char *
switch_value(struct compiler *c, const struct step *s, struct symbol *what)
{
	struct frame f = own_frame(c);
	const char *sql = value_sql(c, &f, &s->value, what);
	const struct expr *e = s->value.tree;

	if (e && e->kind == EXPR_PATH && !what->name)
		what->name = e->words[e->nwords - 1].text;
	if (sql && what->kind == VALUE_REF) {
		error_at(c->diag, c->source, s->value.node->at,
		         "a switch compares with constants, and a reference is none; use 'if'");
		return NULL;
	}
	if (sql && (what->list || what->kind == VALUE_JSON || what->kind == VALUE_POINT)) {
		error_at(c->diag, c->source, s->value.node->at,
		         "a switch needs a single value that can be compared");
		return NULL;
	}
	return sql;
}

void
switch_compile(struct compiler *c, const struct step *s, struct statement *st)
{
	struct symbol what = {0};
	const char *value = switch_value(c, s, &what);
	struct constants constants = {arena_new(c->arena, const char *, VALUES_MAX), 0};
	struct fork fork = fork_open(c);

	st->kind = STATEMENT_IF;
	for (const struct branch *b = s->branches; b; b = b->next) {
		struct way *w = way_add(c, st);

		if (b->nvalues && value)
			w->sql = case_sql(c, b, value, &what, &constants);
		way_compile(c, b, w, &fork);
	}
	if (value && !fork.otherwise)
		exhaustive(c, s, &what);
	fork_close(c, &fork);
}
