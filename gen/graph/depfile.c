/* The depfile of the scan: what makes Ninja run it again. */
#include "graph/scan.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/sink.h"
#include "base/str.h"
#include "graph/walk.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

/* Never there: as long as the depfile names it, the scan runs at every build. */
#define NEVER ".specql/never"

struct writer {
	struct scan *scan;
	struct arena arena; /* for one path */
	struct strbuf out;
	struct sink sink;
	int64_t now;
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

/* Paths of DIR begin with .specql/dir, so that none is taken for a target: a folder may be called
 * check. Odd ones get a link with a plain name. */
static void
dependency(struct writer *w, const char *path)
{
	struct scan *s = w->scan;
	const char *place = path, *name;

	if (strcmp(s->dir, ".") == 0 && *path != '/' && strncmp(path, ".specql/", 8) != 0)
		place = walk_path(&w->arena, ".specql/dir", strcmp(path, ".") == 0 ? "" : path);
	if (!easy(place)) {
		name = arena_printf(&w->arena, ".specql/odd/%016" PRIx64,
		                    hash_add(HASH_START, place, strlen(place)));
		if (*place != '/')
			place = arena_printf(&w->arena, "../../%s", place);
		folder_make(name);
		if (symlink(place, name) != 0 && errno != EEXIST)
			return;
		place = name;
	}
	str_add(&w->out, " \\\n ");
	str_add(&w->out, place);
	sink_flow(&w->sink, &w->out);
	arena_reset(&w->arena);
}

bool
scan_depfile(struct scan *s, int64_t now, bool again)
{
	struct writer w = {.scan = s, .out = STRBUF_INIT, .now = now};
	const char *path;
	bool ok;

	sink_open(&w.sink, s->diag, ".specql/scan.d");
	str_add(&w.out, SCAN_SHAPE ":");
	for (size_t i = 0; i < s->walk->folders.n; i++) {
		path = walk_path(&w.arena, s->dir, s->walk->folders.items[i]);
		if (!future(&w, *s->walk->folders.items[i] ? s->walk->folders.items[i] : ".",
		            stamp_path(path)))
			dependency(&w, path);
	}
	for (size_t i = 0; i < s->walk->nentities; i++) {
		const struct found *found = &s->walk->entities[i];

		if (!found->error && !future(&w, found->path, found->stamp))
			dependency(&w, walk_path(&w.arena, s->dir, found->path));
	}
	list_sort(&s->watched);
	for (size_t i = 0; i < s->watched.n; i++)
		if (!future(&w, s->watched.items[i], stamp_path(s->watched.items[i])))
			dependency(&w, s->watched.items[i]);
	if (w.nfuture)
		warn(&w);
	if (again || w.nfuture)
		str_add(&w.out, " \\\n " NEVER);
	str_addc(&w.out, '\n');
	arena_clear(&w.arena);
	ok = sink_close(&w.sink, &w.out);
	return ok && !again && !w.nfuture;
}
