/* What an author wrote, whatever its layout. */
#include "base/arena.h"
#include "diff/compare.h"
#include "parse/yaml.h"

#include <string.h>

static bool
equal(const struct node *a, const struct node *b)
{
	if (!a || !b || a->kind != b->kind || a->n != b->n)
		return a == b;
	if (a->kind == NODE_SCALAR)
		return strcmp(a->text, b->text) == 0;
	for (size_t i = 0; i < a->n; i++)
		if (a->kind == NODE_SEQUENCE
		            ? !equal(a->items[i], b->items[i])
		            : strcmp(a->pairs[i].key->text, b->pairs[i].key->text) != 0 ||
		                      !equal(a->pairs[i].value, b->pairs[i].value))
			return false;
	return true;
}

const struct node *
authored_actions(struct arena *a, const struct entity *e)
{
	struct diag silent;
	bool broken;
	const struct node *doc, *list;

	diag_init(&silent, a);
	doc = yaml_read(a, &silent, e->source, &broken);
	list = node_get(doc, "actions");
	list = list ? list : node_get(node_get(doc, "entity"), "actions");
	return list && list->kind == NODE_SEQUENCE ? list : NULL;
}

static const struct node *
steps(const struct node *actions, const char *action)
{
	for (size_t i = 0; actions && i < actions->n; i++) {
		const struct node *name = node_get(actions->items[i], "name");

		if (name && name->kind == NODE_SCALAR && strcmp(name->text, action) == 0)
			return node_get(actions->items[i], "steps");
	}
	return NULL;
}

bool
steps_equal(const struct node *old, const struct node *new, const char *action)
{
	return equal(steps(old, action), steps(new, action));
}
