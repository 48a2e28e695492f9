#include "parse/parse.h"
#include "base/arena.h"
#include "parse/index.h"
#include "parse/keys.h"
#include "parse/root.h"
#include "parse/tables.h"
#include "model/name.h"
#include "model/options.h"
#include "model/registry.h"
#include "parse/step.h"

#include <ctype.h>
#include <string.h>

static void
read_description(struct parse *p, const struct pair *pair)
{
	p->entity->description = node_trimmed(p->arena, pair->value);
}

static const char *
lowered(struct arena *a, const char *name)
{
	char *lower = arena_strdup(a, name);

	for (char *c = lower; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return lower;
}

static void
read_schema(struct parse *p, const struct pair *pair)
{
	const char *name = pair->value->text, *lower = lowered(p->arena, name);

	if (strcmp(name, lower) != 0)
		error_at(p->diag, p->source, pair->value->at,
		         "schema '%s' has capitals; write '%s'", name, lower);
	else if (strncmp(name, "pg_", 3) == 0 || strcmp(name, "information_schema") == 0)
		error_at(p->diag, p->source, pair->value->at,
		         "schema '%s' belongs to PostgreSQL; choose another", name);
	p->entity->schema = lower;
	p->entity->tenancy = schema_tenancy(p->options, lower);
}

/* Digits that the author says of parts of the code; names of them are for people. */
static void
check_parts(struct parse *p, const struct node *organization)
{
	static const struct {
		const char *key;
		int first, n;
	} parts[] = {{"schema_layer", 0, 2}, {"domain_code", 2, 1}, {"subdomain", 3, 2}};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const struct node *n = node_get(organization, parts[i].key);
		const char *digits = p->entity->table_code + parts[i].first;

		if (n && n->kind == NODE_SCALAR && (int)strlen(n->text) == parts[i].n &&
		    strspn(n->text, "0123456789ABCDEFabcdef") == strlen(n->text) &&
		    strncasecmp(n->text, digits, strlen(n->text)) != 0)
			error_at(p->diag, p->source, n->at,
			         "'%s' is '%s', and '%.*s' in table code '%s'", parts[i].key,
			         n->text, parts[i].n, digits, p->entity->table_code);
	}
}

static void
read_organization(struct parse *p, const struct pair *pair)
{
	const struct node *code = node_get(pair->value, "table_code");

	if (!code || code->kind != NODE_SCALAR)
		return;
	p->entity->code_at = code->at;
	p->entity->table_code = code_read(p->arena, code->text);
	if (!p->entity->table_code)
		error_at(p->diag, p->source, code->at,
		         "'table_code' must be six hexadecimal digits, not '%s'", code->text);
	else
		check_parts(p, pair->value);
}

static void
read_tenancy(struct parse *p, const struct pair *pair)
{
	bool shared = strcmp(pair->value->text, "shared") == 0;

	p->entity->tenancy = shared ? TENANCY_SHARED : TENANCY_TENANT;
	p->tenancy = true;
}

static void
read_tier(struct parse *p, const struct pair *pair)
{
	if (p->tenancy)
		error_at(p->diag, p->source, pair->key->at,
		         "'tier' and 'tenancy' say the same; write only 'tenancy'");
	else
		read_tenancy(p, pair);
}

static void
read_key(struct parse *p, const struct pair *pair)
{
	if (strcmp(pair->value->text, "bigint") == 0)
		p->entity->key_type = "BIGINT";
}

static void
read_hierarchical(struct parse *p, const struct pair *pair)
{
	bool value = false;

	if (boolean_word(pair->value->text, &value) && value)
		key_later(p, pair);
}

static void
read_actions(struct parse *p, const struct pair *pair)
{
	actions_parse(p->arena, p->diag, p->entity, pair->value);
}

static const char *const tenancies[] = {"tenant", "shared", NULL};
static const char *const tiers[] = {"multi_tenant", "shared", NULL};
static const char *const key_types[] = {"integer", "bigint", NULL};

static const struct key organization_keys[] = {
        {.name = "table_code", .form = FORM_TEXT, .required = true},
        {.name = "domain_name", .form = FORM_TEXT},
        {.name = "schema_layer", .form = FORM_TEXT, .later = true},
        {.name = "domain_code", .form = FORM_TEXT, .later = true},
        {.name = "subdomain", .form = FORM_TEXT, .later = true},
        {.name = "entity_group_code", .form = FORM_TEXT, .later = true},
        {.name = "entity_code", .form = FORM_TEXT, .later = true},
        {.name = "execution_order", .form = FORM_COUNT, .later = true},
        {.name = "depends_on", .form = FORM_TEXTS, .later = true},
        {.name = NULL},
};

