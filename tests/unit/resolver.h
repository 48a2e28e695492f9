/*
 * Resolver: one that knows names from tables, and what becomes of an expression with it. A world is
 * what names mean; the tests of expressions have one, those that ask a server another.
 */
#ifndef TEST_RESOLVER_H
#define TEST_RESOLVER_H

#include "expr/token.h"
#include "expr/tree.h"
#include "scope.h"

struct table {
	const char *entity;
	struct rows rows;
};

struct world {
	const struct symbol *paths; /* by all their words: company.name, $item.qty, ? */
	size_t npaths;
	const struct symbol *calls; /* caller.has_role */
	size_t ncalls;
	const struct table *tables;
	size_t ntables;
	struct arena *arena;
};

#define LENGTH(array) (sizeof(array) / sizeof(*(array)))

static inline const char *
spelled(struct arena *a, const struct expr *e, const char *last)
{
	struct strbuf b = STRBUF_INIT;

	str_add(&b, e->variable ? "$" : "");
	for (size_t i = 0; i < e->nwords; i++)
		str_addf(&b, "%s%s", i ? "." : "", e->words[i].text);
	if (last)
		str_addf(&b, ".%s", last);
	return str_done(&b, a);
}

static inline const struct symbol *
known(struct diag *d, const struct locator *locator, const struct expr *e, const struct symbol *all,
      size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(all[i].name, name))
			return all + i;
	error_in(d, locator, e->offset, e->n, "unknown name '%s'", name);
	return NULL;
}

static inline const struct symbol *
world_path(void *context, struct diag *d, const struct locator *locator, const struct expr *e)
{
	const struct world *w = context;

	return known(d, locator, e, w->paths, w->npaths,
	             e->kind == EXPR_GIVEN ? "?" : spelled(w->arena, e, NULL));
}

static inline const struct symbol *
world_call(void *context, struct diag *d, const struct locator *locator, const struct expr *e)
{
	const struct world *w = context;

	return known(d, locator, e, w->calls, w->ncalls, spelled(w->arena, e, e->text));
}

static inline const struct rows *
world_rows(void *context, struct diag *d, const struct locator *locator, const struct query *q,
           const struct scope *inside)
{
	const struct world *w = context;

	(void)inside;
	for (size_t i = 0; i < w->ntables; i++)
		if (!strcmp(w->tables[i].entity, q->entity.text))
			return &w->tables[i].rows;
	error_in(d, locator, q->entity.offset, q->entity.n, "unknown entity '%s'", q->entity.text);
	return NULL;
}

static bool
world_knows(void *context, const char *word)
{
	(void)context;
	(void)word;
	return false;
}

static const struct resolver resolver = {world_path, world_knows, world_call, world_rows};

/* What an expression is checked as. */
enum demand { AS_CONDITION, AS_VALUE_OF, AS_ANY };

/* Its SQL, or its faults. symbol: what it is assigned to (AS_VALUE_OF), or what it turns out to be
 * (AS_ANY). */
static inline const char *
printed(struct arena *a, const struct scope *s, const char *text, enum demand demand,
        struct symbol *symbol)
{
	struct source source = {"t", NULL, 0};
	struct locator locator = {&source, locate, NULL, NULL};
	struct strbuf out = STRBUF_INIT;
	struct diag d;
	struct expr *e;
	bool ok;

	diag_init(&d, a);
	e = expr_parse(a, &d, &locator, text, 0);
	if (!e)
		return shortened(a, &d);
	ok = demand == AS_CONDITION  ? expr_check(a, &d, &locator, e, s, VALUE_BOOLEAN)
	     : demand == AS_VALUE_OF ? expr_check_assign(a, &d, &locator, e, s, symbol)
	                             : expr_check_value(a, &d, &locator, e, s, symbol);
	if (!ok)
		return shortened(a, &d);
	expr_print(&out, e);
	return str_done(&out, a);
}

#endif
