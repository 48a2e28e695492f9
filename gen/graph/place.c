#include "graph/place.h"
#include "base/arena.h"
#include "base/str.h"
#include "graph/batch.h"
#include "graph/rules.h"
#include "parse/project.h"

#include <string.h>

/* ---- groups ---- */

/* The client that a group is for. */
static const char *const clients[] = {
        [APOLLO] = "apollo", [TANSTACK] = "tanstack", [URQL] = "urql"};

/* Of impacts, which are made in any case. */
static const char *
impacts_root(const struct shapes *s)
{
	return s->frontend_folder ? s->frontend_folder : IMPACTS_APART;
}

const char *
place_root(const struct shapes *s, enum kind_group group)
{
	if (clients[group] && !word_among(s->clients.items, s->clients.n, clients[group]))
		return NULL;
	if (group == SQL || group == DOCS)
		return group == SQL ? s->sql_folder : s->docs_folder;
	return group == IMPACTS ? impacts_root(s) : s->frontend_folder;
}

bool
place_used(const struct shapes *s, const struct kind *k, const struct shape *shape)
{
	if (!place_root(s, k->group))
		return false;
	return !shape || (k->scope == ENTITY && shape->traits & TRAIT_BIT(k->when));
}

/* ---- edges ---- */

const char *
place_edge(const struct shapes *s, const struct kind *k)
{
	const struct batch *b = batch_of(k, s->per_entity);

	return b ? b->name : k->name;
}

bool
place_alike(const struct shapes *s, const struct kind *a, const struct kind *b)
{
	return a->scope == b->scope && place_used(s, b, NULL) &&
	       strcmp(place_edge(s, a), place_edge(s, b)) == 0;
}

bool
place_first(const struct shapes *s, const struct kind *kind)
{
	const struct kind *k = kinds;

	while (!place_alike(s, kind, k))
		k++;
	return k == kind;
}

bool
place_merged(const struct shapes *s, const struct kind *of)
{
	for (const struct kind *k = kinds; k->name; k++) {
		const struct kind *merged = kind_find(k->from);

		if (merged && place_used(s, k, NULL) && place_alike(s, of, merged))
			return true;
	}
	return false;
}

bool
place_reads(const struct shapes *s, enum kind_source source)
{
	for (const struct kind *k = kinds; !s->per_entity && k->name; k++)
		if (k->scope == ENTITY && place_used(s, k, NULL) && kind_source(k) == source)
			return true;
	return false;
}

/* ---- paths ---- */

const char *
place_path(struct arena *a, const struct shapes *s, const struct kind *k, const struct shape *shape)
{
	const char *root = place_root(s, k->group);
	bool folder = shape && (s->by_schema || k->group != SQL);
	bool coded = shape && s->coded && k->group == SQL && *shape->code;

	if (k->group == SQL)
		root = arena_printf(a, "%s/%s", shape && s->bundled ? PLACE_PARTS : root,
		                    k->folder);
	if (!shape)
		return k->group == SQL ? arena_printf(a, "%s/app_%s.%s", root, k->name, k->suffix)
		                       : arena_printf(a, "%s/%s", root, k->suffix);
	return arena_printf(a, "%s/%s%s%s%s%s.%s", root, folder ? shape->schema : "",
	                    folder ? "/" : "", coded ? shape->code : "", coded ? "_" : "",
	                    shape->stem, k->suffix);
}

/* A schema may be called as the file of the project in a layer is. */
const char *
place_bundle(struct arena *a, const struct shapes *s, const struct kind *of, const char *schema)
{
	const char *taken = "";

	for (const struct kind *k = kinds; k->name; k++)
		if (k->scope == PROJECT && strcmp(k->folder, of->folder) == 0 &&
		    strcmp(schema, arena_printf(a, "app_%s", k->name)) == 0)
			taken = "_";
	return arena_printf(a, "%s/%s/%s%s.%s", s->sql_folder, of->folder, schema, taken,
	                    of->suffix);
}

struct list
place_folders(struct arena *a, const struct shapes *s)
{
	struct list l = {0};

	for (const struct kind *k = kinds; k->name; k++)
		if (k->group == SQL)
			list_add(a, &l, arena_printf(a, "%s/%s", s->sql_folder, k->folder));
	list_add(a, &l, s->generated_folder);
	if (s->frontend_folder)
		list_add(a, &l, s->frontend_folder);
	if (s->docs_folder)
		list_add(a, &l, s->docs_folder);
	list_sort(&l);
	return l;
}

struct list
place_folders_of(struct arena *a, const struct project *p)
{
	const struct shapes s = {.sql_folder = p->sql_folder,
	                         .generated_folder = p->generated_folder,
	                         .frontend_folder = p->frontend_folder,
	                         .docs_folder = p->docs_folder};

	return place_folders(a, &s);
}

bool
place_ours(const struct shapes *s, const struct list *folders, const char *path)
{
	if (strncmp(path, ".specql/", 8) == 0)
		return true;
	for (size_t i = 0; i < folders->n; i++) {
		size_t n = strlen(folders->items[i]);

		if (strcmp(folders->items[i], s->generated_folder) != 0 &&
		    strncmp(path, folders->items[i], n) == 0 && path[n] == '/')
			return true;
	}
	return false;
}
