#include "graph/include.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/str.h"
#include "parse/yaml.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct search {
	struct arena *arena;
	struct diag *diag;
	const struct source *source; /* the environment's file */
	const char *root;            /* the working folder */
	struct list excluded, *files;
	bool failed;
};

/* Whether a path is a folder or lies below it. */
static bool
below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0' || n == 0);
}

static void
fault(struct arena *a, struct diag *d, const char *path, const char *message)
{
	struct source *source = arena_new(a, struct source, 1);

	source->path = path;
	error_at(d, source, (struct span){0}, "%s", message);
}

static void
fail(struct search *s, const char *path, const char *message)
{
	fault(s->arena, s->diag, path, message);
	s->failed = true;
}

static void
fail_at(struct search *s, struct span at, const char *message)
{
	error_at(s->diag, s->source, at, "%s", message);
	s->failed = true;
}

int
include_order(const char *a, const char *b)
{
	unsigned char x, y;

	while (*a && *a == *b)
		a++, b++;
	x = *a == '/' ? 1 : (unsigned char)*a;
	y = *b == '/' ? 1 : (unsigned char)*b;
	return (x > y) - (x < y);
}

static void walk(struct search *, const char *folder);

/* What lies at a path: a folder is walked, an SQL file is added. */
static void
visit(struct search *s, const char *path)
{
	bool sql = word_ends(path, ".sql");
	struct stat st;

	if (lstat(path, &st) != 0)
		return; /* it is gone again */
	if (S_ISDIR(st.st_mode)) {
		if (sql)
			fail(s, path,
			     "a folder named like an SQL file, which Confiture tries to read; "
			     "rename it");
		walk(s, path);
	} else if (sql && stat(path, &st) != 0) {
		fail(s, path, "a link that leads nowhere; delete it");
	} else if (sql && S_ISREG(st.st_mode)) {
		list_add(s->arena, s->files, path);
	} else if (sql) {
		fail(s, path, "no file, though named like one; rename or move it");
	}
}

/* Confiture leaves out what lies below a folder of exclude_dirs,
 * be it the project itself or one that holds it. */
static bool
excluded(const struct search *s, const char *path)
{
	const char *full = *path == '/' ? path : arena_printf(s->arena, "%s/%s", s->root, path);

	for (size_t i = 0; i < s->excluded.n; i++)
		if (below(full, s->excluded.items[i]))
			return true;
	return false;
}

static void
walk(struct search *s, const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *e;
	const char *path;

	if (!dir) {
		fail(s, folder, arena_printf(s->arena, "cannot be read: %s", strerror(errno)));
		return;
	}
	while ((e = readdir(dir))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		path = *folder == '.' && !folder[1]
		               ? arena_strdup(s->arena, e->d_name)
		               : arena_printf(s->arena, "%s/%s", folder, e->d_name);
		if (!excluded(s, path))
			visit(s, path);
	}
	closedir(dir);
}

/* A folder of the file without links, relative to the working folder if it lies in it;
 * NULL if there is none. */
static const char *
folder_path(struct search *s, const char *path)
{
	char real[PATH_MAX];

	if (!realpath(path, real))
		return NULL;
	if (strcmp(real, s->root) == 0)
		return ".";
	if (below(real, s->root))
		return arena_strdup(s->arena, real + strlen(s->root) + 1);
	return arena_strdup(s->arena, real);
}

/* An entry of include_dirs: a text, or a mapping with nothing but `path`. */
static const struct node *
entry_path(struct search *s, const struct node *entry)
{
	if (entry->kind == NODE_SCALAR)
		return entry;
	for (size_t i = 0; entry->kind == NODE_MAPPING && i < entry->n; i++)
		if (strcmp(entry->pairs[i].key->text, "path") != 0)
			fail_at(s, entry->pairs[i].key->at,
			        "with this setting specql-ninja cannot tell which files Confiture "
			        "includes; "
			        "write the folder as plain text");
	return entry->kind == NODE_MAPPING ? node_get(entry, "path") : NULL;
}

