/* Reads the steps that hold others: if, switch, foreach, while. */
#include "base/arena.h"
#include "parse/draft.h"
#include "parse/step_parse.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static struct branch *
branch_add(struct parse *p, struct step *s, struct span at)
{
	struct branch *b = arena_new(p->arena, struct branch, 1), **tail = &s->branches;

	while (*tail)
		tail = &(*tail)->next;
	b->at = at;
	return *tail = b;
}

static const struct key elseif_keys[] = {
        {.name = "if", .form = FORM_TEXT, .required = true},
        {.name = "then", .form = FORM_LIST, .required = true},
        {.name = NULL},
};

static void
elseif(struct parse *p, struct step *s, const struct node *n)
{
	struct branch *b;

	if (n->kind != NODE_MAPPING) {
		wrong_kind(p, n, "elseif", "a mapping with 'if' and 'then', or a list of them");
		return;
	}
	if (!keys_read(p, n, n->at, "elseif", elseif_keys, NULL))
		return;
	b = branch_add(p, s, n->at);
	authored_read(p, node_get(n, "if"), &b->condition);
	b->steps = steps_read(p, node_get(n, "then"));
}

void
if_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	static const char *const keys[] = {"elseif", "elif", NULL};
	const struct node *more = one_key(p, step, keys), *otherwise = node_get(step, "else");
	struct branch *b = branch_add(p, s, s->at);

	authored_read(p, n, &b->condition);
	b->steps = steps_read(p, node_get(step, "then"));
	if (more && more->kind == NODE_SEQUENCE && !too_many(p, more, "branches", VALUES_MAX))
		for (size_t i = 0; i < more->n; i++)
			elseif(p, s, more->items[i]);
	else if (more && more->kind != NODE_SEQUENCE)
		elseif(p, s, more);
	if (otherwise)
		branch_add(p, s, otherwise->at)->steps = steps_read(p, otherwise);
}

/* The steps of a loop, under any of their keys. */
static void
body(struct parse *p, struct step *s, const struct node *step)
{
	static const char *const keys[] = {"steps", "then", "do", "loop", NULL};
	const struct node *n = one_key(p, step, keys), *limit = node_get(step, "limit");

	if (n)
		s->steps = steps_read(p, n);
	else
		error_at(p->diag, p->source, s->at,
		         "this loop has no steps; write them under 'steps'");
	if (!limit)
		return;
	s->limit = atoi(limit->text);
	if (!s->limit)
		error_at(p->diag, p->source, limit->at, "'limit' must be 1 or more");
}

/* rows of an entity: Entity [WHERE condition] */
static bool
rows(struct parse *p, struct step *s, const struct node *n, struct reader *r)
{
	struct word schema, entity;

	if (!need_entity(r, &schema, &entity))
		return false;
	s->target = (struct target){word_span(p, n, &entity), schema.text, entity.text};
	if (read_keyword(r, "where"))
		s->condition = (struct authored){n, read_expr(r)};
	return true;
}

/* Entity, an entity of the own schema with that before it, or any name with WHERE behind it.
 * Entities begin with a capital. */
static bool
begins_rows(const struct parse *p, const struct token *t)
{
	const char *schema = p->entity->schema;

	if (t->kind != TOKEN_NAME)
		return false;
	if (t[1].kind == TOKEN_SYMBOL && !strcmp(t[1].text, ".") && t[2].kind == TOKEN_NAME)
		return token_is(t + 3, "where") ||
		       (isupper((unsigned char)*t[2].text) && t[3].kind != TOKEN_SYMBOL && schema &&
		        !strcmp(t->text, schema));
	return isupper((unsigned char)*t->text) || token_is(t + 1, "where");
}

/* Whether a name that may mean rows is that of a field with items, which it then is. */
static bool
has_items(const struct parse *p, const struct token *t)
{
	const struct field *f = t->kind == TOKEN_NAME ? field_find(p->entity, t->text) : NULL;

	return f && f->type && !token_is(t + 1, "where") &&
	       (f->list || (f->type->value == VALUE_JSON && !f->type->members));
}

