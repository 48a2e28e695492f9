/*
 * specql-init: starts a project, or an entity of one. Never overwrites a file.
 */
#include "command.h"
#include "terminal.h"

#include "base/file.h"
#include "base/quote.h"
#include "build/workspace.h"
#include "graph/filter.h"
#include "graph/given.h"
#include "graph/walk.h"
#include "model/link.h"
#include "model/name.h"
#include "model/options.h"
#include "parse/parse.h"
#include "parse/project.h"

#include <ctype.h>

struct init {
	struct arena *arena;
	struct diag diag;
	struct line *line;
};

static bool
create(struct init *n, const char *path, const char *text)
{
	bool done;
	int fd;

	if (!folder_make(path)) {
		error_in_file(&n->diag, path, "its folder cannot be made: %s", strerror(errno));
		return false;
	}
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0) {
		error_in_file(&n->diag, path,
		              errno == EEXIST ? "is there already, and is not overwritten"
		                              : "cannot be made: %s",
		              strerror(errno));
		return false;
	}
	done = file_drain(fd, text, strlen(text)) && file_flush(fd);
	if (!done) {
		file_failed(&n->diag, path, errno);
		unlink(path);
	}
	close(fd);
	return done;
}

/* A name of the language; false after reporting as wrong usage. */
static bool
named(struct init *n, const char *what, const char *name)
{
	if (name_valid(name) && strlen(name) <= NAME_MAX_BYTES)
		return true;
	n->line->fault = arena_printf(
	        n->arena, "'%s' is no %s; use letters, digits and '_', beginning with a letter",
	        name, what);
	return false;
}

/* Whether the file would be without faults of its own, so far as it says something. */
static bool
sound(struct init *n, const struct options *options, const char *path, const char *text)
{
	struct source *source = arena_new(n->arena, struct source, 1);
	struct entity *entity;
	bool broken;

	*source = (struct source){path, text, strlen(text)};
	entity = entity_read(n->arena, &n->diag, source, options, &broken);
	if (n->diag.nerrors == 0)
		entity_names(n->arena, &n->diag, entity, options);
	return n->diag.nerrors == 0;
}

/* ---- a project ---- */

static const char settings[] = "# Settings of the project; every one has a default.\n"
                               "environments: [local]\n"
                               "layout: flat\n"
                               "tenancy: tenant\n";

static const char ignored[] = "# What specql makes anew at every build.\n"
                              "/.specql/\n"
                              "/build.ninja\n";

static void
print_next(const char *dir)
{
	struct strbuf line = STRBUF_INIT;

	if (strcmp(dir, ".") != 0) {
		str_add(&line, "  cd ");
		str_add(&line, *dir == '-' ? "./" : "");
		quote_shell(&line, dir);
		str_addc(&line, '\n');
	}
	printf("\nnext:\n%s  specql validate\n  specql generate\n", line.len ? line.buf : "");
	str_free(&line);
}

/* Without slashes at its end. */
static const char *
tidy(struct arena *a, const char *dir)
{
	size_t len = strlen(dir);

	while (len > 1 && dir[len - 1] == '/')
		len--;
	return arena_strndup(a, dir, len);
}

static void
init_a_project(struct init *n)
{
	const char *dir = tidy(n->arena, n->line->noperands ? n->line->operands[0] : ".");
	const char *schema = n->line->values[init_project_schema];
	const char *prefix = strcmp(dir, ".") == 0 ? "" : arena_printf(n->arena, "%s/", dir);
	const char *names[] = {"specql.yaml", "entities/customer.yaml", ".gitignore"};
	const char *texts[] = {settings, NULL, ignored};
	size_t made = 0;

	schema = schema ? schema : "main";
	if (!named(n, "schema", schema))
		return;
	texts[1] = arena_printf(
	        n->arena,
	        "entity: Customer\nschema: %s\ndescription: Somebody who buys from us\n\n"
	        "fields:\n  name: text!\n  email: email\n  status: enum(new, active, closed) = "
	        "new\n\n"
	        "actions:\n  - name: create_customer\n  - name: update_customer\n  - name: "
	        "delete_customer\n",
	        schema);
	for (size_t i = 0; i < 3; i++) {
		names[i] = arena_printf(n->arena, "%s%s", prefix, names[i]);
		if (access(names[i], F_OK) == 0)
			error_in_file(&n->diag, names[i],
			              "is there already, and is not overwritten");
	}
	sound(n, &options_default, names[1], texts[1]);
	while (made < 3 && !n->diag.nerrors && create(n, names[made], texts[made]))
		made++;
	for (size_t i = 0; i < made; i++)
		if (made == 3)
			printf("created  %s\n", names[i]);
		else
			unlink(names[i]);
	if (made == 3)
		print_next(dir);
}

