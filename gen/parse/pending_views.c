/* table_views: nothing is generated from them yet; their form is checked. */
#include "base/arena.h"
#include "parse/keys.h"
#include "model/name.h"

#include <string.h>

static const char *const modes[] = {"auto", "force", "disable", NULL};
static const char *const refreshes[] = {"explicit", NULL};
static const char *const index_words[] = {"btree", "gin", "gin_trgm", "gist", NULL};

/* Names of another entity's fields, which only that file knows. */
static void
fields(struct parse *p, const struct pair *pair)
{
	if (pair->value->n == 0)
		error_at(p->diag, p->source, pair->value->at,
		         "'fields' is empty; name fields, or \"*\" for all");
}

static void include(struct parse *, const struct node *, bool own);

static void
nested(struct parse *p, const struct pair *pair)
{
	include(p, pair->value, false);
}

static const struct key relation_keys[] = {
        {.name = "fields", .form = FORM_TEXTS, .required = true, .read = fields},
        {.name = "include_relations", .form = FORM_LIST, .read = nested},
        {.name = NULL},
};

/* A ref field of this entity, or the entity that one refers to. */
static void
relation(struct parse *p, const struct node *key)
{
	const struct entity *e = p->entity;
	const char **names = arena_new(p->arena, const char *, e->nfields + 1);
	const char *near;
	size_t n = 0;

	for (size_t i = 0; i < e->nfields; i++) {
		const struct field *f = &e->fields[i];
		bool same = strcmp(f->name, key->text) == 0;

		if (same && !f->nrefs && !f->faulty)
			error_at(p->diag, p->source, key->at,
			         "field '%s' is no ref; it has no row to include", f->name);
		for (size_t j = 0; j < f->nrefs; j++)
			same = same || strcmp(f->refs[j].entity, key->text) == 0;
		if (same)
			return;
		if (f->nrefs)
			names[n++] = f->name;
	}
	near = suggest(p, key->text, names);
	if (near)
		error_at(p->diag, p->source, key->at, "unknown relation '%s'; did you mean '%s'?",
		         key->text, near);
	else
		error_at(p->diag, p->source, key->at,
		         "unknown relation '%s'; name a field that is a ref", key->text);
}

/* own: of this entity, else of one that it refers to. */
static void
include(struct parse *p, const struct node *n, bool own)
{
	for (size_t i = 0; i < n->n; i++) {
		const struct node *item = n->items[i], *value;

		if (item->kind != NODE_MAPPING || item->n != 1) {
			error_at(p->diag, p->source, item->at,
			         "a relation is written 'author: {fields: [name]}'");
			continue;
		}
		value = item->pairs[0].value;
		if (own)
			relation(p, item->pairs[0].key);
		if (value->kind != NODE_MAPPING)
			wrong_kind(p, value, item->pairs[0].key->text, "a mapping with 'fields'");
		else
			keys_read(p, value, item->pairs[0].key->at, "relation", relation_keys,
			          NULL);
	}
}

static void
own_relations(struct parse *p, const struct pair *pair)
{
	include(p, pair->value, true);
}

static void
source(struct parse *p, const struct pair *pair)
{
	struct node first = *pair->value;
	size_t len = strcspn(first.text, ".");

	if (!first.text[len]) {
		column_find(p, &first);
		return;
	}
	first.text = arena_strndup(p->arena, first.text, len);
	first.at = node_span(p->source, pair->value, 0, len);
	relation(p, &first);
}

static void
type(struct parse *p, const struct pair *pair)
{
	if (!type_find(pair->value->text))
		unknown_name(p, pair->value, "type", type_names());
}

static const struct key filter_keys[] = {
        {.name = "source", .form = FORM_TEXT, .read = source},
        {.name = "type", .form = FORM_TEXT, .read = type},
        {.name = "index", .form = FORM_WORD, .words = index_words},
        {.name = NULL},
};

static void
filter(struct parse *p, const struct node *n)
{
	const struct node *key, *value;

	if (n->kind == NODE_SCALAR && !node_null(n)) {
		column_find(p, n);
		return;
	}
	if (n->kind != NODE_MAPPING || n->n != 1) {
		error_at(p->diag, p->source, n->at,
		         "a filter column is written 'status' or 'city: {source: address.city}'");
		return;
	}
	key = n->pairs[0].key;
	value = n->pairs[0].value;
	if (value->kind != NODE_MAPPING)
		wrong_kind(p, value, key->text, "a mapping with 'source', 'type' or 'index'");
	else if (keys_read(p, value, key->at, "filter column", filter_keys, NULL) &&
	         !node_get(value, "source"))
		column_find(p, key);
}

static void
filters(struct parse *p, const struct pair *pair)
{
	for (size_t i = 0; i < pair->value->n; i++)
		filter(p, pair->value->items[i]);
}

static const struct key keys[] = {
        {.name = "mode", .form = FORM_WORD, .words = modes},
        {.name = "include_relations", .form = FORM_LIST, .read = own_relations},
        {.name = "extra_filter_columns", .form = FORM_LIST, .read = filters},
        {.name = "refresh", .form = FORM_WORD, .words = refreshes},
        {.name = NULL},
};

void
table_views_read(struct parse *p, const struct pair *pair)
{
	const struct node *mode = node_get(pair->value, "mode");

	if (!keys_read(p, pair->value, pair->key->at, "table_views", keys, NULL))
		return;
	if (!mode || mode->kind != NODE_SCALAR || strcmp(mode->text, "disable") != 0)
		key_later(p, pair);
}
