#include "base/file.h"
#include "base/arena.h"
#include "base/diag.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reads up to n bytes; fewer only at the end of the file. -1 with errno set on failure. */
static ssize_t
fill(int fd, char *buf, size_t n)
{
	size_t done = 0;

	while (done < n) {
		ssize_t r = read(fd, buf + done, n - done);

		if (r == 0)
			break;
		if (r > 0)
			done += (size_t)r;
		else if (errno != EINTR)
			return -1;
	}
	return (ssize_t)done;
}

bool
file_drain(int fd, const char *text, size_t len)
{
	while (len) {
		ssize_t r = write(fd, text, len);

		if (r >= 0) {
			text += r;
			len -= (size_t)r;
		} else if (errno != EINTR) {
			return false;
		}
	}
	return true;
}

/* Not open(), after which musl asks the kernel once more to close the file at an exec. */
static int
opened(const char *path, int flags)
{
	return openat(AT_FDCWD, path, flags | O_CLOEXEC, 0666);
}

/* Opens a regular file; its state in *st. A FIFO is not waited for. */
static int
regular(const char *path, struct stat *st)
{
	int fd = opened(path, O_RDONLY | O_NONBLOCK);

	if (fd < 0)
		return -1;
	errno = 0;
	if (fstat(fd, st) == 0 && !S_ISREG(st->st_mode))
		errno = S_ISDIR(st->st_mode) ? EISDIR : ENOTSUP;
	if (errno) {
		int error = errno;

		close(fd);
		errno = error;
		return -1;
	}
	return fd;
}

char *
file_read(struct arena *a, const char *path, size_t max, size_t *len)
{
	struct stat st;
	int fd = regular(path, &st), error = 0;
	char *text = NULL;
	ssize_t n;

	if (fd < 0)
		return NULL;
	if (max && (uintmax_t)st.st_size > max) {
		error = EFBIG;
	} else {
		text = arena_alloc(a, (size_t)st.st_size + 1, 1);
		n = fill(fd, text, (size_t)st.st_size);
		error = n < 0 ? errno : 0;
		*len = n < 0 ? 0 : (size_t)n;
	}
	close(fd);
	errno = error;
	return error ? NULL : text;
}

struct source *
file_source(struct arena *a, const char *path, const char *shown, size_t max)
{
	struct source *source = arena_new(a, struct source, 1);

	source->path = shown;
	source->text = file_read(a, path, max, &source->len);
	return source;
}

/* Whether an open file goes on with these bytes. Apart, for the pages of its buffer cost time. */
static __attribute__((noinline)) bool
same(int fd, const char *text, size_t len)
{
	char part[16 * 1024];

	for (size_t done = 0, n; done < len; done += n) {
		n = len - done < sizeof(part) ? len - done : sizeof(part);
		if (fill(fd, part, n) != (ssize_t)n || memcmp(part, text + done, n) != 0)
			return false;
	}
	return true;
}

/* True if the file holds these bytes. False with errno 0 if it holds others. */
static bool
holds(const char *path, const char *text, size_t len)
{
	struct stat st;
	int fd = regular(path, &st);
	bool equal;

	if (fd < 0)
		return false;
	equal = (uintmax_t)st.st_size == len && same(fd, text, len);
	close(fd);
	errno = 0;
	return equal;
}

static size_t
folder_len(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) + 1 : 0;
}

/* Makes one folder; fine if it is there. */
static bool
folder(const char *path)
{
	struct stat st;

	if (mkdir(path, 0777) == 0)
		return true;
	if (errno != EEXIST || stat(path, &st) != 0)
		return false;
	errno = ENOTDIR;
	return S_ISDIR(st.st_mode);
}

bool
folder_make(const char *path)
{
	struct arena a = {0};
	char *above = arena_strndup(&a, path, folder_len(path));
	bool ok = true;
	int error;

	for (char *p = above; ok && *p; p++)
		if (*p == '/' && p != above && p[-1] != '/') {
			*p = '\0';
			ok = folder(above);
			*p = '/';
		}
	error = errno;
	arena_clear(&a);
	errno = error;
	return ok;
}

/* Empties an open file and tells whether it is still the one of its name: whoever had it before may
 * have renamed it. */
static bool
taken_over(int fd, const char *name)
{
	struct stat mine, there;

	return fstat(fd, &mine) == 0 && stat(name, &there) == 0 && mine.st_ino == there.st_ino &&
	       mine.st_dev == there.st_dev && mine.st_nlink == 1 &&
	       (mine.st_size == 0 || ftruncate(fd, 0) == 0);
}

static char *
hidden(struct arena *a, const char *path)
{
	enum { MOST = 200 }; /* a name may have 255 bytes */
	size_t n = folder_len(path);

	return arena_printf(a, "%.*s.%.*s.tmp", (int)n, path, MOST, path + n);
}

/* A new file in the folder of a path, which is locked as long as it is open. Its name is hidden and
 * ends in .tmp, so nobody takes it for an output. It is always the same, so what a killed process
 * left is taken over and nothing piles up; only if another process is at it, there is a second one.
 */
