#include "graph/cache.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/sink.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What a cache begins with; behind it stands the hash of the executable. */
#define FORMAT "specql-scan\t4\t"

bool
hash_file(const char *path, uint64_t *hash)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char part[64 * 1024];
	ssize_t n;

	if (fd < 0)
		return false;
	*hash = HASH_START;
	while ((n = read(fd, part, sizeof(part))) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			*hash = hash_add(*hash, part, (size_t)n);
	close(fd);
	return n == 0;
}

struct entry *
cache_entry(struct entry *v, size_t n, const char *path)
{
	size_t low = 0, middle;
	int order;

	while (low < n) {
		middle = low + (n - low) / 2;
		order = strcmp(path, v[middle].path);
		if (order == 0)
			return &v[middle];
		if (order > 0)
			low = middle + 1;
		else
			n = middle;
	}
	return NULL;
}

const struct plain *
plain_find(const struct plains *p, const char *path)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->v[i].path, path) == 0)
			return &p->v[i];
	return NULL;
}

void
plain_add(struct arena *a, struct plains *p, struct plain plain)
{
	p->v = arena_grown(a, p->v, p->n, sizeof *p->v);
	p->v[p->n++] = plain;
}

/* ---- shapes ---- */

struct shape
entry_shape(struct arena *a, const struct entry *e)
{
	struct list parts = list_split(a, arena_strdup(a, e->shape), '\t');
	struct shape shape;

	if (shape_read_rest(a, e->path, &parts, 0, &shape))
		return shape;
	return (struct shape){.path = e->path, .schema = "", .entity = "", .stem = "", .code = ""};
}

void
entry_reshape(struct arena *a, struct entry *e, const struct shape *shape)
{
	struct strbuf b = STRBUF_INIT;

	shape_write(&b, shape, true);
	e->shape = arena_strdup(a, strchr(b.buf, '\t') + 1);
	str_free(&b);
}

/* ---- reading ---- */

/* A number in decimals, and the tab behind it; the scan reads some for each file. */
static uint64_t
number(const char **text)
{
	uint64_t n = 0;

	for (; **text >= '0' && **text <= '9'; ++*text)
		n = n * 10 + (uint64_t)(**text - '0');
	*text += **text == '\t';
	return n;
}

static struct stamp
read_stamp(const char **text)
{
	struct stamp s;

	s.inode = number(text);
	s.size = number(text);
	s.mtime = (int64_t)number(text);
	s.ctime = (int64_t)number(text);
	return s;
}

/* What follows a hash and a tab; NULL if that is not there. */
static const char *
read_hash(const char *text, uint64_t *hash)
{
	char *end;

	*hash = strtoull(text, &end, 16);
	return *end == '\t' ? end + 1 : NULL;
}

/* A line of an entity file; the path and the shape are one text, cut in two. */
static void
read_entity(struct arena *a, struct cache *c, const char *line, bool believed)
{
	struct entry e = {.stamp = read_stamp(&line)};
	const char *flags = read_hash(line, &e.hash), *path = flags ? strchr(flags, '\t') : NULL;
	char *end;

	if (!path || !strchr(path + 1, '\t'))
		return;
	if (!believed) {
		e.stamp = (struct stamp){0};
		e.hash = 0;
	}
	for (; flags < path; flags++) {
		e.known = e.known || *flags == 'k';
		e.sound = e.sound || *flags == 's';
		e.faulty = e.faulty || *flags == 'f';
	}
	e.path = end = arena_strdup(a, path + 1);
	end = strchr(end, '\t');
	*end = '\0';
	e.shape = end + 1;
	c->entries[c->n++] = e;
}

