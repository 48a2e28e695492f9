#include "build/changed.h"
#include "base/arena.h"
#include "base/checksum.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/str.h"
#include "build/workspace.h"
#include "graph/batch.h"
#include "graph/given.h"
#include "graph/include.h"
#include "graph/inputs.h"
#include "graph/kind.h"
#include "graph/names.h"
#include "graph/place.h"
#include "graph/shape.h"
#include "graph/walk.h"
#include "parse/project.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

static const char *
shown(struct changed *x, const char *path)
{
	return workspace_shown(x->arena, x->workspace, path);
}

static bool
same(struct changed *x, const char *path, const char *copy)
{
	uint64_t one = 0, other = 1;
	bool first = checksum_file(project_settings(x->arena, x->workspace->dir, path), &one);
	bool second = checksum_file(copy, &other);

	return first == second && (!first || one == other);
}

void
changed_entity(struct changed *x, size_t i, const char *how)
{
	const struct shape *s = &x->shapes->v[i];
	struct arena_mark mark = arena_mark(x->arena);
	const char *file = arena_printf(x->arena, "%s/%s", x->workspace->dir, s->path);

	if (access(file, F_OK) != 0)
		x->tell(x->self, arena_printf(x->arena, "%s is gone%s", shown(x, s->path), how));
	else if (!same(x, s->path, arena_printf(x->arena, ".specql/src/%s", s->path)))
		x->tell(x->self, arena_printf(x->arena, "%s has changed since the last build%s",
		                              shown(x, s->path), how));
	arena_release(x->arena, mark);
}

void
changed_settings(struct changed *x)
{
	static const char *const names[] = {"specql.yaml", REGISTRY_PATH};
	struct given given = given_read(x->arena, GIVEN);
	const char *files[] = {given.config ? given.config : names[0], names[1]};

	for (size_t i = 0; i < 2; i++)
		if (!same(x, files[i], arena_printf(x->arena, ".specql/last/%s", names[i])))
			x->tell(x->self,
			        arena_printf(x->arena, "%s has changed since the last build",
			                     shown(x, files[i])));
}

/* The program that makes a file: its hash is the first thing in the file of
 * options that the edge depends on. */
void
changed_tool(struct changed *x, const char *path)
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
		x->tell(x->self,
		        arena_printf(x->arena,
		                     "specql-%s, which makes it, is another one than at the last "
		                     "build",
		                     tool));
}

/* The entities that its model needs to know. */
void
changed_inputs(struct changed *x, size_t i)
{
	const size_t *inputs;
	size_t n;
	bool suspect;

	if (!x->inputs)
		x->inputs = inputs_new(x->arena, names_new(x->arena, x->shapes), x->shapes);
	inputs = inputs_of(x->inputs, i, &n, &suspect);
	for (size_t k = 0; k < n; k++)
		if (inputs[k] != i)
			changed_entity(x, inputs[k],
			               arena_printf(x->arena, "; %s depends on %s of %s",
			                            x->shapes->v[i].entity,
			                            inputs_whole(x->inputs, inputs[k])
			                                    ? "what others may know"
			                                    : "the name and key",
			                            x->shapes->v[inputs[k]].entity));
}

/* The entity files that the last build did not know. */
static struct list
new_entities(struct changed *x)
{
	struct given given = given_read(x->arena, GIVEN);
	struct list known = {0}, new = {0};
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
			list_add(x->arena, &new, w->entities[i].path);
	return new;
}

void
changed_entities(struct changed *x)
{
	for (size_t i = 0; i < x->shapes->n; i++)
		changed_entity(x, i, "");
	if (!x->looked)
		x->new = new_entities(x);
	x->looked = true;
	for (size_t i = 0; i < x->new.n; i++)
		x->tell(x->self, arena_printf(x->arena, "%s is new", shown(x, x->new.items[i])));
}

/* SQL by hand that was not there, of the folder of the SQL. */
static void
find_new(struct changed *x)
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
			x->tell(x->self,
			        arena_printf(x->arena, "%s is new", shown(x, sql[i].path)));
}

/* The environment whose schema a path is; NULL if it is none. */
static const char *
environment_of(struct changed *x, const char *path)
{
	const struct shapes *s = x->shapes;

	for (size_t i = 0; i < s->environments.n; i++)
		if (strcmp(path, shapes_schema(x->arena, s, s->environments.items[i])) == 0)
			return s->environments.items[i];
	return NULL;
}

/* Confiture's configuration and SQL by hand: .specql/environment has their hashes. */
void
changed_included(struct changed *x, const char *schema)
{
	const char *env = environment_of(x, schema);
	struct list lines = {0};
	uint64_t hash;

	if (!env)
		return;
	lines = list_read(x->arena, arena_printf(x->arena, ".specql/environment/%s", env));
	for (size_t i = 0; i < lines.n; i++) {
		const char *line = lines.items[i], *path = include_path(line), *file;

		if (!path)
			continue;
		file = arena_printf(x->arena, "%s/%s", x->workspace->dir, path);
		/* The second line is of the configuration, which may be the default. */
		if (*path == '/' || (i == 1 && access(file, F_OK) != 0))
			file = path;
		if (!checksum_file(file, &hash))
			x->tell(x->self, arena_printf(x->arena, "%s is gone",
			                              workspace_relative(x->arena, file,
			                                                 x->workspace->here)));
		else if (strncmp(line, arena_printf(x->arena, "%016" PRIx64, hash), 16) != 0)
			x->tell(x->self,
			        arena_printf(x->arena, "%s has changed since the last build",
			                     shown(x, path)));
	}
	find_new(x);
}
