/* What is said of a value that is of another kind than its key asks for. */
#include "base/arena.h"
#include "parse/keys.h"

#include <string.h>

/* The cure of a list in the place of a mapping, and the other way round. */
static const char *
dashes(const struct parse *p, const struct node *n, const char *key, const char *wanted)
{
	const struct pair *name =
	        n->kind == NODE_SEQUENCE && n->n && n->items[0]->kind == NODE_MAPPING
	                ? node_pair(n->items[0], "name")
	                : NULL;
	bool values = n->kind == NODE_SEQUENCE && n->n && n->items[0]->kind == NODE_SCALAR;
	bool braces = p->source->text && p->source->text[n->start] == '{';

	if (strcmp(key, "fields") == 0 && name && name->value->kind == NODE_SCALAR &&
	    n->items[0]->n > 1)
		return arena_printf(p->arena, "; the name is the key: write '%s: …'",
		                    name->value->text);
	if (strcmp(wanted, "a list") == 0 && n->kind == NODE_MAPPING && !braces)
		return "; begin each entry with '-'";
	if (strcmp(wanted, "a type or a mapping") == 0 && values)
		return "; values are written 'enum(first, second)'";
	return strcmp(wanted, "a mapping") == 0 && node_listed(n) ? "; leave out each '-'" : "";
}

bool
wrong_kind(struct parse *p, const struct node *n, const char *key, const char *wanted)
{
	if (node_null(n))
		error_at(p->diag, p->source, n->at,
		         "'%s' has no value; give it %s or remove the key", key, wanted);
	else if (n->kind == NODE_SCALAR && n->plain && strcmp(wanted, "a mapping") == 0 &&
	         strchr(n->text, ':'))
		error_at(p->diag, p->source, n->at,
		         "'%s' must be a mapping, not text; put a blank behind each ':'", key);
	else
		error_at(p->diag, p->source, n->at, "'%s' must be %s, not %s%s", key, wanted,
		         node_kind_name(n), dashes(p, n, key, wanted));
	return false;
}
