#include "parse/project.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "model/name.h"
#include "parse/registry.h"
#include "parse/settings.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { ENVIRONMENTS_MAX = 100 };

void
setting_fault(struct parse *p, const struct node *at, const char *message)
{
	error_at(p->diag, p->source, at->at, "%s", message);
}

static const char **
texts(struct parse *p, const struct node *list, size_t *n)
{
	const char **to = arena_new(p->arena, const char *, list->n + 1);

	for (*n = 0; *n < list->n; ++*n)
		to[*n] = list->items[*n]->text;
	return to;
}

/* Whether a text of a list stands there for the first time; reports if not. */
static bool
once(struct parse *p, const struct node *list, size_t at, const char *what)
{
	const struct node *item = list->items[at];

	for (size_t i = 0; i < at; i++)
		if (strcmp(list->items[i]->text, item->text) == 0) {
			setting_fault(p, item,
			              arena_printf(p->arena, "this %s stands here twice", what));
			return false;
		}
	return true;
}

/* ---- the keys of specql.yaml ---- */

static const char *const granularity_words[] = {"file", "entity", NULL};
static const char *const bundle_words[] = {"none", "schema", NULL};
static const char *const layout_words[] = {"flat", "by_schema", "coded", NULL};
static const char *const registry_words[] = {"optional", "required", NULL};
static const char *const action_name_words[] = {"global", "entity", NULL};
static const char *const tenancy_words[] = {"tenant", "multi_tenant", "shared", "common", NULL};
static const enum tenancy tenancies[] = {TENANCY_TENANT, TENANCY_TENANT, TENANCY_SHARED,
                                         TENANCY_SHARED};

static void
read_entities(struct parse *p, const struct pair *pair)
{
	struct project *project = p->project;

	if (too_many(p, pair->value, "paths", SETTINGS_MAX))
		return;
	if (pair->value->n == 0)
		setting_fault(p, pair->value,
		              "'entities' needs at least one path; without the key, entities lie "
		              "in folders called 'entities'");
	project->entities = texts(p, pair->value, &project->nentities);
	project->entities_at = arena_new(p->arena, struct span, project->nentities);
	for (size_t i = 0; i < project->nentities; i++) {
		project->entities_at[i] = pair->value->items[i]->at;
		once(p, pair->value, i, "path");
	}
}

static void
read_environments(struct parse *p, const struct pair *pair)
{
	size_t n, nerrors = p->diag->nerrors;
	const char **names = texts(p, pair->value, &n);

	if (too_many(p, pair->value, "environments", ENVIRONMENTS_MAX))
		return;
	for (size_t i = 0; i < n; i++) {
		name_check(p, pair->value->items[i], "environment");
		once(p, pair->value, i, "environment");
	}
	if (n == 0)
		setting_fault(p, pair->value, "'environments' needs at least one name");
	if (p->diag->nerrors > nerrors)
		return;
	p->project->environments = names;
	p->project->nenvironments = n;
}

static void
read_layout(struct parse *p, const struct pair *pair)
{
	int word = word_index(layout_words, pair->value->text);

	p->project->options.by_schema = word == 1;
	p->project->options.coded = word == 2;
}

static void
read_granularity(struct parse *p, const struct pair *pair)
{
	p->project->per_entity = word_index(granularity_words, pair->value->text) == 1;
}

static void
read_bundle(struct parse *p, const struct pair *pair)
{
	p->project->bundled = word_index(bundle_words, pair->value->text) == 1;
}

static void
read_registry(struct parse *p, const struct pair *pair)
{
	p->project->registry_required = word_index(registry_words, pair->value->text) == 1;
}

static void
read_action_names(struct parse *p, const struct pair *pair)
{
	p->project->options.entity_action_names =
	        word_index(action_name_words, pair->value->text) == 1;
}

static void
read_strict(struct parse *p, const struct pair *pair)
{
	boolean_read(p, pair->value, pair->key->text, &p->project->options.strict);
}

static void
read_tenancy(struct parse *p, const struct pair *pair)
{
	p->project->options.tenancy = tenancies[word_index(tenancy_words, pair->value->text)];
}

