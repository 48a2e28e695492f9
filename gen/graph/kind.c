#include "graph/kind.h"
#include "base/str.h"
#include "model/entity.h"

#include <stddef.h>
#include <string.h>

const struct kind kinds[] = {
#define KIND(name, group, folder, suffix, scope, when, from, reads, help) \
	{#name, group, folder, suffix, scope, when, from, "tool," reads},
#include "kinds.def"
#undef KIND
        {.name = NULL},
};

const char *const kind_traits[] = {
        [ALWAYS] = "entity", [REFS] = "refs", [ACTIONS] = "actions", [VIEWS] = "views", NULL,
};

static bool
always(const struct entity *e)
{
	(void)e;
	return true;
}

static bool
has_refs(const struct entity *e)
{
	for (size_t i = 0; i < e->nfields; i++)
		if (e->fields[i].nrefs)
			return true;
	return e->nforeign_keys > 0;
}

static bool
has_actions(const struct entity *e)
{
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING)
			return true;
	return false;
}

static bool
has_view(const struct entity *e)
{
	return e->table_view;
}

static bool (*const needed[])(const struct entity *) = {
        [ALWAYS] = always,
        [REFS] = has_refs,
        [ACTIONS] = has_actions,
        [VIEWS] = has_view,
};

unsigned
traits_of(const struct entity *e)
{
	unsigned set = 0;

	for (size_t i = 0; kind_traits[i]; i++)
		if (needed[i](e))
			set |= TRAIT_BIT(i);
	return set;
}

/* Whether the last folder but one, or but two, of a path is this one. */
static bool
lies_in(const char *path, const char *base, const char *folder)
{
	size_t n = strlen(folder);

	for (int i = 0; i < 2 && base > path; i++) {
		const char *end = --base;

		while (base > path && base[-1] != '/')
			base--;
		if ((size_t)(end - base) == n && memcmp(base, folder, n) == 0)
			return true;
	}
	return false;
}

const struct kind *
kind_of(const char *path)
{
	const char *base = strrchr(path, '/'), *suffix;

	base = base ? base + 1 : path;
	suffix = strchr(base, '.');
	for (const struct kind *k = kinds; suffix && k->name; k++)
		if (k->scope == ENTITY && strcmp(suffix + 1, k->suffix) == 0 &&
		    (k->group != SQL || lies_in(path, base, k->folder)))
			return k;
	return NULL;
}

/* app_foundation.sql */
static bool
sql_file(const struct kind *k, const char *base)
{
	size_t n = strlen(k->name);

	return strncmp(base, "app_", 4) == 0 && strncmp(base + 4, k->name, n) == 0 &&
	       base[4 + n] == '.' && strcmp(base + 5 + n, k->suffix) == 0;
}

const struct kind *
kind_of_project(const char *path)
{
	const char *base = strrchr(path, '/');

	base = base ? base + 1 : path;
	for (const struct kind *k = kinds; k->name; k++)
		if (k->scope == PROJECT &&
		    (k->group == SQL ? sql_file(k, base) : strcmp(base, k->suffix) == 0))
			return k;
	return NULL;
}

enum kind_source
kind_source(const struct kind *k)
{
	static const char *const sources[] = {
	        [SOURCE_SKELETON] = "skeleton", [SOURCE_HOOKS] = "hooks", NULL};
	int source = k->scope == ENTITY ? word_index(sources + 1, k->from) : -1;

	return source < 0 ? SOURCE_MODEL : (enum kind_source)(source + 1);
}

const struct kind *
kind_find(const char *name)
{
	for (const struct kind *k = kinds; k->name; k++)
		if (strcmp(k->name, name) == 0)
			return k;
	return NULL;
}
