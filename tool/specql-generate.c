/*
 * specql-generate: specql-ninja, then Ninja, and what has changed.
 */
#include "builder.h"
#include "chosen.h"
#include "watcher.h"

#include "base/quote.h"
#include "build/scratch.h"
#include "build/target.h"
#include "graph/emitted.h"
#include "graph/outputs.h"

struct generate {
	struct builder b;
	struct line *line;
	struct chosen chosen;
	struct list targets; /* empty: all */
	bool some;           /* not the whole project */
};

static bool
given(const struct generate *g, enum option_id option)
{
	return g->line->values[option];
}

/* ---- the line ---- */

static bool
wrong(struct generate *g, const char *text)
{
	g->line->fault = text;
	return false;
}

static bool
read_base(struct generate *g)
{
	const char *base = g->line->values[generate_output_base];

	if (!base)
		return true;
	g->chosen.given.sql_folder =
	        workspace_base(g->b.arena, g->b.workspace, base, !given(g, generate_output_root));
	if (!g->chosen.given.sql_folder)
		return wrong(g, arena_printf(g->b.arena,
		                             "--output-base does not lie below --output-root: '%s'",
		                             base));
	if (strcmp(g->chosen.given.sql_folder, ".") == 0 ||
	    strncmp(g->chosen.given.sql_folder, ".specql", 7) == 0 ||
	    strpbrk(g->chosen.given.sql_folder, "\t\n"))
		return wrong(g, arena_printf(g->b.arena,
		                             "--output-base needs a folder of its own, such as "
		                             "db/schema, not '%s'",
		                             base));
	return true;
}

/* ---- what is built ---- */

/* What Ninja is asked for; false after reporting. */
static bool
choose(struct generate *g)
{
	struct arena *a = g->b.arena;
	bool foundation = given(g, generate_foundation_only),
	     impacts = given(g, generate_with_impacts);
	struct project_files files = target_project(a, g->b.shapes);
	size_t *places, n = chosen_places(&g->b, &g->chosen, &places);

	g->targets = (struct list){0};
	if (impacts && !files.impacts) {
		fprintf(stderr, "specql generate: --with-impacts: nothing makes the impacts of "
		                "actions in this build\n");
		g->b.nerrors++;
		return false;
	}
	g->some = foundation || g->chosen.files.n;
	if (g->chosen.files.n && !foundation)
		g->targets = target_entities(a, g->b.shapes, places, n);
	if (g->some)
		list_add(a, &g->targets, TARGET_FAULTS);
	if (g->some && files.foundation)
		list_add(a, &g->targets, files.foundation);
	if (g->some && impacts)
		list_add(a, &g->targets, files.impacts);
	return true;
}

/* No version of Confiture knows migrate up --env, and its migrations do not load a new schema. */
static void
next_steps(struct generate *g, const struct output_changes *c)
{
	const char *env =
	        g->b.shapes->environments.n ? g->b.shapes->environments.items[0] : "local";
	const char *schema = builder_output(&g->b, shapes_schema(g->b.arena, g->b.shapes, env));

	if (g->b.quiet || g->b.nerrors || builder_signal ||
	    !(c->created.n + c->updated.n + c->deleted.n))
		return;
	schema = shell_of(g->b.arena, schema);
	printf("\nnext:\n");
	if (g->some)
		printf("  confiture build --env %s   makes %s of all SQL files\n", env, schema);
	else
		printf("  confiture build --env %s   is done: %s\n", env, schema);
	printf("  psql -v ON_ERROR_STOP=1 -1 -f %s   loads it into an empty database\n", schema);
	printf("  confiture migrate up -c %s   brings one that has data up to date\n",
	       shell_of(g->b.arena,
	                builder_output(&g->b,
	                               arena_printf(g->b.arena, "db/environments/%s.yaml", env))));
}

/* Scan, Ninja, and what has changed by them. */
static void
build(struct generate *g)
{
	struct builder *b = &g->b;
	struct output_changes changes;

	if (chdir(b->root) == 0)
		snapshot_take(&b->before);
	if (!chosen_scan(&g->b, &g->chosen) || !choose(g)) {
		if (!b->shapes)
			builder_repeat(b);
		return;
	}
	snapshot_take(&b->before); /* and what the scan has declared first */
	if (builder_ninja(b, &g->targets) && b->said.len && !g->some)
		builder_repeat(b);
	changes = snapshot_renew_all(b->arena, &b->before);
	builder_print(b, &changes);
	next_steps(g, &changes);
	fflush(stdout);
}

/* ---- without touching the project ---- */

static void
print_list(struct generate *g, const char *what, const struct list *files)
{
	for (size_t i = 0; i < files->n; i++)
		printf("%-8s %s\n", what, builder_output(&g->b, files->items[i]));
}

/* Confiture's output is overwritten where nobody knows what it was, as in a fresh clone. */
static bool
edited(const struct generate *g, const char *path)
{
	return workspace_below(path, g->b.shapes->generated_folder)
	               ? emitted_state(path) == GENERATED_EDITED
	               : output_state(path) == OUTPUT_EDITED;
}

