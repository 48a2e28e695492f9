#include "graph/quiet.h"
#include "base/arena.h"

#include <fcntl.h>
#include <string.h>

/* Cuts the last name off; false if "." is all that is left. */
static bool
up(char *path)
{
	char *slash = strrchr(path, '/');

	if (!slash || slash == path)
		return false;
	*slash = '\0';
	return true;
}

struct quiet
quiet_begin(struct arena *a, const char *path)
{
	struct quiet q = {.path = path};
	char *p = arena_strdup(a, path);

	for (q.folder = "."; up(p);)
		if (stat(p, &q.was) == 0) {
			q.folder = p;
			return q;
		}
	if (stat(q.folder, &q.was) != 0)
		q.was.st_ino = 0;
	return q;
}

static void
set_back(const struct quiet *q, const char *path)
{
	const struct timespec times[] = {{.tv_nsec = UTIME_OMIT}, q->was.st_mtim};
	struct stat st;

	if (stat(path, &st) == 0 &&
	    (st.st_mtim.tv_sec != times[1].tv_sec || st.st_mtim.tv_nsec != times[1].tv_nsec))
		utimensat(AT_FDCWD, path, times, 0);
}

void
quiet_end(struct arena *a, const struct quiet *q, bool made)
{
	char *p = arena_strdup(a, q->path);

	if (!q->was.st_ino)
		return;
	if (made)
		set_back(q, p);
	while (up(p) && strcmp(p, q->folder) != 0)
		set_back(q, p);
	set_back(q, q->folder);
}

bool
quiet_remove(struct arena *a, const char *path, int (*remove)(const char *))
{
	const struct quiet quiet = quiet_begin(a, path);

	if (remove(path) != 0)
		return false;
	quiet_end(a, &quiet, false);
	return true;
}
