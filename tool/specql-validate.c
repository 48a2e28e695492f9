/*
 * specql-validate: all checks of the language, and nothing made.
 */
#include "command.h"
#include "base/hash.h"
#include "terminal.h"

#include "action/compile.h"
#include "action/signature.h"
#include "base/format.h"
#include "build/workspace.h"
#include "graph/assign.h"
#include "graph/codes.h"
#include "graph/filter.h"
#include "graph/given.h"
#include "graph/review.h"
#include "graph/stamp.h"
#include "parse/project.h"
#include "validate/validate.h"

#include <sys/stat.h>

static const struct edges edges = {actions_sign, entity_complete};

struct validate {
	struct arena *arena;
	struct diag diag;
	struct line *line;
	struct workspace *workspace;
	struct validation v;
};

static bool
given(const struct validate *g, enum option_id option)
{
	return g->line->values[option];
}

/* ---- the line ---- */

static const char *
below(struct validate *g, const char *path)
{
	const char *whole = workspace_absolute(g->arena, g->workspace, path);
	const char *in = workspace_below(whole, g->workspace->dir);
	struct stat st;

	if (stat(whole, &st) != 0)
		error_in_file(&g->diag, path, "cannot read: %s", strerror(errno));
	else if (!in)
		error_in_file(&g->diag, path, "is not in the project %s; name its project with -C",
		              workspace_relative(g->arena, g->workspace->dir, g->workspace->here));
	else
		return in;
	return NULL;
}

static void
read_files(struct validate *g)
{
	for (size_t i = 0; i < g->line->noperands; i++) {
		const char *path = below(g, g->line->operands[i]);

		if (path)
			list_add(g->arena, &g->v.files, path);
	}
	list_sort(&g->v.files);
}

/* The text of an editor. The file itself need not be there yet. */
static void
read_stdin(struct validate *g)
{
	const char *path = g->line->values[validate_stdin_path], *in;
	struct strbuf text = STRBUF_INIT;
	char part[16 * 1024];
	struct stat st;
	size_t n;

	in = workspace_below(workspace_absolute(g->arena, g->workspace, path), g->workspace->dir);
	if (!in) {
		error_in_file(&g->diag, path, "is not in the project %s; name its project with -C",
		              workspace_relative(g->arena, g->workspace->dir, g->workspace->here));
		return;
	}
	if (stat(workspace_absolute(g->arena, g->workspace, path), &st) == 0 &&
	    S_ISDIR(st.st_mode)) {
		error_in_file(&g->diag, path, "is a folder; name the file that the text is of");
		return;
	}
	if (!filter_yaml(path)) {
		error_in_file(&g->diag, path,
		              "is no entity file; its name must end in .yaml or .yml");
		return;
	}
	while ((n = fread(part, 1, sizeof(part), stdin)) > 0)
		str_addn(&text, part, n);
	if (ferror(stdin))
		error_in_file(&g->diag, path, "its text on standard input cannot be read: %s",
		              strerror(errno));
	g->v.stdin_path = in;
	g->v.stdin_len = text.len;
	g->v.stdin_text = str_done(&text, g->arena);
	list_add(g->arena, &g->v.files, in);
}

/* ---- the registry ---- */

/* As `specql registry validate` does it, but what hides a name was said before. */
static void
check_registry(struct validate *g)
{
	struct diag *d = &g->diag, silent;
	struct project *p;
	struct title *titles;
	const char **read;
	size_t n;

	diag_init(&silent, g->arena);
	p = project_read(g->arena, &silent, ".", given_read(g->arena, g->v.given).config, &read);
	p->added = g->v.files.items;
	p->nadded = g->v.files.n;
	d->strict = g->v.strict || p->options.strict;
	titles = assign_entities(g->arena, &silent, ".", p, &n);
	if (!p->registry) {
		if (access(REGISTRY_PATH, F_OK) != 0)
			error_in_file(d, REGISTRY_PATH,
			              "there is no registry; write one with your domains");
		return;
	}
	registry_review(g->arena, d, p->registry, titles, n);
	codes_assign(g->arena, d, p, ".", titles, n);
}

