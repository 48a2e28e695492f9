#include "graph/walk.h"
#include "base/arena.h"
#include "base/diag.h"
#include "graph/kind.h"
#include "parse/project.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of a folder's path: a file's name and what stands before it below .specql/ come to it, and the
 * system takes at most 4096 bytes. */
enum { LONGEST = 3700 };

struct walker {
	struct arena *arena;
	struct diag *diag;
	const char *dir;
	const struct project *project;
	struct list outputs;
	struct stat out; /* of OUT, which lies where we are */
	bool sql;        /* it looks for SQL, not for entities */
	struct found *found;
	size_t n, cap;
	struct list folders, unread;
};

const char *
walk_path(struct arena *a, const char *dir, const char *path)
{
	if (!*path)
		return dir;
	return strcmp(dir, ".") == 0 ? path : arena_printf(a, "%s/%s", dir, path);
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

/* ---- what is taken ---- */

static bool
ends(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);

	return n > m && strcmp(name + n - m, suffix) == 0;
}

static bool
matches(const struct walker *w, const char *path)
{
	for (size_t i = 0; i < w->project->nentities; i++)
		if (walk_match(w->project->entities[i], path))
			return true;
	return false;
}

/* Files in the folders of entities that are something else. */
static bool
reserved(const char *path)
{
	return strcmp(path, "specql.yaml") == 0 ||
	       strcmp(path, "registry/domain_registry.yaml") == 0 ||
	       strncmp(path, "db/environments/", 16) == 0;
}

static bool
wanted(const struct walker *w, const char *path, const char *name, bool inside)
{
	if (w->sql)
		return ends(name, ".sql");
	if (!ends(name, ".yaml") && !ends(name, ".yml"))
		return false;
	return (inside || matches(w, path)) && !reserved(path);
}

/* Whether everything below a folder is an entity. */
static bool
holds_entities(const struct walker *w, const char *path)
{
	const char *name = strrchr(path, '/');

	name = name ? name + 1 : path;
	return w->project->nentities ? matches(w, path) : strcmp(name, "entities") == 0;
}

static bool
skipped(const struct walker *w, const char *path, const struct stat *st)
{
	if (list_has(&w->outputs, path) || (!w->sql && strcmp(path, w->project->sql_folder) == 0))
		return true;
	return st->st_ino == w->out.st_ino && st->st_dev == w->out.st_dev;
}

/* ---- the tree ---- */

static void
fault(struct walker *w, const char *path, const char *text)
{
	struct source *s = new (w->arena, struct source, 1);

	s->path = *path ? path : ".";
	error_at(w->diag, s, (struct span){0}, "%s", text);
}

static void
add(struct walker *w, const char *path, const struct stat *st, int error)
{
	struct found *found;

	if (w->n == w->cap) {
		w->cap = w->cap ? 2 * w->cap : 64;
		found = new (w->arena, struct found, w->cap);
		if (w->n)
			memcpy(found, w->found, w->n * sizeof(*found));
		w->found = found;
	}
	w->found[w->n++] = (struct found){path, error ? (struct stamp){0} : stamp_of(st), error};
}

static void visit(struct walker *, int fd, const char *path, bool inside);