static void
include_folder(struct search *s, const struct node *entry)
{
	const struct node *node = entry_path(s, entry);
	const char *path;

	if (!node || node->kind != NODE_SCALAR) {
		fail_at(s, entry->at, "not the path of a folder");
		return;
	}
	path = folder_path(s, node->text);
	if (path)
		walk(s, path);
	else
		fail_at(s, node->at, arena_printf(s->arena, "there is no folder '%s'", node->text));
}

static void
exclude_folder(struct search *s, const struct node *entry)
{
	char real[PATH_MAX];

	if (entry->kind != NODE_SCALAR || !realpath(entry->text, real))
		return;
	if (below(s->root, strcmp(real, "/") == 0 ? "" : real))
		fail_at(s, entry->at, "this leaves out the whole project; name a folder in it");
	list_add(s->arena, &s->excluded, arena_strdup(s->arena, real));
}

static void
each(struct search *s, const struct node *list, void (*take)(struct search *, const struct node *))
{
	for (size_t i = 0; list && list->kind == NODE_SEQUENCE && i < list->n; i++)
		take(s, list->items[i]);
}

/* Settings that Confiture explains badly, or under which the layers would be out of order. */
static void
check_settings(struct search *s, const struct node *config)
{
	const struct node *url = node_get(config, "database_url");
	const struct node *mode = node_get(node_get(config, "build"), "sort_mode");

	if (mode && mode->kind == NODE_SCALAR && strcmp(mode->text, "alphabetical") != 0)
		fail_at(s, mode->at,
		        "this order would mix the layers; remove sort_mode: the folders' numbers "
		        "give the order");
	if (!url)
		fail_at(s, (struct span){0},
		        "Confiture demands a database_url, even to build; "
		        "postgresql://localhost/postgres will do");
	else if (url->kind != NODE_SCALAR || (strncmp(url->text, "postgresql://", 13) != 0 &&
	                                      strncmp(url->text, "postgres://", 11) != 0))
		fail_at(s, url->at,
		        "Confiture takes only a literal that begins with postgresql:// here");
}

static int
compare(const void *a, const void *b)
{
	return include_order(*(const char *const *)a, *(const char *const *)b);
}

static void
find(struct search *s, const struct node *config)
{
	const struct node *folders = node_get(config, "include_dirs");
	const struct list *files = s->files;

	check_settings(s, config);
	if (!folders || folders->kind != NODE_SEQUENCE)
		fail_at(s, folders ? folders->at : (struct span){0},
		        "no list include_dirs; write include_dirs: [db/schema]");
	each(s, node_get(config, "exclude_dirs"), exclude_folder);
	each(s, folders, include_folder);
	if (files->n)
		qsort(files->items, files->n, sizeof(*files->items), compare);
	for (size_t i = 1; i < files->n; i++)
		if (strcmp(files->items[i - 1], files->items[i]) == 0) {
			fail_at(s, folders->at,
			        arena_printf(
			                s->arena,
			                "two of these folders hold '%s'; name each folder once",
			                files->items[i]));
			return;
		}
}

bool
include_files(struct arena *a, struct diag *d, const char *env, struct list *files)
{
	struct source *source = arena_new(a, struct source, 1);
	struct search s = {.arena = a, .diag = d, .source = source, .files = files};
	char root[PATH_MAX];
	struct node *config;
	bool broken = false;
	size_t nerrors = d->nerrors;

	source->path = arena_printf(a, "db/environments/%s.yaml", env);
	source->text = file_read(a, source->path, 0, &source->len);
	if (!source->text || !getcwd(root, sizeof(root))) {
		fail(&s, source->path, arena_printf(a, "cannot be read: %s", strerror(errno)));
		return false;
	}
	s.root = root;
	config = yaml_read(a, d, source, &broken);
	if (!broken && d->nerrors == nerrors)
		find(&s, config);
	return !broken && !s.failed && d->nerrors == nerrors;
}
