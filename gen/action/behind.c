/* What lies behind a dot. */
#include "action/meaning.h"
#include "base/arena.h"
#include "base/quote.h"
#include "model/name.h"

#include <string.h>
#include <strings.h>

/* The tables on the way. */
struct chain {
	const char *from, *where;
};

/* The word, unless an alias of ours, a variable or a parameter may be called so, or the function,
 * whose parameters PL/pgSQL knows behind its name too. */
static const char *
plain_alias(struct compiler *c, const char *word)
{
	static const char *const taken[] = {"v_", "auth_", "input_", "q"};
	bool plain = strlen(word) > 1 && strcasecmp(word, c->action->api) != 0;

	for (size_t k = 0; k < sizeof taken / sizeof *taken; k++)
		plain &= strncmp(word, taken[k], strlen(taken[k])) != 0;
	return plain ? word : name_object(c->arena, "row_%s", word);
}

static bool
among(const char **all, size_t n, const char *word)
{
	for (size_t k = 0; k < n; k++)
		if (strcasecmp(all[k], word) == 0)
			return true;
	return false;
}

/* No two on the way are the same: one that comes again has its place in it. */
static const char *
alias_of(struct compiler *c, const struct expr *path, size_t i)
{
	const char **all = arena_new(c->arena, const char *, i + 1);

	for (size_t n = 0; n <= i; n++) {
		const char *word = plain_alias(c, path->words[n].text);

		all[n] = word;
		for (size_t place = n + 1; among(all, n, all[n]); place++)
			all[n] = name_object(c->arena, "%s_%zu", word, place);
	}
	return ident_of(c->arena, all[i]);
}

static void
unknown_member(struct compiler *c, const struct locator *locator, const struct word *w,
               const char *of, const char *const *names)
{
	error_in(c->diag, locator, w->offset, w->n, "%s has no '%s'%s", of, w->text,
	         nearest_cure(c->arena, w->text, names));
}

static void
no_field(struct compiler *c, const struct locator *locator, const struct word *w,
         const struct entity *e)
{
	unknown_member(c, locator, w, arena_printf(c->arena, "'%s'", e->name),
	               field_names(c->arena, e));
	note_at(c->diag, e->source, e->at, "'%s' is declared here", e->name);
}

/* One table further. */
static struct meaning *
hop(struct compiler *c, const struct locator *locator, struct chain *chain, const struct expr *path,
    size_t i, const struct meaning *from)
{
	const struct entity *e = from->row;
	const char *alias = alias_of(c, path, i - 1), *word = path->words[i].text;
	const char *join = arena_printf(c->arena, "%s = %s AND %s", column_sql(c, alias, e->key),
	                                from->symbol.key, rows_sql(c, e, alias));
	const struct ref *ref;
	const struct field *f = field_of_word(e, word, &ref);

	if (!f && !word_always(e, word)) {
		no_field(c, locator, &path->words[i], e);
		return NULL;
	}
	if (chain->where)
		chain->from = arena_printf(c->arena, "%s JOIN %s %s ON %s", chain->from,
		                           row_table(c, e), alias, join);
	else
		*chain = (struct chain){arena_printf(c->arena, "%s %s", row_table(c, e), alias),
		                        join};
	return f ? field_meaning(c, e, f, ref, alias) : always_meaning(c, e, word, alias);
}

static struct meaning *
member(struct compiler *c, const struct locator *locator, const struct word *w,
       const struct meaning *object)
{
	const struct composite_member *found = type_member(object->composite, w->text);
	struct meaning *m = arena_new(c->arena, struct meaning, 1);
	const char **names, *key = literal_of(c->arena, w->text);
	const struct type *type;
	size_t n = 0;

	if (!found) {
		while (object->composite->members[n].name)
			n++;
		names = arena_new(c->arena, const char *, n + 1);
		for (size_t i = 0; i < n; i++)
			names[i] = object->composite->members[i].name;
		unknown_member(c, locator, w, object->composite->name, names);
		return NULL;
	}
	type = type_find(found->type);
	m->symbol = (struct symbol){.name = found->name, .kind = type->value, .type = type->sql};
	if (type->class == TYPE_COMPOSITE) {
		m->composite = type;
		m->symbol.sql = arena_printf(c->arena, "(%s -> %s)", object->symbol.sql, key);
	} else if (type->value == VALUE_TEXT)
		m->symbol.sql = arena_printf(c->arena, "(%s ->> %s)", object->symbol.sql, key);
	else
		m->symbol.sql = arena_printf(c->arena, "(%s ->> %s)::%s", object->symbol.sql, key,
		                             type->sql);
	return m;
}

static struct meaning *
json_member(struct compiler *c, const struct word *w, bool last, const struct meaning *object)
{
	struct meaning *m = arena_new(c->arena, struct meaning, 1);

	m->json = true;
	m->symbol = (struct symbol){
	        .name = w->text,
	        .kind = last ? VALUE_TEXT : VALUE_JSON,
	        .open = last,
	        .sql = arena_printf(c->arena, "(%s %s %s)", object->symbol.sql, last ? "->>" : "->",
	                            literal_of(c->arena, w->text)),
	};
	m->symbol.jsonb = arena_printf(c->arena, "(%s -> %s)", object->symbol.sql,
	                               literal_of(c->arena, w->text));
	return m;
}

/* Every SQL of the last meaning becomes a sub-query over the tables on the way. */
static void
wrap(struct compiler *c, const struct chain *chain, struct meaning *m)
{
	const char **all[] = {&m->symbol.sql, &m->symbol.key, &m->symbol.id, &m->symbol.jsonb};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (*all[i])
			*all[i] = arena_printf(c->arena, "(SELECT %s FROM %s WHERE %s)", *all[i],
			                       chain->from, chain->where);
	if (m->symbol.exists) /* false, and not NULL, where the way ends before */
		m->symbol.exists = arena_printf(c->arena, "EXISTS (SELECT FROM %s WHERE %s AND %s)",
		                                chain->from, chain->where, m->symbol.exists);
	/* = ANY (SELECT …) would go through the rows of the query, however many parentheses. */
	if (m->symbol.list && m->symbol.sql)
		m->symbol.sql = arena_printf(c->arena, "(%s::%s[])", m->symbol.sql, m->type->sql);
}

struct meaning *
behind(struct compiler *c, const struct locator *locator, const struct expr *path, size_t i,
       struct meaning *m)
{
	struct chain chain = {NULL, NULL};

	for (; m && m->symbol.sql && i < path->nwords; i++) {
		const struct word *w = &path->words[i];

		/* It leads to an entity that is not there. */
		if (m->symbol.kind == VALUE_REF && !m->row && !m->symbol.refused &&
		    !m->symbol.list && c->diag->nerrors)
			return NULL;
		if (m->symbol.refused || m->symbol.list || (!m->row && !m->composite && !m->json)) {
			error_in(c->diag, locator, w->offset, w->n,
			         m->symbol.list || m->items
			                 ? "'%s' is a list; 'foreach' goes through it"
			                 : "'%s' is a single value; nothing lies behind it",
			         path->words[i - 1].text);
			return NULL;
		}
		m = m->row         ? hop(c, locator, &chain, path, i, m)
		    : m->composite ? member(c, locator, w, m)
		                   : json_member(c, w, i + 1 == path->nwords, m);
	}
	if (m && chain.where)
		wrap(c, &chain, m);
	return m;
}