/* The name of a schema, as entities write it. */
static bool
small(struct parse *p, const struct node *name)
{
	if (!name_check(p, name, "schema"))
		return false;
	for (const char *c = name->text; *c; c++)
		if (isupper((unsigned char)*c)) {
			setting_fault(p, name, "schemas are written in small letters");
			return false;
		}
	return true;
}

static void
no_tenancy(struct parse *p, const struct node *value)
{
	const char *near = value->kind == NODE_SCALAR ? nearest(value->text, tenancy_words) : NULL;

	if (near)
		error_at(p->diag, p->source, value->at, "'%s' is no tenancy; did you mean '%s'?",
		         value->text, near);
	else
		setting_fault(p, value, "a schema's tenancy is tenant or shared");
}

/* The registry was read before, and holds. */
static void
add_schema(struct parse *p, const struct pair *pair, enum tenancy tenancy)
{
	struct options *o = &p->project->options;
	const char *schema = pair->key->text;

	for (size_t i = 0; i < o->nschemas; i++)
		if (strcmp(o->schemas[i].name, schema) == 0 && o->schemas[i].tenancy != tenancy) {
			warning_at(
			        p->diag, p->source, pair->value->at,
			        "the registry says 'multi_tenant: %s' of '%s', and holds; say the "
			        "same here, or leave it out",
			        tenancy == TENANCY_TENANT ? "false" : "true", schema);
			return;
		}
	options_add_schema(p->arena, o, schema, tenancy);
}

static void
read_schemas(struct parse *p, const struct pair *pair)
{
	const struct node *schemas = pair->value, *value;
	int word;

	for (size_t i = 0; i < schemas->n; i++) {
		value = schemas->pairs[i].value;
		word = value->kind == NODE_SCALAR ? word_index(tenancy_words, value->text) : -1;
		if (word < 0)
			no_tenancy(p, value);
		else if (small(p, schemas->pairs[i].key))
			add_schema(p, &schemas->pairs[i], tenancies[word]);
	}
}

static bool
role_check(struct parse *p, const struct pair *pair)
{
	if (!name_check(p, pair->value, "role"))
		return false;
	/* PostgreSQL takes public for everyone, and both for no names of roles
	 * (manual, CREATE ROLE). */
	if (strncmp(pair->value->text, "pg_", 3) != 0 &&
	    strcasecmp(pair->value->text, "public") != 0 &&
	    strcasecmp(pair->value->text, "none") != 0)
		return true;
	setting_fault(
	        p, pair->value,
	        "public, none and names that begin with pg_ belong to PostgreSQL; name a role of "
	        "your own");
	return false;
}

static void
read_api_role(struct parse *p, const struct pair *pair)
{
	if (role_check(p, pair))
		p->project->options.api_role = pair->value->text;
}

static void
read_action_role(struct parse *p, const struct pair *pair)
{
	if (role_check(p, pair))
		p->project->options.action_role = pair->value->text;
}

static void
read_roles(struct parse *p, const struct pair *pair)
{
	const struct options *o = &p->project->options;

	if (strcmp(o->api_role, o->action_role) == 0)
		setting_fault(p, pair->value,
		              "the two roles must differ: the API's may only call, the actions' "
		              "may write");
}

static void
read_confiture(struct parse *p, const struct pair *pair)
{
	p->project->confiture = pair->value->text;
}

/* function, or schema.function */
static bool
function_named(struct arena *a, const char *text)
{
	const char *dot = strchr(text, '.');

	if (!dot)
		return name_valid(text);
	return name_valid(arena_strndup(a, text, (size_t)(dot - text))) && name_valid(dot + 1);
}

static void
read_functions(struct parse *p, const struct pair *pair)
{
	const struct node *list = pair->value;

	if (too_many(p, list, "functions", SETTINGS_MAX))
		return;
	p->project->options.functions = texts(p, list, &p->project->options.nfunctions);
	for (size_t i = 0; i < list->n; i++)
		if (once(p, list, i, "function") && !function_named(p->arena, list->items[i]->text))
			setting_fault(p, list->items[i],
			              arena_printf(p->arena,
			                           "'%s' is no function; write schema.function",
			                           list->items[i]->text));
}

static const struct key role_keys[] = {
        {"api", FORM_NAME, .read = read_api_role},
        {"action", FORM_NAME, .read = read_action_role},
        {0},
};

