#include "graph/scan.h"
#include "base/arena.h"
#include "base/checksum.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/str.h"
#include "graph/clock.h"
#include "graph/given.h"
#include "graph/remote.h"
#include "graph/room.h"
#include "graph/seal.h"
#include "graph/turn.h"
#include "graph/walk.h"
#include "parse/project.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LAST ".specql/last"
#define FAULTS ".specql/project"

/* ---- the project ---- */

static const char *const project_files[] = {"specql.yaml", REGISTRY_PATH, NULL};

/* Where one of them is, as seen from OUT. */
static const char *
project_file(struct scan *s, size_t i)
{
	return i ? walk_path(s->arena, s->dir, project_files[i])
	         : project_settings(s->arena, s->dir, s->settings);
}

/* Keeps a copy of what was read, or forgets that of what is gone. */
static void
keep(struct scan *s, size_t i)
{
	const char *to = arena_printf(s->arena, LAST "/%s", project_files[i]);
	size_t len;
	const char *text = file_read(s->arena, project_file(s, i), 0, &len);

	if (text)
		file_update(s->diag, to, text, len);
	else
		unlink(to);
}

/* Paths of entities as the walk wants them. Commands without tabs, which separate in shape.txt. */
static void
trim(struct scan *s, struct project *p)
{
	walk_inside(s->arena, s->faults, p);
	for (size_t i = 0; i < p->nemitters; i++) {
		char *command = arena_strdup(s->arena, p->emitters[i].command);

		for (char *tab = command; (tab = strchr(tab, '\t'));)
			*tab = ' ';
		p->emitters[i].command = command;
	}
}

/* Whether the project was without faults once:
 * what is kept of it may be that it had no such file. */
static bool
remembered(void)
{
	return access(LAST, F_OK) == 0;
}

/* The project as it is; if it has faults, as it last was without, or what is sound of it. */
void
scan_project(struct scan *s)
{
	struct diag silent;
	struct given given = given_read(s->arena, GIVEN);
	const char **files;

	diag_init(s->faults, s->arena);
	s->settings = given.config;
	s->project = project_read(s->arena, s->faults, s->dir, s->settings, &s->project_files);
	trim(s, s->project);
	s->sound = s->faults->nerrors == 0;
	if (!s->sound && s->before.n && remembered()) {
		diag_init(&silent, s->arena);
		s->project = project_read(s->arena, &silent, LAST, NULL, &files);
		trim(s, s->project);
	}
	given_apply(s->arena, s->faults, &given, s->project);
	if (s->project->options.strict)
		diag_be_strict(s->faults); /* which makes no settings unsound */
}

void
scan_settings(struct scan *s)
{
	if (access(GIVEN, F_OK) == 0)
		scan_hash(s, GIVEN);
	for (size_t i = 0; project_files[i]; i++)
		scan_hash(s, project_file(s, i));
}

/* ---- other files ---- */

/* The folder in which something would have to appear for a path to be there. */
static const char *
place_of(struct arena *a, const char *path)
{
	char *place = arena_strdup(a, path), *slash;

	while ((slash = strrchr(place, '/')) && slash > place) {
		*slash = '\0';
		if (access(place, F_OK) == 0)
			return place;
	}
	return *path == '/' ? "/" : ".";
}

uint64_t
scan_hash(struct scan *s, const char *path)
{
	struct plain p = {.path = path, .stamp = stamp_path(path)};
	const struct plain *before = plain_find(&s->before.plains, path);

	if (plain_find(&s->now.plains, path))
		return plain_find(&s->now.plains, path)->hash;
	if (before && stamp_equal(before->stamp, p.stamp))
		p.hash = before->hash;
	else if (checksum_file(path, &p.hash))
		s->moved = s->reshaped = true;
	else
		p.hash = 0;
	s->reshaped = s->reshaped || !before || before->hash != p.hash;
	/* A program of the system may be there to be run only. */
	s->unread = s->unread ||
	            (!p.hash && *path != '/' && access(path, R_OK) != 0 && errno == EACCES);
	list_add(s->arena, &s->watched, p.stamp.inode ? path : place_of(s->arena, path));
	plain_add(s->arena, &s->now.plains, p);
	return p.hash;
}

