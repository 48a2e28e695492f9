#include "graph/walker.h"
#include "base/arena.h"
#include "graph/filter.h"
#include "parse/project.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

bool
walker_wants(const struct walker *w, const char *path, const char *name, bool inside)
{
	return w->sql ? filter_sql(name) : filter_entity(w->project, path, name, inside);
}

bool
walker_writes(const struct walker *w, const char *path)
{
	return list_has(&w->outputs, path) ||
	       (!w->sql && strcmp(path, w->project->sql_folder) == 0);
}

/* Whether what is written to a folder would be an entity: of YAML only emitters write any. */
static bool
taken(const struct walker *w, const char *path, bool inside)
{
	return list_has(&w->outputs, path) &&
	       (filter_folder(w->project, path) || (inside && !list_has(&w->own, path)));
}

/* Whether entities lie in a folder that is written to. What an emitter makes may match a pattern of
 * files, so in its folder only folders of entities count. */
static bool
holds(const struct walker *w, const char *path, bool inside)
{
	bool files = !list_has(&w->outputs, path) || list_has(&w->own, path), found = false;
	DIR *folder = opendir(walk_path(w->arena, w->dir, path));
	struct dirent *e;
	const char *below;

	inside = inside || filter_folder(w->project, path);
	while (folder && !found && (e = readdir(folder))) {
		if (filter_hidden(e->d_name) || (e->d_type != DT_DIR && !filter_yaml(e->d_name)))
			continue;
		below = arena_printf(w->arena, "%s/%s", path, e->d_name);
		if (e->d_type != DT_DIR)
			found = (files || inside) && walker_wants(w, below, e->d_name, inside);
		else if (inside || !list_has(&w->outputs, below) ||
		         filter_folder(w->project, below))
			found = holds(w, below, inside);
	}
	if (folder)
		closedir(folder);
	return found;
}

bool
walker_occupied(const struct walker *w, const char *path, bool inside)
{
	return taken(w, path, inside) || holds(w, path, inside);
}

bool
walker_holds_files(const struct walker *w, bool inside)
{
	bool found = *w->path && filter_folder(w->project, w->path);
	DIR *folder = opendir(walk_path(w->arena, w->dir, w->path));
	struct dirent *e;

	while (folder && !found && (e = readdir(folder)))
		found = !filter_hidden(e->d_name) && e->d_type != DT_DIR &&
		        walker_wants(w, arena_printf(w->arena, "%s/%s", w->path, e->d_name),
		                     e->d_name, inside);
	if (folder)
		closedir(folder);
	return found;
}

/* ---- what is passed by ---- */

/* CMake builds where the walker is; what it fetched or made is no part of the project, and it
 * writes all the time. */
static bool
build_tree(const struct walker *w, int fd)
{
	return *w->path && fd >= 0 && faccessat(fd, "CMakeCache.txt", F_OK, 0) == 0;
}

/* What another build of a project has as its -B holds copies and configuration. */
static bool
output_root(const struct walker *w, int fd)
{
	char to[PATH_SIZE];
	ssize_t n = *w->path && fd >= 0 ? readlinkat(fd, ".specql/dir", to, sizeof to) : -1;

	return n > 0 && !(n == 2 && memcmp(to, "..", 2) == 0);
}

bool
walker_passes(const struct walker *w, int fd, bool inside)
{
	return build_tree(w, fd) || (output_root(w, fd) && !walker_holds_files(w, inside));
}
