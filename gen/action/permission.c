#include "action/permission.h"
#include "action/compiler.h"
#include "base/arena.h"

#include <string.h>

/* Whether a condition speaks of the caller alone. */
static bool
of_caller(const struct expr *e)
{
	if (e->query || e->kind == EXPR_GIVEN || e->kind == EXPR_EXISTS)
		return false;
	if (e->kind == EXPR_PATH &&
	    (e->variable || e->nwords < 2 || strcmp(e->words[0].text, "caller") != 0 ||
	     strcmp(e->words[1].text, "is_owner") == 0))
		return false;
	for (size_t i = 0; i < e->nargs; i++)
		if ((e->kind != EXPR_MATCHES || i == 0) && !of_caller(e->args[i]))
			return false;
	return true;
}

static const char *
with_user(struct arena *a, const struct expr *e, const char *sql)
{
	return arena_printf(a,
	                    e->kind == EXPR_OR ? "auth_user_id IS NOT NULL AND (%s)"
	                                       : "auth_user_id IS NOT NULL AND %s",
	                    sql);
}

void
permission_sign(struct arena *arena, struct diag *d, struct entity *e, struct action *a)
{
	struct compiler c = {
	        .arena = arena, .diag = d, .source = e->source, .entity = e, .action = a};
	struct frame f = {.c = &c};
	const struct authored *requires = a->form ? &a->form->requires : NULL;
	const char *sql;

	if (!requires || !requires->tree)
		return;
	a->requires = node_trimmed(arena, requires->node);
	a->permission = "auth_user_id IS NOT NULL";
	if (!of_caller(requires->tree))
		return;
	sql = condition_sql(&c, &f, requires);
	if (sql)
		a->permission = with_user(arena, requires->tree, sql);
}

void
permission_compile(struct compiler *c)
{
	struct action *a = c->action;
	const struct authored *requires = a->form ? &a->form->requires : NULL;
	struct frame f;
	const char *sql;

	if (!requires || !requires->tree || of_caller(requires->tree))
		return;
	f = own_frame(c);
	sql = condition_sql(c, &f, requires);
	if (!sql)
		return;
	a->before = arena_grown(c->arena, a->before, a->nbefore, sizeof *a->before);
	a->before[a->nbefore++] = (struct statement){
	        .kind = STATEMENT_VALIDATE,
	        .sql = sql,
	        .status = "security:permission_denied",
	        .message = "Permission denied",
	};
}
