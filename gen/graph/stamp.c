#include "graph/stamp.h"
#include "base/arena.h"

#include <sys/stat.h>

static int64_t
nanoseconds(struct timespec t)
{
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

struct stamp
stamp_of(const struct stat *st)
{
	return (struct stamp){st->st_ino, (uint64_t)st->st_size, nanoseconds(st->st_mtim),
	                      nanoseconds(st->st_ctim)};
}

struct stamp
stamp_path(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? stamp_of(&st) : (struct stamp){0};
}

bool
stamp_equal(struct stamp a, struct stamp b)
{
	return a.inode == b.inode && a.size == b.size && a.mtime == b.mtime && a.ctime == b.ctime;
}

/* Multiply and fold, word by word: a hash byte by byte would cost a tenth of the scan. */
static uint64_t
mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 32;
}

uint64_t
stamp_digest(uint64_t hash, struct stamp s)
{
	return mix(mix(mix(mix(hash, s.inode), s.size), (uint64_t)s.mtime), (uint64_t)s.ctime);
}

struct stamp *
stamps_of(struct arena *a, const char *const *paths, size_t n)
{
	struct stamp *stamps = arena_new(a, struct stamp, n + 1);

	for (size_t i = 0; i < n; i++)
		stamps[i] = stamp_path(paths[i]);
	return stamps;
}

bool
stamps_hold(const struct stamp *stamps, const char *const *paths, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!stamp_equal(stamps[i], stamp_path(paths[i])))
			return false;
	return true;
}

bool
stamp_racy(struct stamp s, int64_t began)
{
	return s.mtime >= began || s.ctime >= began;
}
