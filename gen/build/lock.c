#include "build/lock.h"
#include "base/arena.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
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

static bool
open_file(struct lock *l)
{
	l->fd = folder_make(l->path) ? open(l->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666) : -1;
	return l->fd >= 0;
}

/* Takes over what flock gave, unless the file was deleted meanwhile, as specql clean does it: then
 * others would lock another one. */
static bool
take(struct arena *a, struct lock *l, const char *command)
{
	struct stat own, now;

	l->taken = fstat(l->fd, &own) == 0 && stat(l->path, &now) == 0 &&
	           own.st_ino == now.st_ino && own.st_dev == now.st_dev;
	if (l->taken)
		sign(a, l, command);
	else
		close(l->fd);
	return l->taken;
}

static const char *
holder(struct arena *a, const struct lock *l)
{
	char text[512];
	ssize_t n = pread(l->fd, text, sizeof(text), 0);
	const char *all = arena_strndup(a, text, n < 0 ? 0 : (size_t)n);

	return arena_strndup(a, all, strcspn(all, "\n"));
}

enum lock_result
lock_try(struct arena *a, struct lock *l, const char *out, const char *command)
{
	*l = (struct lock){.fd = -1, .path = arena_printf(a, "%s/.specql/lock", out)};
	while (open_file(l)) {
		if (flock(l->fd, LOCK_EX | LOCK_NB) != 0) {
			if (errno != EWOULDBLOCK)
				return LOCK_FAILED;
			l->holder = holder(a, l);
			return LOCK_HELD;
		}
		if (take(a, l, command))
			return LOCK_TAKEN;
	}
	return LOCK_FAILED;
}

bool
lock_wait(struct arena *a, struct lock *l, const char *command)
{
	while (flock(l->fd, LOCK_EX) == 0)
		if (take(a, l, command))
			return true;
		else if (!open_file(l))
			return false;
	return false;
}

void
lock_free(struct lock *l)
{
	if (l->fd < 0)
		return;
	if (l->taken && ftruncate(l->fd, 0) != 0)
		errno = 0; /* the lock counts, not what stands in it */
	close(l->fd);
	l->fd = -1;
}
