/*
 * specql-clean: deletes what was made and nobody edited, and the state.
 */
#include "command.h"
#include "terminal.h"

#include "base/arena.h"
#include "base/checksum.h"
#include "base/file.h"
#include "build/snapshot.h"
#include "build/lock.h"
#include "build/workspace.h"
#include "build/scratch.h"
#include "graph/cache.h"
#include "graph/outputs.h"
#include "graph/place.h"
#include "graph/rules.h"
#include "graph/shape.h"
#include "parse/project.h"

struct clean {
	struct arena *arena;
	struct diag diag;
	struct workspace *workspace;
	bool dry, quiet;
};

/* Folders go as far as they are empty; the project's own stays. */
static void
fold_up(struct clean *c, const char *path)
{
	char *p = arena_strdup(c->arena, path), *slash;

	while ((slash = strrchr(p, '/'))) {
		*slash = '\0';
		if (rmdir(p) != 0 && errno != ENOENT)
			break;
	}
}

/* The scan makes the folders of all outputs; in some there was none. */
static void
remove_folders(struct clean *c)
{
	struct diag silent;
	const struct shapes *s;
	struct list folders;

	diag_init(&silent, c->arena);
	s = shapes_read(c->arena, &silent, ".specql/shape.txt");
	if (!s)
		return;
	folders = place_folders(c->arena, s);
	for (size_t i = 0; i < s->nemitters; i++) {
		const char *output = s->emitters[i].output;

		fold_up(c, arena_strndup(c->arena, output, strcspn(output, "{")));
	}
	for (size_t i = 0; i < folders.n; i++)
		fold_up(c, arena_printf(c->arena, "%s/", folders.items[i]));
}

/* True if a file is gone, or would be. */
static bool
remove_output(struct clean *c, const char *path, const char *shown)
{
	if (c->dry) {
		printf("delete   %s\n", shown);
	} else if (file_remove(path) != 0 && errno != ENOENT) {
		error_in_file(&c->diag, shown, "cannot be deleted: %s", strerror(errno));
		return false;
	} else {
		fold_up(c, path);
	}
	return true;
}

static void
stays(const char *path, const char *why)
{
	fprintf(stderr, "%s: warning: %s\n", path, why);
}

/* True if all of them are gone. */
static bool
remove_outputs(struct clean *c, const struct list *files)
{
	size_t kept = 0, gone = 0;

	for (size_t i = 0; i < files->n; i++) {
		const char *path = files->items[i],
		           *shown = workspace_output(c->arena, c->workspace, path);

		switch (output_state(path)) {
		case OUTPUT_OURS:
			gone += remove_output(c, path, shown);
			break;
		case OUTPUT_EDITED:
			kept++;
			stays(shown, "was edited, so it stays; move what you need and delete it");
			break;
		case OUTPUT_LINKED:
			kept++;
			stays(shown, "lies behind a link, so it stays; delete it");
			break;
		case OUTPUT_NONE:
			break;
		}
	}
	if (!c->quiet && !c->dry)
		printf("%zu %s deleted\n", gone, gone == 1 ? "file" : "files");
	return kept == 0;
}

/* Another output root has copies of the project's SQL by hand and of Confiture's configuration,
 * which would be taken for its own once nobody knows what they are. Those that were changed stay.
 */
static void
remove_copies(struct clean *c)
{
	const struct cache *cache = cache_read(c->arena, ".specql/scan", 0);
	uint64_t hash;

	for (size_t i = 0; i < cache->copies.n; i++) {
		const struct plain *copy = &cache->copies.v[i];

		if (!checksum_file(copy->path, &hash) || hash != copy->hash)
			continue;
		if (c->dry)
			printf("delete   %s\n",
			       workspace_output(c->arena, c->workspace, copy->path));
		else if (file_remove(copy->path) == 0)
			fold_up(c, copy->path);
	}
}

/* The state goes at once: who waits for its lock makes a new one. */
static void
remove_state(struct clean *c)
{
	static const char gone[] = ".specql.gone";

	if (rules_owner("build.ninja") != RULES_OTHER)
		unlink("build.ninja");
	scratch_remove(gone); /* a clean before may have been stopped */
	if (rename(".specql", gone) == 0) {
		scratch_remove(gone);
		return;
	}
	scratch_remove(".specql"); /* a file system of its own cannot be moved */
	if (access(OUTPUTS, F_OK) == 0)
		error_in_file(&c->diag, workspace_output(c->arena, c->workspace, ".specql"),
		              "cannot be deleted: %s", strerror(errno));
}

static void
remove_all(struct clean *c)
{
	struct list files = outputs_seen(c->arena);

	if (!remove_outputs(c, &files) || c->diag.nerrors)
		return;
	remove_copies(c);
	if (c->dry)
		return;
	remove_folders(c);
	remove_state(c);
}

static void
clean(struct clean *c)
{
	struct lock lock = {.fd = -1};

	if (access(OUTPUTS, F_OK) != 0) {
		if (rules_owner("build.ninja") == RULES_OURS)
			error_in_file(&c->diag, workspace_output(c->arena, c->workspace, OUTPUTS),
			              "the list of what was made is gone; run `specql generate`, "
			              "and clean again");
		else if (!c->quiet)
			printf("nothing was made here\n");
		return;
	}
	switch (c->dry ? LOCK_TAKEN : lock_try(c->arena, &lock, ".", "clean")) {
	case LOCK_TAKEN:
		break;
	case LOCK_HELD:
		fprintf(stderr, "specql clean: %s works here; wait for it\n", lock.holder);
		c->diag.nerrors++;
		return;
	case LOCK_FAILED:
		error_in_file(&c->diag, workspace_output(c->arena, c->workspace, ".specql/lock"),
		              "cannot be opened: %s", strerror(errno));
		return;
	}
	remove_all(c);
	lock_free(&lock);
}

int
main(int argc, char **argv)
{
	static struct arena a; /* the end of the process frees it */
	int status;
	struct line *line = terminal_line(&a, "clean", argc, argv, &status);
	struct clean c = {.arena = &a};

	if (!line)
		return status;
	diag_init(&c.diag, &a);
	c.dry = line->values[clean_dry_run];
	c.quiet = line->values[clean_quiet];
	c.workspace = workspace_find(&a, &c.diag, line->values[clean_project],
	                             line->values[clean_output_root], NULL);
	if (c.workspace && chdir(c.workspace->out) != 0)
		error_in_file(&c.diag, workspace_relative(&a, c.workspace->out, c.workspace->here),
		              "cannot be entered: %s", strerror(errno));
	else if (c.workspace)
		clean(&c);
	if (c.diag.messages)
		return command_report(&c.diag);
	return terminal_end("specql clean", c.diag.nerrors ? 1 : 0);
}
