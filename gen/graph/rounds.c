/* What is there, looked at until nothing moves. */
#include "graph/scan.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "graph/clock.h"
#include "graph/copies.h"
#include "graph/given.h"
#include "graph/walk.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS = 20 };

/* ---- entity files ---- */

/* What the round before knew of a file; most often it stands at the same place. */
static struct entry *
before(const struct scan *s, const char *path, size_t i)
{
	const struct cache *c = &s->before;

	if (i < c->n && strcmp(c->entries[i].path, path) == 0)
		return &c->entries[i];
	return cache_entry(c->entries, c->n, path);
}

static void
match(struct scan *s, size_t i)
{
	const struct found *found = &s->walk->entities[i];
	struct entry *known = before(s, found->path, i);
	struct entry *now = &s->now.entries[i];
	bool read;

	if (known && !found->error && stamp_equal(known->stamp, found->stamp) &&
	    (s->copied || copies_has(found->path))) {
		*now = *known;
		return;
	}
	read = scan_entity(s, found, known, now);
	s->unread = s->unread || !read;
	s->reshaped = s->reshaped || !known || known->faulty != now->faulty ||
	              known->sound != now->sound || strcmp(known->shape, now->shape) != 0;
	s->moved = s->moved || read || !known || known->hash != now->hash;
	now->stamp = read ? found->stamp : (struct stamp){0};
}

static void
match_all(struct scan *s)
{
	size_t n = s->walk->nentities;

	s->copied = s->rounds > 0 || copies_whole(s->walk->entities, n);
	s->now.entries = arena_new(s->arena, struct entry, n + 1);
	for (s->now.n = 0; s->now.n < n; s->now.n++)
		s->now.entries[s->now.n].path = s->walk->entities[s->now.n].path;
	if (!s->copied)
		scan_forget(s); /* a folder may have taken the place of a file */
	for (size_t i = 0; i < n; i++)
		match(s, i);
	s->moved = s->moved || n != s->before.n;
}

/* ---- folders that are not there any more ---- */

/* What lies below a folder that cannot be read is not gone: its files are taken for unreadable, so
 * that nothing of theirs is deleted. */
static void
hold(struct scan *s)
{
	struct founds held = {0};

	for (size_t i = 0; s->walk->unread.n && i < s->before.n; i++) {
		const char *path = s->before.entries[i].path;

		for (size_t k = 0; k < s->walk->unread.n; k++)
			if (walk_below(path, s->walk->unread.items[k])) {
				founds_add(&held, (struct found){.path = path, .error = EACCES});
				break;
			}
	}
	walk_add(s->arena, s->walk, &held);
}

/* Whether the settings hide entities that there were: then all stays as it is. */
static bool
hides(struct scan *s)
{
	struct walk *w = s->walk;
	bool shaped = s->known && access(SCAN_SHAPE, F_OK) == 0;
	size_t k = 0;

	if (!shaped || !w->lost)
		return shaped && w->occupied;
	for (size_t i = 0; i < s->before.n; i++) {
		const char *path = s->before.entries[i].path;

		while (k < w->nentities && strcmp(w->entities[k].path, path) < 0)
			k++;
		if (k == w->nentities || strcmp(w->entities[k].path, path) != 0)
			return true;
	}
	return w->occupied;
}

/* ---- rounds ---- */

void
scan_walk(struct scan *s)
{
	s->walk = walk_unsorted(s->arena, s->faults, s->dir, s->project);
	walk_unmatched(s->arena, s->faults, s->project, s->walk);
	given_walk(s->arena, s->dir, s->project, s->walk);
}

/* Looks at everything once; what is not as the round before left it is read again. True if
 * something was not. */
static bool
look(struct scan *s)
{
	bool walked = s->walk && s->sound && !s->rounds;

	s->moved = false;
	s->now = (struct cache){0};
	s->watched = (struct list){0};
	if (!walked) {
		scan_project(s);
		scan_walk(s);
	}
	s->unread = s->walk->unread.n > 0;
	hold(s);
	walk_sort(s->walk);
	s->hidden = hides(s);
	if (s->hidden)
		return false;
	scan_settings(s);
	scan_prepare(s);
	scan_hand_written(s);
	match_all(s);
	scan_tools(s);
	s->reshaped = s->reshaped || s->faults->messages || s->now.n != s->before.n ||
	              s->now.plains.n < s->before.plains.n;
	if (s->reshaped)
		scan_forget(s);
	s->before = s->now;
	s->rounds++;
	return s->moved;
}

static bool
racy(const struct found *v, size_t n, int64_t began)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].error || stamp_racy(v[i].stamp, began))
			return true;
	return false;
}

bool
scan_racy(const struct scan *s)
{
	const struct plains *plains = &s->now.plains;

	for (size_t i = 0; i < plains->n; i++)
		if (stamp_racy(plains->v[i].stamp, s->began))
			return true;
	return racy(s->walk->entities, s->walk->nentities, s->began) ||
	       racy(s->walk->sql, s->walk->nsql, s->began);
}

bool
scan_quiet(struct scan *s)
{
	struct arena scratch = {0};
	struct diag silent;
	struct walk *w;
	bool same = !s->foreign;

	diag_init(&silent, &scratch);
	if (s->reshaped || scan_racy(s))
		s->looked = clock_tick(s->diag);
	w = walk_unsorted(&scratch, &silent, s->dir, s->project);
	given_walk(&scratch, s->dir, s->project, w);
	same = same && w->digest == s->walk->digest;
	for (size_t i = 0; same && i < s->now.plains.n; i++)
		same = stamp_equal(s->now.plains.v[i].stamp, stamp_path(s->now.plains.v[i].path));
	arena_clear(&scratch);
	return same;
}

void
scan_rounds(struct scan *s)
{
	s->looked = s->began - 1;
	while (look(s) && !s->hidden && !scan_quiet(s) && s->rounds < ROUNDS)
		;
}
