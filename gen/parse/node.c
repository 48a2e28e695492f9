/* Looks into nodes of YAML. */
#include "parse/yaml.h"

#include <string.h>

const struct pair *
node_pair(const struct node *n, const char *key)
{
	if (!n || n->kind != NODE_MAPPING)
		return NULL;
	for (size_t i = 0; i < n->n; i++)
		if (strcmp(n->pairs[i].key->text, key) == 0)
			return &n->pairs[i];
	return NULL;
}

struct node *
node_get(const struct node *n, const char *key)
{
	const struct pair *pair = node_pair(n, key);

	return pair ? pair->value : NULL;
}

bool
node_null(const struct node *n)
{
	static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};

	if (n->kind != NODE_SCALAR || !n->plain || n->tagged)
		return false;
	for (size_t i = 0; i < sizeof(nulls) / sizeof(*nulls); i++)
		if (strcmp(n->text, nulls[i]) == 0)
			return true;
	return false;
}

const char *
node_cut(const struct source *source, const struct node *n)
{
	size_t at = n->end;

	if (n->kind != NODE_SCALAR || !n->plain)
		return NULL;
	while (at < source->len && strchr(" \t\r\n", source->text[at]))
		at++;
	return at < source->len && source->text[at] == ','
	               ? "; a ',' ends a text between { and }: put it in quotes"
	               : NULL;
}

const char *
node_kind_name(const struct node *n)
{
	static const char *const names[] = {
	        [NODE_SCALAR] = "text", [NODE_SEQUENCE] = "a list", [NODE_MAPPING] = "a mapping"};

	return node_null(n) ? "nothing" : names[n->kind];
}

bool
node_listed(const struct node *n)
{
	size_t i = 0;

	while (n->kind == NODE_SEQUENCE && i < n->n && n->items[i]->kind == NODE_MAPPING &&
	       n->items[i]->n == 1)
		i++;
	return i && i == n->n;
}
