#include "diff/tree.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "graph/walk.h"
#include "parse/project.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What one byte too many is told from. */
enum { MAX_READ = 1024 * 1024 };

struct reading {
	struct arena *arena;
	struct diag *diag;
	const char *folder, *label;
	const char *only, *given; /* a file: below the folder, and as it was named */
};

static const char *
settings(struct reading *r, const char *const *read)
{
	struct strbuf out = STRBUF_INIT;
	size_t len;
	char *text;

	for (; *read; read++) {
		text = file_read(r->arena, walk_path(r->arena, r->folder, *read), 0, &len);
		str_addf(&out, "%s\n%s\n", *read, text ? text : "");
	}
	return str_done(&out, r->arena);
}

static void
read_file(struct reading *r, struct tree_file *f, const char *path)
{
	bool given = r->only && strcmp(path, r->only) == 0;
	const char *shown = given ? r->given : arena_printf(r->arena, "%s%s", r->label, path);

	f->path = path;
	f->source = file_source(r->arena, given ? r->given : walk_path(r->arena, r->folder, path),
	                        shown, MAX_READ);
	f->text = f->source->text;
	f->len = f->source->len;
	if (!f->text && errno == EFBIG)
		error_at(r->diag, f->source, (struct span){0}, "longer than 1 MiB; split it");
	else if (!f->text)
		error_at(r->diag, f->source, (struct span){0}, "cannot read: %s", strerror(errno));
}

/* A folder of entities itself, or of files beside each other. */
static struct walk *
walk_everything(struct reading *r, struct project *p)
{
	static const char *patterns[] = {"*.yaml", "*.yml", "**/*.yaml", "**/*.yml"};

	p->entities = patterns;
	p->nentities = sizeof patterns / sizeof *patterns;
	p->entities_at = arena_new(r->arena, struct span, p->nentities);
	return walk(r->arena, r->diag, r->folder, p);
}

/* Faults of the project's own files name these as they lie in the folder. */
static const char *
labelled(void *self, const char *path)
{
	const struct reading *r = self;

	return arena_printf(r->arena, "%s%s", r->label, path);
}

static struct tree *
read_folder(struct reading *r)
{
	struct tree *t = arena_new(r->arena, struct tree, 1);
	struct diag_message **said = r->diag->tail;
	const char **read;
	struct walk *w;

	t->label = r->label;
	t->project = project_read(r->arena, r->diag, r->folder, NULL, &read);
	t->project->looked_at = true;
	t->settings = settings(r, read);
	walk_inside(r->arena, r->diag, t->project);
	w = walk(r->arena, r->diag, r->folder, t->project);
	if (!w->nentities && !t->project->nentities)
		w = walk_everything(r, t->project);
	diag_relocate(r->arena, *said, labelled, r);
	t->files = arena_new(r->arena, struct tree_file, w->nentities);
	t->n = w->nentities;
	for (size_t i = 0; i < t->n; i++)
		read_file(r, &t->files[i], w->entities[i].path);
	return t;
}

/* ---- a file and its project ---- */

static bool
has_settings(struct arena *a, const char *folder)
{
	struct stat st;

	return stat(walk_path(a, folder, "specql.yaml"), &st) == 0;
}

/* The nearest folder above a file with a specql.yaml, or in which the folder entities/ lies; NULL
 * if there is none. */
static const char *
project_above(struct arena *a, const char *file)
{
	char *at = arena_strdup(a, file), *slash;
	const char *name;

	while ((slash = strrchr(at, '/'))) {
		*slash = '\0';
		if (has_settings(a, *at ? at : "/"))
			return *at ? at : "/";
		name = strrchr(at, '/');
		if (name && strcmp(name, "/entities") == 0)
			return name == at ? "/" : arena_strndup(a, at, (size_t)(name - at));
	}
	return NULL;
}

/* A path from the root; where it leads upwards, without the links on its way. */
static const char *
absolute(struct arena *a, const char *here, const char *path)
{
	const char *text = *path == '/' ? path : arena_printf(a, "%s/%s", here, path);
	char *real = strstr(text, "/../") ? realpath(text, NULL) : NULL;

	if (real)
		text = arena_strdup(a, real);
	free(real);
	return text;
}

/* How a folder is called from one that may lie in it. */
static const char *
called(struct arena *a, const char *folder, const char *here)
{
	size_t n = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
	const char *up = "";

	if (strncmp(here, folder, n) != 0 || (here[n] && here[n] != '/'))
		return arena_printf(a, "%.*s/", (int)n, folder);
	for (here += n; *here; here++)
		if (*here == '/' && here[1])
			up = arena_printf(a, "../%s", up);
	return up;
}

/* The project of a file: the one that it lies in, else that of where we are,
 * else its own folder. */
static void
find_project(struct reading *r)
{
	char *here = getcwd(NULL, 0);
	const char *file = absolute(r->arena, here ? here : "", r->given), *name;
	const char *project = project_above(r->arena, file);
	size_t n, given = strlen(r->given);

	if (!project && here) {
		project = project_above(r->arena, arena_printf(r->arena, "%s/", here));
		project = project && has_settings(r->arena, project) ? project : NULL;
	}
	if (!project)
		project = arena_strndup(r->arena, file, (size_t)(strrchr(file, '/') - file));
	n = strcmp(project, "/") == 0 ? 0 : strlen(project);
	name = strncmp(file, project, n) == 0 && file[n] == '/' ? file + n + 1 : NULL;
	r->only = name ? name : r->given;
	r->folder = project;
	r->label = called(r->arena, project, here ? here : "");
	n = name ? strlen(name) : 0;
	if (name && n <= given && strcmp(r->given + given - n, name) == 0)
		r->label = arena_strndup(r->arena, r->given, given - n);
	free(here);
}

static int
by_path(const void *a, const void *b)
{
	return strcmp(((const struct tree_file *)a)->path, ((const struct tree_file *)b)->path);
}

/* A file that the settings of its project do not cover, or that lies alone. */
static void
add(struct reading *r, struct tree *t, const char *path)
{
	struct tree_file *all = arena_new(r->arena, struct tree_file, t->n + 1);

	memcpy(all, t->files, t->n * sizeof *all);
	read_file(r, &all[t->n++], path);
	qsort(all, t->n, sizeof *all, by_path);
	t->files = all;
}

static struct tree *
read_one(struct reading *r, const char *path)
{
	struct tree *t;

	r->given = path;
	find_project(r);
	t = read_folder(r);
	t->only = r->only;
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->files[i].path, r->only) == 0)
			return t;
	add(r, t, r->only);
	return t;
}

struct tree *
tree_read(struct arena *a, struct diag *d, const char *path, const char *label)
{
	struct reading r = {a, d, walk_tidy(a, path), label, NULL, NULL};
	size_t nerrors = d->nerrors;
	struct tree *t;
	struct stat st;

	if (stat(path, &st) != 0) {
		error_in_file(d, path, "cannot be read: %s", strerror(errno));
		return NULL;
	}
	t = S_ISDIR(st.st_mode) ? read_folder(&r) : read_one(&r, r.folder);
	return d->nerrors > nerrors ? NULL : t;
}
