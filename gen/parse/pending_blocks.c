/* Blocks from which nothing is generated yet: their form is checked all the same. */
#include "base/arena.h"
#include "parse/keys.h"
#include "model/name.h"

#include <string.h>

/* The field that begins a path a.b; reports one that is not there,
 * or has a member without being a ref. */
static bool
path(struct parse *p, const struct node *n)
{
	size_t len = strcspn(n->text, ".");
	struct node first = *n;
	const struct field *f;

	if (n->kind != NODE_SCALAR || node_null(n)) {
		error_at(p->diag, p->source, n->at, "the name of a field must be a text, not %s",
		         node_kind_name(n));
		return false;
	}
	first.text = arena_strndup(p->arena, n->text, len);
	first.at = node_span(p->source, n, 0, len);
	f = field_find(p->entity, first.text);
	if (f && f->join_table)
		return true;
	if (!f && !column_find(p, &first))
		return false;
	if (n->text[len] == '.' && f && !f->nrefs && !f->faulty)
		error_at(p->diag, p->source, first.at, "field '%s' is no ref; it has no members",
		         first.text);
	return true;
}

/* identifier */

static const char *const strategies[] = {"simple",
                                         "composite",
                                         "composite_hierarchical",
                                         "composite_flat",
                                         "hierarchical",
                                         "hierarchical_slug",
                                         "internal_components",
                                         "template",
                                         NULL};
static const char *const transforms[] = {"slugify", "uppercase", "lowercase", "none", NULL};

static void
component_field(struct parse *p, const struct pair *pair)
{
	path(p, pair->value);
}

static const struct key component_keys[] = {
        {.name = "field", .form = FORM_TEXT, .required = true, .read = component_field},
        {.name = "transform", .form = FORM_WORD, .words = transforms},
        {.name = "format", .form = FORM_TEXT},
        {.name = "separator", .form = FORM_FREE},
        {.name = "replace", .form = FORM_MAPPING},
        {.name = "strip_tenant_prefix", .form = FORM_BOOLEAN},
        {.name = NULL},
};

static void
components(struct parse *p, const struct pair *pair)
{
	const struct node *n = pair->value;

	for (size_t i = 0; i < n->n; i++)
		if (n->items[i]->kind == NODE_MAPPING)
			keys_read(p, n->items[i], n->items[i]->at, "component", component_keys,
			          NULL);
		else
			path(p, n->items[i]);
}

static const struct key identifier_keys[] = {
        {.name = "strategy", .form = FORM_WORD, .words = strategies},
        {.name = "separator", .form = FORM_TEXT},
        {.name = "composition_separator", .form = FORM_TEXT},
        {.name = "internal_separator", .form = FORM_TEXT},
        {.name = "components", .form = FORM_LIST, .read = components},
        {.name = "prefix", .form = FORM_TEXT},
        {.name = "type_prefix", .form = FORM_TEXT},
        {.name = "tenant_prefix", .form = FORM_ANY},
        {.name = "template", .form = FORM_TEXT},
        {.name = "transforms", .form = FORM_ANY},
        {.name = "deduplication", .form = FORM_ANY},
        {.name = "deduplication_suffix", .form = FORM_TEXT},
        {.name = "deduplication_scope", .form = FORM_ANY},
        {.name = "recalculate", .form = FORM_MAPPING},
        {.name = "format", .form = FORM_TEXT},
        {.name = "composite", .form = FORM_ANY},
        {.name = NULL},
};

void
identifier_read(struct parse *p, const struct pair *pair)
{
	p->entity->identifier = true;
	keys_read(p, pair->value, pair->key->at, "identifier", identifier_keys, NULL);
}

/* trinity_helpers */

static const struct key helper_keys[] = {
        {.name = "name", .form = FORM_NAME, .required = true},
        {.name = "params", .form = FORM_ANY},
        {.name = "returns", .form = FORM_TEXT},
        {.name = "description", .form = FORM_TEXT},
        {.name = NULL},
};

static const struct key helpers_keys[] = {
        {.name = "generate", .form = FORM_BOOLEAN},
        {.name = "lookup_by", .form = FORM_FIELD},
        {.name = "helpers", .form = FORM_MAPPINGS, .keys = helper_keys},
        {.name = NULL},
};

