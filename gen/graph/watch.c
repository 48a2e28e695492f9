#include "graph/watch.h"
#include "graph/walk.h"

#include <sys/inotify.h>
#include <unistd.h>

int
watch_begin(struct arena *a, const char *dir, const struct list *folders)
{
	int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	for (size_t i = 0; watch >= 0 && i < folders->n; i++)
		inotify_add_watch(watch, walk_path(a, dir, folders->items[i]),
		                  IN_MODIFY | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
		                          IN_MOVED_TO);
	return watch;
}

bool
watch_changed(int watch)
{
	char events[4096];
	bool changed = false;

	while (watch >= 0 && read(watch, events, sizeof(events)) > 0)
		changed = true;
	return changed;
}

void
watch_end(int watch)
{
	if (watch >= 0)
		close(watch);
}
