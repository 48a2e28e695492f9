#include "graph/stamp.h"

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

bool
stamp_racy(struct stamp s, int64_t began)
{
	return s.mtime >= began || s.ctime >= began;
}
