/* Expressions of an action as SQL, and the rows of the queries in them. */
#include "action/meaning.h"
#include "base/arena.h"
#include "base/str.h"
#include "expr/reference.h"

#include <string.h>

/* ---- rows of a query ---- */

static const struct rows *rows(void *context, struct diag *d, const struct locator *locator,
                               const struct query *q, const struct scope *inside);

static const struct resolver resolver = {path_symbol, path_known, caller_call, rows};

static struct scope
scope_of(const struct frame *f)
{
	struct scope s = {.resolver = &resolver, .context = (void *)f};

	s.patterns = type_patterns(f->c->arena, &s.npatterns);
	return s;
}

/* As many ^ as frames lie between, which no author can write. */
static const char *
outward(struct arena *a, size_t frames)
{
	char *text = arena_new(a, char, frames + 1);

	memset(text, '^', frames);
	return text;
}

static bool
leads_to(const struct frame *f, const char *word, const struct entity *e)
{
	const struct ref *ref;
	const struct entity *target;

	field_of_word(f->entity, word, &ref);
	target = ref ? entity_of_ref(f->c, f->entity, ref) : NULL;
	return target && entity_same(target, e);
}

/* customer = id: beside a reference to the entity of a row further out,
 * `id` is the id of that row. */
static void
outer_id(const struct frame *f, struct expr *id, const struct expr *other)
{
	size_t n = 0;
	struct word *words;

	if (id->kind != EXPR_PATH || id->nwords != 1 || strcmp(id->words[0].text, "id") != 0 ||
	    other->kind != EXPR_PATH || other->nwords != 1)
		return;
	for (const struct frame *g = f->outer; g; g = g->outer) {
		n++;
		if (!g->entity || !leads_to(f, other->words[0].text, g->entity))
			continue;
		words = arena_new(f->c->arena, struct word, 2);
		words[0] = (struct word){outward(f->c->arena, n), id->offset, id->n};
		words[1] = id->words[0];
		id->words = words;
		id->nwords = 2;
		return;
	}
}

static void
outer_ids(const struct frame *f, struct expr *e)
{
	if (!e || f->own)
		return;
	if (e->kind == EXPR_COMPARE || e->kind == EXPR_DISTINCT) {
		outer_id(f, e->args[0], e->args[1]);
		outer_id(f, e->args[1], e->args[0]);
	}
	for (size_t i = 0; i < e->nargs; i++)
		outer_ids(f, e->args[i]);
}

static size_t
depth(const struct frame *f)
{
	size_t n = 1;

	for (; f; f = f->outer)
		n += f->row && *f->row == 'q';
	return n;
}

static const struct rows *
rows(void *context, struct diag *d, const struct locator *locator, const struct query *q,
     const struct scope *inside)
{
	const struct frame *outer = context;
	struct compiler *c = outer->c;
	struct rows *r = arena_new(c->arena, struct rows, 1);
	struct frame *f = arena_new(c->arena, struct frame, 1);
	struct scope *s = arena_new(c->arena, struct scope, 1);
	struct target t = {locator->span(locator->context, q->entity.offset, q->entity.n),
	                   q->schema.text, q->entity.text};

	(void)d;
	*f = (struct frame){.c = c, .outer = outer, .entity = entity_find(c, &t, false)};
	if (!f->entity)
		return NULL;
	read_add(c, f->entity, "id");
	f->row = arena_printf(c->arena, "q%zu", depth(outer));
	outer_ids(f, q->where);
	*s = *inside;
	s->context = f;
	r->scope = s;
	r->from = arena_printf(c->arena, "%s %s", row_table(c, f->entity), f->row);
	r->where = rows_sql(c, f->entity, f->row);
	return r;
}

/* ---- whole expressions ---- */

struct checked {
	struct scope scope;
	struct locator locator;
};

static bool
begin(struct compiler *c, const struct frame *f, const struct authored *a, struct checked *k)
{
	c->nused = 0;
	c->used = NULL;
	if (!a->tree)
		return false;
	k->scope = scope_of(f);
	k->locator = node_locator(c->arena, c->source, a->node);
	outer_ids(f, a->tree);
	return true;
}

static const char *
printed(struct compiler *c, const struct expr *e)
{
	struct strbuf out = STRBUF_INIT;

	expr_print(&out, e);
	return str_done(&out, c->arena);
}

const char *
condition_sql(struct compiler *c, const struct frame *f, const struct authored *a)
{
	struct checked k;

	if (!begin(c, f, a, &k) ||
	    !expr_check(c->arena, c->diag, &k.locator, a->tree, &k.scope, VALUE_BOOLEAN))
		return NULL;
	return printed(c, a->tree);
}

/* What is looked up by its id may not be there. */
static void
sought_add(struct compiler *c, const struct symbol *to, const char *sql)
{
	const struct entity *e =
	        to->before && strstr(sql, to->before) ? entity_titled(c, to->target) : NULL;

	if (e)
		list_add(c->arena, &c->sought, e->name);
}

const char *
assigned_sql(struct compiler *c, const struct frame *f, const struct authored *a,
             const struct symbol *to)
{
	struct checked k;
	const char *sql;

	if (!begin(c, f, a, &k) ||
	    !expr_check_assign(c->arena, c->diag, &k.locator, a->tree, &k.scope, to))
		return NULL;
	sql = printed(c, a->tree);
	sought_add(c, to, sql);
	return sql;
}

const char *
value_sql(struct compiler *c, const struct frame *f, const struct authored *a, struct symbol *what)
{
	struct checked k;

	if (!begin(c, f, a, &k) ||
	    !expr_check_value(c->arena, c->diag, &k.locator, a->tree, &k.scope, what))
		return NULL;
	return printed(c, a->tree);
}

const struct meaning *
path_meaning(const struct expr *e)
{
	return e->kind == EXPR_PATH ? (const struct meaning *)e->symbol : NULL;
}

const char *
key_sql(struct compiler *c, const struct authored *a)
{
	if (!is_reference(a->tree) || !reference_has(a->tree, REFERENCE_KEY))
		return NULL;
	reference_print_as(a->tree, REFERENCE_KEY);
	return printed(c, a->tree);
}

const char *
payload_sql(struct compiler *c, const struct frame *f, const struct authored *a,
            struct symbol *what)
{
	const char *sql = value_sql(c, f, a, what);
	const struct meaning *m = sql && what->open ? path_meaning(a->tree) : NULL;

	return m && m->symbol.jsonb ? m->symbol.jsonb : sql;
}