static bool
is(const struct node *n, const char *text)
{
	return n && n->kind == NODE_SCALAR && strcmp(n->text, text) == 0;
}

void
helpers_read(struct parse *p, const struct pair *pair)
{
	const struct node *generate = node_get(pair->value, "generate");
	bool wanted = true, identifier = false;

	/* Before the keys are read, which may be mistyped. */
	for (size_t i = 0; pair->value->kind == NODE_MAPPING && i < pair->value->n; i++)
		identifier |= is(pair->value->pairs[i].value, "identifier");
	p->entity->identifier = p->entity->identifier || identifier;
	if (!keys_read(p, pair->value, pair->key->at, "trinity_helpers", helpers_keys, NULL))
		return;
	/* Every table has the helpers that look rows up by the identifier. */
	if (identifier && !node_get(pair->value, "helpers"))
		return;
	if (!generate || (boolean_word(generate->text, &wanted) && wanted))
		key_later(p, pair);
}

/* deduplication */

static const struct key rule_keys[] = {
        {.name = "fields", .form = FORM_FIELDS, .required = true},
        {.name = "when", .form = FORM_TEXT},
        {.name = "priority", .form = FORM_COUNT},
        {.name = "message", .form = FORM_TEXT},
        {.name = NULL},
};

static const struct key deduplication_keys[] = {
        {.name = "strategy", .form = FORM_TEXT},
        {.name = "rules", .form = FORM_MAPPINGS, .keys = rule_keys},
        {.name = NULL},
};

void
deduplication_read(struct parse *p, const struct pair *pair)
{
	const struct node *rules = node_get(pair->value, "rules"), *fields;

	for (size_t i = 0; rules && i < rules->n && rules->kind == NODE_SEQUENCE; i++) {
		fields = node_get(rules->items[i], "fields");
		for (size_t j = 0; fields && fields->kind == NODE_SEQUENCE && j < fields->n; j++)
			if (is(fields->items[j], "identifier"))
				p->entity->identifier = true;
	}
	keys_read(p, pair->value, pair->key->at, "deduplication", deduplication_keys, NULL);
}

/* translations */

static const struct key translation_keys[] = {
        {.name = "enabled", .form = FORM_BOOLEAN},
        {.name = "table_name", .form = FORM_NAME},
        {.name = "fields", .form = FORM_FIELDS},
        {.name = NULL},
};

void
translations_read(struct parse *p, const struct pair *pair)
{
	const struct node *n = node_get(pair->value, "enabled");
	bool enabled = false, off = n && boolean_word(n->text, &enabled) && !enabled;

	if (!keys_read(p, pair->value, pair->key->at, "translations", translation_keys, NULL))
		return;
	if (off || pair->value->n == 0)
		return;
	if (!enabled || node_get(pair->value, "fields"))
		key_later(p, pair);
	else
		error_at(p->diag, p->source, pair->key->at,
		         "'translations' needs the key 'fields'");
}

/* computed_fields */

static void
computed(struct parse *p, const struct node *n)
{
	for (size_t i = 0; i < n->n; i++) {
		const struct node *key = n->pairs[i].key, *value = n->pairs[i].value;
		const struct field *f = field_find(p->entity, key->text);

		if (value->kind != NODE_SCALAR || node_null(value))
			wrong_kind(p, value, key->text, "an expression");
		else if (name_check(p, key, "field name") && f) {
			error_at(p->diag, p->source, key->at,
			         "field '%s' is there already; rename one", key->text);
			note_at(p->diag, p->source, f->at, "the first is here");
		}
	}
}

void
computed_read(struct parse *p, const struct pair *pair)
{
	const struct node *n = pair->value;

	if (n->kind == NODE_MAPPING)
		computed(p, n);
	else if (n->kind == NODE_SCALAR)
		wrong_kind(p, n, "computed_fields", "a list of 'name: expression'");
	for (size_t i = 0; n->kind == NODE_SEQUENCE && i < n->n; i++)
		if (n->items[i]->kind == NODE_MAPPING)
			computed(p, n->items[i]);
		else
			error_at(p->diag, p->source, n->items[i]->at,
			         "a computed field is written 'name: expression'; this is %s",
			         node_kind_name(n->items[i]));
}
