#include "graph/cache.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FORMAT = 3 };

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

const struct entry *
cache_entry(const struct entry *v, size_t n, const char *path)
{
	size_t low = 0, middle;
	int order;

	while (low < n) {
		middle = low + (n - low) / 2;
		order = strcmp(path, v[middle].shape.path);
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
	struct plain *v;

	if (p->n == p->cap) {
		p->cap = p->cap ? 2 * p->cap : 16;
		v = arena_new(a, struct plain, p->cap);
		if (p->n)
			memcpy(v, p->v, p->n * sizeof(*v));
		p->v = v;
	}
	p->v[p->n++] = plain;
}

/* ---- reading ---- */

static struct stamp
read_stamp(const char *const *part)
{
	return (struct stamp){strtoull(part[0], NULL, 10), strtoull(part[1], NULL, 10),
	                      strtoll(part[2], NULL, 10), strtoll(part[3], NULL, 10)};
}

static void
read_file(struct arena *a, struct cache *c, const struct list *parts, bool believed)
{
	struct entry *e = &c->entries[c->n];

	if (parts->n < 7 || !shape_read(a, parts, 7, &e->shape))
		return;
	e->stamp = believed ? read_stamp(parts->items + 1) : (struct stamp){0};
	e->hash = believed ? strtoull(parts->items[5], NULL, 16) : 0;
	e->known = *e->shape.entity;
	e->sound = strchr(parts->items[6], 's');
	e->faulty = strchr(parts->items[6], 'f');
	c->n++;
}

static void
read_line(struct arena *a, struct cache *c, char *line, bool believed)
{
	struct list parts = list_split(a, line, '\t');
	const char **part = parts.items;

	if (parts.n > 1 && strcmp(part[0], "file") == 0)
		read_file(a, c, &parts, believed);
	else if (parts.n == 7 && strcmp(part[0], "plain") == 0)
		plain_add(
		        a, &c->plains,
		        (struct plain){part[6], read_stamp(part + 1), strtoull(part[5], NULL, 16)});
	else if (parts.n == 3 && strcmp(part[0], "copy") == 0)
		plain_add(a, &c->copies,
		          (struct plain){.path = part[2], .hash = strtoull(part[1], NULL, 16)});
}

static const char *
head(struct arena *a, uint64_t tool)
{
	return arena_printf(a, "specql-scan\t%d\t%016" PRIx64, FORMAT, tool);
}

struct cache *
cache_read(struct arena *a, const char *path, uint64_t tool)
{
	struct cache *c = arena_new(a, struct cache, 1);
	struct list lines = list_read(a, path);
	bool believed = lines.n && strcmp(lines.items[0], head(a, tool)) == 0;

	if (!lines.n || strncmp(lines.items[0], head(a, tool), strlen("specql-scan\t3\t")) != 0)
		return c;
	c->entries = arena_new(a, struct entry, lines.n);
	for (size_t i = 1; i < lines.n; i++)
		read_line(a, c, (char *)lines.items[i], believed);
	return c;
}

/* ---- writing ---- */

static void
write_stamp(struct strbuf *out, struct stamp s, int64_t began)
{
	if (stamp_racy(s, began))
		s = (struct stamp){0};
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
	str_addf(out, "\t%016" PRIx64 "\t%s%s\t", e->hash, e->sound ? "s" : "",
	         e->faulty ? "f" : "");
	shape_write(out, &e->shape, true);
	str_addc(out, '\n');
}

bool
cache_write(struct diag *d, const char *path, const struct cache *c, uint64_t tool, int64_t began)
{
	struct strbuf out = STRBUF_INIT;
	struct arena a = {0};
	bool ok;

	str_addf(&out, "%s\n", head(&a, tool));
	for (size_t i = 0; i < c->plains.n; i++)
		write_plain(&out, &c->plains.v[i], began);
	for (size_t i = 0; i < c->copies.n; i++)
		str_addf(&out, "copy\t%016" PRIx64 "\t%s\n", c->copies.v[i].hash,
		         c->copies.v[i].path);
	for (size_t i = 0; i < c->n; i++)
		write_entry(&out, &c->entries[i], began);
	ok = file_update(d, path, out.buf, out.len);
	str_free(&out);
	arena_clear(&a);
	return ok;
}
