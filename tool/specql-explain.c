/*
 * specql-explain: why a file would be rebuilt, in the words of the language.
 */
#include "command.h"
#include "terminal.h"

#include "base/checksum.h"
#include "base/file.h"
#include "build/ninja.h"
#include "build/workspace.h"
#include "build/target.h"
#include "graph/batch.h"
#include "graph/given.h"
#include "graph/inputs.h"
#include "graph/kind.h"
#include "graph/names.h"
#include "graph/outputs.h"
#include "graph/place.h"
#include "graph/shape.h"
#include "graph/walk.h"
#include "parse/project.h"

#include <inttypes.h>
#include <sys/stat.h>

struct explain {
	struct arena *arena;
	struct diag diag;
	struct workspace *workspace;
	struct shapes *shapes;
	struct inputs *inputs; /* of all shapes, once somebody has asked */
	size_t nreasons;
	size_t nedges;
	bool scans;       /* Ninja would look at the project first */
	struct list *new; /* entity files, once somebody has asked */
};

static void
reason(struct explain *x, const char *text)
{
	printf("  %s\n", text);
	x->nreasons++;
}

static const char *
shown(struct explain *x, const char *path)
{
	return workspace_shown(x->arena, x->workspace, path);
}

/* ---- the project's files against what the last scan kept ---- */

static bool
same(struct explain *x, const char *path, const char *copy)
{
	uint64_t one = 0, other = 1;
	bool first = checksum_file(project_settings(x->arena, x->workspace->dir, path), &one);
	bool second = checksum_file(copy, &other);

	return first == second && (!first || one == other);
}

static void
compare_entity(struct explain *x, const struct shape *s, const char *how)
{
	struct arena_mark mark = arena_mark(x->arena);
	const char *file = arena_printf(x->arena, "%s/%s", x->workspace->dir, s->path);

	if (access(file, F_OK) != 0)
		reason(x, arena_printf(x->arena, "%s is gone%s", shown(x, s->path), how));
	else if (!same(x, s->path, arena_printf(x->arena, ".specql/src/%s", s->path)))
		reason(x, arena_printf(x->arena, "%s has changed since the last build%s",
		                       shown(x, s->path), how));
	arena_release(x->arena, mark);
}

static void
compare_settings(struct explain *x)
{
	static const char *const names[] = {"specql.yaml", "registry/domain_registry.yaml"};
	struct given given = given_read(x->arena, GIVEN);
	const char *files[] = {given.config ? given.config : names[0], names[1]};

	for (size_t i = 0; i < 2; i++)
		if (!same(x, files[i], arena_printf(x->arena, ".specql/last/%s", names[i])))
			reason(x, arena_printf(x->arena, "%s has changed since the last build",
			                       shown(x, files[i])));
}

/* The program that makes a file: its hash is the first thing in the file of options that the edge
 * depends on. */
static void
compare_tool(struct explain *x, const char *path)
{
	const struct kind *k = kind_of_project(path);
	const struct batch *batch;
	const char *text, *tool;
	uint64_t hash;
	size_t len;

	if (!k && !(k = kind_of(path)))
		return;
	batch = batch_of(k, x->shapes->per_entity);
	tool = batch ? batch->tool : k->name;
	text = file_read(x->arena,
	                 arena_printf(x->arena, ".specql/kind/%s", place_edge(x->shapes, k)), 0,
	                 &len);
	if (text && checksum_file(arena_printf(x->arena, ".specql/bin/specql-%s", tool), &hash) &&
	    !strstr(text, arena_printf(x->arena, "%016" PRIx64, hash)))
		reason(x, arena_printf(x->arena,
		                       "specql-%s, which makes it, is another one than at the last "
		                       "build",
		                       tool));
}

/* The entities that its model needs to know. */
static void
compare_inputs(struct explain *x, size_t i)
{
	const size_t *inputs;
	size_t n;
	bool suspect;

	if (!x->inputs)
		x->inputs = inputs_new(x->arena, names_new(x->arena, x->shapes), x->shapes);
	inputs = inputs_of(x->inputs, i, &n, &suspect);
	for (size_t k = 0; k < n; k++)
		if (inputs[k] != i)
			compare_entity(x, &x->shapes->v[inputs[k]],
			               arena_printf(x->arena, "; %s depends on %s of %s",
			                            x->shapes->v[i].entity,
			                            inputs_whole(x->inputs, inputs[k])
			                                    ? "what others may know"
			                                    : "the names and references",
			                            x->shapes->v[inputs[k]].entity));
}

