#include "graph/filter.h"
#include "base/arena.h"
#include "base/str.h"
#include "graph/walk.h"
#include "parse/project.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Whether a name ends so; like: in capital letters, too. */
static bool
ending(const char *name, const char *suffix, bool like)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n > m && (like ? strcasecmp : strcmp)(name + n - m, suffix) == 0;
}

static bool
ends(const char *name, const char *suffix)
{
	return ending(name, suffix, false);
}

bool
filter_yaml(const char *name)
{
	return ends(name, ".yaml") || ends(name, ".yml");
}

bool
filter_long(const char *name)
{
	enum { MOST = 255 };
	size_t n = strlen(name), without = ends(name, ".yaml") && !ends(name, ".yml.yaml") ? 5 : 0;

	return n - without + strlen(".json") > MOST;
}

bool
filter_sql(const char *name)
{
	return ends(name, ".sql");
}

bool
filter_like(const char *name, bool sql)
{
	return sql ? ending(name, ".sql", true)
	           : ending(name, ".yaml", true) || ending(name, ".yml", true);
}

bool
filter_hidden(const char *name)
{
	return *name == '.' || strcmp(name, "node_modules") == 0;
}

/* The whole project, an empty pattern, is every file and no folder:
 * in those that are written to there are none. */
static bool
matches(const struct project *p, const char *path, bool file)
{
	if (file && p->nnamed && !**p->named)
		return true;
	if (*path && p->nnamed && bsearch(&path, p->named, p->nnamed, sizeof *p->named, word_order))
		return true;
	for (size_t i = 0; i < p->nglobs; i++)
		if (walk_match(p->globs[i], path))
			return true;
	return false;
}

bool
filter_folder(const struct project *p, const char *path)
{
	const char *name = strrchr(path, '/');

	name = name ? name + 1 : path;
	return p->nentities ? matches(p, path, false) : strcmp(name, "entities") == 0;
}

/* Whether a path ends in one, or is it. */
static bool
ends_in(const char *path, const char *last)
{
	size_t n = strlen(path), m = strlen(last);

	return n >= m && strcmp(path + n - m, last) == 0 && (n == m || path[n - m - 1] == '/');
}

bool
filter_settings(const char *path)
{
	const char *folder = strrchr(path, '/');
	size_t n = folder ? (size_t)(folder - path) : 0, m = strlen("db/environments");

	return ends_in(path, "specql.yaml") || ends_in(path, REGISTRY_PATH) ||
	       (n >= m && strncmp(folder - m, "db/environments", m) == 0 &&
	        (n == m || folder[-(long)m - 1] == '/'));
}

bool
filter_entity(const struct project *p, const char *path, const char *name, bool inside)
{
	return filter_yaml(name) && (inside || matches(p, path, true)) && !filter_settings(path);
}

const char *
filter_root(struct arena *a, const char *pattern)
{
	size_t n = strcspn(pattern, "*?"), len = strlen(pattern);

	if (n == len && !filter_yaml(pattern))
		return pattern;
	while (n > 0 && pattern[n - 1] != '/')
		n--;
	return n ? arena_strndup(a, pattern, n - 1) : "";
}
