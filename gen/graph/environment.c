#include "graph/environment.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/generated.h"
#include "base/quote.h"
#include "base/str.h"
#include "graph/quiet.h"
#include "graph/scan.h"
#include "graph/walk.h"
#include "parse/project.h"
#include "parse/yaml.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

const char *
environment_file(const struct scan *s, size_t i)
{
	return arena_printf(s->arena, "db/environments/%s.yaml", s->project->environments[i]);
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

/* Texts, or mappings with a path. */
struct list
environment_includes(const struct scan *s, const char *path)
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

/* A configuration that follows the folder of the SQL no longer includes what
 * somebody wrote into the old one. */
static void
tell_left_behind(struct scan *s, const char *configuration)
{
	const char *folder = environment_includes(s, configuration).items[0], *path;
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
		scan_folder(s, folders.items[i]);
	for (size_t i = 0; i < s->project->nenvironments; i++) {
		const char *path = environment_file(s, i), *env = s->project->environments[i];
		const char *original = walk_path(s->arena, s->dir, path);
		const char *past = is_past_default(s, original, env) ? original : NULL;

		if (!past && scan_bring(s, path))
			continue;
		if (!past && is_past_default(s, path, env))
			past = path;
		if (past && i == 0)
			tell_left_behind(s, past);
		if (past || access(path, F_OK) != 0)
			write_default(s, path, env);
	}
}
