#include "build/scratch.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/generated.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *
scratch_make(struct arena *a, struct diag *d)
{
	const char *above = getenv("TMPDIR");
	char *name = arena_printf(a, "%s/specql.XXXXXX", above && *above ? above : "/tmp"), *real;

	if (!mkdtemp(name)) {
		error_in_file(d, name,
		              "cannot be made: %s; set TMPDIR to a folder that can be written to",
		              strerror(errno));
		return NULL;
	}
	real = realpath(name, NULL);
	name = arena_strdup(a, real ? real : name);
	free(real);
	return name;
}

static void
remove_below(int above, const char *name)
{
	int fd = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;

	if (!folder) {
		unlinkat(above, name, 0);
		return;
	}
	while ((e = readdir(folder)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			remove_below(fd, e->d_name);
	closedir(folder);
	unlinkat(above, name, AT_REMOVEDIR);
}

void
scratch_remove(const char *folder)
{
	remove_below(AT_FDCWD, folder);
}

static bool
equal(const char *x, const char *y)
{
	struct arena a = {0};
	size_t n = 0, m = 1;
	const char *one = file_read(&a, x, 0, &n), *other = file_read(&a, y, 0, &m);
	bool same = one && other && n == m && memcmp(one, other, n) == 0;

	arena_clear(&a);
	return same;
}

static bool
generated(const char *path)
{
	struct arena a = {0};
	size_t n = 0;
	const char *text = file_read(&a, path, 0, &n);
	bool is = text && n && generated_state(text, n) != GENERATED_FOREIGN;

	arena_clear(&a);
	return is;
}

/* Confiture would take every SQL file for a part of the schema. */
static bool
unwanted(const char *path)
{
	size_t n = strlen(path);

	return (n > 4 && strcmp(path + n - 4, ".sql") == 0) || generated(path);
}

/* Files of a generated folder that are not in the list. */
static void
look_for_surplus(struct arena *a, struct staleness *s, const char *out, const char *folder,
                 const struct list *made)
{
	DIR *all = opendir(arena_printf(a, "%s/%s", out, folder));
	struct dirent *e;

	while (all && (e = readdir(all))) {
		const char *path = arena_printf(a, "%s/%s", folder, e->d_name);

		if (*e->d_name != '.' && !list_has(made, path) &&
		    unwanted(arena_printf(a, "%s/%s", out, path)))
			list_add(a, &s->surplus, path);
	}
	if (all)
		closedir(all);
}

static struct list
folders_of(struct arena *a, const struct list *paths)
{
	struct list folders = {0};

	for (size_t i = 0; i < paths->n; i++) {
		const char *slash = strrchr(paths->items[i], '/');
		size_t n = slash ? (size_t)(slash - paths->items[i]) : 0;

		if (n &&
		    !(folders.n && strncmp(folders.items[folders.n - 1], paths->items[i], n) == 0 &&
		      !folders.items[folders.n - 1][n]))
			list_add(a, &folders, arena_strndup(a, paths->items[i], n));
	}
	list_sort(&folders);
	return folders;
}

/* What the last build of the output root made and nothing makes any more. */
static void
look_in_list(struct arena *a, struct staleness *s, const char *out, const struct list *made)
{
	struct list old = list_read(a, arena_printf(a, "%s/.specql/outputs", out));

	for (size_t i = 0; i < old.n; i++)
		if (strncmp(old.items[i], ".specql/", 8) != 0 && !list_has(made, old.items[i]) &&
		    access(arena_printf(a, "%s/%s", out, old.items[i]), F_OK) == 0)
			list_add(a, &s->surplus, old.items[i]);
}

struct staleness
scratch_compare(struct arena *a, const char *scratch, const char *out, const struct list *made,
                bool some)
{
	struct staleness s = {0};
	struct list folders = folders_of(a, made);

	for (size_t i = 0; i < made->n; i++) {
		const char *should = arena_printf(a, "%s/%s", scratch, made->items[i]);
		const char *is = arena_printf(a, "%s/%s", out, made->items[i]);

		if (access(should, F_OK) != 0 || equal(should, is))
			s.nequal++;
		else if (access(is, F_OK) != 0)
			list_add(a, &s.missing, made->items[i]);
		else
			list_add(a, &s.stale, made->items[i]);
	}
	for (size_t i = 0; !some && i < folders.n; i++)
		look_for_surplus(a, &s, out, folders.items[i], made);
	if (!some)
		look_in_list(a, &s, out, made);
	list_sort(&s.surplus);
	return s;
}
