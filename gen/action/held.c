/* Rows that are held against deletion, since later steps store references to them,
 * or those that they have; and rows that are locked, since later steps change them. */
#include "action/callee.h"
#include "action/compiler.h"
#include "action/meaning.h"
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

/* Whether a path names a row that is asked for, or what it leads to. */
typedef bool names_row(const struct expr *path, const void *context);

static bool
mentions(const struct expr *e, names_row *names, const void *context)
{
	if (!e)
		return false;
	if (e->kind == EXPR_PATH && names(e, context))
		return true;
	for (size_t i = 0; i < e->nargs; i++)
		if (mentions(e->args[i], names, context))
			return true;
	return false;
}

static bool
stores(const struct step *s, names_row *names, const void *context)
{
	if (s->kind != STEP_INSERT && s->kind != STEP_UPDATE && s->kind != STEP_SET)
		return false;
	for (const struct assignment *a = s->values; a; a = a->next)
		if (mentions(a->value.tree, names, context))
			return true;
	return false;
}

static bool
names_named(const struct expr *path, const void *context)
{
	const struct named_row *row = context;

	return strcmp(path->words[0].text, row->name) == 0 &&
	       (path->nwords == 1 ||
	        (path->nwords == 2 && leads(row->entity, path->words[1].text)));
}

static bool
stores_named(const struct step *s, const void *row)
{
	return stores(s, names_named, row);
}

/* The action's row that a step kept under a name. */
static bool
keeps_own(const struct step *s, const void *row)
{
	const struct named_row *kept = row;

	return s->kind == STEP_FIND && s->variable && strcmp(s->variable, kept->name) == 0 &&
	       step_own(kept->entity, s);
}

static bool
names_own(const struct expr *path, const void *compiler)
{
	const struct compiler *c = compiler;
	const char *root = path->words[0].text;
	const struct named_row kept = {c->entity, root};
	bool row = steps_any(c->action->steps, keeps_own, &kept);

	if (path->nwords == 1)
		return row || (!path->variable && leads(c->entity, root));
	return path->nwords == 2 && (row || strcmp(root, c->entity->name) == 0) &&
	       leads(c->entity, path->words[1].text);
}

static bool
stores_own(const struct step *s, const void *compiler)
{
	return stores(s, names_own, compiler);
}

bool
own_held(const struct compiler *c)
{
	return steps_any(c->action->steps, stores_own, c);
}

bool
item_held(const struct compiler *c, const struct entity *e, const char *item)
{
	const struct named_row row = {e, item};

	return steps_any(c->action->steps, stores_named, &row);
}

/* ---- rows that later steps change ---- */

/* Its own id, not a reference that it has. */
static bool
is_named(const struct expr *path, const void *context)
{
	const struct named_row *row = context;

	return strcmp(path->words[0].text, row->name) == 0 &&
	       (path->nwords == 1 || (path->nwords == 2 && strcmp(path->words[1].text, "id") == 0));
}

static bool
is_own(const struct expr *path, const void *compiler)
{
	const struct compiler *c = compiler;
	const char *root = path->words[0].text;
	const struct named_row kept = {c->entity, root};

	if (steps_any(c->action->steps, keeps_own, &kept))
		return is_named(path, &kept);
	if (path->nwords == 1)
		return !path->variable && strcmp(root, "id") == 0;
	return path->nwords == 2 && strcmp(path->words[1].text, "id") == 0 &&
	       (strcmp(root, c->entity->name) == 0 || strcmp(root, "input") == 0);
}

static bool
calls_own(const struct step *s, const void *compiler)
{
	return mentions(callee_changes(compiler, s), is_own, compiler);
}

bool
own_changed(const struct compiler *c)
{
	return steps_any(c->action->steps, calls_own, c);
}

struct changed_row {
	const struct compiler *c;
	struct named_row row;
};

/* UPDATE or DELETE of rows of an entity. */
static bool
writes_rows(const struct step *s, const struct entity *e)
{
	return (s->kind == STEP_UPDATE || s->kind == STEP_DELETE) && s->target.entity &&
	       strcmp(s->target.entity, e->name) == 0;
}

/* That of rows of its entity, or a call for it. */
static bool
changes(const struct step *s, const void *context)
{
	const struct changed_row *of = context;

	if (s->kind == STEP_CALL)
		return mentions(callee_changes(of->c, s), is_named, &of->row);
	return writes_rows(s, of->row.entity);
}

bool
item_changed(const struct compiler *c, const struct step *s, const struct entity *e)
{
	const struct changed_row of = {c, {e, s->variable}};

	return e && steps_any(s->steps, changes, &of);
}

void
held_set(struct compiler *c, const struct step *s, const struct entity *e, struct statement *st)
{
	const struct changed_row of = {c, {e, s->variable ? s->variable : e->stem}};

	st->locked = steps_any(s->kind == STEP_FIND ? c->action->steps : s->steps, changes, &of);
	st->held = !st->locked && steps_any(c->action->steps, stores_named, &of.row);
}

/* ---- rows of inputs that steps change ---- */

struct changed_input {
	const struct compiler *c;
	const struct input *input;
	const struct entity *entity;
};

static bool
is_input(const struct expr *path, const void *context)
{
	const struct changed_input *of = context;

	if (path->nwords == 3 && strcmp(path->words[2].text, "id") == 0)
		return strcmp(path->words[0].text, "input") == 0 &&
		       input_find(of->c, path->words[1].text) == of->input;
	return input_meant(of->c, path) == of->input;
}

static bool
is_id(const struct expr *e)
{
	return e->kind == EXPR_PATH && !e->variable && e->nwords == 1 &&
	       strcmp(e->words[0].text, "id") == 0;
}

/* id = input.product, alone or beside other conditions. */
static bool
selects_input(const struct expr *e, const struct changed_input *of)
{
	bool found = false;

	if (!e)
		return false;
	for (size_t i = 0; e->kind == EXPR_AND && i < e->nargs && !found; i++)
		found = selects_input(e->args[i], of);
	for (size_t i = 0; e->kind == EXPR_COMPARE && *e->text == '=' && i < 2 && !found; i++)
		found = is_id(e->args[i]) && e->args[!i]->kind == EXPR_PATH &&
		        is_input(e->args[!i], of);
	return found;
}

static bool
changes_input(const struct step *s, const void *context)
{
	const struct changed_input *of = context;

	if (s->kind == STEP_CALL)
		return mentions(callee_changes(of->c, s), is_input, of);
	return writes_rows(s, of->entity) && selects_input(s->condition.tree, of);
}

bool
input_changed(const struct compiler *c, const struct input *in, const struct entity *e)
{
	const struct changed_input of = {c, in, e};

	return steps_any(c->action->steps, changes_input, &of);
}
