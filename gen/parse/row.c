/* Reads the steps on rows: insert, update, delete, find. */
#include "base/arena.h"
#include "base/str.h"
#include "parse/step_parse.h"

#include <string.h>

/* The entity, for which every step on rows begins its text. */
static bool
target(struct parse *p, struct step *s, const struct node *n, struct reader *r)
{
	struct word schema, entity;

	if (!need_entity(r, &schema, &entity))
		return false;
	s->target.schema = schema.text;
	s->target.entity = entity.text;
	s->target.at = word_span(p, n, &entity);
	return true;
}

static void
where(struct step *s, const struct node *n, struct reader *r)
{
	if (read_keyword(r, "where"))
		s->condition = (struct authored){n, read_expr(r)};
}

/* WHERE in the text or as a key beside it. */
static void
where_key(struct parse *p, struct step *s, const struct node *step)
{
	const struct node *n = node_get(step, "where");

	if (n && s->condition.node)
		error_at(p->diag, p->source, n->at,
		         "'where' and WHERE say the same; write one of them");
	else if (n)
		authored_read(p, n, &s->condition);
}

/* What could not be read may have been WHERE. */
static void
where_lost(struct step *s, const struct node *n, const struct reader *r)
{
	if (r->failed && !s->condition.node)
		s->condition = (struct authored){n, NULL};
}

/* SET in the text or as a key beside it: a mapping, or the text behind SET. */
static void
set_key(struct parse *p, struct step *s, const struct node *step)
{
	static const char *const keys[] = {"set", "values", NULL};
	const struct node *n = one_key(p, step, keys);
	struct locator locator;
	struct reader r;

	if (!n)
		return;
	if (s->values)
		error_at(p->diag, p->source, n->at,
		         "the values are given already in the text; write them once");
	else if (n->kind == NODE_MAPPING)
		values_mapping(p, n, n == node_get(step, "set") ? "set" : "values", &s->values);
	else if (n->kind != NODE_SCALAR)
		wrong_kind(p, n, "set", "a mapping");
	else if (text_open(p, n, &locator, &r)) {
		assignments_text(p, n, &r, &s->values);
		need_end(&r);
	}
}

static void
variable(struct parse *p, struct step *s, const struct node *step)
{
	static const char *const keys[] = {"as", "returning", NULL};
	const struct node *n = one_key(p, step, keys);

	if (n && s->variable)
		error_at(p->diag, p->source, n->at, "'as' and AS say the same; write one of them");
	else if (n)
		s->variable = n->text;
}

static void
as(struct step *s, struct reader *r)
{
	struct word name;

	if (read_keyword(r, "as") && need_name(r, &name, "a name after AS"))
		s->variable = name.text;
}

/* A field and '=' right behind the entity: a keyword was left out. */
static bool
lacks(struct reader *r, const char *keyword)
{
	const struct token *t = r->token;

	if (t->kind != TOKEN_NAME || token_is(t, "set") || token_is(t, "where") ||
	    !at_symbol(t + 1, "="))
		return false;
	reader_fault(r, t->offset, t->n, "write %s before '%s'", keyword, t->text);
	return true;
}

/* What other languages say behind an entity, where our texts end. */
static const struct {
	const char *step, *word, *cure;
} elsewhere[] = {
        {"insert", "values", "write 'insert: Entity(field = value)'"},
        {"insert", "from", "without values an insert takes the inputs"},
        {"insert", "on", "write 'on_conflict: ignore' beside 'insert'"},
        {"insert", "on_conflict", "write 'on_conflict: ignore' beside 'insert'"},
        {"insert", "returning", "write AS and a name"},
        {"update", "as", "write 'as: name' beside 'update'"},
        {"update", "returning", "write 'as: name' beside 'update'"},
        {"update", "from", "name the reference that leads to the other row"},
        {"delete", "hard", "write 'hard: true' beside 'delete'"},
        {"delete", "cascade", "write 'ref(Entity, on_delete=cascade)' where the reference is"},
        {"find", "order", "write 'order_by: field' beside 'find'"},
        {"find", "limit", "one row is found; 'foreach' goes through several"},
};

