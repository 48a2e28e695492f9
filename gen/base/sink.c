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

/* Begins the temporary file with what was equal so far. */
static void
part_ways(struct sink *s)
{
	char part[16 * 1024];
	ssize_t n = 1;

	s->new = file_temporary(&s->arena, s->path, &s->name);
	keep(s, s->new >= 0);
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
}

static void
flow(struct sink *s, struct strbuf *b)
{
	sink_add(s, b->buf, b->len);
	if (b->len)
		b->buf[0] = '\0';
	b->len = 0;
}

void
sink_flow(struct sink *s, struct strbuf *b)
{
	if (b->len >= PART)
		flow(s, b);
}

/* Whether nothing of the old file is left over. */
static bool
whole(const struct sink *s)
{
	struct stat st;

	return s->old >= 0 && fstat(s->old, &st) == 0 && (uint64_t)st.st_size == s->at;
}

bool
sink_close(struct sink *s, struct strbuf *b)
{
	int error;

	if (b)
		flow(s, b);
	if (b)
		str_free(b);
	if (!s->error && s->new < 0 && !whole(s))
		part_ways(s);
	if (s->new >= 0)
		keep(s, close(s->new) == 0);
	if (s->name && s->new >= 0 && !s->error)
		keep(s, rename(s->name, s->path) == 0);
	if (s->name && s->new >= 0 && s->error)
		unlink(s->name);
	if (s->old >= 0)
		close(s->old);
	error = s->error;
	arena_clear(&s->arena);
	return error ? file_failed(s->diag, s->path, error) : true;
}
