/* Files by hand: SQL in folders of its own, and Confiture's configuration. */
#include "graph/scan.h"
#include "base/arena.h"
#include "base/checksum.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/generated.h"
#include "base/quote.h"
#include "base/str.h"
#include "graph/installed.h"
#include "graph/quiet.h"
#include "graph/walk.h"
#include "parse/project.h"
#include "parse/yaml.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* Brings a file of DIR to the same place in OUT, unless that is the same folder; false if it cannot
 * be read. */
static bool
bring(struct scan *s, const char *path)
{
	struct arena scratch = {0};
	struct source *source;
	size_t len;
	char *text;

	if (strcmp(s->dir, ".") == 0)
		return access(path, F_OK) == 0;
	text = file_read(&scratch, walk_path(s->arena, s->dir, path), 0, &len);
	if (text) {
		file_update(s->diag, path, text, len);
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

/* A text as YAML of every version reads it. */
static const char *
yaml_text(struct arena *a, const char *text)
{
	static const char *const traps[] = {"y",  "n",   "yes",  "no",    "true",
	                                    "on", "off", "null", "false", NULL};
	static const char safe[] =
	        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-";
	struct strbuf quoted = STRBUF_INIT;
	bool plain = isalpha((unsigned char)*text) && strspn(text, safe) == strlen(text);

	for (size_t i = 0; traps[i]; i++)
		plain = plain && strcasecmp(text, traps[i]) != 0;
	if (plain)
		return text;
	quote_json(&quoted, text);
	return str_done(&quoted, a);
}

/* All of the default but the folder of the SQL. */
static const char *
default_head(struct scan *s, const char *env)
{
	return arena_printf(
	        s->arena,
	        "# Confiture's configuration; written once by specql-ninja, yours to change.\n"
	        "name: %s\n"
	        "database_url: postgresql://localhost/%s\n"
	        "include_dirs:\n"
	        "  - ",
	        yaml_text(s->arena, env), env);
}

static void
write_default(struct scan *s, const char *path, const char *env)
{
	const char *text = arena_printf(s->arena, "%s%s\n", default_head(s, env),
	                                yaml_text(s->arena, s->project->sql_folder));
	const struct quiet quiet = quiet_begin(s->arena, path);

	file_update(s->diag, path, text, strlen(text));
	quiet_end(s->arena, &quiet, true);
}

/* Whether a file is as we wrote it, for a folder of the SQL that is another now. */
static bool
is_past_default(struct scan *s, const char *path, const char *env)
{
	const char *head = default_head(s, env), *folder;
	size_t len, n = strlen(head);
	char *text = file_read(s->arena, path, 0, &len);

	if (!text || len <= n + 1 || strncmp(text, head, n) != 0 ||
	    strchr(text + n, '\n') != text + len - 1)
		return false;
	folder = arena_strndup(s->arena, text + n, len - n - 1);
	return strcmp(folder, yaml_text(s->arena, s->project->sql_folder)) != 0 &&
	       !walk_below(s->project->sql_folder, folder);
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

static const char *
configuration(struct scan *s, size_t i)
{
	return arena_printf(s->arena, "db/environments/%s.yaml", s->project->environments[i]);
}

static void
make(struct scan *s, const char *folder)
{
	struct quiet quiet;

	if (access(folder, F_OK) == 0)
		return;
	quiet = quiet_begin(s->arena, folder);
	if (folder_make(arena_printf(s->arena, "%s/", folder)))
		quiet_end(s->arena, &quiet, true);
}

/* The folders that an environment's file lists: texts, or mappings with a path. */
static struct list
include_dirs(struct scan *s, const char *path)
{
	struct source *source = arena_new(s->arena, struct source, 1);
	struct list folders = {0};
	struct diag silent;
	bool broken = false;
	const struct node *all, *one;

	diag_init(&silent, s->arena);
	source->path = path;
	source->text = file_read(s->arena, path, 0, &source->len);
	all = source->text ? yaml_read(s->arena, &silent, source, &broken) : NULL;
	all = all ? node_get(all, "include_dirs") : NULL;
	for (size_t i = 0; all && all->kind == NODE_SEQUENCE && i < all->n; i++) {
		one = all->items[i];
		one = one->kind == NODE_MAPPING ? node_get(one, "path") : one;
		if (one && one->kind == NODE_SCALAR)
			list_add(s->arena, &folders,
			         strcmp(one->text, ".") == 0 ? "" : walk_tidy(s->arena, one->text));
	}
	list_sort(&folders);
	return folders;
}

static bool
is_generated(struct scan *s, const char *path)
{
	size_t len;
	char *text = file_read(s->arena, walk_path(s->arena, s->dir, path), 0, &len);

	return text && generated_state(text, len) != GENERATED_FOREIGN;
}

/* A configuration that follows the folder of the SQL no longer includes what somebody wrote into
 * the old one. */
static void
tell_left_behind(struct scan *s, const char *configuration)
{
	const char *folder = include_dirs(s, configuration).items[0], *path;
	struct source *source;
	struct list folders;
	size_t n;
	struct found *sql = walk_sql(s->arena, s->faults, s->dir, s->project, folder, &folders, &n);

	for (size_t i = 0; i < n; i++) {
		path = sql[i].path;
		if (walk_below(path, s->project->sql_folder) || is_generated(s, path))
			continue;
		source = arena_new(s->arena, struct source, 1);
		source->path = path;
		warning_at(s->diag, source, (struct span){0},
		           "is not part of the schema any more, whose folder was '%s'; move it "
		           "below '%s', or list its folder under include_dirs of %s",
		           folder, s->project->sql_folder, configuration);
	}
}

void
scan_prepare(struct scan *s)
{
	struct list folders = walk_outputs(s->arena, s->project);

	for (size_t i = 0; i < folders.n; i++)
		make(s, folders.items[i]);
	for (size_t i = 0; i < s->project->nenvironments; i++) {
		const char *path = configuration(s, i), *env = s->project->environments[i];
		const char *original = walk_path(s->arena, s->dir, path);
		const char *past = is_past_default(s, original, env) ? original : NULL;

		if (!past && bring(s, path))
			continue;
		if (!past && is_past_default(s, path, env))
			past = path;
		if (past && i == 0)
			tell_left_behind(s, past);
		if (past || access(path, F_OK) != 0)
			write_default(s, path, env);
	}
}

/* Confiture wants a folder that it includes, empty or not. */
static void
bring_folder(struct scan *s, struct strbuf *out, const char *dir, const char *folder)
{
	struct list made = walk_outputs(s->arena, s->project);

	if (access(walk_path(s->arena, dir, *folder ? folder : "."), F_OK) == 0) {
		if (strcmp(dir, ".") != 0)
			make(s, folder);
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
			bring(s, path);
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
	struct list folders = include_dirs(s, configuration(s, i));

	str_addf(&out, "confiture %s\n", confiture);
	add_hash(s, &out, configuration(s, i));
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
		bring(s, s->walk->sql[i].path);
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

	file_remove(p);
	while ((slash = strrchr(p, '/'))) {
		*slash = '\0';
		needed = !walk_below(p, stays) && strcmp(dir, ".") != 0 &&
		         access(walk_path(&a, dir, p), F_OK) == 0;
		if (strcmp(p, stays) == 0 || needed || rmdir(p) != 0)
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
