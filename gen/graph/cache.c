#include "graph/cache.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/lines.h"
#include "base/sink.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* What a cache begins with; behind it stands the hash of the executable. */
#define FORMAT "specql-scan\t4\t"

static int
by_path(const void *path, const void *entry)
{
	return strcmp(path, ((const struct entry *)entry)->path);
}

struct entry *
cache_entry(struct entry *v, size_t n, const char *path)
{
	return n ? bsearch(path, v, n, sizeof *v, by_path) : NULL;
}

/* Where a path is, or would be. */
static uint32_t *
slot(const struct plains *p, const char *path)
{
	size_t i = (size_t)hash_add(HASH_START, path, strlen(path)) & (p->nslots - 1);

	while (p->slots[i] && strcmp(p->v[p->slots[i] - 1].path, path) != 0)
		i = (i + 1) & (p->nslots - 1);
	return &p->slots[i];
}

const struct plain *
plain_find(const struct plains *p, const char *path)
{
	uint32_t place = p->nslots ? *slot(p, path) : 0;

	return place ? &p->v[place - 1] : NULL;
}

static void
index_last(struct plains *p)
{
	uint32_t *place = slot(p, p->v[p->n - 1].path);

	if (!*place)
		*place = (uint32_t)p->n;
}

static void
grow(struct arena *a, struct plains *p)
{
	size_t n = p->n;

	p->nslots = p->nslots ? 2 * p->nslots : 64;
	p->slots = arena_new(a, uint32_t, p->nslots);
	for (p->n = 1; p->n <= n; p->n++)
		index_last(p);
	p->n = n;
}

void
plain_add(struct arena *a, struct plains *p, struct plain plain)
{
	if (2 * (p->n + 1) > p->nslots)
		grow(a, p);
	p->v = arena_grown(a, p->v, p->n, sizeof *p->v);
	p->v[p->n++] = plain;
	index_last(p);
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

/* A time, which may lie before 1970. */
static int64_t
moment(const char **text)
{
	bool before = **text == '-';

	*text += before;
	return before ? -(int64_t)number(text) : (int64_t)number(text);
}

static struct stamp
read_stamp(const char **text)
{
	struct stamp s;

	s.inode = number(text);
	s.size = number(text);
	s.mtime = moment(text);
	s.ctime = moment(text);
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

struct cache *
cache_read(struct arena *a, const char *path, uint64_t tool)
{
	struct cache *c = arena_new(a, struct cache, 1);
	struct lines lines;
	const char *line;
	bool believed;

	lines_open(&lines, path);
	c->entries = arena_new(a, struct entry, lines_count(&lines));
	line = lines_next(&lines);
	if (line && strncmp(line, FORMAT, strlen(FORMAT)) == 0) {
		believed = strcmp(line, head(a, tool)) == 0;
		while ((line = lines_next(&lines)))
			read_line(a, c, line, believed);
	}
	lines_close(&lines);
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
