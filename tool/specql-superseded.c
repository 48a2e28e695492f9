/*
 * specql-superseded: which files of the layout with one SQL file per
 * entity have others in their place.
 */
#include "command.h"
#include "terminal.h"

#include "base/bound.h"
#include "build/workspace.h"
#include "build/target.h"
#include "graph/filter.h"
#include "graph/kind.h"
#include "graph/outputs.h"
#include "graph/shape.h"
#include "model/name.h"

#include <ctype.h>
#include <dirent.h>
#include <sys/stat.h>

/* What a file of an entity may be called. */
struct title {
	const char *text;
	size_t entity;
};

struct legacy {
	struct arena *arena;
	struct diag diag;
	struct workspace *workspace;
	struct shapes *shapes;
	struct list outputs;
	struct title *titles; /* sorted */
	size_t ntitles;
	bool paths;
	char end; /* of a path */
	size_t nfound, nunknown;
};

static void
tell(struct legacy *l, const char *file, const char *by)
{
	l->nfound++;
	if (l->paths)
		printf("%s%c", workspace_shown(l->arena, l->workspace, file), l->end);
	else
		printf("%s: superseded by %s\n", workspace_shown(l->arena, l->workspace, file), by);
}

/* Those of a list that lie in a layer, or in any: "25_views". "" if there are none. */
static const char *
sql_of(struct legacy *l, const struct list *files, const char *layer)
{
	const char *folder = arena_printf(l->arena, "%s/%s", l->shapes->sql_folder, layer);
	struct list seen = {0};
	struct strbuf out = STRBUF_INIT;

	for (size_t k = 0; k < files->n; k++)
		if (strncmp(files->items[k], folder, strlen(folder)) == 0)
			list_add(l->arena, &seen,
			         workspace_shown(l->arena, l->workspace, files->items[k]));
	list_join(&out, &seen, ", ");
	return str_done(&out, l->arena);
}

static const char *
files_of(struct legacy *l, size_t i)
{
	struct list files = target_entities(l->arena, l->shapes, &i, 1);

	return sql_of(l, &files, "");
}

/* Whether a file lies in a layer, where everything was generated: what is elsewhere below the
 * folder of the layers was written by hand. */
static bool
in_layer(const struct legacy *l, const char *file)
{
	const char *below = workspace_below(file, l->shapes->sql_folder);

	for (size_t i = 0; below && kinds[i].name; i++)
		if (kinds[i].group == SQL && workspace_below(below, kinds[i].folder))
			return true;
	return false;
}

/* ---- titles ---- */

/* Words without their separators: tb_orderitem was written for OrderItem. */
static const char *
folded(struct arena *a, const char *name, const char *suffix)
{
	char *text = arena_printf(a, "%s%s", name, suffix), *to = text;

	for (const char *p = text; *p; p++)
		if (*p != '_')
			*to++ = (char)tolower((unsigned char)*p);
	*to = '\0';
	return text;
}

/* That of an action's function, as it is called; names hold no slash. */
static const char *
of_function(struct arena *a, const char *name)
{
	return arena_printf(a, "/%s", name);
}

static int
compare(const void *one, const void *other)
{
	const struct title *a = one, *b = other;
	int order = strcmp(a->text, b->text);

	return order ? order : (a->entity > b->entity) - (a->entity < b->entity);
}

static void
add(struct legacy *l, const char *text, size_t entity)
{
	l->titles = arena_grown(l->arena, l->titles, l->ntitles, sizeof *l->titles);
	l->titles[l->ntitles++] = (struct title){text, entity};
}

/* What stands behind the number, or the name itself: contact, contact_helpers, qualify_lead. */
static void
collect(struct legacy *l)
{
	static const char *const suffixes[] = {"", "_helpers", "_input_types"};

	for (size_t i = 0; i < l->shapes->n; i++) {
		const struct shape *s = &l->shapes->v[i];

		for (size_t k = 0; *s->stem && k < 3; k++)
			add(l, folded(l->arena, s->stem, suffixes[k]), i);
		for (size_t k = 0; k < s->actions.n; k++)
			add(l, of_function(l->arena, s->actions.items[k]), i);
	}
	if (l->ntitles)
		qsort(l->titles, l->ntitles, sizeof *l->titles, compare);
}

static const struct title *
find(const struct legacy *l, const char *text)
{
	const struct title key = {text, 0};
	size_t first = lower_bound(&key, l->titles, l->ntitles, sizeof key, compare);

	return first < l->ntitles && strcmp(l->titles[first].text, text) == 0 ? &l->titles[first]
	                                                                      : NULL;
}

static bool
of_entity(struct legacy *l, const char *file, const char *name)
{
	const struct title *t = find(l, folded(l->arena, name, ""));

	if (!t && strstr(file, "30_functions/"))
		t = find(l, of_function(l->arena, name));
	if (t)
		tell(l, file, files_of(l, t->entity));
	return t;
}

