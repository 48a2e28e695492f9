#include "build/lock.h"
#include "base/arena.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

/* Who has it is written into the file by whoever took it. */
static void
sign(struct arena *a, struct lock *l, const char *command)
{
	time_t now = time(NULL);
	struct tm tm;
	char clock[32] = "", host[256] = "";
	const char *text;

	if (localtime_r(&now, &tm))
		strftime(clock, sizeof(clock), "%Y-%m-%d %H:%M:%S", &tm);
	gethostname(host, sizeof(host) - 1);
	text = arena_printf(a, "specql %s, process %ld on %s, since %s\n", command, (long)getpid(),
	                    *host ? host : "this machine", clock);
	if (ftruncate(l->fd, 0) != 0 || pwrite(l->fd, text, strlen(text), 0) < 0)
		return; /* nobody will know who has it */
}

enum lock_result
lock_try(struct arena *a, struct lock *l, const char *out, const char *command)
{
	const char *path = arena_printf(a, "%s/.specql/lock", out);
	char text[512];
	ssize_t n;

	l->fd = -1;
	if (!folder_make(path))
		return LOCK_FAILED;
	l->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (l->fd < 0)
		return LOCK_FAILED;
	if (flock(l->fd, LOCK_EX | LOCK_NB) == 0) {
		sign(a, l, command);
		return LOCK_TAKEN;
	}
	if (errno != EWOULDBLOCK)
		return LOCK_FAILED;
	n = pread(l->fd, text, sizeof(text), 0);
	n = n < 0 ? 0 : n;
	l->holder = arena_strndup(a, text, (size_t)n);
	l->holder = arena_strndup(a, l->holder, strcspn(l->holder, "\n"));
	return LOCK_HELD;
}

bool
lock_wait(struct arena *a, struct lock *l, const char *command)
{
	if (flock(l->fd, LOCK_EX) != 0)
		return false;
	sign(a, l, command);
	return true;
}

void
lock_free(struct lock *l)
{
	if (l->fd < 0)
		return;
	if (ftruncate(l->fd, 0) != 0)
		errno = 0; /* the lock counts, not what stands in it */
	close(l->fd);
	l->fd = -1;
}
