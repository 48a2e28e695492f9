/* What is said of a value that is of another kind than its key asks for,
 * or is none of the names that there are. */
#include "base/arena.h"
#include "base/str.h"
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

const char *
text_cure(struct parse *p, const struct node *n, const char *const *keys)
{
	size_t key = n->kind == NODE_SCALAR && n->plain ? strcspn(n->text, " :") : 0;
	const char *value = n->kind == NODE_SCALAR && n->plain ? n->text + key : "";
	size_t skip = strspn(value, " :");

	enum { SHORT = 60 };

	if (!skip || !value[skip] || strlen(value) > SHORT || strpbrk(value + skip, ":\n"))
		return strchr(value, ':') ? "; put a blank behind each ':'" : "";
	for (; keys && *keys; keys++)
		if (strlen(*keys) == key && strncmp(*keys, n->text, key) == 0)
			return arena_printf(p->arena, "; write '%s: %s'", *keys, value + skip);
	return strchr(value, ':') ? "; put a blank behind each ':'" : "";
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

/* "; there are apollo, tanstack, urql", if they are few. */
static const char *
all_of_few(const struct parse *p, const char *const *names)
{
	enum { FEW = 5 };
	struct strbuf out = STRBUF_INIT;
	size_t n = 0;

	while (names[n])
		n++;
	if (n > FEW)
		return "";
	for (size_t i = 0; i < n; i++)
		str_addf(&out, "%s%s", i ? ", " : "; there are ", names[i]);
	return str_done(&out, p->arena);
}

void
unknown_name(struct parse *p, const struct node *n, const char *what, const char *const *names)
{
	const char *near = suggest(p, n->text, names);

	if (near)
		error_at(p->diag, p->source, n->at, "unknown %s '%s'; did you mean '%s'?", what,
		         n->text, near);
	else
		error_at(p->diag, p->source, n->at, "unknown %s '%s'%s", what, n->text,
		         all_of_few(p, names));
}
