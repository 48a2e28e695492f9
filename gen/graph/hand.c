/* Files by hand: SQL, wherever Confiture finds it, and their copies. */
#include "graph/scan.h"
#include "base/arena.h"
#include "base/checksum.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/str.h"
#include "graph/clock.h"
#include "graph/environment.h"
#include "graph/installed.h"
#include "graph/quiet.h"
#include "graph/walk.h"
#include "parse/project.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

bool
scan_bring(struct scan *s, const char *path)
{
	const char *original = walk_path(s->arena, s->dir, path);
	struct arena scratch = {0};
	struct source *source;
	size_t len;
	char *text;

	if (strcmp(s->dir, ".") == 0)
		return access(path, F_OK) == 0;
	text = file_read(&scratch, original, 0, &len);
	if (text) {
		file_update(s->diag, path, text, len);
		/* The depfile that Ninja has read may name it: written now it would be news. */
		clock_date(path, stamp_path(original).mtime);
		plain_add(s->arena, &s->now.copies,
		          (struct plain){.path = path, .hash = checksum_of(text, len)});
	} else if (errno != ENOENT) {
		source = arena_new(s->arena, struct source, 1);
		source->path = path;
		error_at(s->faults, source, (struct span){0}, "cannot be read: %s",
		         strerror(errno));
	}
	arena_clear(&scratch);
	return text;
}

void
scan_folder(struct scan *s, const char *folder)
{
	struct quiet quiet;

	if (access(folder, F_OK) == 0)
		return;
	quiet = quiet_begin(s->arena, folder);
	if (folder_make(arena_printf(s->arena, "%s/", folder)))
		quiet_end(s->arena, &quiet, true);
}

static void
add_hash(struct scan *s, struct strbuf *out, const char *path)
{
	const char *original = walk_path(s->arena, s->dir, path);
	uint64_t hash = scan_hash(s, original); /* also if it is not there: it may come */

	if (access(original, F_OK) != 0)
		hash = scan_hash(s, path);
	str_addf(out, "%016" PRIx64 " %s\n", hash, path);
}

/* Confiture wants a folder that it includes, empty or not. */
static void
bring_folder(struct scan *s, struct strbuf *out, const char *dir, const char *folder)
{
	struct list made = walk_outputs(s->arena, s->project);

	if (access(walk_path(s->arena, dir, *folder ? folder : "."), F_OK) == 0) {
		if (strcmp(dir, ".") != 0)
			scan_folder(s, folder);
		return;
	}
	str_addf(out, "missing %s\n", folder);
	if (strcmp(dir, ".") != 0 && !list_has(&made, folder))
		rmdir(folder); /* as we made it */
}

/* What Confiture includes from another folder than that of the SQL. One outside of the project is
 * not brought: Confiture finds it as it is. */
static void
add_folder(struct scan *s, struct strbuf *out, const char *folder)
{
	bool outside = *folder == '/' || strncmp(folder, "..", 2) == 0;
	const char *dir = outside ? "." : s->dir, *path;
	struct list folders;
	size_t n;
	struct found *sql = walk_sql(s->arena, s->faults, dir, s->project, folder, &folders, &n);

	s->foreign = true;
	bring_folder(s, out, dir, folder);
	for (size_t i = 0; i < folders.n; i++)
		list_add(s->arena, &s->watched, walk_path(s->arena, dir, folders.items[i]));
	for (size_t i = 0; i < n; i++) {
		path = sql[i].path;
		if (walk_below(path, s->project->sql_folder))
			continue;
		if (!outside)
			scan_bring(s, path);
		str_addf(out, "%016" PRIx64 " %s\n", scan_hash(s, walk_path(s->arena, dir, path)),
		         path);
	}
}

/* What emitters write there is known to the graph; that one comes or goes is a change here. */
static void
add_emitters(struct scan *s, struct strbuf *out, const char *env, const char *folder)
{
	const struct project *p = s->project;

	if (!p->nemitters || strpbrk(folder, "\t\n\r"))
		return;
	list_add(s->arena, &s->included, env);
	list_add(s->arena, &s->included, folder);
	for (size_t i = 0; i < p->nemitters; i++)
		str_addf(out, "emitter %s\n", p->emitters[i].output);
}

static void
write_environment(struct scan *s, size_t i, const char *confiture, const struct strbuf *sql)
{
	struct strbuf out = STRBUF_INIT;
	struct list folders = environment_includes(s, environment_file(s, i));

	str_addf(&out, "confiture %s\n", confiture);
	add_hash(s, &out, environment_file(s, i));
	str_addn(&out, sql->buf, sql->len);
	for (size_t k = 0; k < folders.n; k++)
		if (!walk_below(folders.items[k], s->project->sql_folder)) {
			add_folder(s, &out, folders.items[k]);
			add_emitters(s, &out, s->project->environments[i], folders.items[k]);
		}
	file_update(s->diag,
	            arena_printf(s->arena, ".specql/environment/%s", s->project->environments[i]),
	            out.buf, out.len);
	str_free(&out);
}

void
scan_hand_written(struct scan *s)
{
	struct strbuf sql = STRBUF_INIT;
	const char *confiture = installed_confiture(s);

	s->included.n = 0;
	for (size_t i = 0; i < s->walk->nsql; i++) {
		scan_bring(s, s->walk->sql[i].path);
		add_hash(s, &sql, s->walk->sql[i].path);
	}
	for (size_t i = 0; i < s->project->nenvironments; i++)
		write_environment(s, i, confiture, &sql);
	str_free(&sql);
}

/* Removes a file and the folders that are empty without it, up to one that stays, or that lies
 * elsewhere in the project too. */
static void
prune(const char *path, const char *stays, const char *dir)
{
	struct arena a = {0};
	char *p = arena_strdup(&a, path), *slash;
	bool needed;

	quiet_remove(&a, p, file_remove);
	while ((slash = strrchr(p, '/'))) {
		*slash = '\0';
		needed = !walk_below(p, stays) && strcmp(dir, ".") != 0 &&
		         access(walk_path(&a, dir, p), F_OK) == 0;
		if (strcmp(p, stays) == 0 || needed || !quiet_remove(&a, p, rmdir))
			break;
	}
	arena_clear(&a);
}

void
scan_forget(struct scan *s)
{
	uint64_t hash;

	for (size_t i = 0; i < s->before.n; i++)
		if (!cache_entry(s->now.entries, s->now.n, s->before.entries[i].path))
			prune(arena_printf(s->arena, ".specql/src/%s", s->before.entries[i].path),
			      ".specql/src", ".");
	for (size_t i = 0; i < s->before.copies.n; i++) {
		const struct plain *copy = &s->before.copies.v[i];

		if (!plain_find(&s->now.copies, copy->path) && checksum_file(copy->path, &hash) &&
		    hash == copy->hash)
			prune(copy->path, s->project->sql_folder, s->dir);
	}
}