static const struct key agent_keys[] = {
        {.name = "name", .form = FORM_TEXT, .required = true},
        {.name = "type", .form = FORM_TEXT},
        {.name = "observes", .form = FORM_TEXTS},
        {.name = "can_execute", .form = FORM_TEXTS},
        {.name = "strategy", .form = FORM_TEXT},
        {.name = "audit", .form = FORM_TEXT},
        {.name = NULL},
};

static const struct key view_keys[] = {
        {.name = "name", .form = FORM_NAME, .required = true},
        {.name = "description", .form = FORM_TEXT},
        {.name = "base_table", .form = FORM_TEXT},
        {.name = "where", .form = FORM_TEXT},
        {.name = NULL},
};

static const struct key graphql_keys[] = {
        {.name = "type_name", .form = FORM_NAME},
        {.name = "queries", .form = FORM_TEXTS},
        {.name = "mutations", .form = FORM_TEXTS},
        {.name = NULL},
};

static const char *const deletes[] = {"soft", "hard", "false", NULL};

static const struct key operation_keys[] = {
        {.name = "create", .form = FORM_BOOLEAN},
        {.name = "update", .form = FORM_BOOLEAN},
        {.name = "delete", .form = FORM_WORD, .words = deletes},
        {.name = "recalcid", .form = FORM_BOOLEAN},
        {.name = NULL},
};

/* In the order of reading: names need the schema, everything else the fields. */
const struct key entity_keys[] = {
        {.name = "schema", .form = FORM_NAME, .read = read_schema},
        {.name = "description", .form = FORM_TEXT, .read = read_description},
        {.name = "tenancy", .form = FORM_WORD, .words = tenancies, .read = read_tenancy},
        {.name = "tier", .form = FORM_WORD, .words = tiers, .read = read_tier},
        {.name = "key", .form = FORM_WORD, .words = key_types, .read = read_key},
        {.name = "organization",
         .form = FORM_MAPPING,
         .keys = organization_keys,
         .read = read_organization},
        {.name = "fields", .form = FORM_MAPPING, .read = fields_read},
        {.name = "identifier", .form = FORM_MAPPING, .read = identifier_read, .later = true},
        {.name = "trinity_helpers", .form = FORM_MAPPING, .read = helpers_read},
        {.name = "foreign_keys", .form = FORM_MAPPING, .read = foreign_keys_read},
        {.name = "deduplication", .form = FORM_MAPPING, .read = deduplication_read, .later = true},
        {.name = "indexes", .form = FORM_LIST, .read = indexes_read},
        {.name = "unique_constraints", .form = FORM_LIST, .read = uniques_read},
        {.name = "unique_together", .form = FORM_LIST, .read = uniques_read},
        {.name = "validation", .form = FORM_LIST, .read = checks_read},
        {.name = "validations", .form = FORM_LIST, .read = checks_read},
        {.name = "actions", .form = FORM_LIST, .read = read_actions},
        {.name = "hierarchical", .form = FORM_BOOLEAN, .read = read_hierarchical},
        {.name = "table_views", .form = FORM_MAPPING, .read = table_views_read},
        {.name = "translations", .form = FORM_MAPPING, .read = translations_read},
        {.name = "patterns", .form = FORM_LIST, .read = patterns_read, .later = true},
        {.name = "computed_fields", .form = FORM_ANY, .read = computed_read, .later = true},
        {.name = "views", .form = FORM_MAPPINGS, .keys = view_keys, .later = true},
        {.name = "operations", .form = FORM_MAPPING, .keys = operation_keys, .later = true},
        {.name = "graphql", .form = FORM_MAPPING, .keys = graphql_keys, .later = true},
        {.name = "agents", .form = FORM_MAPPINGS, .keys = agent_keys, .later = true},
        {.name = "extends", .form = FORM_ANY, .later = true},
        {.name = "import", .form = FORM_ANY, .later = true},
        {.name = "notes", .form = FORM_FREE},
        {.name = "_metadata", .form = FORM_FREE},
        {.name = NULL},
};

