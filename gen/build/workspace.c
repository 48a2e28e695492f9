#include "build/workspace.h"
#include "base/arena.h"
#include "base/diag.h"
#include "graph/outputs.h"
#include "parse/project.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- paths ---- */

/* Takes . and .. and doubled slashes out of an absolute path, by the text. */
static char *
plain(struct arena *a, const char *path)
{
	char *out = arena_strdup(a, path), *end = out;

	for (size_t n; *path; path += n) {
		path += strspn(path, "/");
		n = strcspn(path, "/");
		if (n == 2 && strncmp(path, "..", 2) == 0) {
			while (end > out && *--end != '/')
				;
		} else if (n > 0 && !(n == 1 && *path == '.')) {
			*end++ = '/';
			memmove(end, path, n);
			end += n;
		}
	}
	if (end == out)
		*end++ = '/';
	*end = '\0';
	return out;
}

static char *
tidy(struct arena *a, const char *path)
{
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/')
		n--;
	return arena_strndup(a, path, n);
}

/* The absolute path without links, as far as it is there. Behind a link .. leads to what lies above
 * that which it leads to. */
static char *
resolved(struct arena *a, const char *path)
{
	char *p = tidy(a, path), *slash = strrchr(p, '/'), *real = realpath(p, NULL), *result;

	if (real) {
		result = arena_strdup(a, real);
		free(real);
		return result;
	}
	if (slash == p)
		return plain(a, p);
	*slash = '\0';
	return plain(a, arena_printf(a, "%s/%s", resolved(a, p), slash + 1));
}

static const char *
joined(struct arena *a, const char *here, const char *path)
{
	return *path == '/' ? path : arena_printf(a, "%s/%s", here, path);
}

const char *
workspace_absolute(struct arena *a, const struct workspace *p, const char *path)
{
	char *text = tidy(a, joined(a, p->here, path)), *slash = strrchr(text, '/');
	const char *name = slash + 1;

	if (slash == text)
		return plain(a, text);
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return resolved(a, text);
	*slash = '\0';
	return plain(a, arena_printf(a, "%s/%s", resolved(a, text), name));
}

const char *
workspace_below(const char *path, const char *folder)
{
	size_t n = strcmp(folder, "/") == 0 ? 0 : strlen(folder);

	if (strcmp(path, folder) == 0)
		return ".";
	return strncmp(path, folder, n) == 0 && path[n] == '/' ? path + n + 1 : NULL;
}

const char *
workspace_base(struct arena *a, struct workspace *p, const char *base, bool move)
{
	static const char usual[] = "/db/schema";
	const char *path = workspace_absolute(a, p, base), *below = workspace_below(path, p->out);
	size_t n = strlen(path), m = sizeof(usual) - 1;

	if (below || !move)
		return below;
	n -= n > m && strcmp(path + n - m, usual) == 0 ? m : strlen(strrchr(path, '/'));
	p->out = n ? arena_strndup(a, path, n) : "/";
	return workspace_below(path, p->out);
}

const char *
workspace_relative(struct arena *a, const char *path, const char *folder)
{
	const char *below = workspace_below(path, folder), *up = "";
	char *above = arena_strdup(a, folder), *slash;

	while (!below && (slash = strrchr(above, '/'))) {
		*(slash == above ? slash + 1 : slash) = '\0';
		up = arena_printf(a, "%s../", up);
		below = workspace_below(path, above);
	}
	if (below && *up && strcmp(below, ".") == 0)
		return arena_strndup(a, up, strlen(up) - 1);
	return below ? arena_printf(a, "%s%s", up, below) : path;
}

const char *
workspace_output(struct arena *a, const struct workspace *p, const char *path)
{
	return workspace_relative(a, plain(a, joined(a, p->out, path)), p->here);
}

/* Of a path that is there in both, or in neither. */
static bool
made(const struct workspace *p, const char *path)
{
	return strncmp(path, ".specql/", 8) == 0 || outputs_hold(p->out, path);
}

const char *
workspace_shown(struct arena *a, const struct workspace *p, const char *path)
{
	const char *in = joined(a, p->dir, path), *out = joined(a, p->out, path);
	bool here = access(in, F_OK) == 0, there = access(out, F_OK) == 0;

	if (*path == '/')
		return path;
	if (strcmp(in, out) != 0 && (here == there ? made(p, path) : there))
		in = out;
	return workspace_relative(a, plain(a, in), p->here);
}

/* ---- finding ---- */

static bool
marked(struct arena *a, const char *folder)
{
	static const char *const marks[] = {"specql.yaml", ".specql", REGISTRY_PATH};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (access(arena_printf(a, "%s/%s", folder, marks[i]), F_OK) == 0)
			return true;
	return false;
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The nearest folder from here upwards that is a project's, or NULL. */
static const char *
upwards(struct arena *a, const char *here)
{
	char *folder = arena_strdup(a, here), *slash;

	while (!marked(a, folder)) {
		slash = strrchr(folder, '/');
		if (slash == folder)
			return NULL;
		*slash = '\0';
	}
	return folder;
}

/* A file elsewhere: its project, else what lies above its folder entities, else its folder. */
static const char *
of_file(struct arena *a, const char *file)
{
	char *folder = arena_strdup(a, file), *part;
	const char *found;

	*strrchr(folder, '/') = '\0';
	found = upwards(a, *folder ? folder : "/");
	part = strstr(arena_strdup(a, file), "/entities/");
	if (!found && part)
		found = arena_strndup(a, file, (size_t)(strlen(file) - strlen(part)));
	found = found ? found : folder;
	return *found ? found : "/";
}

const char *
workspace_source(struct arena *a, const char *out)
{
	char to[4096];
	ssize_t n = readlink(arena_printf(a, "%s/.specql/dir", out), to, sizeof(to));

	if (n <= 0 || n == (ssize_t)sizeof(to) || *to != '/' ||
	    access(arena_printf(a, "%s/specql.yaml", out), F_OK) == 0)
		return NULL;
	return arena_strndup(a, to, (size_t)n);
}

struct workspace *
workspace_find(struct arena *a, struct diag *d, const char *project, const char *out,
               const char *file)
{
	struct workspace *p = arena_new(a, struct workspace, 1);
	char *here = getcwd(NULL, 0), *real;
	const char *absolute, *found;

	if (!here) {
		error_in_file(d, ".", "the current folder is not there: %s", strerror(errno));
		return NULL;
	}
	p->here = arena_strdup(a, here);
	free(here);
	found = project ? project : upwards(a, p->here);
	if (!out && found && workspace_source(a, found))
		project = workspace_source(a, found), out = found;
	if (project) {
		real = realpath(project, NULL);
		if (!real || !is_folder(real)) {
			error_in_file(d, project, "cannot be entered: %s",
			              strerror(real ? ENOTDIR : errno));
			free(real);
			return NULL;
		}
		p->dir = arena_strdup(a, real);
		free(real);
	} else {
		found = upwards(a, p->here);
		p->dir = found ? found : p->here;
		absolute = file ? workspace_absolute(a, p, file) : NULL;
		if (absolute && !workspace_below(absolute, p->dir))
			p->dir = of_file(a, absolute);
		found = workspace_source(a, p->dir);
		if (found && !out)
			out = p->dir;
		if (found)
			p->dir = found;
	}
	p->out = out ? resolved(a, joined(a, p->here, out)) : p->dir;
	return p;
}
