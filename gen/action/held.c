/* Rows that are held against deletion, since later steps store references to them, or those that
 * they have. */
#include "action/compiler.h"
#include "action/word.h"
#include "expr/tree.h"

#include <string.h>

/* A row that steps have by a name. */
struct named_row {
	const struct entity *entity;
	const char *name;
};

/* Its id, or a reference that it has: what that leads to can be deleted only behind the row. */
static bool
leads(const struct entity *e, const char *word)
{
	const struct ref *ref = NULL;

	return strcmp(word, "id") == 0 || (field_of_word(e, word, &ref) && ref);
}

static bool
mentions(const struct expr *e, const struct named_row *row)
{
	if (!e)
		return false;
	if (e->kind == EXPR_PATH && strcmp(e->words[0].text, row->name) == 0)
		return e->nwords == 1 || (e->nwords == 2 && leads(row->entity, e->words[1].text));
	for (size_t i = 0; i < e->nargs; i++)
		if (mentions(e->args[i], row))
			return true;
	return false;
}

static bool
stores(const struct step *s, const void *row)
{
	if (s->kind != STEP_INSERT && s->kind != STEP_UPDATE && s->kind != STEP_SET)
		return false;
	for (const struct assignment *a = s->values; a; a = a->next)
		if (mentions(a->value.tree, row))
			return true;
	return false;
}

/* UPDATE or DELETE of rows of an entity. */
static bool
changes(const struct step *s, const void *entity)
{
	return (s->kind == STEP_UPDATE || s->kind == STEP_DELETE) && s->target.entity &&
	       strcmp(s->target.entity, entity) == 0;
}

void
held_set(struct compiler *c, const struct step *s, const struct entity *e, struct statement *st)
{
	const struct named_row row = {e, s->variable ? s->variable : e->stem};

	st->locked =
	        steps_any(s->kind == STEP_FIND ? c->action->steps : s->steps, changes, e->name);
	st->held = !st->locked && steps_any(c->action->steps, stores, &row);
}
