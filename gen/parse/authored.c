/* Reads the parts of steps: expressions, assignments, keys. */
#include "base/arena.h"
#include "parse/step_parse.h"

#include <string.h>

void
authored_read(struct parse *p, const struct node *n, struct authored *out)
{
	struct locator locator = node_locator(p->arena, p->source, n);

	out->node = n;
	if (n->kind != NODE_SCALAR || node_null(n))
		error_at(p->diag, p->source, n->at, "expected an expression, found %s",
		         node_kind_name(n));
	else
		out->tree = expr_parse(p->arena, p->diag, &locator, n->text, 0);
}

bool
text_open(struct parse *p, const struct node *n, struct locator *locator, struct reader *r)
{
	*locator = node_locator(p->arena, p->source, n);
	return reader_open(r, p->arena, p->diag, locator, n->text, 0);
}

/* Where so many faults are reported that no more are shown, their places do not count. */
enum { PLACES_MAX = 1000 };

struct span
word_span(const struct parse *p, const struct node *n, const struct word *w)
{
	return p->diag->nerrors > PLACES_MAX ? n->at : node_span(p->source, n, w->offset, w->n);
}

bool
assignment_add(struct parse *p, struct assignment **list, struct assignment *a)
{
	size_t n = 0;

	for (; *list; list = &(*list)->next, n++) {
		if (!a->name || !(*list)->name || strcmp((*list)->name, a->name))
			continue;
		error_at(p->diag, p->source, a->at, "'%s' is set twice", a->name);
		note_at(p->diag, p->source, (*list)->at, "first here");
		return true;
	}
	if (n < FIELDS_MAX)
		*list = a;
	else
		error_at(p->diag, p->source, a->at, "a step has at most %d values", FIELDS_MAX);
	return n < FIELDS_MAX;
}

void
assignments_text(struct parse *p, const struct node *n, struct reader *r, struct assignment **list)
{
	struct word name;

	do {
		struct assignment *a = arena_new(p->arena, struct assignment, 1);

		name = (struct word){r->token->text, r->token->offset, r->token->n};
		if (r->token->kind == TOKEN_VARIABLE)
			r->token++;
		else if (!need_name(r, &name, "a name"))
			return;
		if (!need_symbol(r, "="))
			return;
		a->name = name.text;
		a->at = word_span(p, n, &name);
		a->value = (struct authored){n, read_expr(r)};
		if (r->failed)
			return;
		r->failed = !assignment_add(p, list, a);
	} while (!r->failed && read_symbol(r, ","));
}

void
assignments_mapping(struct parse *p, const struct node *mapping, struct assignment **list)
{
	for (size_t i = 0; i < mapping->n; i++) {
		const struct pair *pair = mapping->pairs + i;
		struct assignment *a;

		if (!name_check(p, pair->key, "name"))
			continue;
		a = arena_new(p->arena, struct assignment, 1);
		a->name = pair->key->text;
		a->at = pair->key->at;
		authored_read(p, pair->value, &a->value);
		if (!assignment_add(p, list, a))
			return;
	}
}

void
values_mapping(struct parse *p, const struct node *n, const char *key, struct assignment **list)
{
	if (n->n == 0)
		error_at(p->diag, p->source, n->at,
		         "'%s' is empty; give it a name and a value, or leave it out", key);
	assignments_mapping(p, n, list);
}

const struct node *
one_key(struct parse *p, const struct node *step, const char *const *keys)
{
	const struct node *first = NULL;
	const char *name = NULL;

	for (; *keys; keys++) {
		const struct node *n = node_get(step, *keys);

		if (n && first)
			error_at(p->diag, p->source, n->at,
			         "'%s' and '%s' say the same; write one of them", name, *keys);
		else if (n) {
			first = n;
			name = *keys;
		}
	}
	return first;
}

const char *
key_text(const struct node *step, const char *key)
{
	const struct node *n = node_get(step, key);

	return n && n->kind == NODE_SCALAR && !node_null(n) ? n->text : NULL;
}

bool
key_true(const struct node *step, const char *key)
{
	const struct node *n = node_get(step, key);
	bool value = false;

	return n && n->kind == NODE_SCALAR && boolean_word(n->text, &value) && value;
}