static void
entry(struct walker *w, DIR *folder, const char *path, const struct dirent *e, bool inside)
{
	const char *below;
	struct stat st;
	int fd, error = 0;

	if (e->d_name[0] == '.' || strcmp(e->d_name, "node_modules") == 0)
		return;
	below = *path ? arena_printf(w->arena, "%s/%s", path, e->d_name)
	              : arena_strdup(w->arena, e->d_name);
	if (e->d_type == DT_REG && !wanted(w, below, e->d_name, inside))
		return;
	if (fstatat(dirfd(folder), e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return; /* it is gone: the folder has changed and the next round sees it */
	if (S_ISDIR(st.st_mode)) {
		if (!w->sql && list_has(&w->outputs, below) && (inside || holds_entities(w, below)))
			fault(w, "specql.yaml",
			      arena_printf(w->arena,
			                   "'%s' holds entities, so nothing can be written there; "
			                   "choose another folder for the output",
			                   below));
		else if (skipped(w, below, &st))
			return;
		if (strpbrk(e->d_name, "\t\n\r")) {
			fault(w, below,
			      "the name of a folder may hold no tab and no line break; rename it");
			return;
		}
		if (strlen(below) > LONGEST) {
			fault(w, below, "this path is too long; move the folder up");
			return;
		}
		fd = openat(dirfd(folder), e->d_name,
		            O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		visit(w, fd, below, inside);
		return;
	}
	if (!wanted(w, below, e->d_name, inside))
		return;
	if (S_ISLNK(st.st_mode) && fstatat(dirfd(folder), e->d_name, &st, 0) != 0)
		error = errno;
	if (!error && S_ISDIR(st.st_mode))
		return;
	if (strpbrk(e->d_name, "\t\n\r"))
		fault(w, below, "the name of a file may hold no tab and no line break; rename it");
	else
		add(w, below, &st, error);
}

/* Reads a folder; takes over its descriptor, which may be -1 with errno set. */
static void
visit(struct walker *w, int fd, const char *path, bool inside)
{
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;

	if (!folder && errno == ENOENT)
		return;
	list_add(w->arena, &w->folders, path);
	if (!folder) {
		list_add(w->arena, &w->unread, path);
		fault(w, path, arena_printf(w->arena, "cannot be read: %s", strerror(errno)));
		return;
	}
	inside = inside || holds_entities(w, path);
	while ((e = readdir(folder)))
		entry(w, folder, path, e, inside);
	closedir(folder);
}

/* A folder that is not there yet: the one in which it would appear is watched. */
static void
await(struct walker *w, const char *path)
{
	char *p = arena_strdup(w->arena, path), *slash;

	do {
		slash = strrchr(p, '/');
		*(slash ? slash : p) = '\0';
	} while (*p && access(walk_path(w->arena, w->dir, p), F_OK) != 0);
	list_add(w->arena, &w->folders, p);
}

static void
start(struct walker *w, const char *path, bool needed)
{
	int fd = open(walk_path(w->arena, w->dir, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0 || errno != ENOENT) {
		visit(w, fd, path, false);
		return;
	}
	if (needed)
		fault(w, "specql.yaml",
		      arena_printf(w->arena, "entities: there is no folder '%s'", path));
	await(w, path);
}

/* The folder that everything matching a pattern lies below. */
static const char *
above(struct arena *a, const char *pattern)
{
	size_t n = strcspn(pattern, "*?"), len = strlen(pattern);

	if (n == len && !ends(pattern, ".yaml") && !ends(pattern, ".yml"))
		return pattern;
	while (n > 0 && pattern[n - 1] != '/')
		n--;
	return n ? arena_strndup(a, pattern, n - 1) : "";
}

bool
walk_below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return n == 0 || (strncmp(path, folder, n) == 0 && (path[n] == '/' || !path[n]));
}

static void
start_all(struct walker *w)
{
	struct list starts = {0};

	for (size_t i = 0; i < w->project->nentities; i++)
		list_add(w->arena, &starts, above(w->arena, w->project->entities[i]));
	if (!w->project->nentities)
		list_add(w->arena, &starts, "");
	list_sort(&starts);
	for (size_t i = 0; i < starts.n; i++) {
		bool inner = false;

		for (size_t k = 0; k < i; k++)
			inner = inner || walk_below(starts.items[i], starts.items[k]);
		if (!inner)
			start(w, starts.items[i], true);
	}
}

static int
compare(const void *a, const void *b)
{
	return strcmp(((const struct found *)a)->path, ((const struct found *)b)->path);
}

static struct found *
sorted(struct walker *w, size_t *n)
{
	if (w->n)
		qsort(w->found, w->n, sizeof(*w->found), compare);
	*n = w->n;
	return w->found;
}

void
walk_add(struct arena *a, struct walk *w, const char *path, int error)
{
	struct walker more = {
	        .arena = a, .found = w->entities, .n = w->nentities, .cap = w->nentities};

	add(&more, path, NULL, error);
	w->entities = sorted(&more, &w->nentities);
}

struct list
walk_outputs(struct arena *a, const struct project *p)
{
	struct list l = {0};

	for (size_t i = 0; kinds[i].name; i++)
		list_add(a, &l, arena_printf(a, "%s/%s", p->sql_folder, kinds[i].folder));
	list_add(a, &l, p->generated_folder);
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

struct walk *
walk(struct arena *a, struct diag *d, const char *dir, const struct project *p)
{
	struct walker entities = {.arena = a, .diag = d, .dir = dir, .project = p}, sql;
	struct walk *result = new (a, struct walk, 1);

	entities.outputs = walk_outputs(a, p);
	if (strcmp(dir, ".") != 0)
		stat(".", &entities.out);
	sql = entities;
	sql.sql = true;
	start_all(&entities);
	start(&sql, p->sql_folder, false);
	result->entities = sorted(&entities, &result->nentities);
	result->sql = sorted(&sql, &result->nsql);
	result->unread = entities.unread;
	result->folders = entities.folders;
	for (size_t i = 0; i < sql.folders.n; i++)
		list_add(a, &result->folders, sql.folders.items[i]);
	list_sort(&result->folders);
	return result;
}
