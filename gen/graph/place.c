#include "graph/place.h"
#include "base/arena.h"
#include "base/str.h"
#include "graph/rules.h"
#include "parse/project.h"

#include <string.h>

/* ---- groups ---- */

static const struct {
	const char *client; /* that makes it, or NULL */
	char root, own;     /* the variables of its folders */
} groups[] = {
        [SQL] = {NULL, '\0', '\0'},      [IMPACTS] = {NULL, 'F', 'f'},
        [FRONTEND] = {NULL, 'F', 'f'},   [DOCS] = {NULL, 'D', 'd'},
        [APOLLO] = {"apollo", 'F', 'f'}, [TANSTACK] = {"tanstack", 'F', 'f'},
        [URQL] = {"urql", 'F', 'f'},
};

static bool
chosen(const struct shapes *s, const char *client)
{
	for (size_t i = 0; i < s->clients.n; i++)
		if (strcmp(s->clients.items[i], client) == 0)
			return true;
	return false;
}

/* Of impacts, which are made in any case. */
static const char *
impacts_root(const struct shapes *s)
{
	return s->frontend_folder ? s->frontend_folder : IMPACTS_APART;
}

const char *
place_root(const struct shapes *s, enum kind_group group)
{
	if (groups[group].client && !chosen(s, groups[group].client))
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

bool
place_merged(const struct shapes *s, const struct kind *of)
{
	for (const struct kind *k = kinds; k->name; k++)
		if (strcmp(k->merges, of->name) == 0 && place_used(s, k, NULL))
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

/* ---- in build.ninja ---- */

/* The number of a layer's folder. */
static int
number(const struct kind *k)
{
	return (int)strcspn(k->folder, "_");
}

/* Whether no kind before writes to the same folder. */
static bool
first(const struct kind *kind)
{
	const struct kind *k = kinds;

	while (strcmp(k->folder, kind->folder) != 0)
		k++;
	return k == kind;
}

static void
root(struct arena *a, struct strbuf *out, char variable, const char *folder)
{
	if (!folder)
		return;
	str_addf(out, "%c = ", variable);
	rules_path(a, out, folder);
	str_addc(out, '\n');
}

/* The letter of a kind that makes a file for each entity and is not SQL, in the order of kinds.def.
 */
static char
letter(const struct kind *kind)
{
	char c = 'a';

	for (const struct kind *k = kinds; k != kind; k++)
		c += k->group != SQL && k->scope == ENTITY;
	return c;
}

void
place_variables(struct arena *a, struct strbuf *out, const struct shapes *s)
{
	for (const struct kind *k = kinds; k->name; k++) {
		if (k->group != SQL || !first(k))
			continue;
		str_addf(out, "%.*s = ", number(k), k->folder);
		rules_path(a, out,
		           arena_printf(a, "%s/%s", s->bundled ? PLACE_PARTS : s->sql_folder,
		                        k->folder));
		str_addf(out, "\nk%.*s = $k/%s\n", number(k), k->folder, k->name);
	}
	for (const struct kind *k = kinds; k->name; k++)
		if (k->group != SQL && k->scope == ENTITY && !s->per_entity &&
		    place_used(s, k, NULL))
			str_addf(out, "k%c = $k/%s\n", letter(k), k->name);
	root(a, out, 'B', s->bundled ? s->sql_folder : NULL);
	root(a, out, 'F', impacts_root(s));
	root(a, out, 'D', s->docs_folder);
}

void
place_schema(struct strbuf *out, const struct shapes *s, const char *schema)
{
	const char *folder = s->by_schema ? "" : schema, *slash = s->by_schema ? "" : "/";

	str_addf(out, "f = $F%s%s\n", slash, folder);
	if (s->docs_folder)
		str_addf(out, "d = $D%s%s\n", slash, folder);
}

void
place_write(struct strbuf *out, const struct shapes *s, const struct kind *k)
{
	if (k->group == SQL && s->bundled && k->scope == PROJECT)
		str_addf(out, "$B/%s/", k->folder);
	else if (k->group == SQL)
		str_addf(out, "$%.*s/", number(k), k->folder);
	else
		str_addf(out, "$%c/",
		         k->scope == ENTITY ? groups[k->group].own : groups[k->group].root);
	if (k->scope == ENTITY)
		str_addf(out, "%s$e.%s", s->coded && k->group == SQL ? "$q" : "", k->suffix);
	else if (k->group == SQL)
		str_addf(out, "app_%s.%s", k->name, k->suffix);
	else
		str_add(out, k->suffix);
}

void
place_write_kind(struct strbuf *out, const struct kind *k)
{
	if (k->group == SQL && first(k))
		str_addf(out, "$k%.*s", number(k), k->folder);
	else if (k->group != SQL && k->scope == ENTITY)
		str_addf(out, "$k%c", letter(k));
	else
		str_addf(out, "$k/%s", k->name);
}

void
place_write_of(struct strbuf *out, const struct shapes *s, const struct kind *k,
               const struct shape *shape)
{
	bool folder = s->by_schema || k->group != SQL;

	if (k->group == SQL)
		str_addf(out, "$%.*s/", number(k), k->folder);
	else
		str_addf(out, "$%c/", groups[k->group].root);
	str_addf(out, "%s%s%s.%s", folder ? shape->schema : "", folder ? "/" : "", shape->stem,
	         k->suffix);
}