static int
temporary(struct arena *a, const char *path, char **name)
{
	size_t n = folder_len(path);
	int fd;

	*name = hidden(a, path);
	fd = opened(*name, O_RDWR | O_CREAT | O_NOFOLLOW);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0 && taken_over(fd, *name))
		return fd;
	if (fd >= 0)
		close(fd);
	else if (errno != EACCES && errno != ELOOP && errno != EISDIR)
		return -1;
	for (int i = 0; i < 100; i++) {
		*name = arena_printf(a, "%.*s.%.200s.%ld-%d.tmp", (int)n, path, path + n,
		                     (long)getpid(), i);
		fd = opened(*name, O_RDWR | O_CREAT | O_EXCL);
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	return fd;
}

int
file_temporary(struct arena *a, const char *path, char **name)
{
	int fd = temporary(a, path, name);

	if (fd < 0 && errno == ENOENT && folder_make(path))
		fd = temporary(a, path, name);
	return fd;
}

/* This closes no more than a copy of the descriptor. */
bool
file_flush(int fd)
{
	int copy = dup(fd);

	return copy >= 0 && close(copy) == 0;
}

/* Writes the text beside the path and puts it in its place. 0 or the error's number. */
static int
replace(struct arena *a, const char *path, const char *text, size_t len)
{
	char *name;
	int error = 0, fd = file_temporary(a, path, &name);

	if (fd < 0)
		return errno;
	if (!file_drain(fd, text, len) || !file_flush(fd))
		error = errno;
	if (!error && rename(name, path) != 0)
		error = errno;
	if (error)
		unlink(name);
	close(fd);
	return error;
}

/* A file without a name in the folder of a path; -1 with errno set. */
static int
nameless(const char *path)
{
	size_t n = folder_len(path);
	char *folder = n ? strndup(path, n) : NULL;
	int fd = opened(folder ? folder : ".", O_WRONLY | O_TMPFILE);

	free(folder);
	return fd;
}

/* Writes a file that is not there yet: it gets its name when it is whole, so there is no other name
 * to hide, lock or leave behind. False, with nothing done, if a file is there by now, or where the
 * file system or a Linux before 6.10 cannot do that (open(2), O_TMPFILE; link(2), AT_EMPTY_PATH),
 * or if it fails; the way of replace() tells then.
 */
static bool
create(const char *path, const char *text, size_t len)
{
	static bool unable;
	int fd = unable ? -1 : nameless(path);
	bool ok = fd >= 0 && file_drain(fd, text, len) && file_flush(fd);

	if (ok && linkat(fd, "", AT_FDCWD, path, AT_EMPTY_PATH) != 0) {
		unable = errno != EEXIST;
		ok = false;
	}
	if (fd >= 0)
		close(fd);
	return ok;
}

static const struct cure {
	int error;
	const char *text;
} cures[] = {
        {ENOSPC, "make room and run again"},
        {EDQUOT, "make room and run again"},
        {EFBIG, "raise the limit on the size of files (ulimit -f)"},
        {EROFS, "choose an output folder that can be written to"},
        {EACCES, "allow writing to its folder"},
        {EPERM, "allow writing to its folder"},
        {ENOTDIR, "a file lies where a folder is needed, move it away"},
        {EISDIR, "a folder lies where the file is needed, move it away"},
        {ENOTSUP, "it is no regular file, move it away"},
};

bool
file_failed(struct diag *d, const char *path, int error)
{
	const char *cure = NULL;

	for (size_t i = 0; i < sizeof(cures) / sizeof(*cures); i++)
		if (cures[i].error == error)
			cure = cures[i].text;
	error_in_file(d, path, "cannot write: %s%s%s", strerror(error), cure ? "; " : "",
	              cure ? cure : "");
	return false;
}

bool
file_write(struct diag *d, const char *path, const char *text, size_t len)
{
	struct arena a = {0};
	int error = replace(&a, path, text, len);

	arena_clear(&a);
	return error ? file_failed(d, path, error) : true;
}

bool
file_create(struct diag *d, const char *path, const char *text, size_t len)
{
	return create(path, text, len) || file_write(d, path, text, len);
}

bool
file_update(struct diag *d, const char *path, const char *text, size_t len)
{
	if (holds(path, text, len))
		return true;
	if (errno == EISDIR || errno == ENOTSUP)
		return file_failed(d, path, errno);
	return errno == ENOENT ? file_create(d, path, text, len) : file_write(d, path, text, len);
}

int
file_remove(const char *path)
{
	struct arena a = {0};

	unlink(hidden(&a, path));
	arena_clear(&a);
	return unlink(path);
}

bool
file_own(const char *path)
{
	struct arena a = {0};
	struct stat st;
	size_t len;
	char *text;
	int error = 0;

	if (lstat(path, &st) != 0 || st.st_nlink < 2 || !S_ISREG(st.st_mode))
		return true;
	text = file_read(&a, path, 0, &len);
	error = text ? replace(&a, path, text, len) : errno;
	arena_clear(&a);
	if (!error && utimensat(AT_FDCWD, path, (struct timespec[]){st.st_atim, st.st_mtim}, 0))
		error = errno;
	errno = error;
	return !error;
}
