/* What is named at a place of a statement. */
#include "base/arena.h"
#include "model/column.h"
#include "model/relation.h"
#include "parse/step.h"
#include "trace/token.h"
#include "trace/trace.h"

#include <string.h>

struct named {
	const char *name;
	struct span at;
};

struct names {
	struct arena *arena;
	struct named *v;
	size_t n, max;
	const char *stem; /* of the entity */
};

static void
add(struct names *names, const char *name, struct span at)
{
	struct named *v = names->v;

	if (!name || !at.line)
		return;
	if (names->n == names->max) {
		names->max = 2 * names->max + 64;
		names->v = arena_new(names->arena, struct named, names->max);
		if (names->n)
			memcpy(names->v, v, names->n * sizeof(*v));
	}
	names->v[names->n++] = (struct named){name, at};
}

static struct span
find(const struct names *names, const char *word, size_t n)
{
	for (size_t i = 0; i < names->n; i++)
		if (strlen(names->v[i].name) == n && memcmp(names->v[i].name, word, n) == 0)
			return names->v[i].at;
	return (struct span){0};
}

static void
add_field(struct names *names, const struct field *f)
{
	add(names, f->name, f->at);
	add(names, f->column, f->at);
	add(names, f->join_table, f->at);
	for (size_t i = 0; i < f->nrefs; i++)
		add(names, f->refs[i].column, f->refs[i].at.line ? f->refs[i].at : f->at);
	if (f->nrefs && !f->list)
		add(names, arena_printf(names->arena, "%s_id", f->name), f->at);
}

/* The indexes that fields get by themselves, by the columns that they are of. */
static void
add_indexes(struct names *names, const struct entity *model)
{
	struct columns columns = entity_columns(names->arena, model);
	struct table_indexes indexes = entity_indexes(names->arena, model, &columns);

	for (size_t i = 0; i < indexes.n; i++)
		if (indexes.v[i].ncolumns)
			add(names, indexes.v[i].name,
			    find(names, indexes.v[i].columns[0], strlen(indexes.v[i].columns[0])));
}

static void
collect(struct names *names, const struct entity *model, const struct entity *e)
{
	for (size_t i = 0; i < e->nfields; i++)
		add_field(names, &e->fields[i]);
	for (size_t i = 0; i < e->nforeign_keys; i++)
		add(names, e->foreign_keys[i].column, e->foreign_keys[i].at);
	for (size_t i = 0; i < e->nindexes; i++)
		add(names, e->indexes[i].name, e->indexes[i].at);
	for (size_t i = 0; i < e->nchecks; i++)
		add(names, e->checks[i].name, e->checks[i].at);
	for (size_t i = 0; i < e->nactions; i++)
		for (size_t k = 0; e->actions[i].form && k < e->actions[i].form->nparameters; k++)
			add(names, e->actions[i].form->parameters[k].name,
			    e->actions[i].form->parameters[k].at);
	add_indexes(names, model);
}

/* The longest name that stands, as whole words, in the name of a constraint behind that of the
 * entity: chk_tb_contact_status_enum. */
static struct span
inside(const struct names *names, const char *word, size_t n)
{
	const char *stem = memmem(word, n, names->stem, strlen(names->stem)), *end = word + n;
	struct span best = {0};
	size_t length = 0;

	if (!stem)
		return best;
	for (size_t i = 0; i < names->n; i++) {
		const char *name = names->v[i].name, *from = stem + strlen(names->stem);
		size_t len = strlen(name);

		while (len > length && (from = memmem(from, (size_t)(end - from), name, len))) {
			if (from[-1] == '_' && (from + len == end || from[len] == '_')) {
				best = names->v[i].at;
				length = len;
			}
			from++;
		}
	}
	return best;
}

static struct span
look(const struct names *names, const char *text, const struct sql_token *t)
{
	bool quoted = t->kind == SQL_NAME && t->n > 2;
	const char *word = text + t->at + quoted;
	size_t n = t->n - 2 * (size_t)quoted;
	struct span at = {0};

	if (t->kind == SQL_WORD || quoted)
		at = find(names, word, n);
	return at.line || !(t->kind == SQL_WORD || quoted) ? at : inside(names, word, n);
}

/* Names before the place come first, then the nearer one. */
static size_t
distance(const struct sql_token *t, size_t offset)
{
	return t->at <= offset ? offset - t->at : ((size_t)-1) / 2 + t->at - offset;
}

/* The name that a line gives a constraint or an index. */
static struct span
given(const struct names *names, const char *text, size_t from, size_t to)
{
	struct sql_token t = {SQL_SIGN, from, 0};

	while (sql_token(text, to, t.at + t.n, &t))
		if ((sql_is(text, &t, "CONSTRAINT") || sql_is(text, &t, "INDEX")) &&
		    sql_token(text, to, t.at + t.n, &t))
			return look(names, text, &t);
	return (struct span){0};
}

/* The nearest name between two offsets. */
static struct span
nearest_name(const struct names *names, const char *text, size_t from, size_t to, size_t offset)
{
	struct sql_token t = {SQL_SIGN, from, 0};
	struct span best = {0}, at;
	size_t least = (size_t)-1;

	while (sql_token(text, to, t.at + t.n, &t)) {
		if (distance(&t, offset) >= least)
			continue;
		at = look(names, text, &t);
		if (at.line) {
			best = at;
			least = distance(&t, offset);
		}
	}
	return best;
}

/* Whether a statement is about one thing, however many lines it has; of a table and a function each
 * line is about one.
 */
static bool
single(const char *text, size_t len)
{
	static const char *const words[] = {"ALTER", "COMMENT", "INDEX", "UNIQUE"};
	struct sql_token t = {SQL_SIGN, 0, 0};

	for (int i = 0; i < 2 && sql_token(text, len, t.at + t.n, &t); i++)
		for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
			if (sql_is(text, &t, words[k]))
				return true;
	return false;
}

struct span
trace_name(struct arena *a, const struct entity *model, const struct entity *authored,
           const char *text, size_t len, size_t offset)
{
	struct names names = {.arena = a, .stem = model->stem};
	size_t from = offset, to = offset;
	struct span at;

	collect(&names, model, authored);
	while (from && text[from - 1] != '\n')
		from--;
	while (to < len && text[to] != '\n')
		to++;
	at = given(&names, text, from, to);
	if (!at.line)
		at = nearest_name(&names, text, from, to, offset);
	if (at.line || !single(text, len))
		return at;
	for (to = offset; to < len && text[to] != ';';)
		to++;
	return nearest_name(&names, text, 0, to, offset);
}