/* related Entity, Entity [WHERE …], or an expression that is a list. */
static void
collection(struct parse *p, struct step *s, const struct node *n, struct reader *r)
{
	const struct token *t = r->token;

	if (token_is(t, "related") && t[1].kind == TOKEN_NAME && !token_is(t + 1, "as") &&
	    !token_is(t + 1, "where")) {
		r->token++;
		s->related = rows(p, s, n, r);
	} else if (has_items(p, t)) {
		s->value = (struct authored){n, read_expr(r)};
	} else if (t->kind == TOKEN_NAME && strncmp(t->text, "related_", 8) == 0 &&
	           t[1].kind != TOKEN_SYMBOL) {
		s->related = rows(p, s, n, r);
		if (s->target.entity)
			s->target.entity += 8;
	} else if (begins_rows(p, t))
		rows(p, s, n, r);
	else
		s->value = (struct authored){n, read_expr(r)};
}

/* item IN collection, collection AS item, or collection and the key `as`. */
void
foreach_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	const struct node *as = node_get(step, "as");
	struct word item = {NULL, 0, 0};
	struct locator locator;
	struct reader r;

	if (text_open(p, n, &locator, &r)) {
		const struct token *t = r.token;

		if ((t->kind == TOKEN_NAME || t->kind == TOKEN_VARIABLE) && token_is(t + 1, "in")) {
			item = (struct word){t->text, t->offset, t->n};
			r.token += 2;
		}
		collection(p, s, n, &r);
		if (!item.text && read_keyword(&r, "as"))
			need_name(&r, &item, "a name after AS");
		need_end(&r);
	}
	if (as && item.text)
		error_at(p->diag, p->source, as->at, "the item has a name already: '%s'",
		         item.text);
	else if (!as && !item.text && !r.failed)
		error_at(p->diag, p->source, n->at,
		         "the item needs a name, as in 'item in input.items'");
	s->variable = as ? as->text : item.text;
	order_read(p, s, step);
	if (s->order_by && s->value.node && !s->target.entity)
		error_at(p->diag, p->source, node_get(step, "order_by")->at,
		         "'order_by' sorts rows; a list has an order of its own");
	body(p, s, step);
}

void
while_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	authored_read(p, n, &s->condition);
	body(p, s, step);
}

/* 'paid' in quotes inside a YAML text loses them. */
static const char *
value_text(struct parse *p, const struct node *n)
{
	bool quoted;
	const char *text = slice_unquote(p->arena, (struct slice){n, 0, strlen(n->text)}, &quoted);

	return text ? text : n->text;
}

static bool
taken(struct parse *p, const struct step *s, const struct branch *last, const struct node *n,
      const char *value)
{
	for (const struct branch *b = s->branches; b; b = b->next)
		for (size_t i = 0; i < b->nvalues; i++)
			if (b->values[i] && !strcmp(b->values[i], value)) {
				error_at(p->diag, p->source, n->at, "the value '%s' comes twice",
				         value);
				if (b != last)
					note_at(p->diag, p->source, b->at, "first here");
				return true;
			}
	return false;
}

/* Whether n more values are not too many: each is compared with all others. */
static bool
room(struct parse *p, const struct step *s, const struct node *n, size_t count)
{
	size_t all = count;

	for (const struct branch *b = s->branches; b; b = b->next)
		all += b->nvalues;
	if (all <= VALUES_MAX)
		return true;
	error_at(p->diag, p->source, n->at, "the cases of a switch have at most %d values",
	         VALUES_MAX);
	return false;
}

/* Whether a value is the word that others have for what takes all other values; reports it. */
static bool
otherwise(struct parse *p, const struct node *n)
{
	if (!n->plain || n->tagged || (strcmp(n->text, "default") && strcmp(n->text, "else")))
		return false;
	error_at(p->diag, p->source, n->at,
	         "'default' stands beside 'cases', not among them; a value '%s' stands in quotes",
	         n->text);
	return true;
}

