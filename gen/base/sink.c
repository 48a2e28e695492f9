#include "base/sink.h"
#include "base/file.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PART = 64 * 1024 };

void
sink_open(struct sink *s, struct diag *d, const char *path)
{
	struct stat st;

	*s = (struct sink){.diag = d, .path = path, .new = -1};
	checksum_begin(&s->sum);
	s->old = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (s->old >= 0 && fstat(s->old, &st) == 0 && !S_ISREG(st.st_mode))
		s->error = S_ISDIR(st.st_mode) ? EISDIR : ENOTSUP;
}

static void
keep(struct sink *s, bool ok)
{
	if (!ok && !s->error)
		s->error = errno;
}

/* The time of the current folder, which a file that is made or renamed in it would change. */
static bool
time_of_folder(const struct sink *s, struct stat *st)
{
	return s->timeless && stat(".", st) == 0;
}

static void
time_restore(const struct stat *st)
{
	struct timespec times[] = {{.tv_nsec = UTIME_OMIT}, st->st_mtim};

	utimensat(AT_FDCWD, ".", times, 0);
}

/* Begins the temporary file with what was equal so far. */
static void
part_ways(struct sink *s)
{
	char part[16 * 1024];
	ssize_t n = 1;
	struct stat st;
	bool known = time_of_folder(s, &st);

	s->new = file_temporary(&s->arena, s->path, &s->name);
	keep(s, s->new >= 0);
	if (known)
		time_restore(&st);
	for (uint64_t done = 0; !s->error && done < s->at; done += (uint64_t)n) {
		size_t most = s->at - done < sizeof(part) ? (size_t)(s->at - done) : sizeof(part);

		n = pread(s->old, part, most, (off_t)done);
		if (n == 0)
			errno = EIO;
		keep(s, n > 0 && file_drain(s->new, part, (size_t)n));
	}
}

/* How many of the bytes the file holds at this place. */
static size_t
same(const struct sink *s, const char *text, size_t len)
{
	char part[16 * 1024];
	size_t done = 0;

	while (s->old >= 0 && done < len) {
		size_t most = len - done < sizeof(part) ? len - done : sizeof(part);
		ssize_t n = pread(s->old, part, most, (off_t)(s->at + done));

		if (n <= 0 || memcmp(part, text + done, (size_t)n) != 0)
			break;
		done += (size_t)n;
	}
	return done;
}

void
sink_add(struct sink *s, const char *text, size_t len)
{
	if (s->error)
		return;
	if (s->new < 0 && same(s, text, len) != len)
		part_ways(s);
	if (s->new >= 0 && !s->error)
		keep(s, file_drain(s->new, text, len));
	s->at += len;
	checksum_add(&s->sum, text, len);
}

void
sink_patch(struct sink *s, uint64_t at, const char *text, size_t len)
{
	if (!s->error && s->new < 0)
		part_ways(s);
	if (!s->error)
		keep(s, pwrite(s->new, text, len, (off_t)at) == (ssize_t)len);
}

void
sink_pour(struct sink *s, struct strbuf *b)
{
	if (s->change)
		s->change(s->context, b);
	sink_add(s, b->buf, b->len);
	str_reset(b);
}

void
sink_flow(struct sink *s, struct strbuf *b)
{
	if (b->len >= PART)
		sink_pour(s, b);
}

/* Whether nothing of the old file is left over. */
static bool
whole(const struct sink *s)
{
	struct stat st;

	return s->old >= 0 && fstat(s->old, &st) == 0 && (uint64_t)st.st_size == s->at;
}

/* From here on there is a temporary file, if anything is different. */
bool
sink_differs(struct sink *s)
{
	if (!s->error && s->new < 0 && !whole(s))
		part_ways(s);
	return s->new >= 0;
}

FILE *
sink_read(struct sink *s)
{
	FILE *file = s->error ? NULL : fopen(s->name, "re");

	keep(s, file);
	return file;
}

/* Closes what is open. The error, or 0. */
static int
finish(struct sink *s, struct strbuf *b, bool drop)
{
	struct stat st;
	bool known;
	int error;

	if (b)
		str_free(b);
	if (s->new >= 0)
		keep(s, file_flush(s->new));
	known = time_of_folder(s, &st);
	if (s->new >= 0 && !s->error && !drop)
		keep(s, rename(s->name, s->path) == 0);
	if (s->new >= 0 && (s->error || drop))
		unlink(s->name);
	if (s->new >= 0)
		close(s->new);
	if (known)
		time_restore(&st);
	if (s->old >= 0)
		close(s->old);
	error = s->error;
	arena_clear(&s->arena);
	return error;
}

void
sink_drop(struct sink *s, struct strbuf *b)
{
	finish(s, b, true);
}

bool
sink_close(struct sink *s, struct strbuf *b)
{
	int error;

	if (b)
		sink_pour(s, b);
	sink_differs(s);
	error = finish(s, b, false);
	return error ? file_failed(s->diag, s->path, error) : true;
}