/* ---- an entity ---- */

/* Whether one of the fields before the i-th has its name. */
static bool
twice(const struct line *l, size_t i)
{
	const char *const *all = l->all[init_entity_field];
	size_t len = strcspn(all[i], ":") + 1;

	for (size_t k = 0; k < i; k++)
		if (strncmp(all[k], all[i], len) == 0)
			return true;
	return false;
}

/* NAME:TYPE as a line of fields. */
static bool
add_field(struct init *n, struct strbuf *out, size_t i)
{
	const char *text = n->line->all[init_entity_field][i];
	size_t len = strcspn(text, ":");
	const char *name = arena_strndup(n->arena, text, len), *type = text + len;

	if (!*type || !type[1]) {
		n->line->fault = arena_printf(
		        n->arena, "--field takes NAME:TYPE, as email:text!, not '%s'", text);
		return false;
	}
	if (!named(n, "field name", name))
		return false;
	if (twice(n->line, i)) {
		n->line->fault = arena_printf(n->arena, "field '%s' is given twice", name);
		return false;
	}
	type++;
	str_addf(out, "  %s: ", name);
	/* Plain where YAML takes it as it is. */
	if (strpbrk(type, ",:#{}[]&*|>'\"%@`") || *type == ' ')
		quote_json(out, type);
	else
		str_add(out, type);
	str_addc(out, '\n');
	return true;
}

/* Whether the settings make an entity file of it; a warning if not. */
static void
searched(struct init *n, const struct workspace *p, const struct project *project, const char *path)
{
	const char *below = workspace_below(workspace_absolute(n->arena, p, path), p->dir);
	struct source *source = arena_new(n->arena, struct source, 1);
	bool inside = false, hidden = !below;

	for (size_t i = 0; below && below[i]; i++)
		if (below[i] == '/')
			inside =
			        inside || filter_folder(project, arena_strndup(n->arena, below, i));
		else if (i == 0 || below[i - 1] == '/')
			hidden = hidden || filter_hidden(arena_strndup(n->arena, below + i,
			                                               strcspn(below + i, "/")));
	source->path = path;
	if (hidden || !filter_entity(project, below, below, inside))
		warning_at(
		        &n->diag, source, (struct span){0},
		        below ? "is in no folder that is searched for entities; name its folder "
		                "under 'entities' in specql.yaml"
		              : "lies outside of the project, so it is no entity of it; move it");
}

static void
init_an_entity(struct init *n)
{
	struct line *l = n->line;
	const char *name = l->operands[0], *schema = l->values[init_entity_schema];
	const char *folder = l->values[init_entity_directory], *path, *made, **read;
	struct strbuf text = STRBUF_INIT;
	struct project *project;
	struct given given;
	struct diag silent;
	struct workspace *p =
	        workspace_find(n->arena, &n->diag, l->values[init_entity_project], NULL, NULL);

	diag_init(&silent, n->arena);
	schema = schema ? schema : "main";
	if (!p || !named(n, "entity name", name) || !named(n, "schema", schema))
		return;
	str_addf(&text, "entity: %s\nschema: %s\n\nfields:\n", name, schema);
	if (!l->nall[init_entity_field])
		str_add(&text, "  name: text!\n");
	for (size_t i = 0; i < l->nall[init_entity_field]; i++)
		if (!add_field(n, &text, i)) {
			str_free(&text);
			return;
		}
	if (!folder)
		folder = workspace_relative(n->arena, arena_printf(n->arena, "%s/entities", p->dir),
		                            p->here);
	path = arena_printf(n->arena, "%s/%s.yaml", folder, name_snake(n->arena, name));
	made = str_done(&text, n->arena);
	given = given_read(n->arena, arena_printf(n->arena, "%s/" GIVEN, p->out));
	project = project_read(n->arena, &silent, p->dir, given.config, &read);
	walk_inside(n->arena, &silent, project);
	if (!sound(n, &project->options, path, made) || !create(n, path, made))
		return;
	printf("created  %s\n", path);
	searched(n, p, project, path);
}

int
main(int argc, char **argv)
{
	static struct arena a; /* the end of the process frees it */
	int status;
	struct init n = {.arena = &a, .line = terminal_line(&a, "init", argc, argv, &status)};

	if (!n.line)
		return status;
	diag_init(&n.diag, &a);
	if (n.line->command == command_init_project)
		init_a_project(&n);
	else
		init_an_entity(&n);
	if (n.line->fault)
		return terminal_usage(n.line);
	if (n.diag.nerrors || n.diag.nwarnings)
		return command_report(&n.diag);
	return terminal_end("specql init", 0);
}