static void
read_line(struct arena *a, struct cache *c, const char *line, bool believed)
{
	struct plain p = {0};
	bool plain = strncmp(line, "plain\t", 6) == 0;

	if (strncmp(line, "file\t", 5) == 0) {
		read_entity(a, c, line + 5, believed);
	} else if (plain || strncmp(line, "copy\t", 5) == 0) {
		line += plain ? 6 : 5;
		if (plain)
			p.stamp = read_stamp(&line);
		if ((p.path = read_hash(line, &p.hash))) {
			p.path = arena_strdup(a, p.path);
			plain_add(a, plain ? &c->plains : &c->copies, p);
		}
	}
}

static const char *
head(struct arena *a, uint64_t tool)
{
	return arena_printf(a, FORMAT "%016" PRIx64, tool);
}

/* How many lines a file has; it is at its beginning again. */
static size_t
count_lines(FILE *f)
{
	static char part[64 * 1024];
	size_t count = 0, n;

	while ((n = fread(part, 1, sizeof part, f)) > 0)
		for (char *p = part; (p = memchr(p, '\n', (size_t)(part + n - p))); p++)
			count++;
	rewind(f);
	return count;
}

/* The next line without its end, in a buffer that is used again; false behind the last. */
static bool
next_line(FILE *f, char **line, size_t *room)
{
	ssize_t n = getline(line, room, f);

	if (n > 0 && (*line)[n - 1] == '\n')
		(*line)[n - 1] = '\0';
	return n > 0;
}

/* Line by line: the text of the whole file is as long as all that is kept of it. */
struct cache *
cache_read(struct arena *a, const char *path, uint64_t tool)
{
	struct cache *c = arena_new(a, struct cache, 1);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "r");
	char *line = NULL;
	size_t room = 0;
	bool believed;

	if (!f)
		return c;
	c->entries = arena_new(a, struct entry, count_lines(f) + 1);
	if (next_line(f, &line, &room) && strncmp(line, FORMAT, strlen(FORMAT)) == 0) {
		believed = strcmp(line, head(a, tool)) == 0;
		while (next_line(f, &line, &room))
			read_line(a, c, line, believed);
	}
	free(line);
	fclose(f);
	return c;
}

/* ---- writing ---- */

/* Equal to no stamp, also not to that of a file that is not there. */
static const struct stamp unknown = {.size = UINT64_MAX};

static void
write_stamp(struct strbuf *out, struct stamp s, int64_t began)
{
	if (stamp_racy(s, began))
		s = unknown;
	str_addf(out, "\t%" PRIu64 "\t%" PRIu64 "\t%" PRId64 "\t%" PRId64, s.inode, s.size, s.mtime,
	         s.ctime);
}

static void
write_plain(struct strbuf *out, const struct plain *p, int64_t began)
{
	str_add(out, "plain");
	write_stamp(out, p->stamp, began);
	str_addf(out, "\t%016" PRIx64 "\t%s\n", p->hash, p->path);
}

static void
write_entry(struct strbuf *out, const struct entry *e, int64_t began)
{
	str_add(out, "file");
	write_stamp(out, e->stamp, began);
	str_addf(out, "\t%016" PRIx64 "\t%s%s%s\t", e->hash, e->known ? "k" : "",
	         e->sound ? "s" : "", e->faulty ? "f" : "");
	str_addf(out, "%s\t%s\n", e->path, e->shape);
}

bool
cache_write(struct diag *d, const char *path, const struct cache *c, uint64_t tool, int64_t began)
{
	struct strbuf out = STRBUF_INIT;
	struct arena a = {0};
	struct sink to;

	sink_open(&to, d, path);
	str_addf(&out, "%s\n", head(&a, tool));
	for (size_t i = 0; i < c->plains.n; i++)
		write_plain(&out, &c->plains.v[i], began);
	for (size_t i = 0; i < c->copies.n; i++)
		str_addf(&out, "copy\t%016" PRIx64 "\t%s\n", c->copies.v[i].hash,
		         c->copies.v[i].path);
	for (size_t i = 0; i < c->n; i++) {
		write_entry(&out, &c->entries[i], began);
		sink_flow(&to, &out);
	}
	arena_clear(&a);
	return sink_close(&to, &out);
}