static void
value(struct parse *p, struct step *s, struct branch *b, const struct node *n)
{
	const char *text;

	if (n->kind != NODE_SCALAR) {
		wrong_kind(p, n, "when", "a value or a list of values");
	} else if (node_null(n)) {
		error_at(p->diag, p->source, n->at,
		         "a case is no NULL; ask with 'if: … IS NULL', or put a text in quotes");
	} else if (!otherwise(p, n) && !taken(p, s, b, n, text = value_text(p, n))) {
		b->values_at[b->nvalues] = n->at;
		b->values[b->nvalues++] = text;
	}
}

/* A value, or a list of them. */
static void
values(struct parse *p, struct step *s, struct branch *b, const struct node *n)
{
	size_t count = n->kind == NODE_SEQUENCE ? n->n : 1;

	if (count == 0)
		error_at(p->diag, p->source, n->at, "'when' is empty; name at least one value");
	if (!room(p, s, n, count))
		return;
	b->values = arena_new(p->arena, const char *, count + 1);
	b->values_at = arena_new(p->arena, struct span, count + 1);
	for (size_t i = 0; i < count; i++)
		value(p, s, b, n->kind == NODE_SEQUENCE ? n->items[i] : n);
}

static const struct key case_keys[] = {
        {.name = "when", .form = FORM_ANY, .required = true},
        {.name = "then", .form = FORM_LIST, .required = true},
        {.name = NULL},
};

static void
cases_list(struct parse *p, struct step *s, const struct node *cases)
{
	for (size_t i = 0; i < cases->n; i++) {
		const struct node *n = cases->items[i];
		struct branch *b;

		if (n->kind != NODE_MAPPING) {
			wrong_kind(p, n, "cases", "a list of mappings with 'when' and 'then'");
			continue;
		}
		if (!keys_read(p, n, n->at, "cases", case_keys, NULL))
			continue;
		b = branch_add(p, s, n->at);
		values(p, s, b, node_get(n, "when"));
		b->steps = steps_read(p, node_get(n, "then"));
	}
}

static void
cases_mapping(struct parse *p, struct step *s, const struct node *cases)
{
	for (size_t i = 0; i < cases->n; i++) {
		struct branch *b = branch_add(p, s, cases->pairs[i].key->at);

		values(p, s, b, cases->pairs[i].key);
		b->steps = steps_read(p, cases->pairs[i].value);
	}
}

static const struct key switch_mapping_keys[] = {
        {.name = "expression", .form = FORM_TEXT, .required = true},
        {.name = "cases", .form = FORM_ANY, .required = true},
        {.name = "default", .form = FORM_LIST},
        {.name = NULL},
};

/* switch: expression with the cases beside it, or a mapping of all. */
void
alone(struct parse *p, const struct node *step, const char *kind)
{
	for (size_t i = 0; i < step->n; i++)
		if (strcmp(step->pairs[i].key->text, kind) != 0)
			error_at(p->diag, p->source, step->pairs[i].key->at,
			         "'%s' stands beside the mapping of '%s'; put it into that",
			         step->pairs[i].key->text, kind);
}

void
switch_read(struct parse *p, struct step *s, const struct node *step, const struct node *n)
{
	const struct node *all = n->kind == NODE_MAPPING ? n : step, *cases, *rest;

	if (n->kind == NODE_MAPPING) {
		alone(p, step, "switch");
		if (!keys_read(p, n, n->at, "switch", switch_mapping_keys, NULL))
			return;
		n = node_get(n, "expression");
	}
	authored_read(p, n, &s->value);
	cases = node_get(all, "cases");
	rest = node_get(all, "default");
	if (!cases || !cases->n)
		error_at(p->diag, p->source, cases ? cases->at : s->at, "this switch has no cases");
	else if (too_many(p, cases, "cases", VALUES_MAX))
		return;
	else if (cases->kind == NODE_SEQUENCE)
		cases_list(p, s, cases);
	else if (cases->kind == NODE_MAPPING)
		cases_mapping(p, s, cases);
	if (rest)
		branch_add(p, s, rest->at)->steps = steps_read(p, rest);
}
