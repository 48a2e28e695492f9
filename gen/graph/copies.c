#include "graph/copies.h"
#include "base/hash.h"
#include "graph/walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define COPIES ".specql/src"

/* Sums of hashes of paths, in whatever order they come. */
struct sum {
	uint64_t hashes;
	size_t n;
};

static void
add(struct sum *s, uint64_t hash)
{
	s->hashes += hash ^ hash >> 29;
	s->n++;
}

static void sum_folder(struct sum *, int fd, uint64_t hash);

/* hash is that of the folder's path with a slash behind. */
static void
sum_entry(struct sum *s, DIR *folder, const struct dirent *e, uint64_t hash)
{
	bool dots = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;

	hash = hash_add(hash, e->d_name, strlen(e->d_name));
	if (e->d_type == DT_DIR && !dots)
		sum_folder(s, openat(dirfd(folder), e->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
		           hash_add(hash, "/", 1));
	else if (!dots)
		add(s, hash);
}

/* Takes over the descriptor, which may be -1. */
static void
sum_folder(struct sum *s, int fd, uint64_t hash)
{
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;

	while (folder && (e = readdir(folder)))
		sum_entry(s, folder, e, hash);
	if (folder)
		closedir(folder);
}

bool
copies_has(const char *path)
{
	char copy[PATH_MAX];

	snprintf(copy, sizeof(copy), COPIES "/%s", path);
	return access(copy, F_OK) == 0;
}

bool
copies_whole(const struct found *v, size_t n)
{
	struct sum there = {0}, wanted = {0};

	for (size_t i = 0; i < n; i++)
		add(&wanted, hash_add(HASH_START, v[i].path, strlen(v[i].path)));
	sum_folder(&there, open(COPIES, O_RDONLY | O_DIRECTORY | O_CLOEXEC), HASH_START);
	return there.n == wanted.n && there.hashes == wanted.hashes;
}
