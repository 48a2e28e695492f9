#include "base/spool.h"
#include "base/diag.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PART = 64 * 1024 };

static void
fail(struct spool *s)
{
	if (!s->failed)
		file_failed(s->diag, s->path, errno);
	s->failed = true;
}

void
spool_open(struct spool *s, struct diag *d, const char *path)
{
	char nowhere[] = "/tmp/specql.XXXXXX", *name = nowhere;

	*s = (struct spool){.diag = d, .path = path ? path : "/tmp", .text = STRBUF_INIT};
	s->fd = path ? file_temporary(&s->arena, path, &name) : mkostemp(nowhere, O_CLOEXEC);
	if (s->fd < 0)
		fail(s);
	else
		unlink(name);
}

uint64_t
spool_end(const struct spool *s)
{
	return s->len + s->text.len;
}

static void
settle(struct spool *s)
{
	if (!s->failed && s->text.len &&
	    (lseek(s->fd, (off_t)s->len, SEEK_SET) < 0 ||
	     !file_drain(s->fd, s->text.buf, s->text.len)))
		fail(s);
	s->len += s->text.len;
	str_reset(&s->text);
}

void
spool_add(struct spool *s, const void *bytes, size_t n)
{
	str_addn(&s->text, bytes, n);
	if (s->text.len >= PART)
		settle(s);
}

void
spool_take(struct spool *s, struct strbuf *b)
{
	spool_add(s, b->buf, b->len);
	str_reset(b);
}

bool
spool_read(struct spool *s, uint64_t at, void *to, size_t n)
{
	char *next = to;
	ssize_t got;

	settle(s);
	for (size_t left = n; left && !s->failed; at += (uint64_t)got, next += got) {
		got = pread(s->fd, next, left, (off_t)at);
		if (got <= 0) {
			errno = got ? errno : EIO;
			fail(s);
			break;
		}
		left -= (size_t)got;
	}
	if (s->failed)
		memset(to, 0, n);
	return !s->failed;
}

void
spool_close(struct spool *s)
{
	if (s->fd >= 0)
		close(s->fd);
	str_free(&s->text);
	arena_clear(&s->arena);
}
