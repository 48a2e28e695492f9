#include "graph/walk.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/str.h"
#include "graph/filter.h"
#include "graph/given.h"
#include "graph/place.h"
#include "graph/walker.h"
#include "parse/project.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the tree ---- */

static void
fault(struct walker *w, const char *path, const char *text)
{
	struct source *s = arena_new(w->arena, struct source, 1);

	s->path = *path ? arena_strdup(w->arena, path) : ".";
	error_at(w->diag, s, (struct span){0}, "%s", text);
	w->digest++; /* nothing without a fault is like it */
}

/* The order in which a folder gives its files must not matter. */
static void
fold(struct walker *w, const char *name, struct stamp stamp)
{
	w->digest += stamp_digest(hash_add(w->folder, name, strlen(name)), stamp);
}

static void
found(struct walker *w, const char *name, const struct stat *st, int error)
{
	struct stamp stamp = error ? (struct stamp){0} : stamp_of(st);

	fold(w, name, stamp);
	founds_add(&w->found,
	           (struct found){arena_strndup(w->arena, w->path, w->len), stamp, error});
}

static void visit(struct walker *, int fd, bool inside);

static bool
is_out(const struct walker *w, const struct stat *st)
{
	return st->st_ino == w->out.st_ino && st->st_dev == w->out.st_dev;
}

static void
refuse_out(struct walker *w)
{
	fault(w, w->path,
	      w->sql ? "the folder of the SQL cannot be the output root; choose another one with -B"
	             : "a folder of entities cannot be the output root; choose another one with "
	               "-B");
	w->occupied = true;
}

/* A folder that is written to is not walked, and must hold no entities. */
static bool
skipped(struct walker *w, const struct stat *st, bool inside)
{
	const char *path = w->path;
	bool given = w->project->sql_given && strcmp(path, w->project->sql_folder) == 0;

	if (is_out(w, st)) {
		if (w->sql || !walker_holds_files(w, inside))
			return true;
		refuse_out(w);
		return false;
	}
	if (!walker_writes(w, path))
		return false;
	if (w->sql || !walker_occupied(w, path, inside))
		return true;
	fault(w, given ? GIVEN : w->project->source->path,
	      arena_printf(w->arena,
	                   "'%s' holds entities, so nothing can be written there; choose another "
	                   "folder for the output",
	                   path));
	w->occupied = true;
	return false;
}

