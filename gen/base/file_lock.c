#include "base/file_lock.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { TRIES_A_SECOND = 50 };

/* .NAME.SUFFIX beside a file. */
static const char *
beside(struct arena *a, const char *file, const char *suffix)
{
	const char *slash = strrchr(file, '/');
	int n = slash ? (int)(slash - file) + 1 : 0;

	return arena_printf(a, "%.*s.%s.%s", n, file, file + n, suffix);
}

static const char *
behind_links(struct arena *a, const char *file)
{
	char *real = realpath(file, NULL);
	const char *path = real ? arena_strdup(a, real) : NULL;

	free(real);
	return path;
}

/* Whether the open file is still the one of its name: whoever had it before may have removed it. */
static bool
current(const struct file_lock *l)
{
	struct stat mine, there;

	return fstat(l->fd, &mine) == 0 && stat(l->path, &there) == 0 &&
	       mine.st_ino == there.st_ino && mine.st_dev == there.st_dev;
}

/* Tries once. 0, or the error's number: EWOULDBLOCK if somebody has it. */
static int
attempt(struct file_lock *l)
{
	int error = 0;

	l->fd = open(l->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (l->fd < 0)
		return errno;
	if (flock(l->fd, LOCK_EX | LOCK_NB) != 0)
		error = errno;
	else if (!current(l))
		error = EWOULDBLOCK;
	if (!error)
		return 0;
	close(l->fd);
	l->fd = -1;
	return error;
}

static void
sign(struct arena *a, const struct file_lock *l)
{
	char host[256] = "";
	const char *user = getenv("USER"), *text;

	gethostname(host, sizeof(host) - 1);
	text = arena_printf(a, "process %ld of %s on %s\n", (long)getpid(),
	                    user ? user : "somebody", *host ? host : "this machine");
	if (ftruncate(l->fd, 0) == 0 && pwrite(l->fd, text, strlen(text), 0) < 0)
		return; /* who has it is only for people */
}

static const char *
holder(struct arena *a, const char *path)
{
	size_t len;
	char *text = file_read(a, path, 1000, &len);

	if (!text || !*text)
		return "another process";
	text[strcspn(text, "\n")] = '\0';
	return text;
}

bool
file_lock_take(struct arena *a, struct diag *d, struct file_lock *l, const char *file, int seconds)
{
	const struct timespec pause = {.tv_nsec = 1000000000 / TRIES_A_SECOND};
	int error = 0;

	*l = (struct file_lock){.name = file, .file = behind_links(a, file), .fd = -1};
	if (!l->file) {
		error_in_file(d, file, "cannot read: %s", strerror(errno));
		return false;
	}
	l->path = beside(a, l->file, "lock");
	for (int i = 0; i <= seconds * TRIES_A_SECOND; i++) {
		error = attempt(l);
		if (error != EWOULDBLOCK && error != EINTR)
			break;
		nanosleep(&pause, NULL);
	}
	if (!error) {
		sign(a, l);
		return true;
	}
	if (error == EWOULDBLOCK)
		error_in_file(d, file,
		              "locked by %s for more than %d seconds; try again when it is done",
		              holder(a, l->path), seconds);
	else
		error_in_file(d, file, "cannot be locked: %s; allow writing to its folder",
		              strerror(error));
	return false;
}

/* Removed while it is held: who waits for it sees that it has another file. */
void
file_lock_give(struct file_lock *l)
{
	if (l->fd < 0)
		return;
	unlink(l->path);
	close(l->fd);
	l->fd = -1;
}

/* ---- writing ---- */

/* That a name was given to another file is on the disk when its folder is. */
static void
sync_folder(struct arena *a, const char *file)
{
	char *folder = arena_strdup(a, file), *slash = strrchr(folder, '/');
	int fd;

	if (slash)
		slash[slash == folder] = '\0';
	fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

bool
file_lock_write(struct arena *a, struct diag *d, const struct file_lock *l, const char *text,
                size_t len)
{
	/* One name is enough, since only who has the lock writes;
	 * what a killed process left is written over. */
	const char *scratch = beside(a, l->file, "tmp");
	struct stat st;
	int error = 0, fd = open(scratch, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

	if (fd < 0)
		error = errno;
	else if ((stat(l->file, &st) == 0 && fchmod(fd, st.st_mode & 07777) != 0) ||
	         !file_drain(fd, text, len) || fsync(fd) != 0)
		error = errno;
	if (fd >= 0 && close(fd) != 0 && !error)
		error = errno;
	if (!error && rename(scratch, l->file) != 0)
		error = errno;
	if (!error) {
		sync_folder(a, l->file);
		return true;
	}
	if (fd >= 0)
		unlink(scratch);
	error_in_file(d, l->name, "cannot write: %s", strerror(error));
	return false;
}