/* ---- files ---- */

static void
look_at(struct legacy *l, const char *file, const char *name)
{
	size_t n = strlen(name), digits = strspn(name, "0123456789");
	bool numbered = digits == 3 && name[3] == '_';
	const char *rest =
	        arena_strndup(l->arena, name + (numbered ? 4 : 0), n - 4 - (numbered ? 4 : 0));

	if (list_has(&l->outputs, file) ||
	    !(workspace_below(file, l->shapes->sql_folder) ? in_layer(l, file) : numbered))
		return;
	if (numbered && strcmp(rest, "app_foundation") == 0)
		tell(l, file,
		     workspace_shown(l->arena, l->workspace,
		                     target_project(l->arena, l->shapes).foundation));
	else if (numbered && strcmp(rest, "table_views") == 0 &&
	         *sql_of(l, &l->outputs, "25_views/"))
		tell(l, file, sql_of(l, &l->outputs, "25_views/"));
	else if (!of_entity(l, file, rest) && numbered) {
		l->nunknown++;
		fprintf(stderr, "%s: note: of no entity of this project, so it stays\n",
		        workspace_shown(l->arena, l->workspace, file));
	}
}

static void look_below(struct legacy *, const char *folder);

/* A link is not followed to a folder: it may lead to one above. */
static void
visit(struct legacy *l, const char *path, const char *name)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return; /* it is gone again */
	if (S_ISDIR(st.st_mode))
		look_below(l, path);
	else if (S_ISLNK(st.st_mode) && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		fprintf(stderr, "%s: note: a link to a folder, which is not followed\n",
		        workspace_shown(l->arena, l->workspace, path));
	else if (filter_sql(name))
		look_at(l, path, name);
}

/* "." is the output root; paths below it begin as they stand in the list of outputs. */
static void
look_below(struct legacy *l, const char *folder)
{
	DIR *all = opendir(folder);
	struct dirent *e;
	struct list names = {0};

	if (!all && errno != ENOENT)
		error_in_file(&l->diag, workspace_shown(l->arena, l->workspace, folder),
		              "cannot be read: %s", strerror(errno));
	while (all && (e = readdir(all)))
		if (!filter_hidden(e->d_name))
			list_add(l->arena, &names, arena_strdup(l->arena, e->d_name));
	if (all)
		closedir(all);
	list_sort(&names);
	for (size_t i = 0; i < names.n; i++)
		visit(l,
		      strcmp(folder, ".") == 0
		              ? names.items[i]
		              : arena_printf(l->arena, "%s/%s", folder, names.items[i]),
		      names.items[i]);
}

static void
look(struct legacy *l, const struct line *line)
{
	struct stat st;

	l->outputs = outputs_list(l->arena);
	collect(l);
	for (size_t i = 0; i < line->noperands; i++) {
		const char *below = workspace_below(
		        workspace_absolute(l->arena, l->workspace, line->operands[i]),
		        l->workspace->out);

		if (!below || access(below, F_OK) != 0)
			error_in_file(&l->diag, line->operands[i], "is no folder of the project");
		else if (stat(below, &st) == 0 && !S_ISDIR(st.st_mode))
			error_in_file(&l->diag, line->operands[i],
			              "is no folder; name the one that it lies in");
		else
			look_below(l, below);
	}
	if (!line->noperands) {
		look_below(l, "migrations");
		look_below(l, l->shapes->sql_folder);
	}
	if (!l->paths && !l->diag.nerrors)
		printf("%zu %s superseded\n", l->nfound, l->nfound == 1 ? "file is" : "files are");
}

int
main(int argc, char **argv)
{
	static struct arena a; /* the end of the process frees it */
	int status;
	struct line *line = terminal_line(&a, "superseded", argc, argv, &status);
	struct legacy l = {.arena = &a};

	if (!line)
		return status;
	diag_init(&l.diag, &a);
	l.paths = line->values[superseded_paths];
	l.end = line->values[superseded_null] ? '\0' : '\n';
	if (line->values[superseded_null] && !l.paths) {
		line->fault = "--null goes with --paths";
		return terminal_usage(line);
	}
	l.workspace = workspace_find(&a, &l.diag, line->values[superseded_project],
	                             line->values[superseded_output_root], NULL);
	if (l.workspace && (chdir(l.workspace->out) != 0 || access(".specql/shape.txt", F_OK) != 0))
		error_in_file(&l.diag, workspace_relative(&a, l.workspace->out, l.workspace->here),
		              "was never built; run `specql generate` first");
	else if (l.workspace)
		l.shapes = shapes_read(&a, &l.diag, ".specql/shape.txt");
	if (l.shapes)
		look(&l, line);
	if (l.diag.nerrors)
		return command_report(&l.diag);
	return terminal_end("specql superseded", 0);
}