static void
descend(struct walker *w, DIR *above, const char *name, bool inside)
{
	int fd;

	if (strpbrk(name, "\t\n\r")) {
		fault(w, w->path,
		      "the name of a folder may hold no tab and no line break; rename it");
	} else if (w->len > LONGEST) {
		fault(w, w->path, "this path is too long; move the folder up");
	} else {
		fd = openat(dirfd(above), name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		visit(w, fd, inside);
	}
}

/* A link is not followed to a folder; if files of ours may lie there, that is said. */
static void
linked(struct walker *w, bool inside)
{
	struct source *s = arena_new(w->arena, struct source, 1);
	const struct project *p = w->project;

	s->path = arena_strdup(w->arena, w->path);
	if (!w->sql && word_among(p->entities, p->nentities, s->path))
		return; /* it is a start of its own */
	if (w->sql || inside || filter_folder(p, s->path))
		warning_at(w->diag, s, (struct span){0},
		           "a link to a folder, which is not followed, so nothing in it is built; "
		           "move the folder here");
	w->digest++;
}

/* Contact.YAML looks like an entity file, and is none. */
static bool
wanted(struct walker *w, const char *name, bool inside)
{
	struct source *s;

	if (walker_wants(w, w->path, name, inside))
		return true;
	if (!(w->sql || inside) || filter_settings(w->path) || !filter_like(name, w->sql))
		return false;
	s = arena_new(w->arena, struct source, 1);
	s->path = arena_strdup(w->arena, w->path);
	warning_at(w->diag, s, (struct span){0},
	           "is not looked at, since its name does not end in small letters; rename it to "
	           "end in %s",
	           w->sql ? ".sql" : ".yaml");
	w->digest++;
	return false;
}

static void
look(struct walker *w, DIR *above, const struct dirent *e, bool inside)
{
	struct stat st;
	bool link;
	int error = 0;

	if (e->d_type == DT_REG && !wanted(w, e->d_name, inside))
		return;
	if (fstatat(dirfd(above), e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return; /* it is gone: the folder has changed and the next round sees it */
	link = S_ISLNK(st.st_mode);
	if (S_ISDIR(st.st_mode) && !skipped(w, &st, inside))
		descend(w, above, e->d_name, inside);
	if (S_ISDIR(st.st_mode))
		return;
	if (link && fstatat(dirfd(above), e->d_name, &st, 0) != 0)
		error = errno;
	if (link && !error && S_ISDIR(st.st_mode))
		linked(w, inside);
	if ((!error && S_ISDIR(st.st_mode)) || !wanted(w, e->d_name, inside))
		return;
	if (strpbrk(e->d_name, "\t\n\r"))
		fault(w, w->path,
		      "the name of a file may hold no tab and no line break; rename it");
	else if (!w->sql && filter_long(e->d_name))
		fault(w, w->path, "the name of this file is too long; shorten it to 250 bytes");
	else
		found(w, e->d_name, &st, error);
}

/* Goes to an entry of the folder where it is, and back. */
static void
entry(struct walker *w, DIR *above, const struct dirent *e, bool inside)
{
	size_t len = w->len, n = strlen(e->d_name);

	if (filter_hidden(e->d_name))
		return;
	if (len)
		w->path[w->len++] = '/';
	memcpy(w->path + w->len, e->d_name, n + 1);
	w->len += n;
	look(w, above, e, inside);
	w->len = len;
	w->path[len] = '\0';
}

/* Reads the folder where it is; takes over its descriptor, which may be -1 with errno set. */
static void
visit(struct walker *w, int fd, bool inside)
{
	bool passed = walker_passes(w, fd, inside);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	uint64_t above = w->folder;
	struct dirent *e;
	const char *path;

	if (folder && passed)
		closedir(folder);
	if (passed || (!folder && errno == ENOENT))
		return;
	w->folder = hash_add(HASH_START, w->path, w->len + 1);
	fold(w, "", (struct stamp){0});
	path = arena_strdup(w->arena, w->path);
	list_add(w->arena, &w->folders, path);
	if (!folder) {
		list_add(w->arena, &w->unread, path);
		fault(w, path, arena_printf(w->arena, "cannot be read: %s", strerror(errno)));
	}
	inside = inside || filter_folder(w->project, w->path);
	while (folder && (e = readdir(folder)))
		entry(w, folder, e, inside);
	if (folder)
		closedir(folder);
	w->folder = above;
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
	const struct project *p = w->project;
	struct stat st;
	size_t i = 0;

	w->len = strlen(path);
	if (w->len > LONGEST) {
		if (fd >= 0)
			close(fd);
		fault(w, path, "this path is too long; choose another folder");
		return;
	}
	memcpy(w->path, path, w->len + 1);
	if (fd >= 0 || errno != ENOENT) {
		if (*path && fd >= 0 && fstat(fd, &st) == 0 && is_out(w, &st))
			refuse_out(w);
		visit(w, fd, false);
		return;
	}
	while (i < p->nentities && strcmp(filter_root(w->arena, p->entities[i]), path) != 0)
		i++;
	if (needed)
		error_at(w->diag, p->source,
		         i < p->nentities ? p->entities_at[i] : (struct span){0},
		         "entities: there is no folder '%s'", path);
	w->lost = w->lost || needed;
	await(w, path);
}

/* Where one lies in another it was passed by, unless what leads there is hidden,
 * a link, or not there. */
static void
start_all(struct walker *w)
{
	struct list starts = {0};

	for (size_t i = 0; i < w->project->nentities; i++)
		list_add(w->arena, &starts, filter_root(w->arena, w->project->entities[i]));
	if (!w->project->nentities)
		list_add(w->arena, &starts, "");
	list_sort(&starts);
	for (size_t i = 0; i < starts.n; i++)
		if (!word_among(w->folders.items, w->folders.n, starts.items[i]))
			start(w, starts.items[i], true);
}

static void
begin(struct walker *w)
{
	w->outputs = walk_outputs(w->arena, w->project);
	w->own = place_folders_of(w->arena, w->project);
	if (strcmp(w->dir, ".") != 0 && !w->project->looked_at)
		stat(".", &w->out);
}

struct found *
walk_sql(struct arena *a, struct diag *d, const char *dir, const struct project *p,
         const char *path, struct list *folders, size_t *n)
{
	struct walker w = {.arena = a, .diag = d, .dir = dir, .project = p, .sql = true};
	struct found *sql;

	begin(&w);
	if (!list_has(&w.outputs, path))
		start(&w, path, false);
	*folders = w.folders;
	sql = founds_take(a, &w.found, n);
	found_sort(sql, *n);
	return sql;
}

struct walk *
walk_unsorted(struct arena *a, struct diag *d, const char *dir, const struct project *p)
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
	result->entities = founds_take(a, &entities.found, &result->nentities);
	result->sql = founds_take(a, &sql.found, &result->nsql);
	result->digest = entities.digest + 31 * sql.digest;
	result->lost = entities.lost;
	result->occupied = entities.occupied;
	result->unread = entities.unread;
	result->folders = entities.folders;
	for (size_t i = 0; i < sql.folders.n; i++)
		list_add(a, &result->folders, sql.folders.items[i]);
	for (size_t i = 0; i < sql.unread.n; i++)
		list_add(a, &result->unread, sql.unread.items[i]);
	return result;
}

struct walk *
walk(struct arena *a, struct diag *d, const char *dir, const struct project *p)
{
	struct walk *w = walk_unsorted(a, d, dir, p);

	walk_sort(w);
	return w;
}
