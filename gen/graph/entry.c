/* An entity file: its copy, its shape. */
#include "graph/scan.h"
#include "base/arena.h"
#include "base/checksum.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/str.h"
#include "graph/walk.h"
#include "parse/origin.h"
#include "parse/parse.h"
#include "parse/project.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* One byte more than an entity file may have, so that the parser sees that it is too long. */
enum { MAX_READ = 1024 * 1024 + 1 };

/* Opens a regular file. A FIFO is not waited for. */
static int
regular(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0 || (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)))
		return fd;
	close(fd);
	errno = ENOTSUP;
	return -1;
}

/* The text of a file, cut off at MAX_READ. For a file that cannot be read, false and a text with
 * which the edge of the file fails and says why. */
static bool
read_text(struct arena *a, const char *path, int error, struct source *source)
{
	int fd = error ? -1 : regular(path);
	char *text = fd < 0 ? NULL : arena_alloc(a, MAX_READ + 1, 1);
	ssize_t n = 0;

	error = error ? error : errno;
	for (; text && source->len < MAX_READ; source->len += (size_t)n) {
		n = read(fd, text + source->len, MAX_READ - source->len);
		if (n < 0)
			error = errno;
		if (n <= 0)
			break;
	}
	if (fd >= 0)
		close(fd);
	source->text = text && n >= 0 ? text : origin_unread(a, error, &source->len);
	return source->text == text;
}

static struct list
united(struct arena *a, struct list l, const struct list *more)
{
	for (size_t i = 0; i < more->n; i++)
		list_add(a, &l, more->items[i]);
	list_sort(&l);
	return l;
}

/* A file with faults keeps the shape that it had without, so nothing of it is deleted; what it
 * speaks of now is added, for the edge that reports the faults. */
static struct shape
merged(struct arena *a, const struct shape *now, const struct entry *before)
{
	struct shape shape = shape_of_text(a, before->path, before->shape);

	shape.refs = united(a, now->refs, &shape.refs);
	shape.mentions = united(a, now->mentions, &shape.mentions);
	return shape;
}

/* Everything of the parser's goes back at once: ten thousand trees would be too many. */
static void
parse(struct scan *s, struct source *source, const struct entry *before, struct entry *now)
{
	struct arena scratch = {0};
	struct diag d;
	struct entity *e;
	struct shape shape = shape_unknown(source->path);
	bool broken = false;

	diag_init(&d, &scratch);
	d.strict = s->project->options.strict;
	e = entity_read(&scratch, &d, source, &s->project->options, &broken);
	now->path = source->path;
	now->faulty = broken || d.nerrors || !e;
	now->sound = !now->faulty;
	now->known = e && e->name && e->schema && e->stem;
	if (now->known)
		shape = shape_new(&scratch, now->path, e);
	if (now->faulty && before && before->sound) {
		now->known = now->sound = true;
		shape = merged(&scratch, &shape, before);
	}
	now->shape = shape_text(s->arena, &shape);
	arena_clear(&scratch);
}

bool
scan_entity(struct scan *s, const struct found *found, const struct entry *before,
            struct entry *now)
{
	struct arena scratch = {0};
	const char *copy = arena_printf(&scratch, ".specql/src/%s", found->path);
	struct source source = {.path = found->path};
	bool read = read_text(&scratch, walk_path(&scratch, s->dir, found->path), found->error,
	                      &source);
	uint64_t hash;

	hash = checksum_of(source.text, source.len);
	file_update(s->diag, copy, source.text, source.len);
	if (before && before->hash == hash) {
		*now = *before;
	} else {
		parse(s, &source, before, now);
		now->hash = hash;
	}
	arena_clear(&scratch);
	return read;
}
