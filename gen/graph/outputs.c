#include "graph/outputs.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/generated.h"
#include "base/str.h"
#include "graph/emitted.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- without a list ---- */

static void
collect(struct arena *a, struct list *found, const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *e;
	struct stat st;

	while (folder && (e = readdir(folder))) {
		const char *below = arena_printf(a, "%s/%s", path, e->d_name);

		if (e->d_name[0] == '.' || lstat(below, &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode))
			collect(a, found, below);
		else if (S_ISREG(st.st_mode))
			list_add(a, found, below);
	}
	if (folder)
		closedir(folder);
}

static struct list
before(struct arena *a, const struct list *folders)
{
	struct list l = {0};

	if (access(OUTPUTS, F_OK) == 0)
		return list_read(a, OUTPUTS);
	for (size_t i = 0; i < folders->n; i++)
		collect(a, &l, folders->items[i]);
	return l;
}

/* ---- deleting ---- */

/* A regular file that is reached without a link. */
static bool
plain_file(const char *path)
{
	struct arena a = {0};
	char *p = arena_strdup(&a, path), *slash = p;
	struct stat st;
	bool ok = *p != '/' && strncmp(p, "../", 3) != 0 && !strstr(p, "/../");

	while (ok && (slash = strchr(slash, '/'))) {
		*slash = '\0';
		ok = lstat(p, &st) == 0 && S_ISDIR(st.st_mode);
		*slash++ = '/';
	}
	ok = ok && lstat(p, &st) == 0 && S_ISREG(st.st_mode);
	arena_clear(&a);
	return ok;
}

static enum generated
state(const char *path)
{
	struct arena a = {0};
	enum generated result = emitted_state(path);
	size_t len;
	char *text;

	if (strncmp(path, ".specql/", 8) == 0)
		return GENERATED_INTACT;
	if (result != GENERATED_FOREIGN)
		return result;
	text = file_read(&a, path, 0, &len);
	if (text)
		result = generated_state(text, len);
	arena_clear(&a);
	return result;
}

static void delete (struct arena *a, const char *path, const struct list *folders)
{
	char *p = arena_strdup(a, path), *slash;

	unlink(p);
	while ((slash = strrchr(p, '/'))) {
		*slash = '\0';
		if (list_has(folders, p) || rmdir(p) != 0)
			break;
	}
}

/* True if the file stays listed. */
static bool
retire(struct arena *a, struct diag *d, const char *path, const struct list *folders)
{
	struct source *source;

	if (!plain_file(path)) {
		emitted_forget(path);
		return false;
	}
	switch (state(path)) {
	case GENERATED_INTACT:
		delete (a, path, folders);
		emitted_forget(path);
		return false;
	case GENERATED_FOREIGN:
		return false;
	case GENERATED_EDITED:
		break;
	}
	source = arena_new(a, struct source, 1);
	source->path = path;
	warning_at(d, source, (struct span){0},
	           "nothing makes this file any more, but it was edited, so it stays; move what "
	           "you need and delete it");
	return true;
}

bool
outputs_update(struct arena *a, struct diag *d, const struct list *now, const struct list *folders,
               bool keep)
{
	struct list old = before(a, folders), listed = {0};
	struct strbuf out = STRBUF_INIT;
	bool ok;

	for (size_t i = 0; i < now->n; i++)
		list_add(a, &listed, now->items[i]);
	for (size_t i = 0; i < old.n; i++)
		if (!list_has(now, old.items[i]) && (keep || retire(a, d, old.items[i], folders)))
			list_add(a, &listed, old.items[i]);
	list_sort(&listed);
	list_write(&out, &listed);
	ok = file_update(d, OUTPUTS, out.buf, out.len);
	str_free(&out);
	return ok;
}

enum output_state
output_state(const char *path)
{
	if (!plain_file(path))
		return OUTPUT_NONE;
	return state(path) == GENERATED_INTACT ? OUTPUT_OURS : OUTPUT_EDITED;
}
