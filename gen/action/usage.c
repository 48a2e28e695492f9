#include "action/usage.h"
#include "action/demand.h"
#include "action/end.h"
#include "base/arena.h"
#include "expr/tree.h"

#include <string.h>

/* ---- inputs ---- */

static struct named_input *
input(struct usage *u, const struct node *node, const struct word *w)
{
	struct named_input **at = &u->inputs;

	for (; *at; at = &(*at)->next)
		if (strcmp((*at)->word, w->text) == 0)
			return *at;
	*at = arena_new(u->arena, struct named_input, 1);
	**at = (struct named_input){.word = w->text, .node = node, .offset = w->offset, .n = w->n};
	return *at;
}

static bool
is_path(const struct expr *e, size_t n)
{
	return e && e->kind == EXPR_PATH && !e->variable && e->nwords == n;
}

static bool
is_input(const struct expr *e)
{
	return e && e->kind == EXPR_PATH && !e->variable && e->nwords > 1 &&
	       strcmp(e->words[0].text, "input") == 0;
}

/* The last word of a path to the id of a row. */
static bool
is_id(const struct expr *e)
{
	return e && e->kind == EXPR_PATH && strcmp(e->words[e->nwords - 1].text, "id") == 0;
}

/* `?` stands for the input called as the field beside it. */
static void
given(struct usage *u, struct expr *e, const char *name)
{
	if (!e || e->kind != EXPR_GIVEN || !name)
		return;
	e->kind = EXPR_PATH;
	e->nwords = 2;
	e->words = arena_new(u->arena, struct word, 2);
	e->words[0] = (struct word){"input", e->offset, e->n};
	e->words[1] = (struct word){name, e->offset, e->n};
}

/* What stands beside an input says what it is. */
static void
beside(struct usage *u, const struct node *node, const struct expr *e, const struct expr *other)
{
	const struct ref *ref;
	struct named_input *in;

	if (!is_input(e) || e->nwords != 2)
		return;
	in = input(u, node, &e->words[1]);
	if (is_id(other))
		in->uuid = true;
	else if (is_path(other, 1) && !u->foreign && !in->field)
		in->field = field_of_word(u->entity, other->words[0].text, &ref);
}

/* Inputs that are joined to the pattern of LIKE. */
static void
patterns(struct usage *u, const struct node *node, const struct expr *e)
{
	if (is_input(e) && e->nwords == 2)
		input(u, node, &e->words[1])->patterns++;
	for (size_t i = 0; e->kind == EXPR_CONCAT && i < e->nargs; i++)
		patterns(u, node, e->args[i]);
}

static void
pairs(struct usage *u, const struct node *node, struct expr *e)
{
	struct expr *first = e->nargs ? e->args[0] : NULL;

	for (size_t i = 1; i < e->nargs; i++) {
		if (is_path(first, 1))
			given(u, e->args[i], first->words[0].text);
		if (is_path(e->args[i], 1))
			given(u, first, e->args[i]->words[0].text);
		beside(u, node, e->args[i], first);
		beside(u, node, first, e->args[i]);
	}
	if (e->kind == EXPR_LIKE)
		patterns(u, node, e->args[1]);
}

/* ---- names of the own row ---- */

static bool
own_word(const struct usage *u, const char *word)
{
	const struct ref *ref;

	return field_of_word(u->entity, word, &ref) || word_always(u->entity, word);
}

/* One that other tables need not have. */
static bool
own_alone(const struct usage *u, const char *word)
{
	return own_word(u, word) &&
	       (strcmp(word, "identifier") == 0 || !word_always(u->entity, word));
}

/* A field of the row that is yet to be made is an input. */
static void
own(struct usage *u, const struct node *node, const struct word *w)
{
	const struct ref *ref;

	if (!own_word(u, w->text))
		return;
	if (!u->made || u->there)
		u->row = true;
	else if (field_of_word(u->entity, w->text, &ref))
		input(u, node, w)->uses++;
}

