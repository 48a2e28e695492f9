/* What changed of specql.yaml and of the registry. */
#include "base/arena.h"
#include "base/bound.h"
#include "base/quote.h"
#include "base/str.h"
#include "diff/compare.h"
#include "diff/tree.h"
#include "model/registry.h"
#include "parse/project.h"
#include "parse/yaml.h"

#include <stdlib.h>
#include <string.h>

/* ---- a file as paths and values ---- */

/* One thing that a file says: output.sql, db/schema. */
struct leaf {
	const char *path, *value;
	struct span at;
};

struct leaves {
	struct arena *arena;
	struct leaf *v;
	size_t n;
	const struct leaf **sorted; /* by path; of one path in the order of the file */
};

static void
add(struct leaves *to, const char *path, const char *value, struct span at)
{
	to->v = arena_grown(to->arena, to->v, to->n, sizeof *to->v);
	to->v[to->n++] = (struct leaf){path, value, at};
}

static bool
all_scalars(const struct node *n)
{
	for (size_t i = 0; i < n->n; i++)
		if (n->items[i]->kind != NODE_SCALAR)
			return false;
	return true;
}

static const char *
joined(struct arena *a, const struct node *list)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < list->n; i++)
		str_addf(&out, "%s%s", i ? ", " : "", list->items[i]->text);
	return str_done(&out, a);
}

static const char *
text_of(const struct node *n)
{
	return n && n->kind == NODE_SCALAR ? n->text : "";
}

/* An entry of the registry is one thing; when it was written is nothing. */
static const char *
entry(struct arena *a, const struct node *n)
{
	const char *code = text_of(node_get(n, "table_code"));
	const char *entity_code = text_of(node_get(n, "entity_code"));
	const char *description = text_of(node_get(n, "description"));

	if (!*code)
		return NULL;
	return arena_printf(a, "%s%s%s%s%s", code, *entity_code ? " " : "", entity_code,
	                    *description ? ", " : "", description);
}

/* What an item of a list is called: by its text, its table or its name, else by its place. */
static const char *
item_name(struct arena *a, const struct node *list, size_t i)
{
	const struct node *item = list->items[i];
	const char *table = text_of(node_get(item, "table")),
	           *name = text_of(node_get(item, "name"));

	if (item->kind == NODE_SCALAR)
		return item->text;
	return *table ? table : *name ? name : arena_printf(a, "%zu", i + 1);
}

static void flatten(struct leaves *, const struct node *, const char *path);

static void
flatten_members(struct leaves *to, const struct node *n, const char *path)
{
	struct arena *a = to->arena;
	const char *dot = *path ? "." : "";

	for (size_t i = 0; i < n->n; i++)
		if (n->kind == NODE_SEQUENCE)
			flatten(to, n->items[i],
			        arena_printf(a, "%s%s%s", path, dot, item_name(a, n, i)));
		else
			flatten(to, n->pairs[i].value,
			        arena_printf(a, "%s%s%s", path, dot, n->pairs[i].key->text));
}

static void
flatten(struct leaves *to, const struct node *n, const char *path)
{
	const char *registered = n->kind == NODE_MAPPING ? entry(to->arena, n) : NULL;

	if (n->kind == NODE_SCALAR)
		add(to, path, n->text, n->at);
	else if (registered)
		add(to, path, registered, n->at);
	else if (n->kind == NODE_SEQUENCE && all_scalars(n))
		add(to, path, joined(to->arena, n), n->at);
	else
		flatten_members(to, n, path);
}

static int
by_path(const void *left, const void *right)
{
	const struct leaf *a = *(const struct leaf *const *)left;
	const struct leaf *b = *(const struct leaf *const *)right;
	int order = strcmp(a->path, b->path);

	return order ? order : (a > b) - (a < b);
}

static void
sort(struct leaves *all)
{
	all->sorted = arena_new(all->arena, const struct leaf *, all->n);
	for (size_t i = 0; i < all->n; i++)
		all->sorted[i] = &all->v[i];
	if (all->n)
		qsort(all->sorted, all->n, sizeof(*all->sorted), by_path);
}

static int
path_order(const void *path, const void *element)
{
	return strcmp(path, (*(const struct leaf *const *)element)->path);
}

/* The first of this path. */
static const struct leaf *
leaf_find(const struct leaves *in, const char *path)
{
	size_t i = lower_bound(path, in->sorted, in->n, sizeof(*in->sorted), path_order);

	return i < in->n && strcmp(in->sorted[i]->path, path) == 0 ? in->sorted[i] : NULL;
}

/* ---- two files ---- */

/* A file of one version, as it is printed. */
struct file {
	struct source source;
	struct leaves leaves;
};

static struct file *
file_of(struct arena *a, const struct tree *t, const struct source *source, const struct node *doc)
{
	struct file *f = arena_new(a, struct file, 1);

	f->leaves.arena = a;
	if (!source || !source->text)
		return f;
	f->source = *source;
	f->source.path = arena_printf(a, "%s%s", t->label, source->path);
	if (doc)
		flatten(&f->leaves, doc, "");
	sort(&f->leaves);
	return f;
}

static struct location
location_of(const struct file *f, const struct leaf *l)
{
	return l ? (struct location){&f->source, l->at} : (struct location){0};
}

