/* Paths of a walk. */
#include "graph/walk.h"
#include "base/arena.h"
#include "graph/place.h"
#include "parse/project.h"

#include <string.h>

const char *
walk_path(struct arena *a, const char *dir, const char *path)
{
	if (!*path)
		return dir;
	return strcmp(dir, ".") == 0 ? path : arena_printf(a, "%s/%s", dir, path);
}

const char *
walk_tidy(struct arena *a, const char *path)
{
	size_t n;

	while (strncmp(path, "./", 2) == 0)
		path += 2;
	for (n = strlen(path); n > 1 && path[n - 1] == '/';)
		n--;
	return arena_strndup(a, path, n);
}

bool
walk_below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return n == 0 || (strncmp(path, folder, n) == 0 && (path[n] == '/' || !path[n]));
}

bool
walk_match(const char *pattern, const char *path)
{
	if (strncmp(pattern, "**", 2) == 0) {
		const char *rest = pattern + 2 + (pattern[2] == '/');

		for (; *path; path += strcspn(path, "/"), path += *path == '/')
			if (walk_match(rest, path))
				return true;
		return !*rest;
	}
	if (*pattern == '*') {
		for (;; path++) {
			if (walk_match(pattern + 1, path))
				return true;
			if (!*path || *path == '/')
				return false;
		}
	}
	if (!*pattern || !*path)
		return !*pattern && !*path;
	return (*pattern == *path || (*pattern == '?' && *path != '/')) &&
	       walk_match(pattern + 1, path + 1);
}

struct list
walk_outputs(struct arena *a, const struct project *p)
{
	struct list l = place_folders_of(a, p);

	for (size_t i = 0; i < p->nemitters; i++) {
		size_t n = strcspn(p->emitters[i].output, "{");

		while (n > 0 && p->emitters[i].output[n - 1] != '/')
			n--;
		if (n > 1)
			list_add(a, &l, arena_strndup(a, p->emitters[i].output, n - 1));
	}
	list_sort(&l);
	return l;
}