/* The name decides whether there is an entity at all. */
static bool
read_name(struct parse *p, const struct node *n)
{
	struct entity *e = p->entity;
	size_t bytes;

	if (node_null(n)) {
		if (isalpha((unsigned char)*n->text))
			error_at(p->diag, p->source, n->at,
			         "'%s' without quotes is nothing in YAML; write 'entity: \"%s\"'",
			         n->text, n->text);
		else
			error_at(p->diag, p->source, n->at,
			         "the entity has no name; write 'entity: Name'");
		return false;
	}
	if (n->kind != NODE_SCALAR)
		return wrong_kind(p, n, "entity", "a name");
	if (!name_check(p, n, "entity name"))
		return false;
	e->name = n->text;
	e->at = n->at;
	e->stem = name_snake(p->arena, e->name);
	bytes = strlen(e->stem) + strlen("tb_");
	if (bytes > NAME_MAX_BYTES)
		error_at(p->diag, p->source, n->at,
		         "entity name is too long: its table tb_%s has %zu bytes; PostgreSQL keeps "
		         "%d",
		         e->stem, bytes, NAME_MAX_BYTES);
	e->table = name_object(p->arena, "tb_%s", e->stem);
	e->key = name_object(p->arena, "pk_%s", e->stem);
	e->key_type = "INTEGER";
	return true;
}

static void
take(struct parse *p, struct node *to, const struct node *from, const char *but)
{
	for (size_t i = 0; i < from->n; i++) {
		const struct pair *pair = &from->pairs[i], *first;

		if (strcmp(pair->key->text, but) == 0)
			continue;
		first = node_pair(to, pair->key->text);
		if (first) {
			error_at(p->diag, p->source, pair->key->at,
			         "'%s' stands inside 'entity' and beside it; keep one",
			         pair->key->text);
			note_at(p->diag, p->source, first->key->at, "the other one is here");
		} else {
			to->pairs[to->n++] = *pair;
		}
	}
}

/* Light and complex form as one mapping: the keys beside `entity` and those inside it,
 * but for the name. */
static struct node *
blocks(struct parse *p, const struct node *root, const struct node *inner)
{
	struct node *all = arena_new(p->arena, struct node, 1);

	*all = *root;
	all->n = 0;
	all->pairs = arena_new(p->arena, struct pair, root->n + (inner ? inner->n : 0));
	if (inner)
		take(p, all, inner, "name");
	take(p, all, root, "entity");
	return all;
}

struct entity *
entity_parse(struct arena *a, struct diag *diag, const struct source *source,
             const struct node *doc, const struct options *options)
{
	struct parse p = {.arena = a,
	                  .diag = diag,
	                  .source = source,
	                  .options = options,
	                  .entity = arena_new(a, struct entity, 1)};
	const struct node *n = root_entity(&p, doc), *inner = NULL, *name = n;
	size_t before = diag->nerrors;

	if (!n)
		return NULL;
	p.entity->source = source;
	p.entity->schema = "public";
	p.entity->tenancy = schema_tenancy(options, p.entity->schema);
	if (n->kind == NODE_MAPPING) {
		inner = n;
		name = node_get(n, "name");
		if (!name)
			error_at(diag, source, node_pair(doc, "entity")->key->at,
			         "'entity' needs the key 'name'");
	}
	if (!name || !read_name(&p, name))
		return NULL;
	keys_read(&p, blocks(&p, doc, inner), p.entity->at, "entity", entity_keys, NULL);
	if (diag->nerrors == before)
		relations_check(&p);
	p.entity->partial = diag->nerrors > before;
	return p.entity;
}

/* Whether a pair is sound though the file breaks off behind it: a name. */
static bool
whole(const struct pair *pair)
{
	const struct node *n = pair->value;
	bool names = strcmp(pair->key->text, "entity") == 0 || strcmp(pair->key->text, "name") == 0;

	return names && n->kind == NODE_SCALAR && name_valid(n->text);
}

/* Takes away what a fault of syntax cut short: the last key, of `fields` the last field. What it
 * says is not what the author wrote. */
static void
prune(struct node *n)
{
	struct pair *last;

	if (n->kind != NODE_MAPPING || n->n == 0)
		return;
	last = &n->pairs[n->n - 1];
	if (last->value->kind == NODE_MAPPING &&
	    (strcmp(last->key->text, "entity") == 0 || strcmp(last->key->text, "fields") == 0))
		prune(last->value);
	else if (!whole(last))
		n->n--;
}

/* A broken file whose entity is not known has been reported enough. */
static bool
nameless(const struct node *doc)
{
	const struct node *n = node_get(doc, "entity");

	return !n || (n->kind == NODE_MAPPING && !node_get(n, "name"));
}

struct entity *
entity_read(struct arena *a, struct diag *diag, const struct source *source,
            const struct options *options, bool *broken)
{
	struct node *doc = yaml_read(a, diag, source, broken);
	struct entity *e;

	if (*broken && doc)
		prune(doc);
	if (*broken && nameless(doc))
		return NULL;
	e = entity_parse(a, diag, source, doc, options);
	if (e && *broken)
		e->partial = true;
	return e;
}
