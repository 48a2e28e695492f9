/*
 * specql-explain: why a file would be rebuilt, in the words of the language.
 */
#include "command.h"
#include "terminal.h"

#include "build/changed.h"
#include "build/ninja.h"
#include "build/target.h"
#include "build/workspace.h"
#include "graph/outputs.h"
#include "graph/shape.h"

struct explain {
	struct arena *arena;
	struct diag diag;
	struct workspace *workspace;
	struct shapes *shapes;
	struct changed changed;
	size_t nreasons;
	size_t nedges;
	bool scans; /* Ninja would look at the project first */
};

static void
reason(void *self, const char *text)
{
	struct explain *x = self;

	printf("  %s\n", text);
	x->nreasons++;
}

static const char *
shown(struct explain *x, const char *path)
{
	return workspace_shown(x->arena, x->workspace, path);
}

/* ---- what Ninja says ---- */

/* Counts what makes outputs; of what makes the graph, it sees the scan. */
static void
count_edge(void *self, long n, long total, const char *what)
{
	static const char *const own[] = {"scan", "graph", NULL};
	struct explain *x = self;

	(void)n, (void)total;
	x->nedges += word_index(own, what) < 0;
	x->scans = x->scans || strcmp(what, own[0]) == 0;
}

static void
pass(void *self, const char *text)
{
	(void)self, (void)text;
}

/* Counts the edges that a target has left to run; false if Ninja knows no such target. */
static bool
count_edges(struct explain *x, const char *target)
{
	const char *ninja = ninja_find(x->arena, x->workspace->here);
	char *argv[] = {(char *)ninja, "-n", (char *)target, NULL};
	struct listener l = {x, count_edge, pass, pass};

	x->nedges = 0;
	x->scans = false;
	return !ninja || program_run(argv, x->workspace->out, &l) == 0;
}

static void
ask_ninja(struct explain *x, const char *target)
{
	if (!count_edges(x, target) || !x->nedges)
		return;
	reason(x, arena_printf(x->arena, "Ninja has %zu %s left to run for it from before",
	                       x->nedges, x->nedges == 1 ? "edge" : "edges"));
}

/* ---- a file ---- */

/* The entity whose outputs hold the path; n if none does. */
static size_t
maker(struct explain *x, const char *path)
{
	const struct shapes *all = x->shapes;

	for (size_t i = 0; i < all->n; i++) {
		struct arena_mark mark = arena_mark(x->arena);
		struct list files;
		bool among;

		if (!*all->v[i].stem || !strstr(path, all->v[i].stem))
			continue;
		files = target_entities(x->arena, all, &i, 1);
		among = word_among(files.items, files.n, path);
		arena_release(x->arena, mark);
		if (among)
			return i;
	}
	return all->n;
}

static void
explain_output(struct explain *x, const char *path)
{
	size_t i = maker(x, path);

	if (i == x->shapes->n && output_state(path) == OUTPUT_EDITED && !count_edges(x, path)) {
		printf("%s, which nothing makes any more\n", shown(x, path));
		reason(x, "it was edited by hand, so it stays; move what you need and delete it");
		return;
	}
	printf("%s%s\n", shown(x, path),
	       i < x->shapes->n ? arena_printf(x->arena, ", of %s in %s", x->shapes->v[i].entity,
	                                       shown(x, x->shapes->v[i].path))
	                        : ", of the whole project");
	if (output_state(path) == OUTPUT_NONE)
		reason(x, "it is not there");
	else if (output_state(path) == OUTPUT_EDITED)
		reason(x, "it was edited by hand; a build does not overwrite it, and fails");
	changed_settings(&x->changed);
	changed_tool(&x->changed, path);
	if (i < x->shapes->n) {
		changed_entity(&x->changed, i, "");
		changed_inputs(&x->changed, i);
	} else {
		changed_entities(&x->changed);
		changed_included(&x->changed, path);
	}
	ask_ninja(x, path);
}

static void
explain_entity(struct explain *x, size_t i)
{
	struct list files = target_entities(x->arena, x->shapes, &i, 1);

	printf("%s, entity %s\n", shown(x, x->shapes->v[i].path), x->shapes->v[i].entity);
	changed_settings(&x->changed);
	changed_entity(&x->changed, i, "; its files follow where they differ:");
	for (size_t k = 0; x->nreasons && k < files.n; k++)
		if (strncmp(files.items[k], ".specql/", 8) != 0)
			printf("    %s\n", shown(x, files.items[k]));
	changed_inputs(&x->changed, i);
	ask_ninja(x, arena_printf(x->arena, ".specql/model/%s.json",
	                          shape_name(x->arena, &x->shapes->v[i])));
}

static void
explain_file(struct explain *x, const char *given)
{
	const char *whole = workspace_absolute(x->arena, x->workspace, given);
	const char *in = workspace_below(whole, x->workspace->dir),
	           *out = workspace_below(whole, x->workspace->out);
	size_t i = 0;

	x->nreasons = 0;
	while (in && i < x->shapes->n && strcmp(x->shapes->v[i].path, in) != 0)
		i++;
	if (in && i < x->shapes->n)
		explain_entity(x, i);
	else if (out && outputs_hold(".", out))
		explain_output(x, out);
	else {
		error_in_file(&x->diag, given,
		              "is neither an output nor an entity file of the last build");
		return;
	}
	if (!x->nreasons)
		printf("  %s\n",
		       x->scans ? "nothing is known that would rebuild it; but something of the "
		                  "project is newer than the last build, and the next one looks "
		                  "at that first"
		                : "nothing would be rebuilt: it is up to date");
}

int
main(int argc, char **argv)
{
	static struct arena a; /* the end of the process frees it */
	int status;
	struct line *line = terminal_line(&a, "explain", argc, argv, &status);
	struct explain x = {.arena = &a};

	if (!line)
		return status;
	diag_init(&x.diag, &a);
	x.workspace = workspace_find(&a, &x.diag, line->values[explain_project],
	                             line->values[explain_output_root], line->operands[0]);
	if (x.workspace && (chdir(x.workspace->out) != 0 || access(".specql/shape.txt", F_OK) != 0))
		error_in_file(&x.diag, workspace_relative(&a, x.workspace->out, x.workspace->here),
		              "was never built; run `specql generate` first");
	else if (x.workspace)
		x.shapes = shapes_read(&a, &x.diag, ".specql/shape.txt");
	x.changed = (struct changed){.arena = &a,
	                             .workspace = x.workspace,
	                             .shapes = x.shapes,
	                             .tell = reason,
	                             .self = &x};
	for (size_t i = 0; x.shapes && i < line->noperands; i++)
		explain_file(&x, line->operands[i]);
	fflush(stdout);
	if (x.diag.nerrors)
		return command_report(&x.diag);
	return terminal_end("specql explain", 0);
}
