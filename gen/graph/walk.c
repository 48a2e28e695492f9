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
	bool lost, occupied; /* as in the result */
};

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
written(const struct walker *w, const char *path)
{
	return list_has(&w->outputs, path) ||
	       (!w->sql && strcmp(path, w->project->sql_folder) == 0);
}

static bool
hidden(const char *name)
{
	return *name == '.' || strcmp(name, "node_modules") == 0;
}

/* Whether everything below a folder that is written to would be an entity. */
static bool
taken(const struct walker *w, const char *path, bool inside)
{
	return list_has(&w->outputs, path) && (inside || holds_entities(w, path));
}

/* Whether entities lie in a folder that is written to. What an emitter makes may match a pattern of
 * files, so in its folder only folders of entities count. */
static bool
holds(const struct walker *w, const char *path, bool inside)
{
	bool files = !list_has(&w->outputs, path) ||
	             strcmp(path, w->project->generated_folder) == 0,
	     found = false;
	DIR *folder = opendir(walk_path(w->arena, w->dir, path));
	struct dirent *e;
	const char *below;

	inside = inside || holds_entities(w, path);
	while (folder && !found && (e = readdir(folder))) {
		if (hidden(e->d_name) ||
		    (e->d_type != DT_DIR && !ends(e->d_name, ".yaml") && !ends(e->d_name, ".yml")))
			continue;
		below = arena_printf(w->arena, "%s/%s", path, e->d_name);
		if (e->d_type != DT_DIR)
			found = (files || inside) && wanted(w, below, e->d_name, inside);
		else if (inside || !list_has(&w->outputs, below) || holds_entities(w, below))
			found = holds(w, below, inside);
	}
	if (folder)
		closedir(folder);
	return found;
}

/* ---- the tree ---- */

static void
fault(struct walker *w, const char *path, const char *text)
{
	struct source *s = arena_new(w->arena, struct source, 1);

	s->path = *path ? path : ".";
	error_at(w->diag, s, (struct span){0}, "%s", text);
}

static void
add(struct walker *w, const char *path, const struct stat *st, int error)
{
	struct found *found;

	if (w->n == w->cap) {
		w->cap = w->cap ? 2 * w->cap : 64;
		found = arena_new(w->arena, struct found, w->cap);
		if (w->n)
			memcpy(found, w->found, w->n * sizeof(*found));
		w->found = found;
	}
	w->found[w->n++] = (struct found){path, error ? (struct stamp){0} : stamp_of(st), error};
}

static void visit(struct walker *, int fd, const char *path, bool inside);

/* A folder that is written to is not walked, and must hold no entities. */
static bool
skipped(struct walker *w, const char *path, const struct stat *st, bool inside)
{
	if (st->st_ino == w->out.st_ino && st->st_dev == w->out.st_dev)
		return true;
	if (!written(w, path))
		return false;
	if (w->sql || !(taken(w, path, inside) || holds(w, path, inside)))
		return true;
	fault(w, "specql.yaml",
	      arena_printf(w->arena,
	                   "'%s' holds entities, so nothing can be written there; choose another "
	                   "folder for the output",
	                   path));
	w->occupied = true;
	return false;
}

static void
descend(struct walker *w, DIR *above, const char *name, const char *path, bool inside)
{
	int fd;

	if (strpbrk(name, "\t\n\r")) {
		fault(w, path, "the name of a folder may hold no tab and no line break; rename it");
	} else if (strlen(path) > LONGEST) {
		fault(w, path, "this path is too long; move the folder up");
	} else {
		fd = openat(dirfd(above), name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		visit(w, fd, path, inside);
	}
}

/* A link is not followed to a folder; if files of ours may lie there, that is said. */
static void
linked(struct walker *w, const char *path, bool inside)
{
	struct source *s = arena_new(w->arena, struct source, 1);

	s->path = path;
	if (w->sql || inside || holds_entities(w, path))
		warning_at(w->diag, s, (struct span){0},
		           "a link to a folder, which is not followed, so nothing in it is built; "
		           "move the folder here");
}

static void
entry(struct walker *w, DIR *above, const char *path, const struct dirent *e, bool inside)
{
	const char *below;
	struct stat st;
	bool link;
	int error = 0;

	if (hidden(e->d_name))
		return;
	below = *path ? arena_printf(w->arena, "%s/%s", path, e->d_name)
	              : arena_strdup(w->arena, e->d_name);
	if (e->d_type == DT_REG && !wanted(w, below, e->d_name, inside))
		return;
	if (fstatat(dirfd(above), e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return; /* it is gone: the folder has changed and the next round sees it */
	link = S_ISLNK(st.st_mode);
	if (S_ISDIR(st.st_mode) && !skipped(w, below, &st, inside))
		descend(w, above, e->d_name, below, inside);
	if (S_ISDIR(st.st_mode))
		return;
	if (link && fstatat(dirfd(above), e->d_name, &st, 0) != 0)
		error = errno;
	if (link && !error && S_ISDIR(st.st_mode))
		linked(w, below, inside);
	if ((!error && S_ISDIR(st.st_mode)) || !wanted(w, below, e->d_name, inside))
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

static void
start(struct walker *w, const char *path, bool needed)
{
	int fd = open(walk_path(w->arena, w->dir, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	const struct project *p = w->project;
	size_t i = 0;

	if (fd >= 0 || errno != ENOENT) {
		visit(w, fd, path, false);
		return;
	}
	while (i < p->nentities && strcmp(above(w->arena, p->entities[i]), path) != 0)
		i++;
	if (needed)
		error_at(w->diag, p->source,
		         i < p->nentities ? p->entities_at[i] : (struct span){0},
		         "entities: there is no folder '%s'", path);
	w->lost = w->lost || needed;
	await(w, path);
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
walk_add(struct arena *a, struct walk *w, const char *path, const struct stat *st, int error)
{
	struct walker more = {
	        .arena = a, .found = w->entities, .n = w->nentities, .cap = w->nentities};

	add(&more, path, st, error);
	w->entities = sorted(&more, &w->nentities);
}

static void
begin(struct walker *w)
{
	w->outputs = walk_outputs(w->arena, w->project);
	if (strcmp(w->dir, ".") != 0)
		stat(".", &w->out);
}

struct found *
walk_sql(struct arena *a, struct diag *d, const char *dir, const struct project *p,
         const char *path, struct list *folders, size_t *n)
{
	struct walker w = {.arena = a, .diag = d, .dir = dir, .project = p, .sql = true};

	begin(&w);
	if (!list_has(&w.outputs, path))
		start(&w, path, false);
	*folders = w.folders;
	return sorted(&w, n);
}

struct walk *
walk(struct arena *a, struct diag *d, const char *dir, const struct project *p)
{
	struct walker entities = {.arena = a, .diag = d, .dir = dir, .project = p}, sql;
	struct walk *result = arena_new(a, struct walk, 1);

	begin(&entities);
	sql = entities;
	sql.sql = true;
	if (access(dir, F_OK) == 0) {
		start_all(&entities);
	} else {
		fault(&entities, dir,
		      "the project's folder is not there; bring it back, or run specql-ninja "
		      "again with its new place");
		entities.lost = true;
	}
	start(&sql, p->sql_folder, false);
	result->entities = sorted(&entities, &result->nentities);
	result->sql = sorted(&sql, &result->nsql);
	result->lost = entities.lost;
	result->occupied = entities.occupied;
	result->unread = entities.unread;
	result->folders = entities.folders;
	for (size_t i = 0; i < sql.folders.n; i++)
		list_add(a, &result->folders, sql.folders.items[i]);
	list_sort(&result->folders);
	return result;
}
