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

static const struct node *
steps(struct arena *a, const struct entity *e, const char *action)
{
	struct diag silent;
	bool broken;
	const struct node *doc, *list, *name;

	diag_init(&silent, a);
	doc = yaml_read(a, &silent, e->source, &broken);
	list = node_get(doc, "actions");
	list = list ? list : node_get(node_get(doc, "entity"), "actions");
	for (size_t i = 0; list && list->kind == NODE_SEQUENCE && i < list->n; i++) {
		name = node_get(list->items[i], "name");
		if (name && name->kind == NODE_SCALAR && strcmp(name->text, action) == 0)
			return node_get(list->items[i], "steps");
	}
	return NULL;
}

bool
steps_equal(struct arena *a, const struct entity *old, const struct entity *new, const char *action)
{
	return equal(steps(a, old, action), steps(a, new, action));
}