static void
path(struct usage *u, const struct node *node, const struct expr *e)
{
	const char *root = e->words[0].text;

	if (e->variable)
		return;
	if (is_input(e))
		input(u, node, &e->words[1])->uses++;
	else if (e->nwords > 1 && strcmp(root, "caller") == 0)
		u->row |= strcmp(e->words[1].text, "is_owner") == 0;
	else if (e->nwords > 1 && strcmp(root, "old") == 0)
		u->row = true;
	else if (e->nwords > 1 && strcmp(root, u->entity->name) == 0)
		own(u, node, &e->words[1]);
	else if (!u->foreign)
		own(u, node, &e->words[0]);
}

/* customer = id, customer = account: the second word may be of the own row. Of id = found it is
 * not: the id is that of the rows that are looked at. */
static void
compared(struct usage *u, const struct node *node, const struct expr *e)
{
	const struct expr *a = e->args[0], *b = e->args[1];
	bool ids = is_id(a) != is_id(b), among = target_own(u->entity, u->rows);
	const struct word *word;
	const char *other;
	bool read;

	if (!is_path(a, 1) || !is_path(b, 1))
		return;
	other = (is_id(a) ? b : a)->words[0].text;
	if (ids && !own_word(u, other) && steps_give(u->arena, u->steps, other, u->rows->entity))
		return;
	if (!ids && (among || !own_alone(u, b->words[0].text)))
		return;
	word = (is_id(a) ? a : b)->words;
	read = u->row;
	own(u, node, word);
	if (u->row && !read)
		u->guess = (struct guess){node, word, u->rows->entity};
	u->row = read;
}

static void
expression(struct usage *u, const struct node *node, struct expr *e)
{
	struct usage outer = *u;

	if (!e)
		return;
	if (e->kind == EXPR_COMPARE || e->kind == EXPR_DISTINCT || e->kind == EXPR_IN ||
	    e->kind == EXPR_BETWEEN || e->kind == EXPR_LIKE)
		pairs(u, node, e);
	if (u->foreign && e->kind == EXPR_COMPARE)
		compared(u, node, e);
	if (e->kind == EXPR_PATH)
		path(u, node, e);
	u->stray |= e->kind == EXPR_GIVEN;
	for (size_t i = 0; i < e->nargs; i++)
		if (e->kind != EXPR_MATCHES || i == 0)
			expression(u, node, e->args[i]);
	if (!e->query)
		return;
	u->foreign = true;
	u->rows =
	        &(struct target){.schema = e->query->schema.text, .entity = e->query->entity.text};
	expression(u, node, e->query->item);
	expression(u, node, e->query->where);
	u->foreign = outer.foreign;
	u->rows = outer.rows;
}

static void
authored(struct usage *u, const struct authored *a)
{
	expression(u, a->node, a->tree);
}

/* ---- steps ---- */

/* Whose field a value becomes: none's, another row's, the subject's. */
enum store { STORE_NOT, STORE_ELSEWHERE, STORE_OWN };

static void
assignment(struct usage *u, struct assignment *a, enum store store)
{
	const struct ref *ref;
	const struct field *f;
	struct named_input *in;
	struct expr *e = a->value.tree;

	given(u, e, a->name);
	authored(u, &a->value);
	if (!store || !a->name)
		return;
	f = field_of_word(u->entity, a->name, &ref);
	if (is_input(e) && e->nwords == 2)
		in = input(u, a->value.node, &e->words[1]);
	else if (is_path(e, 1) && u->made && !u->there &&
	         field_of_word(u->entity, e->words[0].text, &ref))
		in = input(u, a->value.node, &e->words[0]);
	else
		return;
	in->stores++;
	if (store == STORE_ELSEWHERE)
		return;
	in->stored = in->stored ? in->stored : f;
	in->required |= u->made && !u->there && f && f->required && !f->default_kind;
}

static void
values(struct usage *u, struct assignment *list, enum store store)
{
	for (struct assignment *a = list; a; a = a->next)
		assignment(u, a, store);
}

static void
rows(struct usage *u, struct step *s)
{
	u->foreign = true;
	u->rows = &s->target;
	authored(u, &s->condition);
	if (s->kind == STEP_UPDATE)
		values(u, s->values, STORE_ELSEWHERE);
	u->foreign = false;
}

