/*
 * Watcher: builds again whenever a file of the project is saved.
 * Only included by the main that offers it.
 */
#ifndef TOOL_WATCHER_H
#define TOOL_WATCHER_H

#include "builder.h"

#include "build/notice.h"
#include "graph/place.h"

struct watcher {
	struct builder *b;
	struct arena *lasting; /* a build has one of its own: it may go on for days */
	const struct list *targets;
	bool (*choose)(struct builder *); /* what of a new build.ninja the targets are */
	struct list touched;              /* outputs of edges that ran */
	bool regenerated;                 /* build.ninja is new */
	bool missed;                      /* something was saved while the last build was at work */
};

static struct watcher *watcher_now;

/* The files of an edge that makes several: of the entity whose model it reads,
 * or of the project. */
static inline void
watcher_touch_all(struct watcher *w, const char *edge, const char *model)
{
	const struct shapes *s = w->b->shapes;
	const struct shape *of = NULL;
	struct arena a = {0};

	for (size_t i = 0; s && model && !of && i < s->n; i++) {
		of = strcmp(model, arena_printf(&a, ".specql/model/%s.json",
		                                shape_name(&a, &s->v[i]))) == 0
		             ? &s->v[i]
		             : NULL;
		arena_reset(&a);
	}
	for (const struct kind *k = kinds; s && k->name; k++)
		if (place_used(s, k, of) && k->scope == (of ? ENTITY : PROJECT) &&
		    strcmp(place_edge(s, k), edge) == 0)
			list_add(w->b->arena, &w->touched, place_path(w->b->arena, s, k, of));
	arena_clear(&a);
}

/* Which files may have changed, by the edges that ran. */
static inline void
watcher_touch(struct builder *b, const char *what)
{
	const char *file = strchr(what, ' ');

	if (strcmp(what, "graph") == 0)
		watcher_now->regenerated = true;
	if (file && strncmp(file + 1, ".specql/", 8) != 0)
		list_add(b->arena, &watcher_now->touched, arena_strdup(b->arena, file + 1));
	else
		watcher_touch_all(watcher_now,
		                  file ? arena_strndup(b->arena, what, (size_t)(file - what))
		                       : what,
		                  file ? file + 1 : NULL);
}

/* Only what may have changed is looked at again. */
static inline void
watcher_print(struct watcher *w)
{
	struct builder *b = w->b;
	struct output_changes changes;

	list_sort(&w->touched);
	changes = w->regenerated ? snapshot_renew_all(b->arena, &b->before)
	                         : snapshot_renew(b->arena, &b->before, &w->touched);
	if (changes.created.n + changes.updated.n + changes.deleted.n)
		builder_print(b, &changes);
	fflush(stdout);
}

static inline bool
watcher_same(const struct list *x, const struct list *y)
{
	for (size_t i = 0; i < x->n && i < y->n; i++)
		if (strcmp(x->items[i], y->items[i]) != 0)
			return false;
	return x->n == y->n;
}

/* What was asked for may be other files of a new build.ninja: then these. */
static inline void
watcher_ninja(struct watcher *w)
{
	struct builder *b = w->b;
	struct arena *brief = b->arena;
	struct list before = *w->targets;

	b->lost = false;
	builder_ninja(b, w->targets);
	if (!w->regenerated || builder_signal)
		return;
	b->arena = w->lasting;
	b->shapes = shapes_read(b->arena, &b->diag, ".specql/shape.txt");
	if (b->shapes && w->choose(b) && (b->lost || !watcher_same(&before, w->targets))) {
		b->lost = false;
		b->arena = brief;
		builder_ninja(b, w->targets);
	}
	b->arena = brief;
}

/* Older versions of Ninja take what was saved at the end of a scan for scanned;
 * specql-ninja looks at every file. */
static inline void
watcher_scan(struct watcher *w)
{
	struct arena *brief = w->b->arena;

	if (!w->missed)
		return;
	w->missed = false;
	w->b->arena = w->lasting;
	builder_scan(w->b);
	w->b->arena = brief;
	w->regenerated = true;
}

static inline void
watcher_build(struct watcher *w)
{
	struct lock lock;
	struct arena brief = {0};

	w->b->arena = &brief;
	w->touched = (struct list){0};
	w->regenerated = false;
	w->b->nerrors = 0;
	if (builder_lock(w->b, &lock) && !builder_signal) {
		/* specql clean takes it away. */
		w->missed = w->missed || access("build.ninja", F_OK) != 0;
		watcher_scan(w);
		watcher_ninja(w);
		if (!builder_signal)
			watcher_print(w);
	}
	lock_free(&lock);
	w->b->arena = w->lasting;
	arena_clear(&brief);
}

/* Builds, and again for what was saved in folders that nobody watched yet.
 * False if that cannot go on. */
static inline bool
watcher_follow(struct watcher *w, struct notice *n)
{
	struct diag *d = &w->b->diag;
	struct arena brief = {0};
	bool more;

	do {
		builder_erase(w->b);
		watcher_build(w);
		more = !builder_signal && notice_look(&brief, d, n);
		w->missed = more || notice_pending(n);
		arena_clear(&brief);
	} while (more);
	return !builder_signal && !d->nerrors;
}

static inline void
watcher_run(struct watcher *w)
{
	struct notice n;

	watcher_now = w;
	w->lasting = w->b->arena;
	w->b->ran = watcher_touch;
	if (!builder_wake_by_pipe() || !notice_begin(&w->b->diag, &n))
		return;
	notice_look(w->lasting, &w->b->diag, &n);
	while (watcher_follow(w, &n)) {
		if (w->b->progress) {
			fprintf(stderr, "watching %zu folders; Ctrl-C ends it", n.nfolders);
			w->b->drawn = true;
		}
		w->b->idle = true;
		if (!notice_wait(&n, builder_wake[0]))
			break;
		w->b->idle = false;
	}
	builder_erase(w->b);
	close(n.fd);
}

#endif