/* The entity files that the last build did not know. */
static struct list *
new_entities(struct explain *x)
{
	struct given given = given_read(x->arena, GIVEN);
	struct list known = {0}, *new = arena_new(x->arena, struct list, 1);
	struct diag silent;
	struct project *project;
	struct walk *w;
	const char **read;

	diag_init(&silent, x->arena);
	project = project_read(x->arena, &silent, x->workspace->dir, given.config, &read);
	w = given_found(x->arena, &silent, x->workspace->dir, &given, project);
	for (size_t i = 0; i < x->shapes->n; i++)
		list_add(x->arena, &known, x->shapes->v[i].path);
	list_sort(&known);
	for (size_t i = 0; !silent.nerrors && i < w->nentities; i++)
		if (!list_has(&known, w->entities[i].path))
			list_add(x->arena, new, w->entities[i].path);
	return new;
}

static void
compare_entities(struct explain *x)
{
	for (size_t i = 0; i < x->shapes->n; i++)
		compare_entity(x, &x->shapes->v[i], "");
	x->new = x->new ? x->new : new_entities(x);
	for (size_t i = 0; i < x->new->n; i++)
		reason(x, arena_printf(x->arena, "%s is new", shown(x, x->new->items[i])));
}

/* SQL by hand that was not there, of the folder of the SQL. */
static void
find_new(struct explain *x)
{
	const struct shapes *s = x->shapes;
	const struct project project = {.sql_folder = s->sql_folder,
	                                .generated_folder = s->generated_folder,
	                                .frontend_folder = s->frontend_folder,
	                                .docs_folder = s->docs_folder,
	                                .emitters = s->emitters,
	                                .nemitters = s->nemitters};
	struct list folders;
	struct diag silent;
	struct found *sql;
	size_t n;

	diag_init(&silent, x->arena);
	sql = walk_sql(x->arena, &silent, x->workspace->dir, &project, s->sql_folder, &folders, &n);
	for (size_t i = 0; i < n; i++)
		if (!word_among(s->sql.items, s->sql.n, sql[i].path))
			reason(x, arena_printf(x->arena, "%s is new", shown(x, sql[i].path)));
}

/* Confiture's configuration of a schema, and SQL by hand: .specql/environment has their hashes. */
static void
compare_included(struct explain *x, const char *env)
{
	struct list lines =
	        list_read(x->arena, arena_printf(x->arena, ".specql/environment/%s", env));
	uint64_t hash;

	for (size_t i = 0; i < lines.n; i++) {
		const char *line = lines.items[i], *path = strchr(line, ' '), *file;

		if (!path || path - line != 16)
			continue;
		file = arena_printf(x->arena, "%s/%s", x->workspace->dir, ++path);
		if (*path == '/' || (i == 1 && access(file, F_OK) != 0))
			file = path; /* the second line is of the configuration, which may be the
			                default */
		if (!checksum_file(file, &hash))
			reason(x, arena_printf(
			                  x->arena, "%s is gone",
			                  workspace_relative(x->arena, file, x->workspace->here)));
		else if (strncmp(line, arena_printf(x->arena, "%016" PRIx64, hash), 16) != 0)
			reason(x, arena_printf(x->arena, "%s has changed since the last build",
			                       shown(x, path)));
	}
	find_new(x);
}

/* The environment whose schema a path is; NULL if it is none. */
static const char *
environment_of(struct explain *x, const char *path)
{
	const struct shapes *s = x->shapes;

	for (size_t i = 0; i < s->environments.n; i++)
		if (strcmp(path, shapes_schema(x->arena, s, s->environments.items[i])) == 0)
			return s->environments.items[i];
	return NULL;
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
	compare_settings(x);
	compare_tool(x, path);
	if (i < x->shapes->n) {
		compare_entity(x, &x->shapes->v[i], "");
		compare_inputs(x, i);
	} else {
		compare_entities(x);
		if (environment_of(x, path))
			compare_included(x, environment_of(x, path));
	}
	ask_ninja(x, path);
}

static void
explain_entity(struct explain *x, size_t i)
{
	struct list files = target_entities(x->arena, x->shapes, &i, 1);

	printf("%s, entity %s\n", shown(x, x->shapes->v[i].path), x->shapes->v[i].entity);
	compare_settings(x);
	compare_entity(x, &x->shapes->v[i], "; its files follow where they differ:");
	for (size_t k = 0; x->nreasons && k < files.n; k++)
		if (strncmp(files.items[k], ".specql/", 8) != 0)
			printf("    %s\n", shown(x, files.items[k]));
	compare_inputs(x, i);
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
	for (size_t i = 0; x.shapes && i < line->noperands; i++)
		explain_file(&x, line->operands[i]);
	fflush(stdout);
	if (x.diag.nerrors)
		return command_report(&x.diag);
	return terminal_end("specql explain", 0);
}