static void
insert(struct usage *u, struct step *s)
{
	bool own = step_own(u->entity, s) && !u->there && !u->changed && !u->deleted;

	u->made |= own;
	u->everything |= own && !s->values;
	u->lends |= !own && !s->values;
	values(u, s->values, own ? STORE_OWN : STORE_ELSEWHERE);
	u->there |= own;
}

static void
change(struct usage *u, struct step *s)
{
	u->many |= s->every;
	if (!step_own(u->entity, s)) {
		rows(u, s);
		return;
	}
	if (s->kind == STEP_DELETE)
		u->deleted = true;
	else
		u->changed = true;
	u->row |= !u->made;
	u->everything |= s->kind == STEP_UPDATE && !s->values;
	authored(u, &s->condition);
	values(u, s->values, STORE_OWN);
}

static void steps(struct usage *, struct step *);

/* Behind a fork the row is there if every way made it. */
static void
ways(struct usage *u, struct step *s)
{
	bool before = u->there, all = true, any = false, otherwise = false;

	authored(u, &s->value);
	for (struct branch *b = s->branches; b; b = b->next) {
		otherwise |= !b->condition.node && !b->nvalues;
		u->there = before;
		authored(u, &b->condition);
		steps(u, b->steps);
		all &= u->there || steps_end(b->steps);
		any |= u->there;
	}
	u->there = before || (all && any && otherwise);
}

static void
loop(struct usage *u, struct step *s)
{
	bool before = u->there;

	u->row |= s->related;
	u->many |= s->target.entity && !s->related;
	authored(u, &s->value);
	if (s->target.entity)
		rows(u, s);
	else
		authored(u, &s->condition);
	steps(u, s->steps);
	u->there = before;
}

static void
other(struct usage *u, struct step *s)
{
	u->tells |= s->kind == STEP_NOTIFY || s->kind == STEP_EMIT;
	u->row |= s->kind == STEP_REFRESH && s->scope != REFRESH_BATCH && (!u->made || u->there);
	authored(u, &s->condition);
	authored(u, &s->value);
	authored(u, &s->text);
	values(u, s->values, STORE_NOT);
}

static void
find(struct usage *u, struct step *s)
{
	if (step_own(u->entity, s))
		u->row = true;
	else
		rows(u, s);
}

static void
steps(struct usage *u, struct step *list)
{
	static void (*const readers[])(struct usage *, struct step *) = {
	        [STEP_IF] = ways,       [STEP_SWITCH] = ways,   [STEP_INSERT] = insert,
	        [STEP_UPDATE] = change, [STEP_DELETE] = change, [STEP_FIND] = find,
	        [STEP_FOREACH] = loop,  [STEP_WHILE] = loop,    [STEP_REFRESH] = other,
	};

	for (struct step *s = list; s; s = s->next) {
		void (*read)(struct usage *, struct step *) =
		        s->kind < STEP_REFRESH ? readers[s->kind] : NULL;

		(read ? read : other)(u, s);
	}
}

struct usage
usage_of(struct arena *a, const struct entity *e, const struct action *action)
{
	struct usage u = {.entity = e, .arena = a, .steps = action->steps};

	u.made = steps_make(e, action->steps) || action->kind == ACTION_CREATE;
	if (action->form)
		authored(&u, &action->form->requires);
	u.everything = action->kind == ACTION_CREATE || action->kind == ACTION_UPDATE;
	u.changed = action->kind == ACTION_UPDATE;
	u.deleted = action->kind == ACTION_DELETE;
	steps(&u, action->steps);
	u.whole = action->kind == ACTION_CREATE || steps_demand(e, action->steps, NULL);
	for (struct named_input *in = u.inputs; in; in = in->next)
		in->required = in->required && steps_demand(e, action->steps, in->word);
	u.row |= u.tells && !u.many && !u.made;
	if (u.row)
		u.guess.word = NULL;
	u.row |= u.guess.word != NULL;
	return u;
}