/* Why a build would leave a file as it is; NULL if it would not. Without a list of what was made it
 * deletes what looks so. */
static const char *
kept(const struct generate *g, const char *path, bool surplus)
{
	bool listed = !surplus || access(OUTPUTS, F_OK) != 0 || outputs_hold(".", path);

	if (!listed)
		return "was not made by the last build, so the next one does not delete it; move "
		       "or delete it";
	if (edited(g, path))
		return "was edited by hand, so a build leaves it; move what you need and delete it";
	return NULL;
}

/* Says which of the files a build would leave as they are; the others. */
static struct list
leave(struct generate *g, const struct list *files, bool surplus)
{
	struct list others = {0};

	for (size_t i = 0; i < files->n; i++) {
		const char *path = files->items[i], *why = kept(g, path, surplus);

		if (why)
			fprintf(stderr, "%s: warning: %s\n", builder_output(&g->b, path), why);
		else
			list_add(g->b.arena, &others, path);
	}
	return others;
}

static void
compare(struct generate *g)
{
	struct arena *a = g->b.arena;
	bool dry = given(g, generate_dry_run);
	struct list made = {0}, all = outputs_seen(a), update = {0}, delete = {0};
	struct staleness s;
	unsigned n;

	list_sort(&g->targets);
	for (size_t i = 0; i < all.n; i++)
		if (!g->some || list_has(&g->targets, all.items[i]))
			list_add(a, &made, all.items[i]);
	s = scratch_compare(a, g->b.root, g->b.workspace->out, &made, g->some);
	n = s.missing.n + s.stale.n + s.surplus.n;
	if (n && chdir(g->b.workspace->out) == 0) {
		update = leave(g, &s.stale, false);
		delete = leave(g, &s.surplus, true);
	}
	print_list(g, dry ? "create" : "missing", &s.missing);
	print_list(g, dry ? "update" : "stale", dry ? &update : &s.stale);
	print_list(g, dry ? "delete" : "surplus", dry ? &delete : &s.surplus);
	if (!g->b.quiet && dry)
		printf("%zu %s would not change\n", s.nequal, s.nequal == 1 ? "file" : "files");
	else if (!g->b.quiet && n == 0 && !g->b.nerrors)
		printf(s.nequal == 1 ? "1 file is up to date\n" : "all %zu files are up to date\n",
		       s.nequal);
	else if (!dry && n)
		fprintf(stderr, "specql generate: %u %s not up to date; run `specql generate`\n", n,
		        n == 1 ? "file is" : "files are");
	g->b.stale = !dry && n;
}

static void
check(struct generate *g)
{
	g->b.root = scratch_make(g->b.arena, &g->b.diag);
	if (!g->b.root)
		return;
	if (chosen_scan(&g->b, &g->chosen) && choose(g)) {
		if (builder_ninja(&g->b, &g->targets) && g->b.said.len && !g->some)
			builder_repeat(&g->b);
		if (!builder_signal)
			compare(g);
	} else if (!g->b.shapes) {
		builder_repeat(&g->b);
	}
	if (chdir("/") == 0)
		scratch_remove(g->b.root);
}

/* ---- all ---- */

/* struct generate begins with its builder. */
static bool
choose_again(struct builder *b)
{
	return choose((struct generate *)b);
}

static void
run(struct generate *g)
{
	struct lock lock;

	if (given(g, generate_check) || given(g, generate_dry_run)) {
		check(g);
		return;
	}
	if (!builder_lock(&g->b, &lock)) {
		lock_free(&lock);
		return;
	}
	build(g);
	lock_free(&lock);
	if (given(g, generate_watch) && !builder_signal && g->b.shapes)
		watcher_run(&(struct watcher){
		        .b = &g->b, .targets = &g->targets, .choose = choose_again});
}

static bool
begin(struct generate *g)
{
	struct arena *a = g->b.arena;
	struct line *l = g->line;

	g->b.quiet = given(g, generate_quiet);
	g->b.verbose = given(g, generate_verbose);
	g->b.frozen = given(g, generate_frozen);
	g->b.workspace = workspace_find(a, &g->b.diag, l->values[generate_project],
	                                l->values[generate_output_root],
	                                l->noperands ? l->operands[l->noperands - 1] : NULL);
	if (!g->b.workspace)
		return false;
	chosen_read(&g->b, &g->chosen, l);
	if (g->b.diag.nerrors || !read_base(g))
		return false;
	chosen_keep(&g->b, &g->chosen);
	return builder_begin(&g->b, g->b.workspace, l->values[generate_jobs]);
}

int
main(int argc, char **argv)
{
	static struct arena a; /* the end of the process frees it */
	int status;
	struct generate g = {.b = {.arena = &a, .command = "generate", .before = SNAPSHOT_NONE},
	                     .line = terminal_line(&a, "generate", argc, argv, &status)};

	if (!g.line)
		return status;
	diag_init(&g.b.diag, &a);
	if (begin(&g))
		run(&g);
	if (g.line->fault)
		return terminal_usage(g.line);
	return builder_end(&g.b);
}
