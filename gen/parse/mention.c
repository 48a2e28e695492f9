#include "parse/mention.h"
#include "base/arena.h"
#include "expr/tree.h"
#include "model/name.h"
#include "parse/yaml.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

struct walk {
	struct arena *arena;
	const struct mentions *to;
	struct mention at;
};

static void
entity(struct walk *w, const char *schema, const char *name)
{
	if (name && w->to->entity)
		w->to->entity(w->to->context, &w->at, schema, name);
}

/* ---- expressions ---- */

static void expr(struct walk *, const struct expr *);

static void
query(struct walk *w, const struct query *q)
{
	const struct query *outer = w->at.query;

	if (!q)
		return;
	w->at.query = q;
	entity(w, q->schema.text, q->entity.text);
	expr(w, q->item);
	expr(w, q->where);
	w->at.query = outer;
}

/* Behind MATCHES one word is the name of a pattern. */
static bool
names_pattern(const struct expr *e, size_t i)
{
	return e->kind == EXPR_MATCHES && i == 1 && e->args[i]->kind == EXPR_PATH;
}

static void
expr(struct walk *w, const struct expr *e)
{
	if (!e)
		return;
	if (e->kind == EXPR_PATH && w->to->path)
		w->to->path(w->to->context, &w->at, e);
	if (e->kind == EXPR_GIVEN && w->to->given)
		w->to->given(w->to->context, &w->at, e);
	for (size_t i = 0; i < e->nargs; i++)
		if (!names_pattern(e, i))
			expr(w, e->args[i]);
	query(w, e->query);
}

static void
authored(struct walk *w, const struct authored *a)
{
	w->at.authored = a;
	expr(w, a->tree);
	w->at.authored = NULL;
}

/* ---- types ---- */

/* Entity or schema.Entity, with blanks around. */
static void
target(struct walk *w, const char *text, size_t n)
{
	const char *schema = NULL, *name, *dot;

	while (n && isspace((unsigned char)*text))
		text++, n--;
	while (n && isspace((unsigned char)text[n - 1]))
		n--;
	name = arena_strndup(w->arena, text, n);
	if ((dot = strchr(name, '.'))) {
		schema = arena_strndup(w->arena, name, (size_t)(dot - name));
		name = dot + 1;
	}
	if (name_valid(name) && (!schema || name_valid(schema)))
		entity(w, schema, name);
}

/* Whether a type begins with a word and a parenthesis; then *s stands behind it. */
static bool
opens(const char **s, const char *word)
{
	static const char blanks[] = " \t\r\n";
	const char *t = *s + strspn(*s, blanks);
	size_t n = strlen(word);

	if (strncasecmp(t, word, n) != 0)
		return false;
	t += n;
	t += strspn(t, blanks);
	if (*t != '(')
		return false;
	*s = t + 1;
	return true;
}

/* The targets of a type: ref(A|schema.B, …), also inside list(…). */
static void
type(struct walk *w, const struct node *n)
{
	const char *s = n && n->kind == NODE_SCALAR ? n->text : NULL;
	size_t len;

	if (!s)
		return;
	opens(&s, "list");
	if (!opens(&s, "ref"))
		return;
	do {
		len = strcspn(s, "|,)");
		target(w, s, len);
		s += len;
	} while (*s++ == '|');
}

/* ---- steps ---- */

static void
values(struct walk *w, const struct assignment *a)
{
	for (; a; a = a->next) {
		w->at.assignment = a;
		type(w, a->type);
		authored(w, &a->value);
	}
	w->at.assignment = NULL;
}

static void
steps(struct walk *w, const struct step *s)
{
	for (; s; s = s->next) {
		w->at.step = s;
		entity(w, s->target.schema, s->target.entity);
		if (s->kind == STEP_CALL && s->name && w->to->call)
			w->to->call(w->to->context, &w->at, s);
		values(w, s->values);
		authored(w, &s->condition);
		authored(w, &s->value);
		authored(w, &s->text);
		for (const struct branch *b = s->branches; b; b = b->next) {
			w->at.step = s;
			authored(w, &b->condition);
			steps(w, b->steps);
		}
		steps(w, s->steps);
	}
	w->at.step = NULL;
}

void
mentions_walk(struct arena *a, const struct action *action, const struct mentions *to)
{
	struct walk w = {.arena = a, .to = to, .at = {.action = action}};
	const struct action_form *form = action->form;

	if (form) {
		authored(&w, &form->requires);
		for (size_t i = 0; i < form->nparameters; i++)
			type(&w, form->parameters[i].type);
	}
	steps(&w, action->steps);
}

bool
mention_loose(const struct mention *m)
{
	return m->step && m->step->kind == STEP_FOREACH && !m->query && !m->authored;
}
