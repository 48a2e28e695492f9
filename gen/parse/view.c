/* table_views: what the file alone can tell of them; model/view_link.c knows the other entities. */
#include "base/arena.h"
#include "base/str.h"
#include "parse/index.h"
#include "parse/keys.h"
#include "model/name.h"

#include <string.h>

static const char *const modes[] = {"auto", "force", "disable", NULL};
static const char *const refreshes[] = {"explicit", NULL};
static const char *const index_words[] = {"btree", "gin", "gin_trgm", "gist", NULL};

enum { INCLUSIONS_MAX = 100, FILTERS_MAX = 500 };

/* ---- include_relations ---- */

static void fields(struct parse *, const struct pair *);

/* Checked with the entity of the relation, whose inclusions they are. */
static const struct key relation_keys[] = {
        {.name = "fields", .form = FORM_TEXTS, .required = true, .read = fields},
        {.name = "include_relations", .form = FORM_LIST},
        {.name = NULL},
};

/* The same where the relation's name stands beside them. */
static const struct key named_relation_keys[] = {
        {.name = "entity_name", .form = FORM_TEXT, .required = true},
        {.name = "fields", .form = FORM_TEXTS, .required = true, .read = fields},
        {.name = "include_relations", .form = FORM_LIST},
        {.name = NULL},
};

/* Names of another entity's fields, which only that file knows. */
static void
fields(struct parse *p, const struct pair *pair)
{
	if (pair->value->n == 0)
		error_at(p->diag, p->source, pair->value->at,
		         "'fields' is empty; name fields, or \"*\" for all");
}

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

static void
included_before(struct parse *p, const struct inclusion *of, size_t n, const struct node *key)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(of[i].relation, key->text) == 0) {
			error_at(p->diag, p->source, key->at, "'%s' is included twice", key->text);
			note_at(p->diag, p->source, of[i].at, "the first is here");
			return;
		}
}

static struct inclusion *include(struct parse *, const struct node *, bool own, size_t *n);

static void
inclusion(struct parse *p, const struct node *value, struct inclusion *to)
{
	const struct node *list = node_get(value, "fields"),
	                  *more = node_get(value, "include_relations");

	to->fields = arena_new(p->arena, const char *, list->n);
	to->fields_at = arena_new(p->arena, struct span, list->n);
	to->nfields = list->n;
	for (size_t i = 0; i < list->n; i++) {
		to->fields[i] = list->items[i]->text;
		to->fields_at[i] = list->items[i]->at;
	}
	if (more)
		to->inclusions = include(p, more, false, &to->ninclusions);
}

/* The name in 'entity_name: Customer' with fields beside it, another way to write 'Customer:
 * {fields: …}'; else NULL. */
static const struct node *
name_beside(const struct node *item)
{
	const struct node *name = item->kind == NODE_MAPPING ? node_get(item, "entity_name") : NULL;

	return name && name->kind == NODE_SCALAR ? name : NULL;
}

/* own: of this entity, else of one that it refers to. */
static struct inclusion *
include(struct parse *p, const struct node *list, bool own, size_t *n)
{
	struct inclusion *to = arena_new(p->arena, struct inclusion, list->n);

	*n = 0;
	if (too_many(p, list, "relations", INCLUSIONS_MAX))
		return to;
	for (size_t i = 0; i < list->n; i++) {
		const struct node *item = list->items[i], *key = name_beside(item), *value = item;
		const struct key *keys = key ? named_relation_keys : relation_keys;

		if (!key && (item->kind != NODE_MAPPING || item->n != 1)) {
			error_at(p->diag, p->source, item->at,
			         "a relation is written 'author: {fields: [name]}'");
			continue;
		}
		if (!key) {
			key = item->pairs[0].key;
			value = item->pairs[0].value;
		}
		if (own)
			relation(p, key);
		included_before(p, to, *n, key);
		to[*n] = (struct inclusion){.at = key->at, .relation = key->text};
		if (value->kind != NODE_MAPPING)
			wrong_kind(p, value, key->text, "a mapping with 'fields'");
		else if (keys_read(p, value, key->at, "relation", keys, NULL))
			inclusion(p, value, &to[(*n)++]);
	}
	return to;
}

