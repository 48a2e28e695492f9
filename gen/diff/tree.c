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

/* What one byte too many is told from. */
enum { MAX_READ = 1024 * 1024 };

struct reading {
	struct arena *arena;
	struct diag *diag;
	const char *folder, *label;
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
	f->path = path;
	f->source = file_source(r->arena, walk_path(r->arena, r->folder, path),
	                        arena_printf(r->arena, "%s%s", r->label, path), MAX_READ);
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

/* The nearest folder above with a specql.yaml, or in which the folder entities/ lies; else the
 * file's own. */
static const char *
project_of(struct arena *a, const char *path)
{
	char *at = arena_strdup(a, path), *slash;
	const char *own = NULL, *name;

	while ((slash = strrchr(at, '/'))) {
		*slash = '\0';
		own = own ? own : arena_strdup(a, at);
		if (has_settings(a, *at ? at : "/"))
			return *at ? at : "/";
		name = strrchr(at, '/') ? strrchr(at, '/') + 1 : at;
		if (strcmp(name, "entities") == 0)
			return name == at ? "." : arena_strndup(a, at, (size_t)(name - at - 1));
	}
	return own && !has_settings(a, ".") ? own : ".";
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
	const char *name;
	struct tree *t;

	r->folder = project_of(r->arena, path);
	name = strcmp(r->folder, ".") == 0 ? path : path + strlen(r->folder) + 1;
	r->label = arena_strndup(r->arena, path, strlen(path) - strlen(name));
	t = read_folder(r);
	t->only = name;
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->files[i].path, name) == 0)
			return t;
	add(r, t, name);
	return t;
}

struct tree *
tree_read(struct arena *a, struct diag *d, const char *path, const char *label)
{
	struct reading r = {a, d, walk_tidy(a, path), label};
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
