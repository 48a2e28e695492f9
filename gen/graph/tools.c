/* Copies of the executables that actions take along. */
#include "base/arena.h"
#include "base/checksum.h"
#include "base/diag.h"
#include "base/file.h"
#include "graph/place.h"
#include "graph/remote.h"
#include "graph/scan.h"
#include "parse/project.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Writes a program beside the path and puts it in its place. */
static void
write_program(struct diag *d, const char *path, const char *text, size_t len)
{
	struct arena a = {0};
	char *name;
	int fd = file_temporary(&a, path, &name);
	bool ok = fd >= 0 && file_drain(fd, text, len) && fchmod(fd, 0755) == 0 && file_flush(fd) &&
	          rename(name, path) == 0;

	if (!ok)
		file_failed(d, path, errno);
	if (!ok && fd >= 0)
		unlink(name);
	if (fd >= 0)
		close(fd);
	arena_clear(&a);
}

/* Whether the copy is of the executable that the scan before saw, and still is. */
static bool
copied(const struct scan *s, const char *from, const char *to, uint64_t hash)
{
	const struct plain *before = plain_find(&s->before.plains, from);

	return before && before->hash == hash && access(to, F_OK) == 0 &&
	       stamp_path(to).size == before->stamp.size;
}

/* Its time moves only with its content, so that a tool that is installed anew
 * makes nothing anew. */
static void
copy(struct scan *s, const char *tool)
{
	struct arena scratch = {0};
	const char *from = arena_printf(s->arena, SCAN_BIN "/specql-%s", tool);
	const char *to = arena_printf(s->arena, REMOTE_TOOLS "/specql-%s", tool);
	uint64_t hash = scan_hash(s, from), now;
	const char *text;
	size_t len = 0;

	if (copied(s, from, to, hash) || (hash && checksum_file(to, &now) && now == hash))
		return;
	text = file_read(&scratch, from, 0, &len);
	write_program(s->diag, to, text ? text : "", text ? len : 0);
	arena_clear(&scratch);
}

static void
drop(struct arena *a, const char *tool)
{
	unlink(arena_printf(a, REMOTE_TOOLS "/specql-%s", tool));
}

/* What of a project says which kinds it has. */
static struct shapes
shapes_of(struct arena *a, const struct project *p)
{
	struct shapes s = {.sql_folder = p->sql_folder,
	                   .frontend_folder = p->frontend_folder,
	                   .docs_folder = p->docs_folder};

	for (size_t i = 0; i < p->options.nclients; i++)
		list_add(a, &s.clients, p->options.clients[i]);
	return s;
}

void
remote_copies(struct scan *s)
{
	static const char *const others[] = {"interface", "model",   "entity", "merge",
	                                     "sqlcheck",  "pgparse", NULL};
	const struct project *p = s->project;
	struct shapes shapes = shapes_of(s->arena, p);

	if (!p->remote && access(REMOTE_TOOLS, F_OK) != 0)
		return;
	for (size_t i = 0; others[i]; i++)
		if (p->remote)
			copy(s, others[i]);
		else
			drop(s->arena, others[i]);
	for (const struct kind *k = kinds; k->name; k++)
		if (!p->remote)
			drop(s->arena, k->name);
		else if (place_used(&shapes, k, NULL) && !(p->per_entity && k->scope == ENTITY))
			copy(s, k->name);
	if (!p->remote)
		rmdir(REMOTE_TOOLS);
}
