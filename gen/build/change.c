#include "build/change.h"
#include "base/arena.h"
#include "graph/outputs.h"

#include <string.h>

struct list
outputs_seen(struct arena *a)
{
	struct list all = outputs_list(a), seen = {0};

	for (size_t i = 0; i < all.n; i++)
		if (strncmp(all.items[i], ".specql/", 8) != 0)
			list_add(a, &seen, all.items[i]);
	return seen;
}

struct snapshot
snapshot_take(struct arena *a, const struct list *paths)
{
	struct snapshot s = {*paths, arena_new(a, struct stamp, paths->n + 1)};

	for (size_t i = 0; i < paths->n; i++)
		s.stamps[i] = stamp_path(paths->items[i]);
	return s;
}

/* Takes the next path of the two lists: of either, or of both. */
static int
order(const struct snapshot *x, size_t i, const struct snapshot *y, size_t k)
{
	if (i == x->paths.n)
		return 1;
	return k == y->paths.n ? -1 : strcmp(x->paths.items[i], y->paths.items[k]);
}

static void
tell(struct arena *a, struct changes *c, const char *path, struct stamp was, struct stamp is)
{
	if (!was.inode && is.inode)
		list_add(a, &c->created, path);
	else if (was.inode && !is.inode)
		list_add(a, &c->deleted, path);
	else if (!stamp_equal(was, is))
		list_add(a, &c->updated, path);
}

struct changes
snapshot_renew(struct arena *a, struct snapshot *s, const struct list *touched)
{
	struct changes c = {0};

	for (size_t i = 0; i < s->paths.n; i++) {
		struct stamp was = s->stamps[i];

		if (!list_has(touched, s->paths.items[i]))
			continue;
		s->stamps[i] = stamp_path(s->paths.items[i]);
		tell(a, &c, s->paths.items[i], was, s->stamps[i]);
	}
	return c;
}

struct changes
snapshot_compare(struct arena *a, const struct snapshot *before, const struct snapshot *now)
{
	struct changes c = {0};
	size_t i = 0, k = 0;

	while (i < before->paths.n || k < now->paths.n) {
		int o = order(before, i, now, k);
		struct stamp was = o <= 0 ? before->stamps[i] : (struct stamp){0};
		struct stamp is = o >= 0 ? now->stamps[k] : (struct stamp){0};
		const char *path = o <= 0 ? before->paths.items[i] : now->paths.items[k];

		tell(a, &c, path, was, is);
		i += o <= 0;
		k += o >= 0;
	}
	return c;
}