/* The end of the text of a step. */
static bool
ends(struct reader *r, const char *step)
{
	const struct token *t = r->token;

	for (size_t i = 0; !r->failed && i < sizeof elsewhere / sizeof *elsewhere; i++)
		if (strcmp(elsewhere[i].step, step) == 0 && token_is(t, elsewhere[i].word)) {
			reader_fault(r, t->offset, t->n, "unexpected '%s'; %s", t->text,
			             elsewhere[i].cure);
			return false;
		}
	return need_end(r);
}

/* What goes through all rows says which; reports if it does not. */
static void
every_where(struct parse *p, struct step *s, const struct node *n)
{
	if (!s->every || s->condition.node)
		return;
	error_at(p->diag, p->source, s->at, "'%s_all' needs WHERE, which says what rows",
	         s->kind == STEP_UPDATE ? "update" : "delete");
	s->condition = (struct authored){n, NULL};
}

void
insert_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	static const char *const answers[] = {"error", "message", "error_message", NULL};
	const char *conflict = key_text(step, "on_conflict");
	struct locator locator;
	struct reader r;

	if (!text_open(p, n, &locator, &r) || !target(p, s, n, &r) || lacks(&r, "SET"))
		return;
	if (read_symbol(&r, "(")) {
		assignments_text(p, n, &r, &s->values);
		need_symbol(&r, ")");
	} else if (read_keyword(&r, "set"))
		assignments_text(p, n, &r, &s->values);
	as(s, &r);
	ends(&r, "insert");
	set_key(p, s, step);
	variable(p, s, step);
	if (conflict)
		s->conflict = (enum on_conflict)word_index(conflict_names, conflict);
	for (size_t i = 0; answers[i]; i++)
		if (node_get(step, answers[i]))
			error_at(
			        p->diag, p->source, node_pair(step, answers[i])->key->at,
			        "an insert has no '%s': if the row is there already, 'on_conflict' "
			        "says what happens",
			        answers[i]);
}

/* Whether there must be a row: what is answered if there is none says so, too. */
static bool
required(struct parse *p, const struct step *s, const struct node *step)
{
	const struct node *n = node_get(step, "required");
	const char *answer = s->error ? "error" : s->message ? "message" : NULL;

	if (n && answer && !key_true(step, "required"))
		error_at(p->diag, p->source, n->at,
		         "'required: %s' contradicts '%s', which is answered if there is no row",
		         n->text, answer);
	return answer || key_true(step, "required");
}

void
update_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	struct locator locator;
	struct reader r;

	if (!text_open(p, n, &locator, &r) || !target(p, s, n, &r) || lacks(&r, "SET"))
		return;
	if (read_keyword(&r, "set"))
		assignments_text(p, n, &r, &s->values);
	where(s, n, &r);
	ends(&r, "update");
	set_key(p, s, step);
	where_key(p, s, step);
	where_lost(s, n, &r);
	variable(p, s, step);
	s->required = required(p, s, step);
	every_where(p, s, n);
}

void
delete_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	struct locator locator;
	struct reader r;

	if (!text_open(p, n, &locator, &r) || !target(p, s, n, &r) || lacks(&r, "WHERE"))
		return;
	where(s, n, &r);
	ends(&r, "delete");
	where_key(p, s, step);
	where_lost(s, n, &r);
	s->hard = key_true(step, "hard");
	s->required = required(p, s, step);
	every_where(p, s, n);
}

void
find_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	struct locator locator;
	struct reader r;

	if (!text_open(p, n, &locator, &r) || !target(p, s, n, &r) || lacks(&r, "WHERE"))
		return;
	as(s, &r);
	where(s, n, &r);
	if (!s->variable)
		as(s, &r);
	ends(&r, "find");
	where_key(p, s, step);
	variable(p, s, step);
	order_read(p, s, step);
	s->required = required(p, s, step);
}

void
order_read(struct parse *p, struct step *s, const struct node *step)
{
	const struct node *n = node_get(step, "order_by");
	struct locator locator;
	struct reader r;
	struct word field;

	if (!n || !text_open(p, n, &locator, &r) || !need_name(&r, &field, "the name of a field"))
		return;
	s->order_by = field.text;
	s->descending = read_keyword(&r, "desc");
	if (!s->descending)
		read_keyword(&r, "asc");
	if (at_symbol(r.token, ".") || at_symbol(r.token, ","))
		reader_fault(&r, r.token->offset, r.token->n,
		             "'order_by' takes one field of the rows, and DESC behind it");
	need_end(&r);
}