/* ---- what is written ---- */

static void
write_faults(struct scan *s)
{
	struct strbuf out = STRBUF_INIT;

	diag_print(s->faults, &out);
	file_update(s->diag, FAULTS, out.buf, out.len);
	str_free(&out);
}

/* What changes while the shape is written is later than that. Siso would forget what it makes
 * behind a file whose time is set back: so if anything has changed, there the scan runs once more.
 */
static bool
in_time(struct scan *s)
{
	if (!s->project->remote)
		clock_date(SCAN_SHAPE, s->looked);
	else if (!scan_quiet(s))
		return scan_depfile(s, clock_now(s->diag), true);
	return true;
}

/* The cache comes after all that is written because something is not as it knows it: what a kill or
 * a full disk leaves undone is then done by the next scan. */
static void
write_all(struct scan *s)
{
	bool whole = s->sound && !s->walk->lost && !s->walk->occupied, plain;

	if (s->reshaped) {
		scan_know(s);
		scan_kinds(s);
		scan_codes(s);
		scan_strays(s);
		write_faults(s);
	} else if (s->project->remote) {
		remote_copies(s);
	}
	if (whole)
		folder_make(LAST "/");
	for (size_t i = 0; whole && project_files[i]; i++)
		keep(s, i);
	plain = scan_depfile(s, clock_now(s->diag), s->unread);
	if (s->reshaped) {
		scan_shapes(s);
		plain = in_time(s) && plain;
	}
	if (!s->diag->nerrors)
		cache_write(s->diag, ".specql/scan", &s->now, s->tool, s->began);
	if (plain && whole && !s->diag->nerrors && seal_sound(s))
		seal_write(s);
}

/* Whether the last scan wrote its results and they say of no fault, so that only what a shape
 * depends on can make them others. */
static bool
settled(void)
{
	struct stat st;

	return access(SCAN_SHAPE, F_OK) == 0 && stat(FAULTS, &st) == 0 && st.st_size == 0;
}

/* The settings hide entities: only that is said, and the scan runs until it is mended. */
static void
write_hidden(struct scan *s)
{
	s->now.entries = s->before.entries;
	s->now.n = s->before.n;
	write_faults(s);
	scan_depfile(s, clock_now(s->diag), true);
}

/* Looks and writes, unless all is as the last scan left it. */
static void
run(struct scan *s)
{
	scan_project(s);
	if (!s->frozen && seal_holds(s)) {
		if (s->edge)
			scan_depfile_again(s);
		return;
	}
	seal_break();
	checksum_file(SCAN_BIN "/specql-scan", &s->tool);
	s->before = *cache_read(s->arena, ".specql/scan", s->tool);
	s->known = s->before.n > 0;
	s->reshaped = s->frozen || !settled() || !scan_kinds_there(s);
	scan_rounds(s);
	if (!s->diag->nerrors && s->hidden)
		write_hidden(s);
	else if (!s->diag->nerrors)
		write_all(s);
}

struct scan *
scan_run(struct arena *a, struct diag *d, const char *dir, bool edge, struct diag *frozen)
{
	struct scan *s = arena_new(a, struct scan, 1);
	int turn;

	*s = (struct scan){.arena = a,
	                   .diag = d,
	                   .faults = arena_new(a, struct diag, 1),
	                   .dir = dir,
	                   .edge = edge,
	                   .frozen = frozen};
	folder_make(".specql/");
	turn = turn_begin();
	rooms_sweep(a);
	s->began = clock_begin(a, d, &s->mended);
	if (!d->nerrors)
		run(s);
	turn_end(turn);
	return d->nerrors ? NULL : s;
}

struct list
scan_faulty(struct arena *a, const struct scan *s)
{
	struct list faulty = {0};

	for (size_t i = 0; i < s->now.n; i++)
		if (s->now.entries[i].faulty)
			list_add(a, &faulty, arena_strdup(a, s->now.entries[i].path));
	return faulty;
}
