/* The depfile of the scan: what makes Ninja run it again. */
#include "graph/scan.h"
#include "graph/alias.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/sink.h"
#include "base/str.h"
#include "graph/clock.h"
#include "graph/walk.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/* Never there: as long as the depfile names it, the scan runs at every build. */
#define NEVER ".specql/never"

#define BELOW ".specql/"
#define DEPFILE ".specql/scan.d"

struct writer {
	struct scan *scan;
	const char *alias;
	struct arena arena; /* for one path */
	struct strbuf out;
	struct sink sink;
	int64_t now;
	int64_t newest;     /* of the times that the scan has seen */
	const char *future; /* the first path with a time after now */
	size_t nfuture;
};

/* True for a path that stands in a depfile as it is: what Ninja takes there differs between
 * versions, and samurai refuses all letters but ASCII's. Ninja resolves .. by the text, which is
 * wrong behind a link. */
static bool
easy(const char *path)
{
	if (strstr(path, ".."))
		return false;
	for (; *path; path++)
		if (!isascii(*path) ||
		    (!isalnum((unsigned char)*path) && !strchr("_-./+,@", *path)))
			return false;
	return true;
}

/* Samurai takes the newest of these times for that of the scan: with one in the future it would
 * miss all edits until then. */
static bool
future(struct writer *w, const char *path, struct stamp stamp)
{
	if (stamp.mtime <= w->now)
		return false;
	if (w->nfuture++ == 0)
		w->future = path;
	return true;
}

static void
warn(struct writer *w)
{
	struct arena *a = w->scan->diag->arena; /* the warning may outlive the scan */
	struct source *source = arena_new(a, struct source, 1);

	source->path = arena_strdup(a, w->future);
	warning_at(w->scan->diag, source, (struct span){0},
	           "this%s a time in the future, so the scan runs at every build until then; set "
	           "it with touch",
	           w->nfuture < 2 ? " has" : arena_printf(a, " and %zu more have", w->nfuture - 1));
}

/* Paths of DIR begin with .specql/dir. Odd ones and others get a link with a plain name, so all are
 * below .specql and none is taken for a target: a folder may be called check. */
static void
dependency(struct writer *w, const char *path)
{
	struct scan *s = w->scan;
	const char *place = path, *name;

	if (strcmp(s->dir, ".") == 0 && *path != '/' && strncmp(path, BELOW, strlen(BELOW)) != 0)
		place = walk_path(&w->arena, ".specql/dir", strcmp(path, ".") == 0 ? "" : path);
	if (!easy(place) || strncmp(place, BELOW, strlen(BELOW)) != 0) {
		name = arena_printf(&w->arena, ".specql/odd/%016" PRIx64,
		                    hash_add(HASH_START, place, strlen(place)));
		if (*place != '/')
			place = arena_printf(&w->arena, "../../%s", place);
		folder_make(name);
		if (symlink(place, name) != 0 && errno != EEXIST)
			return;
		place = name;
	}
	str_addf(&w->out, " \\\n %s/%s", w->alias, place + strlen(BELOW));
	sink_flow(&w->sink, &w->out);
	arena_reset(&w->arena);
}

/* Something that was looked at, as a message shows it. */
static void
add(struct writer *w, const char *shown, const char *path, struct stamp stamp)
{
	if (stamp.mtime <= w->scan->looked && stamp.mtime > w->newest)
		w->newest = stamp.mtime;
	if (!future(w, shown, stamp))
		dependency(w, path);
}

static void
add_all(struct writer *w)
{
	struct scan *s = w->scan;

	for (size_t i = 0; i < s->walk->folders.n; i++) {
		const char *folder = s->walk->folders.items[i],
		           *path = walk_path(&w->arena, s->dir, folder);

		add(w, *folder ? folder : ".", path, stamp_path(path));
	}
	for (size_t i = 0; i < s->walk->nentities; i++) {
		const struct found *found = &s->walk->entities[i];

		if (!found->error)
			add(w, found->path, walk_path(&w->arena, s->dir, found->path),
			    found->stamp);
	}
	list_sort(&s->watched);
	for (size_t i = 0; i < s->watched.n; i++)
		add(w, s->watched.items[i], s->watched.items[i], stamp_path(s->watched.items[i]));
}

bool
scan_depfile(struct scan *s, int64_t now, bool again)
{
	const char *alias = s->edge ? alias_next() : alias_now();
	struct writer w = {.scan = s, .alias = alias, .out = STRBUF_INIT, .now = now, .newest = 1};
	bool ok;

	if (s->edge)
		unlink(DEPFILE); /* it is another in any case, and to replace a file takes longer */
	sink_open(&w.sink, s->diag, DEPFILE);
	str_add(&w.out, SCAN_SHAPE ": " DEPFILE);
	add_all(&w);
	if (w.nfuture)
		warn(&w);
	if (again || w.nfuture)
		str_add(&w.out, " \\\n " NEVER);
	str_addc(&w.out, '\n');
	arena_clear(&w.arena);
	ok = sink_close(&w.sink, &w.out) && alias_set(s->diag, alias);
	clock_date(DEPFILE, w.newest);
	return ok && !again && !w.nfuture;
}

void
scan_depfile_again(struct scan *s)
{
	const char *alias = alias_next();
	int64_t time = stamp_path(DEPFILE).mtime;
	size_t len, n = strlen(alias);
	char *text = file_read(s->arena, DEPFILE, 0, &len);

	for (char *line = text; line && (line = strstr(line, "\n " BELOW)); line += n)
		memcpy(line + 2, alias, n);
	unlink(DEPFILE);
	if (text && file_update(s->diag, DEPFILE, text, len))
		alias_set(s->diag, alias);
	clock_date(DEPFILE, time);
}