static const struct key project_keys[] = {
        {"name", FORM_TEXT, .read = name_read},
        {"entities", FORM_TEXTS, .read = read_entities},
        {"environments", FORM_TEXTS, .read = read_environments},
        {"output", FORM_MAPPING, .keys = output_keys, .read = output_read},
        {"clients", FORM_TEXTS, .read = clients_read},
        {"frontend", FORM_BOOLEAN, .read = frontend_read},
        {"docs", FORM_ANY, .read = docs_read},
        {"layout", FORM_WORD, .words = layout_words, .read = read_layout},
        {"granularity", FORM_WORD, .words = granularity_words, .read = read_granularity},
        {"bundle", FORM_WORD, .words = bundle_words, .read = read_bundle},
        {"registry", FORM_WORD, .words = registry_words, .read = read_registry},
        {"tenancy", FORM_WORD, .words = tenancy_words, .read = read_tenancy},
        {"schemas", FORM_MAPPING, .read = read_schemas},
        {"roles", FORM_MAPPING, .keys = role_keys, .read = read_roles},
        {"action_names", FORM_WORD, .words = action_name_words, .read = read_action_names},
        {"external_tables", FORM_LIST, .read = external_tables_read},
        {"functions", FORM_TEXTS, .read = read_functions},
        {"strict", FORM_BOOLEAN, .read = read_strict},
        {"confiture", FORM_TEXT, .read = read_confiture},
        {"emitters", FORM_LIST, .read = emitters_read},
        {"remote", FORM_ANY, .read = remote_read},
        {0},
};

/* ---- the files ---- */

/* Whether there is no file of this name; a link that leads nowhere is one that cannot be read. */
static bool
missing(const char *path)
{
	struct stat st;

	return (errno == ENOENT || errno == ENOTDIR) && lstat(path, &st) != 0;
}

/* The document of a file; *source has no text if there is none,
 * which is no fault if it may be missing. */
static struct node *
read_file(struct arena *a, struct diag *d, const char *path, bool must, int mib,
          struct source *source)
{
	bool broken;
	int error;

	source->text = file_read(a, path, (size_t)mib * 1024 * 1024, &source->len);
	if (source->text)
		return yaml_read_large(a, d, source, mib, &broken);
	error = errno;
	if (must || !missing(path))
		error_in_file(d, source->path, "cannot read: %s", strerror(error));
	return NULL;
}

static struct source *
named(struct arena *a, const char *path)
{
	struct source *source = arena_new(a, struct source, 1);

	source->path = path;
	return source;
}

const char *
project_settings(struct arena *a, const char *dir, const char *settings)
{
	settings = settings ? settings : "specql.yaml";
	return *settings == '/' ? settings : arena_printf(a, "%s/%s", dir, settings);
}

struct project *
project_read(struct arena *a, struct diag *d, const char *dir, const char *settings,
             const char ***read)
{
	struct project *project = arena_new(a, struct project, 1);
	struct parse p = {.arena = a, .diag = d, .project = project};
	struct source *source = named(a, REGISTRY_PATH);
	struct node *doc;
	size_t n = 0;

	*project = project_default;
	project->options = options_default;
	project->environments = arena_new(a, const char *, 2);
	project->environments[project->nenvironments++] = "local";
	*read = arena_new(a, const char *, 3);

	doc = read_file(a, d, arena_printf(a, "%s/%s", dir, source->path), false, REGISTRY_MIB,
	                source);
	if (source->text)
		(*read)[n++] = source->path;
	if (doc)
		registry_read(a, d, source, doc, project);
	project->registry_faulty = d->nerrors > 0;
	if (!doc && source->text && !d->nerrors)
		error_in_file(
		        d, source->path,
		        "the registry is empty; write your domains into it, or delete the file");
	source = named(a, settings ? settings : "specql.yaml");
	doc = read_file(a, d, project_settings(a, dir, settings), settings, 1, source);
	if (source->text)
		(*read)[n++] = source->path;
	p.source = project->source = source;
	project->doc = doc;
	if (doc)
		keys_read(&p, doc, doc->at, "specql.yaml", project_keys, NULL);
	return project;
}
