#include "graph/clock.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "graph/outputs.h"
#include "graph/scan.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define BEGAN ".specql/began"
#define LOG ".specql/.ninja_log"

/* Steps of the clock that are waited for, in nanoseconds. */
static const int64_t second = INT64_C(1000000000), little = 2 * second, moment = 1000000;

static bool
failed(struct diag *d, const char *path)
{
	error_in_file(d, path, "cannot write: %s", strerror(errno));
	return false;
}

/* Files that are written in place: a cache may have restored them as hard links. */
static bool
own(struct diag *d)
{
	static const char *const in_place[] = {LOG, ".specql/.ninja_deps", BEGAN, ".specql/sql.ok",
	                                       ".specql/sqlcheck"};

	for (size_t i = 0; i < sizeof(in_place) / sizeof(*in_place); i++)
		if (!file_own(in_place[i]))
			return failed(d, in_place[i]);
	return true;
}

/* ---- the time ---- */

static int64_t
time_of(const char *path)
{
	return stamp_path(path).mtime;
}

int64_t
clock_now(struct diag *d)
{
	int fd = open(BEGAN, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	struct stat st;
	bool ok = fd >= 0 && futimens(fd, NULL) == 0 && fstat(fd, &st) == 0;

	if (!ok)
		failed(d, BEGAN);
	if (fd >= 0)
		close(fd);
	return ok ? stamp_of(&st).mtime : 0;
}

/* A time at which there was a build. */
static int64_t
newest(void)
{
	static const char *const made[] = {BEGAN, ".specql/shape.txt", ".specql/sql.ok", OUTPUTS};
	int64_t result = 0;

	for (size_t i = 0; i < sizeof(made) / sizeof(*made); i++)
		if (time_of(made[i]) > result)
			result = time_of(made[i]);
	return result;
}

/* Waits until the time is later than another, but not for long; the time then. */
static int64_t
later(struct diag *d, int64_t than)
{
	const struct timespec pause = {.tv_nsec = moment};
	int64_t first = clock_now(d), now = first;

	while (now && now <= than && than - now <= little && now - first <= little) {
		nanosleep(&pause, NULL);
		now = clock_now(d);
	}
	return now;
}

int64_t
clock_tick(struct diag *d)
{
	int64_t now = clock_now(d);

	if (now)
		later(d, now);
	return now;
}

void
clock_date(const char *path, int64_t time)
{
	struct timespec times[] = {{.tv_nsec = UTIME_OMIT},
	                           {.tv_sec = time / second, .tv_nsec = time % second}};

	if (time > 0 && time_of(path) > time)
		utimensat(AT_FDCWD, path, times, 0);
}

/* ---- mending ---- */

static void
age(int folder, const char *name, int64_t now)
{
	struct timespec times[] = {{.tv_nsec = UTIME_OMIT}, {.tv_nsec = UTIME_NOW}};
	struct stat st;

	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && stamp_of(&st).mtime > now)
		utimensat(folder, name, times, AT_SYMLINK_NOFOLLOW);
}

static void
age_below(int above, const char *name, int64_t now)
{
	int fd = openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;

	while (folder && (e = readdir(folder))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (e->d_type == DT_DIR)
			age_below(fd, e->d_name, now);
		age(fd, e->d_name, now);
	}
	if (folder)
		closedir(folder);
}

/* An output, and the folders that were made for it. */
static void
age_output(struct arena *a, const char *path, int64_t now)
{
	char *p = arena_strdup(a, path), *slash;

	age(AT_FDCWD, p, now);
	while ((slash = strrchr(p, '/'))) {
		*slash = '\0';
		age(AT_FDCWD, p, now);
	}
}

static void
mend(struct arena *a, int64_t now)
{
	struct list outputs = outputs_list(a);

	age_below(AT_FDCWD, ".specql", now);
	for (size_t i = 0; i < outputs.n; i++)
		age_output(a, outputs.items[i], now);
	age(AT_FDCWD, "build.ninja", now);
	unlink(LOG);
}

int64_t
clock_begin(struct arena *a, struct diag *d, bool *mended)
{
	int64_t last = newest(), now;

	if (!own(d))
		return 0;
	now = later(d, last);
	*mended = now && now < last;
	if (*mended)
		mend(a, now);
	return now;
}