/* What is told otherwise, or is only the time at which the file was written. */
static bool
passed(const char *path)
{
	static const char *const paths[] = {"roles.api", "roles.action",    "clients",
	                                    "frontend",  "output.frontend", "last_updated"};

	return word_among(paths, sizeof paths / sizeof *paths, path);
}

static void
compare_leaf(struct changes *to, enum change_kind kind, const struct file *old,
             const struct file *new, const char *path)
{
	const struct leaf *was = leaf_find(&old->leaves, path), *is = leaf_find(&new->leaves, path);
	struct telling t = {.it = path,
	                    .old = was ? compare_quote(to->arena, was->value) : NULL,
	                    .new = is ? compare_quote(to->arena, is->value) : NULL};

	if (!passed(path) && !(was && is && strcmp(was->value, is->value) == 0))
		change_add(to, kind, "", t, location_of(old, was), location_of(new, is));
}

static void
compare_leaves(struct changes *to, enum change_kind kind, const struct file *old,
               const struct file *new)
{
	for (size_t i = 0; i < old->leaves.n; i++)
		if (!leaf_find(&new->leaves, old->leaves.v[i].path))
			compare_leaf(to, kind, old, new, old->leaves.v[i].path);
	for (size_t i = 0; i < new->leaves.n; i++)
		compare_leaf(to, kind, old, new, new->leaves.v[i].path);
}

/* ---- what some settings do ---- */

struct both {
	struct changes *to;
	const struct file *old, *new;
	const struct project *was, *is;
};

/* At the setting, else at the file. */
static void
told(struct both *p, enum change_kind kind, const char *path, struct telling t)
{
	const struct leaf *was = leaf_find(&p->old->leaves, path);
	const struct leaf *is = leaf_find(&p->new->leaves, path);
	struct location old = location_of(p->old, was), new = location_of(p->new, is);

	if (!was && !is) {
		old.source = p->old->source.text ? &p->old->source : NULL;
		new.source = p->new->source.text ? &p->new->source : NULL;
	}
	change_add(p->to, kind, "", t, old, new);
}

static void
compare_role(struct both *p, const char *path, const char *what, const char *old, const char *new)
{
	struct arena *a = p->to->arena;
	struct alter *alter;
	struct change *c;

	if (strcmp(old, new) == 0)
		return;
	told(p, CHANGE_role_renamed, path,
	     (struct telling){
	             .it = what, .old = compare_quote(a, old), .new = compare_quote(a, new)});
	c = p->to->v[p->to->n - 1];
	alter = arena_new(a, struct alter, 1);
	*alter = (struct alter){.phase = PHASE_ROLE,
	                        .owner = "",
	                        .sql = arena_printf(a, "ALTER ROLE %s RENAME TO %s;",
	                                            ident_of(a, old), ident_of(a, new))};
	c->alters = arena_new(a, struct alter *, 1);
	c->alters[c->nalters++] = alter;
}

/* A name that one of the two leaves to the other must be free first. */
static void
compare_roles(struct both *p)
{
	const struct options *was = &p->was->options, *is = &p->is->options;
	bool left = strcmp(was->action_role, is->api_role) == 0;

	if (left)
		compare_role(p, "roles.action", "actions'", was->action_role, is->action_role);
	compare_role(p, "roles.api", "API's", was->api_role, is->api_role);
	if (!left)
		compare_role(p, "roles.action", "actions'", was->action_role, is->action_role);
}

static void
compare_frontend(struct both *p)
{
	struct arena *a = p->to->arena;
	const char *old = p->was->frontend_folder, *new = p->is->frontend_folder;
	struct telling t = {.old = compare_quote(a, old), .new = compare_quote(a, new)};
	enum change_kind kind = !old   ? CHANGE_frontend_added
	                        : !new ? CHANGE_frontend_removed
	                               : CHANGE_frontend_moved;

	if (!word_same(old, new))
		told(p, kind, old && new ? "output.frontend" : "frontend", t);
}

static bool
has_client(const struct project *in, const char *client)
{
	return word_among(in->options.clients, in->options.nclients, client);
}

static void
compare_clients(struct both *p)
{
	for (size_t i = 0; i < p->was->options.nclients; i++)
		if (!has_client(p->is, p->was->options.clients[i]))
			told(p, CHANGE_client_removed, "clients",
			     (struct telling){.old = p->was->options.clients[i]});
	for (size_t i = 0; i < p->is->options.nclients; i++)
		if (!has_client(p->was, p->is->options.clients[i]))
			told(p, CHANGE_client_added, "clients",
			     (struct telling){.new = p->is->options.clients[i]});
}

static struct file *
registry_of(struct arena *a, const struct tree *t)
{
	const struct registry *r = t->project->registry;

	return file_of(a, t, r ? r->source : NULL, r ? r->doc : NULL);
}

void
settings_compare(struct changes *to, const struct tree *old, const struct tree *new)
{
	struct arena *a = to->arena;
	const struct project *was = old->project, *is = new->project;
	struct both p = {to, file_of(a, old, was->source, was->doc),
	                 file_of(a, new, is->source, is->doc), was, is};

	compare_roles(&p);
	compare_frontend(&p);
	compare_clients(&p);
	compare_leaves(to, CHANGE_setting_changed, p.old, p.new);
	compare_leaves(to, CHANGE_registry_changed, registry_of(a, old), registry_of(a, new));
}