static void
inclusions(struct parse *p, const struct pair *pair)
{
	p->entity->inclusions = include(p, pair->value, true, &p->entity->ninclusions);
}

/* ---- extra_filter_columns ---- */

static void
source(struct parse *p, const struct pair *pair)
{
	struct node first = *pair->value;
	size_t len = strcspn(first.text, "."), dots = 0;

	for (const char *c = first.text + len; *c; c++)
		dots += *c == '.';
	if (dots > INCLUSIONS_MAX) {
		error_at(p->diag, p->source, first.at, "a path leads through at most %d refs",
		         INCLUSIONS_MAX);
		return;
	}
	if (!dots) {
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
	const char *text = pair->value->text;

	if (type_find(text))
		return;
	if (word_index(type_names(), text) >= 0)
		error_at(p->diag, p->source, pair->value->at,
		         "'%s' is no type of a filter column; without 'type' it has that of its "
		         "field",
		         text);
	else
		unknown_name(p, pair->value, "type", type_names());
}

static const struct key filter_keys[] = {
        {.name = "source", .form = FORM_TEXT, .read = source},
        {.name = "type", .form = FORM_TEXT, .read = type},
        {.name = "index", .form = FORM_WORD, .words = index_words},
        {.name = NULL},
};

/* A column of its name would be there twice. */
static bool
taken(struct parse *p, const struct filter_column *c)
{
	const struct entity *e = p->entity;
	struct view_columns columns = view_columns(p->arena, e);

	for (size_t i = 0; i < columns.n; i++) {
		const struct view_column *other = &columns.v[i];

		if (strcmp(other->name, c->name) != 0)
			continue;
		error_at(p->diag, p->source, c->at,
		         "the table view has a column '%s' already; choose another name", c->name);
		if (other->filter)
			note_at(p->diag, p->source, other->filter->at, "the first is here");
		return true;
	}
	if (!name_of_system(c->name))
		return false;
	error_at(p->diag, p->source, c->at, "'%s' is a column of PostgreSQL's; choose another name",
	         c->name);
	return true;
}

static void
add_filter(struct parse *p, struct filter_column c)
{
	struct entity *e = p->entity;
	const struct field *f = field_find(e, c.source);

	if (f && f->nrefs)
		error_at(p->diag, p->source, c.words_at[0],
		         "'%s' is a ref; the table view has columns for it anyway", f->name);
	else if (!taken(p, &c))
		e->filters[e->nfilters++] = c;
}

/* company.country.code has three words. */
static struct span *
words_at(struct parse *p, const struct node *source)
{
	struct span *to = arena_new(p->arena, struct span, strlen(source->text) + 1);
	size_t n = 0;

	for (size_t at = 0, len; !n || source->text[at - 1]; at += len + 1) {
		len = strcspn(source->text + at, ".");
		to[n++] = node_span(p->source, source, at, len);
	}
	return to;
}

static void
read_filter(struct parse *p, const struct node *key, const struct node *value)
{
	const struct node *from = node_get(value, "source"), *of = node_get(value, "type"),
	                  *index = node_get(value, "index");
	struct filter_column c = {.at = key->at, .source = key->text};

	if (!name_check(p, key, "column name") || (!from && !column_find(p, key)))
		return;
	c.name = name_snake(p->arena, key->text);
	if (strlen(c.name) > NAME_MAX_BYTES) {
		error_at(p->diag, p->source, key->at,
		         "column name is too long: %s has %zu bytes; PostgreSQL keeps %d", c.name,
		         strlen(c.name), NAME_MAX_BYTES);
		return;
	}
	if (from)
		c.source = from->text;
	c.words_at = words_at(p, from ? from : key);
	if (of) {
		c.type = type_find(of->text);
		c.type_at = of->at;
	}
	if (index) {
		c.index = index_kind(index->text);
		c.index_at = index->at;
	}
	add_filter(p, c);
}

static void
filter(struct parse *p, const struct node *n)
{
	static const struct node nothing = {.kind = NODE_MAPPING};
	const struct node *value;

	if (n->kind == NODE_SCALAR && !node_null(n)) {
		read_filter(p, n, &nothing);
		return;
	}
	if (n->kind != NODE_MAPPING || n->n != 1) {
		error_at(p->diag, p->source, n->at,
		         "a filter column is written 'status' or 'city: {source: address.city}'");
		return;
	}
	value = n->pairs[0].value;
	if (value->kind != NODE_MAPPING)
		wrong_kind(p, value, n->pairs[0].key->text,
		           "a mapping with 'source', 'type' or 'index'");
	else if (keys_read(p, value, n->pairs[0].key->at, "filter column", filter_keys, NULL))
		read_filter(p, n->pairs[0].key, value);
}

static void
filters(struct parse *p, const struct pair *pair)
{
	const struct node *list = pair->value;

	if (too_many(p, list, "filter columns", FILTERS_MAX))
		return;
	p->entity->filters = arena_new(p->arena, struct filter_column, list->n);
	for (size_t i = 0; i < list->n; i++)
		filter(p, list->items[i]);
}

/* ---- the block ---- */

static const struct key keys[] = {
        {.name = "mode", .form = FORM_WORD, .words = modes},
        {.name = "include_relations", .form = FORM_LIST, .read = inclusions},
        {.name = "extra_filter_columns", .form = FORM_LIST, .read = filters},
        {.name = "refresh", .form = FORM_WORD, .words = refreshes},
        {.name = NULL},
};

static bool
has_ref(const struct entity *e)
{
	for (size_t i = 0; i < e->nfields; i++)
		if (e->fields[i].nrefs)
			return true;
	return false;
}

/* tenant_id is there already: a field `tenant` has ref_tenant_id, as a field `ref_tenant` has. */
static void
check_columns(struct parse *p)
{
	struct view_columns c = view_columns(p->arena, p->entity);

	for (size_t i = 0; i < c.n; i++)
		for (size_t k = 0; k < i && c.v[i].kind == VIEW_REF_ID; k++)
			if (c.v[k].kind == VIEW_REF_ID && strcmp(c.v[k].name, c.v[i].name) == 0) {
				error_at(
				        p->diag, p->source, c.v[i].field->at,
				        "the table view would have a column '%s' twice; rename the "
				        "field",
				        c.v[i].name);
				note_at(p->diag, p->source, c.v[k].field->at,
				        "the other is of '%s'", c.v[k].field->name);
			}
}

/* The author's indexes and those of the view share the name space of the schema. */
static void
check_indexes(struct parse *p)
{
	const struct entity *e = p->entity;
	size_t n;
	const char **names = view_relations(p->arena, e, &n);

	for (size_t i = 0; i < e->nindexes; i++)
		for (size_t k = 0; k < n; k++)
			if (strcmp(e->indexes[i].name, names[k]) == 0)
				error_at(p->diag, p->source, e->indexes[i].at,
				         "the name '%s' is taken by the table view; choose another",
				         names[k]);
}

void
table_views_read(struct parse *p, const struct pair *pair)
{
	struct entity *e = p->entity;
	const struct node *mode = node_get(pair->value, "mode");
	bool said = mode && mode->kind == NODE_SCALAR;

	if (!keys_read(p, pair->value, pair->key->at, "table_views", keys, NULL)) {
		e->view_faulty = true;
		return;
	}
	e->table_view = said && strcmp(mode->text, "force") == 0;
	if (!said || strcmp(mode->text, "auto") == 0) {
		e->table_view = has_ref(e);
		if (!e->table_view)
			warning_at(p->diag, p->source, pair->key->at,
			           "'%s' has no ref, so there is no table view; write 'mode: "
			           "force' to have one",
			           e->name);
	}
	if (e->table_view) {
		check_columns(p);
		check_indexes(p);
	} else
		e->ninclusions = e->nfilters = 0;
}
