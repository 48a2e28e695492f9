#include "graph/outputs.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/generated.h"
#include "base/hash.h"
#include "base/lines.h"
#include "base/str.h"
#include "graph/emitted.h"
#include "graph/kind.h"
#include "graph/quiet.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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

/* Layers that lie beside one that went and hold nothing. */
static void
leave_layers(struct arena *a, const char *layer, const struct list *folders)
{
	const char *name = strrchr(layer, '/');
	bool ours = false;

	for (const struct kind *k = kinds; name && k->name; k++)
		ours = ours || (k->group == SQL && strcmp(k->folder, name + 1) == 0);
	for (const struct kind *k = kinds; ours && k->name; k++) {
		const char *beside =
		        arena_printf(a, "%.*s/%s", (int)(name - layer), layer, k->folder);

		if (k->group == SQL && !list_has(folders, beside))
			quiet_remove(a, beside, rmdir);
	}
}

static void delete (struct arena *a, const char *path, const struct list *folders)
{
	char *p = arena_strdup(a, path), *slash;

	quiet_remove(a, p, file_remove); /* it may lie in a folder that the scan has looked at */
	while ((slash = strrchr(p, '/'))) {
		*slash = '\0';
		if (list_has(folders, p) || !quiet_remove(a, p, rmdir))
			break;
		leave_layers(a, p, folders);
	}
}

/* The link that a file of ours lies behind, or NULL. The state may lie where it wants. */
static const char *
behind(struct arena *a, const char *path)
{
	const char *link = strncmp(path, ".specql/", 8) == 0 ? NULL : file_link(a, path);

	return link && access(path, F_OK) == 0 && state(path) != GENERATED_FOREIGN ? link : NULL;
}

static bool
stays(struct diag *d, const char *path, const char *why)
{
	struct source *source = arena_new(d->arena, struct source, 1);

	source->path = arena_strdup(d->arena, path);
	warning_at(d, source, (struct span){0}, "nothing makes this file any more, but it %s", why);
	return true;
}

/* One that is not there, or no file of ours. True if it stays listed. */
static bool
retire_other(struct arena *a, struct diag *d, const char *path, const struct list *folders)
{
	const char *link = behind(a, path);

	if (link)
		return stays(
		        d, path,
		        arena_printf(a, "lies behind the link %s, so it stays; delete it", link));
	if (access(path, F_OK) != 0 && errno == ENOENT)
		delete (a, path, folders);
	emitted_forget(path);
	return false;
}

/* True if the file stays listed. */
static bool
retire(struct arena *a, struct diag *d, const char *path, const struct list *folders)
{
	if (!plain_file(path))
		return retire_other(a, d, path, folders);
	switch (state(path)) {
	case GENERATED_INTACT:
		delete (a, path, folders);
		emitted_forget(path);
		return false;
	case GENERATED_EDITED:
		return stays(d, path, "was edited, so it stays; move what you need and delete it");
	case GENERATED_FOREIGN:
		break;
	}
	return false;
}

/* ---- the list ---- */

void
outputs_begin(struct outputs *o, struct diag *d)
{
	sink_open(&o->sink, d, OUTPUTS);
	o->text = (struct strbuf)STRBUF_INIT;
}

void
outputs_add(struct outputs *o, const char *path)
{
	str_add(&o->text, path);
	str_addc(&o->text, '\n');
	sink_flow(&o->sink, &o->text);
}

struct list
outputs_list(struct arena *a)
{
	struct list l = list_read(a, OUTPUTS);

	list_sort(&l);
	return l;
}

bool
outputs_hold(const char *out, const char *path)
{
	struct arena a = {0};
	struct lines lines;
	const char *line;

	lines_open(&lines, arena_printf(&a, "%s/" OUTPUTS, out));
	arena_clear(&a);
	while ((line = lines_next(&lines)) && strcmp(line, path) != 0)
		;
	lines_close(&lines);
	return line;
}

/* The hashes of the lines of a file, sorted: of a hundred thousand entities' outputs the paths
 * would be too many. */
struct hashes {
	uint64_t *v;
	size_t n;
};

static int
by_value(const void *one, const void *other)
{
	uint64_t a = *(const uint64_t *)one, b = *(const uint64_t *)other;

	return a < b ? -1 : a > b;
}

static uint64_t
hash_of(const char *line)
{
	return hash_add(HASH_START, line, strlen(line));
}

static struct hashes
hashes_of(struct arena *a, FILE *file)
{
	struct lines lines = {.file = file};
	size_t n = lines_count(&lines);
	struct hashes all = {.v = arena_new(a, uint64_t, n)};
	const char *line;

	while (all.n < n && (line = lines_next(&lines)))
		all.v[all.n++] = hash_of(line);
	lines_close(&lines);
	if (all.n)
		qsort(all.v, all.n, sizeof(*all.v), by_value);
	return all;
}

struct retirement {
	struct diag *diag;
	struct outputs *outputs;
	struct hashes now;
	const struct list *folders;
	bool keep;
};

static void
retire_old(struct retirement *r, const char *path)
{
	struct arena scratch = {0};
	uint64_t hash = hash_of(path);

	if (r->now.n && bsearch(&hash, r->now.v, r->now.n, sizeof(hash), by_value))
		return;
	if (r->keep || retire(&scratch, r->diag, path, r->folders))
		outputs_add(r->outputs, path);
	arena_clear(&scratch);
}

static void
retire_listed(struct retirement *r, struct lines *old)
{
	const char *path;

	while ((path = lines_next(old)))
		retire_old(r, path);
}

/* What the folders hold may have been made by a generation whose list is lost. */
static struct list
found_in(struct arena *a, const struct list *folders)
{
	struct list found = {0};

	for (size_t i = 0; i < folders->n; i++)
		collect(a, &found, folders->items[i]);
	return found;
}

bool
outputs_end(struct outputs *o, struct diag *d, const struct list *folders, bool keep)
{
	struct retirement r = {d, o, {0}, folders, keep};
	struct arena a = {0};
	struct lines old;
	bool listed = lines_open(&old, OUTPUTS);
	struct list found = listed ? (struct list){0} : found_in(&a, folders);
	FILE *now;

	sink_pour(&o->sink, &o->text);
	if ((listed || found.n) && sink_differs(&o->sink) && (now = sink_read(&o->sink))) {
		r.now = hashes_of(&a, now);
		retire_listed(&r, &old);
		for (size_t i = 0; i < found.n; i++)
			retire_old(&r, found.items[i]);
	}
	arena_clear(&a);
	lines_close(&old);
	return sink_close(&o->sink, &o->text);
}

enum output_state
output_state(const char *path)
{
	struct arena a = {0};
	bool linked = behind(&a, path);

	arena_clear(&a);
	if (linked)
		return OUTPUT_LINKED;
	if (!plain_file(path))
		return OUTPUT_NONE;
	return state(path) == GENERATED_INTACT ? OUTPUT_OURS : OUTPUT_EDITED;
}