/* ---- what is said ---- */

/* A path as the caller sees it. */
static const char *
shown(void *self, const char *path)
{
	const struct validate *g = self;

	return workspace_shown(g->arena, g->workspace, path);
}

static void
relocate(struct validate *g)
{
	if (strcmp(g->workspace->here, g->workspace->dir) != 0)
		diag_relocate(g->arena, g->diag.messages, shown, g);
}

/* Warnings of gen/action/impact.c. */
static void
insist_on_impacts(struct diag *d)
{
	for (struct diag_message *m = d->messages; m; m = m->next)
		if (m->severity == SEV_WARNING && (strncmp(m->text, "no step ", 8) == 0 ||
		                                   strncmp(m->text, "the steps write ", 16) == 0)) {
			m->severity = SEV_ERROR;
			d->nerrors++;
			d->nwarnings--;
		}
}

static void
print(struct validate *g, const struct validated *result)
{
	enum format format = FORMAT_TEXT;
	struct strbuf out = STRBUF_INIT;

	if (given(g, validate_format))
		format_named(g->line->values[validate_format], &format);
	format_write(&g->diag, format, "specql", SPECQL_VERSION, &out);
	fwrite(out.buf, 1, out.len, format == FORMAT_TEXT ? stderr : stdout);
	str_free(&out);
	if (format != FORMAT_TEXT || given(g, validate_quiet))
		return;
	printf("%s: %zu %s, %zu %s\n",
	       g->line->noperands || given(g, validate_stdin_path)
	               ? arena_printf(g->arena, "%zu %s", result->nentities,
	                              result->nentities == 1 ? "entity" : "entities")
	               : command_entities(g->arena, result->nentities),
	       g->diag.nerrors, g->diag.nerrors == 1 ? "error" : "errors", g->diag.nwarnings,
	       g->diag.nwarnings == 1 ? "warning" : "warnings");
}

/* ---- all ---- */

static int
run(struct validate *g)
{
	struct validated result = {0};
	struct stamp self = stamp_path("/proc/self/exe");

	if (given(g, validate_stdin_path))
		read_stdin(g);
	else
		read_files(g);
	g->v.tool = hash_add(HASH_START, &self, sizeof(self));
	g->v.memory = arena_printf(g->arena, "%s/.specql/validate", g->workspace->out);
	g->v.given = arena_printf(g->arena, "%s/" GIVEN, g->workspace->out);
	g->v.strict = given(g, validate_strict);
	g->v.edges = &edges;
	if (!g->diag.nerrors && chdir(g->workspace->dir) != 0)
		error_in_file(&g->diag, g->workspace->dir, "cannot be entered: %s",
		              strerror(errno));
	if (!g->diag.nerrors) {
		validate_run(g->arena, &g->diag, &g->v, &result);
		if (given(g, validate_check_registry))
			check_registry(g);
		relocate(g);
	}
	if (given(g, validate_check_impacts))
		insist_on_impacts(&g->diag);
	print(g, &result);
	return terminal_end("specql validate", g->diag.nerrors ? 1 : 0);
}

int
main(int argc, char **argv)
{
	static struct arena a; /* the end of the process frees it */
	int status;
	struct validate g = {.arena = &a,
	                     .line = terminal_line(&a, "validate", argc, argv, &status)};
	const char *first;

	if (!g.line)
		return status;
	diag_init(&g.diag, &a);
	if (g.line->noperands && given(&g, validate_stdin_path)) {
		g.line->fault = "--stdin-path stands in the place of FILE";
		return terminal_usage(g.line);
	}
	first = g.line->noperands ? g.line->operands[0] : g.line->values[validate_stdin_path];
	g.workspace = workspace_find(&a, &g.diag, g.line->values[validate_project],
	                             g.line->values[validate_output_root], first);
	return g.workspace ? run(&g) : command_report(&g.diag);
}
