#include "graph/seal.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/str.h"
#include "graph/remote.h"
#include "graph/scan.h"
#include "graph/walk.h"
#include "parse/project.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SEAL ".specql/seal"
#define HEAD "specql-seal\t1"

/* ---- the digest ---- */

static uint64_t
text_digest(uint64_t hash, const char *text)
{
	return text ? hash_add(hash, text, strlen(text) + 1) : hash_add(hash, "\1", 1);
}

static uint64_t
path_digest(uint64_t hash, const char *path, struct stamp stamp)
{
	return stamp_digest(text_digest(hash, path), stamp);
}

/* One line of the seal; what is no line of it counts for nothing. */
static uint64_t
line_digest(uint64_t hash, const char *line)
{
	if (strncmp(line, "stamp\t", 6) == 0)
		return path_digest(hash, line + 6, stamp_path(line + 6));
	return hash_add(text_digest(hash, line), access(line + 6, F_OK) == 0 ? "y" : "n", 1);
}

static uint64_t
digest(const struct scan *s, const struct walk *w, const struct list *lines, size_t first)
{
	uint64_t hash = stamp_digest(HASH_START, (struct stamp){.inode = w->digest});

	hash = text_digest(hash, s->dir);
	hash = text_digest(hash, getenv("PATH"));
	hash = text_digest(hash, getenv("CONFITURE"));
	for (size_t i = first; i < lines->n; i++)
		hash = line_digest(hash, lines->items[i]);
	return hash;
}

static const char *
digest_line(struct arena *a, uint64_t hash)
{
	return arena_printf(a, "digest\t%016" PRIx64, hash);
}

bool
seal_holds(struct scan *s)
{
	struct list lines = list_read(s->arena, SEAL);

	if (lines.n < 2 || strcmp(lines.items[0], HEAD) != 0 || !s->sound)
		return false;
	scan_walk(s);
	return strcmp(lines.items[1], digest_line(s->arena, digest(s, s->walk, &lines, 2))) == 0;
}

/* ---- writing ---- */

/* Own folders and files that must be there. */
static const char *const made[] = {".specql/shape.txt", ".specql/scan.d", ".specql/project", NULL};
static const char *const folders[] = {".specql/src",  ".specql/kind", ".specql/environment",
                                      ".specql/last", REMOTE_TOOLS,   NULL};

static void
add(struct scan *s, struct list *lines, const char *word, const char *path)
{
	list_add(s->arena, lines, arena_printf(s->arena, "%s\t%s", word, path));
}

/* The folders that hold the copies: they change when one is lost. */
static void
add_copies(struct scan *s, struct list *lines)
{
	const char *before = "";
	size_t n = 0;

	for (size_t i = 0; i < s->walk->nentities; i++) {
		const char *path = s->walk->entities[i].path, *end = strrchr(path, '/');

		if (!end || ((size_t)(end - path) == n && strncmp(path, before, n) == 0))
			continue;
		before = path;
		n = (size_t)(end - path);
		list_add(s->arena, lines,
		         arena_printf(s->arena, "stamp\t.specql/src/%.*s", (int)n, path));
	}
}

static struct list
lines_of(struct scan *s)
{
	struct list lines = {0}, outputs = walk_outputs(s->arena, s->project);

	for (size_t i = 0; i < s->now.plains.n; i++)
		add(s, &lines, "stamp", s->now.plains.v[i].path);
	for (size_t i = 0; i < s->watched.n; i++)
		add(s, &lines, "stamp", s->watched.items[i]);
	for (size_t i = 0; i < s->now.copies.n; i++)
		add(s, &lines, "stamp", s->now.copies.v[i].path);
	for (size_t i = 0; folders[i]; i++)
		add(s, &lines, "stamp", folders[i]);
	add_copies(s, &lines);
	for (size_t i = 0; made[i]; i++)
		add(s, &lines, "there", made[i]);
	for (size_t i = 0; i < outputs.n; i++)
		add(s, &lines, "there", outputs.items[i]);
	list_sort(&lines);
	return lines;
}

bool
seal_sound(const struct scan *s)
{
	if (s->faults->messages || !s->sound || scan_racy(s))
		return false;
	for (size_t i = 0; i < s->now.n; i++)
		if (s->now.entries[i].faulty)
			return false;
	return true;
}

void
seal_write(struct scan *s)
{
	struct list lines = {0}, all = lines_of(s);
	struct strbuf out = STRBUF_INIT;
	struct diag silent;

	diag_init(&silent, s->arena);
	list_add(s->arena, &lines, HEAD);
	list_add(s->arena, &lines, digest_line(s->arena, digest(s, s->walk, &all, 0)));
	list_write(&out, &lines);
	list_write(&out, &all);
	file_update(&silent, SEAL, out.buf, out.len);
	str_free(&out);
}

void
seal_break(void)
{
	unlink(SEAL);
}
