/* Whether what Confiture would include is what the schema must hold. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/generated.h"
#include "base/lines.h"
#include "base/str.h"
#include "graph/include.h"
#include "graph/kind.h"
#include "graph/outputs.h"
#include "graph/walk.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_REPORTS = 20 };

/* The layer that a path lies in, if it is one that we write to; else NULL. */
static const char *
layer(const char *path)
{
	for (const struct kind *k = kinds; k->name; k++) {
		size_t n = strlen(k->folder);

		for (const char *p = n ? path : NULL; p; p = strchr(p, '/')) {
			p += *p == '/';
			if (strncmp(p, k->folder, n) == 0 && p[n] == '/')
				return k->folder;
		}
	}
	return NULL;
}

static bool
opens_comment(const char *text, size_t len)
{
	return text && memmem(text, len, "/*", 2);
}

static const char *
state_of(const char *path, enum generated *state, bool *comments)
{
	struct arena a = {0};
	size_t len;
	char *text = file_read(&a, path, 0, &len);
	const char *error = text ? NULL : strerror(errno);

	if (text)
		*state = generated_state(text, len);
	if (text && len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		error = "begins with a byte order mark, which psql refuses inside a schema; save "
		        "it without one";
	else if (text && memchr(text, '\0', len))
		error = "holds a NUL byte, which PostgreSQL takes nowhere; save it as UTF-8";
	*comments = *comments || opens_comment(text, len);
	arena_clear(&a);
	return error;
}

/* Why a file that is not wanted lies there, and what to do. */
static const char *
surplus(const char *path)
{
	enum generated state = GENERATED_FOREIGN;
	bool comments = false;
	const char *error = state_of(path, &state, &comments), *name = strrchr(path, '/');

	if (!error && state == GENERATED_EDITED)
		return "made by specql-ninja and edited by hand; nothing makes it any more, and "
		       "Confiture would include it; move what you need and delete it";
	if (!error && state == GENERATED_INTACT)
		return "made by specql-ninja for an entity or a setting that is gone, and "
		       "Confiture would include it; delete it";
	if (layer(path))
		return "a file of yours in a folder that specql-ninja writes to; move it into a "
		       "folder of its own beside that one, such as 50_custom";
	if ((name ? name[1] : *path) == '.' || strstr(path, "/."))
		return "a hidden file, which Confiture would include; delete or rename it";
	return "Confiture would include it, but it was not there when the graph was made; "
	       "run specql-ninja again, or delete it";
}

static void
rest(struct diag *d, const char *folder, size_t n, const char *what)
{
	if (n > MAX_REPORTS)
		error_in_file(d, folder, "%zu more files %s", n - MAX_REPORTS, what);
}

static const char *
lacking(struct arena *a, const char *path)
{
	const char *link = file_link(a, path);

	if (access(path, F_OK) != 0)
		return "missing, so the schema would lack it; run ninja again";
	if (link)
		return arena_printf(
		        a,
		        "lies behind the link %s, which is not followed; put the folder "
		        "in its place",
		        link);
	return "not below a folder of include_dirs, or below one of exclude_dirs, so Confiture "
	       "would leave it out; add its folder, or exclude less";
}

static int
compare(const void *a, const void *b)
{
	return include_order(*(const char *const *)a, *(const char *const *)b);
}

static bool
lists(const struct list *sorted, const char *path)
{
	return sorted->n &&
	       bsearch(&path, sorted->items, sorted->n, sizeof(*sorted->items), compare);
}

bool
include_compare(struct arena *a, struct diag *d, const struct list *files,
                const struct list *wanted, const char *folder, const char *out)
{
	struct list want = {0};
	size_t nsurplus = 0, nmissing = 0;

	for (size_t i = 0; i < wanted->n; i++)
		list_add(a, &want, wanted->items[i]);
	if (want.n)
		qsort(want.items, want.n, sizeof(*want.items), compare);
	for (size_t i = 0; i < files->n; i++)
		if (walk_below(files->items[i], folder) && !lists(&want, files->items[i]) &&
		    nsurplus++ < MAX_REPORTS)
			error_in_file(d, files->items[i], "%s", surplus(files->items[i]));
	rest(d, folder, nsurplus, "that should not be there");
	for (size_t i = 0; i < want.n; i++)
		if (!lists(files, want.items[i]) && nmissing++ < MAX_REPORTS)
			error_in_file(d, want.items[i], "%s", lacking(a, want.items[i]));
	rest(d, folder, nmissing, "that are missing");
	if (lists(files, out))
		error_in_file(
		        d, out,
		        "Confiture would include its own output; name the folder of the SQL in "
		        "include_dirs, not one above it");
	return nsurplus == 0 && nmissing == 0 && !lists(files, out);
}

const char *
include_path(const char *line)
{
	const char *blank = strchr(line, ' ');

	return blank && blank - line == 16 ? blank + 1 : NULL;
}

/* Where a file really lies; NULL if it is not there. */
static const char *
real_path(struct arena *a, const char *path)
{
	char real[PATH_MAX];

	return realpath(path, real) ? arena_strdup(a, real) : NULL;
}

/* Adds where it lies, unless that is below the folder. */
static void
add_real(struct arena *a, struct list *to, const char *path, const char *folder)
{
	const char *real = walk_below(path, folder) ? NULL : real_path(a, path);

	if (real)
		list_add(a, to, real);
}

/* The files of .specql/environment/ENV, and the SQL that the graph makes elsewhere. */
static struct list
seen(struct arena *a, const struct list *lines, const char *folder)
{
	struct list all = {0};
	struct lines outputs;
	const char *path;

	for (size_t i = 0; i < lines->n; i++)
		if ((path = include_path(lines->items[i])))
			add_real(a, &all, path, folder);
	lines_open(&outputs, OUTPUTS);
	while ((path = lines_next(&outputs)))
		if (word_ends(path, ".sql") && strncmp(path, ".specql/", 8) != 0)
			add_real(a, &all, path, folder);
	lines_close(&outputs);
	list_sort(&all);
	return all;
}

static const char *
unseen(const char *path)
{
	if (*path == '.' || strstr(path, "/.") || strstr(path, "node_modules/"))
		return "hidden or in node_modules, where changes are not noticed, but Confiture "
		       "would include it; move "
		       "or delete it, or name its folder under exclude_dirs";
	return surplus(path);
}

bool
include_seen(struct arena *a, struct diag *d, const char *env, const struct list *files,
             const char *folder)
{
	struct list lines = list_read(a, arena_printf(a, ".specql/environment/%s", env)), all = {0};
	const char *real;
	bool ready = false;
	size_t n = 0;

	if (lines.n < 2)
		return true; /* a scan writes more than the version of Confiture */
	for (size_t i = 0; i < files->n; i++) {
		if (walk_below(files->items[i], folder))
			continue;
		if (!ready)
			all = seen(a, &lines, folder);
		ready = true;
		real = real_path(a, files->items[i]);
		if (real && !list_has(&all, real) && n++ < MAX_REPORTS)
			error_in_file(d, files->items[i], "%s", unseen(files->items[i]));
	}
	rest(d, arena_printf(a, "db/environments/%s.yaml", env), n, "that should not be there");
	return n == 0;
}

bool
include_check(struct diag *d, const char *path, bool *comments)
{
	enum generated state = GENERATED_FOREIGN;
	const char *error = state_of(path, &state, comments);
	struct stat st = {0};

	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return false; /* reported by include_files */
	if (state == GENERATED_EDITED && st.st_size == 0 && !layer(path))
		state = GENERATED_FOREIGN; /* an empty file of the user's */
	if (!error && state == GENERATED_EDITED)
		error = "edited by hand, though it is generated; move the change into the entity "
		        "file and delete this file";
	if (!error && state == GENERATED_FOREIGN && layer(path))
		error = "generated, but its first line is gone; delete this file, and it is made "
		        "again";
	if (error)
		error_in_file(d, path, "%s", error);
	return !error;
}

bool
include_comments(const char *path)
{
	struct arena a = {0};
	size_t len;
	const char *text = file_read(&a, path, 0, &len);
	bool is = opens_comment(text, len);

	arena_clear(&a);
	return is;
}
