/*
 * specql-ninja: from a project's entity files to build.ninja.
 */
#include "command.h"
#include "terminal.h"

#include "action/compile.h"
#include "action/signature.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/quote.h"
#include "build/workspace.h"
#include "graph/check.h"
#include "graph/given.h"
#include "graph/graph.h"
#include "graph/rules.h"
#include "graph/scan.h"
#include "graph/turn.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
fault(struct diag *d, const char *path, const char *what, const char *cure)
{
	struct source *source = arena_new(d->arena, struct source, 1);

	source->path = path;
	error_at(d, source, (struct span){0}, "%s: %s%s", what, strerror(errno), cure);
}

/* Makes a symbolic link that leads to a place, or leaves an equal one alone. */
static bool
link_to(struct diag *d, const char *place, const char *name)
{
	char now[4096];
	ssize_t n = readlink(name, now, sizeof(now));
	const char *scratch = arena_printf(d->arena, "%s.%ld", name, (long)getpid());

	if (n == (ssize_t)strlen(place) && memcmp(now, place, (size_t)n) == 0)
		return true;
	if (symlink(place, scratch) == 0 && rename(scratch, name) == 0)
		return true;
	fault(d, name, "cannot be made", "");
	unlink(scratch);
	return false;
}

/* Whether OUT is free: what somebody else builds there with would be lost. */
static bool
is_free(struct diag *d, const char *out)
{
	const char *file = strcmp(out, ".") == 0 ? "build.ninja"
	                                         : arena_printf(d->arena, "%s/build.ninja", out);

	if (rules_owner(file) != RULES_OTHER)
		return true;
	error_in_file(
	        d, file,
	        "was not written by specql-ninja, so it is not overwritten; choose another output "
	        "folder with -B, or delete it");
	return false;
}

/* Whether .specql lies elsewhere, where the folder above is another one. */
static bool
is_apart(void)
{
	struct stat st;

	return lstat(".specql", &st) == 0 && S_ISLNK(st.st_mode);
}

/* Links .specql/bin to the folder of the executables and .specql/dir to that of the project, so
 * that no path of this machine stands in build.ninja. The project's folder as seen from OUT, which
 * becomes the current folder. */
static const char *
enter(struct arena *a, struct diag *d, const char *dir, const char *out)
{
	const char *result = NULL, *folder = arena_printf(a, "%s/.specql/", out);
	char *bin = realpath("/proc/self/exe", NULL), *from = realpath(dir, NULL), *to = NULL;

	if (!from)
		fault(d, dir, "cannot be entered", "");
	else if (!folder_make(folder) || !(to = realpath(out, NULL)) || chdir(out) != 0)
		fault(d, out, "the folder .specql cannot be made in it",
		      "; choose another output folder with -B");
	else if (!bin)
		fault(d, "/proc/self/exe", "cannot be read", "");
	else
		result = strcmp(from, to) == 0 ? "." : ".specql/dir";
	if (bin)
		*strrchr(bin, '/') = '\0';
	if (result &&
	    !(link_to(d, bin, SCAN_BIN) &&
	      link_to(d, strcmp(result, ".") == 0 && !is_apart() ? ".." : from, ".specql/dir")))
		result = NULL;
	free(from);
	free(to);
	free(bin);
	return result;
}

/* The path of the settings as the scan wants it, from DIR or absolute; NULL for those of DIR. */
static const char *
settings(struct arena *a, const char *dir, const char *config)
{
	char *slash, *folder = arena_strdup(a, config), *whole = realpath(config, NULL);
	char *from = realpath(dir, NULL), *to;
	const char *name = strrchr(config, '/') ? strrchr(config, '/') + 1 : config, *path;
	size_t n = from ? strlen(from) : 0;

	/* A file that is not there has a folder. */
	slash = strrchr(folder, '/');
	if (slash)
		*slash = '\0';
	to = realpath(!slash ? "." : slash == folder ? "/" : folder, NULL);
	if (whole)
		path = arena_strdup(a, whole);
	else
		path = to ? arena_printf(a, "%s/%s", to, name) : config;
	free(whole);
	free(to);
	if (from && strncmp(path, from, n) == 0 && path[n] == '/')
		path += n + 1;
	free(from);
	return strcmp(path, "specql.yaml") == 0 ? NULL : path;
}

/* Keeps it where the scan finds it, in OUT, the current folder. */
static bool
keep_settings(struct arena *a, struct diag *d, const char *config)
{
	struct given given = given_read(a, GIVEN);

	if (config && strpbrk(config, "\t\n\r")) {
		error_in_file(
		        d, config,
		        "the path of the settings may hold no tab and no line break; rename it");
		return false;
	}
	given.config = config;
	return given_write(d, GIVEN, &given);
}

