#include "build/notice.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/list.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

/* An editor writes several files for one save;
 * after so many milliseconds without one it has done. */
enum { MOMENT = 8, AT_MOST = 60 };

enum {
	EVENTS = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE |
	         IN_DELETE_SELF | IN_MOVE_SELF
};

/* What a link for an odd path leads to (graph/depfile.c), anywhere but in .specql,
 * where the build itself writes. */
static char *
target(struct arena *a, const char *link)
{
	char *own = realpath(".specql", NULL), *real = realpath(link, NULL), *path = NULL;
	size_t n = own ? strlen(own) : 0;

	if (own && real && (strncmp(real, own, n) != 0 || real[n] != '/'))
		path = arena_strdup(a, real);
	free(own);
	free(real);
	return path;
}

/* The folder that tells of changes of what stands in a line of the depfile, or NULL. */
static char *
folder(struct arena *a, char *line)
{
	char *path = line + strspn(line, " "), *end = path + strlen(path), *slash;
	struct stat st;

	while (end > path && strchr(" \\:", end[-1]))
		*--end = '\0';
	if (strncmp(path, ".specql/", 8) == 0 && strstr(path, "/odd/"))
		path = target(a, path);
	if (!path || stat(path, &st) != 0)
		return NULL;
	if (S_ISDIR(st.st_mode))
		return path;
	slash = strrchr(path, '/');
	if (!slash)
		return arena_strdup(a, ".");
	slash[slash == path] = '\0';
	return strcmp(path, ".specql") == 0 ? NULL : path;
}

/* The folders to watch. */
static struct list
folders(struct arena *a)
{
	struct list lines = list_read(a, ".specql/scan.d"), found = {0};

	for (size_t i = 0; i < lines.n; i++) {
		char *path = folder(a, (char *)lines.items[i]);

		if (path)
			list_add(a, &found, path);
	}
	list_sort(&found);
	return found;
}

bool
notice_begin(struct diag *d, struct notice *n)
{
	*n = (struct notice){.fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK)};
	if (n->fd < 0)
		error_in_file(d, ".", "cannot be watched: %s%s", strerror(errno),
		              errno == EMFILE ? "; raise fs.inotify.max_user_instances" : "");
	return n->fd >= 0;
}

bool
notice_look(struct arena *a, struct diag *d, struct notice *n)
{
	struct list all = folders(a);
	int last = n->last;

	n->nfolders = 0;
	for (size_t i = 0; i < all.n; i++) {
		int watch = inotify_add_watch(n->fd, all.items[i], EVENTS);

		n->nfolders += watch >= 0;
		if (watch > n->last)
			n->last = watch;
		if (watch >= 0 || errno == ENOENT)
			continue; /* a folder that has just gone was noticed by the one above */
		error_in_file(d, all.items[i], "cannot be watched: %s%s", strerror(errno),
		              errno == ENOSPC ? "; raise fs.inotify.max_user_watches" : "");
		return false;
	}
	return n->last > last;
}

/* What the build itself writes, and what the scan passes over. */
static bool
passed(const struct inotify_event *e)
{
	if (e->mask & IN_Q_OVERFLOW)
		return false;
	return e->len && (*e->name == '.' || strcmp(e->name, "build.ninja") == 0 ||
	                  e->name[strlen(e->name) - 1] == '~');
}

/* Takes all events that are there; whether one of them counts. */
static bool
taken(int fd)
{
	char part[16 * 1024] __attribute__((aligned(__alignof__(struct inotify_event))));
	bool counts = false;
	ssize_t n;

	while ((n = read(fd, part, sizeof(part))) > 0)
		for (char *p = part; p < part + n;) {
			const struct inotify_event *e = (const void *)p;

			counts = counts || !passed(e);
			p += sizeof(*e) + e->len;
		}
	return counts;
}

bool
notice_pending(const struct notice *n)
{
	struct pollfd p = {n->fd, POLLIN, 0};

	return poll(&p, 1, 0) > 0;
}

bool
notice_wait(const struct notice *n, int wake)
{
	struct pollfd p[] = {{n->fd, POLLIN, 0}, {wake, POLLIN, 0}};

	do
		if ((poll(p, 2, -1) < 0 && errno != EINTR) || p[1].revents)
			return false;
	while (!taken(n->fd));
	for (int waited = 0; waited < AT_MOST && poll(p, 1, MOMENT) > 0; waited += MOMENT)
		taken(n->fd);
	return true;
}
