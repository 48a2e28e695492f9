#include "build/snapshot.h"
#include "base/arena.h"
#include "base/hash.h"
#include "graph/outputs.h"

#include <stdlib.h>
#include <string.h>

static bool
visible(const char *path)
{
	return strncmp(path, ".specql/", 8) != 0;
}

struct list
outputs_seen(struct arena *a)
{
	struct list all = outputs_list(a), seen = {0};

	for (size_t i = 0; i < all.n; i++)
		if (visible(all.items[i]))
			list_add(a, &seen, all.items[i]);
	return seen;
}

/* ---- what is known ---- */

struct known {
	uint64_t path, stamp; /* stamp: 0 for a file that is not there */
};

static uint64_t
hash_of(const char *path)
{
	return hash_add(HASH_START, path, strlen(path));
}

static uint64_t
stamp_now(const char *path)
{
	struct stamp s = stamp_path(path);

	return s.inode ? stamp_digest(HASH_START, s) | 1 : 0;
}

static int
by_path(const void *left, const void *right)
{
	const struct known *a = left, *b = right;

	return a->path < b->path ? -1 : a->path > b->path;
}

static struct known *
find(const struct snapshot *s, size_t n, const char *path)
{
	const struct known key = {hash_of(path), 0};

	return n ? bsearch(&key, s->known.buf, n, sizeof key, by_path) : NULL;
}

static size_t
count(const struct snapshot *s)
{
	return s->known.len / sizeof(struct known);
}

static void
sort(struct snapshot *s)
{
	if (s->known.len)
		qsort(s->known.buf, count(s), sizeof(struct known), by_path);
}

/* The next file of a list that users see. */
static const char *
next(struct lines *names)
{
	const char *line;

	while ((line = lines_next(names)) && !visible(line))
		;
	return line;
}

/* Adds a file; the first n are sorted. */
static void
learn(struct snapshot *s, size_t n, const char *path)
{
	const struct known k = {hash_of(path), stamp_now(path)};

	if (!find(s, n, path))
		str_addn(&s->known, (const char *)&k, sizeof k);
}

void
snapshot_take(struct snapshot *s)
{
	struct lines names;
	size_t n = count(s);
	const char *line;

	lines_open(&names, OUTPUTS);
	while ((line = next(&names)))
		learn(s, n, line);
	sort(s);
	if (s->names.file)
		lines_close(&names);
	else
		s->names = names;
}

void
snapshot_free(struct snapshot *s)
{
	lines_close(&s->names);
	str_free(&s->known);
}

/* ---- what is different ---- */

static void
tell(struct arena *a, struct output_changes *c, const char *path, uint64_t was, uint64_t is)
{
	struct list *to = !was ? &c->created : !is ? &c->deleted : &c->updated;

	if (was != is)
		list_add(a, to, arena_strdup(a, path));
}

/* Of one that was not known it knows that it was not there. */
static void
renew(struct arena *a, struct snapshot *s, size_t n, struct output_changes *c, const char *path)
{
	struct known *k = find(s, n, path);
	const struct known new = {hash_of(path), stamp_now(path)};

	tell(a, c, path, k ? k->stamp : 0, new.stamp);
	if (k)
		k->stamp = new.stamp;
	else
		str_addn(&s->known, (const char *)&new, sizeof new);
}

static void
finish(struct snapshot *s, struct output_changes *c)
{
	sort(s);
	list_sort(&c->created);
	list_sort(&c->updated);
	list_sort(&c->deleted);
}

struct output_changes
snapshot_renew(struct arena *a, struct snapshot *s, const struct list *touched)
{
	struct output_changes c = {0};

	for (size_t i = 0; i < touched->n; i++)
		if (find(s, count(s), touched->items[i]))
			renew(a, s, count(s), &c, touched->items[i]);
	finish(s, &c);
	return c;
}

static void
renew_listed(struct arena *a, struct snapshot *s, struct output_changes *c, struct lines *names)
{
	size_t n = count(s);
	const char *line;

	if (names->file)
		rewind(names->file);
	while ((line = next(names)))
		renew(a, s, n, c, line);
	sort(s);
}

struct output_changes
snapshot_renew_all(struct arena *a, struct snapshot *s)
{
	struct output_changes c = {0};
	struct lines now;

	lines_open(&now, OUTPUTS);
	renew_listed(a, s, &c, &s->names);
	renew_listed(a, s, &c, &now);
	if (now.file) {
		lines_close(&s->names);
		s->names = now;
	}
	finish(s, &c);
	return c;
}