/* Faults of the first step. */
struct found_faults {
	struct list faulty; /* entity files that have some */
	struct strbuf said; /* those of the project as a whole */
	size_t n, frozen;
};

static void
fault_back(struct diag *d)
{
	struct source *source = arena_new(d->arena, struct source, 1);

	source->path = ".specql";
	warning_at(d, source, (struct span){0},
	           "the clock was set back since the last build, so everything is looked at again");
}

/* The first step, whose memory is given back before the second; false after reporting. */
static bool
scan(struct arena *a, struct diag *d, const char *dir, const struct line *line,
     struct found_faults *f)
{
	struct arena scratch = {0};
	struct diag frozen;
	struct scan *s;

	diag_init(&frozen, &scratch);
	s = scan_run(&scratch, d, dir, false, line->values[ninja_frozen] ? &frozen : NULL);
	if (s && s->mended)
		fault_back(d);
	if (s) {
		f->faulty = scan_faulty(a, s);
		diag_print(s->faults, &f->said);
		diag_print(&frozen, &f->said);
		f->n = s->faults->nerrors;
		f->frozen = frozen.nerrors;
	}
	arena_clear(&scratch);
	return s;
}

/* The second step. NULL after reporting. */
static struct graph *
second(struct arena *a, struct diag *d, struct shapes **shapes, const char *read)
{
	struct graph *graph = NULL;
	int turn = turn_begin();

	*shapes = shapes_read(a, d, ".specql/shape.txt");
	if (*shapes)
		graph = graph_update(a, d, *shapes, read);
	turn_end(turn);
	return graph;
}

static const struct edges edges = {actions_sign, entity_complete};

/* Prints the faults, and what was made; the exit code. */
static int
report(const struct diag *d, struct found_faults *f, const struct shapes *shapes,
       const struct graph *graph, const char *out, const struct line *line)
{
	bool said = f->n || f->frozen || d->nerrors;

	if (graph && !f->n) {
		str_add(&f->said, graph->faults);
		said = said || graph->nfaults;
	}
	diag_print(d, &f->said);
	if (f->said.len && (!graph || !line->values[ninja_defer] || f->frozen))
		command_say(d->arena, f->said.buf);
	else
		said = false;
	str_free(&f->said);
	if (graph && !line->values[ninja_quiet])
		printf("%s, %zu outputs: ninja%s%s\n", command_entities(d->arena, shapes->n),
		       graph->nfiles, strcmp(out, ".") == 0 ? "" : " -C ",
		       strcmp(out, ".") == 0 ? "" : shell_of(d->arena, out));
	return terminal_end("specql-ninja", said ? 1 : 0);
}

/* Both steps; the exit code. */
static int
make(struct arena *a, struct diag *d, const char *dir, const char *out, const struct line *line)
{
	const char *said = line->values[ninja_config];
	const char *config = said ? settings(a, dir, said) : NULL;
	const char *from = is_free(d, out) ? enter(a, d, dir, out) : NULL;
	struct found_faults f = {.said = STRBUF_INIT};
	struct shapes *shapes = NULL;
	struct graph *graph = NULL;

	if (from && said && !keep_settings(a, d, config))
		from = NULL;
	if (from && scan(a, d, from, line, &f) && (graph = second(a, d, &shapes, NULL)) &&
	    !line->values[ninja_defer])
		check_faults(a, d, &f.faulty, shapes, graph->inputs, &edges);
	return report(d, &f, shapes, graph, out, line);
}

static int
make_graph(struct arena *a, struct diag *d, const char *out, const char *read)
{
	struct shapes *shapes;

	if (chdir(out) != 0) {
		fault(d, out, "cannot be entered", "");
		return command_report(d);
	}
	second(a, d, &shapes, read);
	return command_report(d);
}

int
main(int argc, char **argv)
{
	struct arena a = {0};
	struct diag d;
	int status;
	struct line *line = terminal_line(&a, "ninja", argc, argv, &status);
	const char *dir, *out, *read;

	if (!line)
		return status;
	dir = line->values[ninja_project] ? line->values[ninja_project] : ".";
	out = line->values[ninja_output_root];
	read = line->values[ninja_graph];
	if (!out && workspace_source(&a, dir))
		out = dir, dir = workspace_source(&a, out);
	out = out ? out : dir;
	diag_init(&d, &a);
	status = read ? make_graph(&a, &d, out, read) : make(&a, &d, dir, out, line);
	arena_clear(&a);
	return status;
}
