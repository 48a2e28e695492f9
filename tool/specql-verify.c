/*
 * specql-verify: whether the built schema makes a database as the models say,
 * and whether a running one is like it.
 */
#include "command.h"
#include "terminal.h"
#include "throwaway.h"

#include "base/format.h"
#include "build/workspace.h"
#include "graph/shape.h"
#include "verify/verify.h"

struct verify {
	struct arena *arena;
	struct diag diag;
	struct line *line;
	struct workspace *workspace;
	struct limit limit;
	struct shapes *shapes;
	struct verification v;
	struct throwaway server;
	struct client client, live;
	bool built; /* the output root was found; before that, paths are as the caller gave them */
	bool usage; /* something of the command line was wrong */
};

static const char *
given(const struct verify *g, enum option_id option)
{
	return g->line->values[option];
}

/* ---- connections ---- */

static const char *
client_program(const struct verify *g)
{
	return arena_printf(g->arena, "%s/specql-pgclient", command_folder(g->arena));
}

/* It is not built where libpq is not installed. */
static bool
client_there(struct verify *g)
{
	if (access(client_program(g), X_OK) == 0)
		return true;
	error_in_file(
	        &g->diag, "specql-pgclient",
	        "is missing, so no database can be reached; install libpq (Debian: libpq-dev) and "
	        "build specql-ninja again");
	return false;
}

/* What libpq says may have several lines. */
static const char *
one_line(struct arena *a, const char *text)
{
	struct strbuf out = STRBUF_INIT;

	for (; *text; text++) {
		if (*text != '\n') {
			str_addc(&out, *text);
			continue;
		}
		str_add(&out, "; ");
		text += strspn(text, "\n\t ") - 1;
	}
	return str_done(&out, a);
}

/* Connects a client; false after reporting. name: of the option. */
static bool
connect_client(struct verify *g, struct client *c, const char *name, char kind, const char *info)
{
	const char *program = client_program(g);
	struct answer said;

	c->arena = g->arena;
	c->limit = &g->limit;
	if (!client_start(c, program)) {
		error_in_file(&g->diag, "specql-pgclient", "cannot be run: %s", strerror(errno));
		return false;
	}
	said = client_request(c, kind, info, strlen(info));
	if (said.failed && strcmp(said.state, "SQARG") == 0) {
		g->line->fault = arena_printf(g->arena, "%s %s", name, said.message);
		g->usage = true;
	} else if (said.failed && *said.message) {
		error_in_file(&g->diag, name, "%s", one_line(g->arena, said.message));
	} else if (!said.failed && atoi(answer_value(&said, 0, 0)) < 150000) {
		error_in_file(&g->diag, name, "PostgreSQL 15 or newer is needed");
		said.failed = true;
	}
	return !said.failed;
}

/* The server stops by itself what would take too long, whatever becomes of us. */
static bool
limit_statements(struct verify *g, struct client *c, const char *name)
{
	const char *sql =
	        arena_printf(g->arena, "SET statement_timeout = '%us'; SET lock_timeout = '%us'",
	                     g->limit.seconds, g->limit.seconds);
	struct answer said = client_request(c, 'Q', sql, strlen(sql));

	if (said.failed && *said.message)
		error_in_file(&g->diag, name, "%s", said.message);
	return !said.failed;
}

static bool
own_server(struct verify *g)
{
	struct throwaway *t = &g->server;

	t->arena = g->arena;
	t->limit = &g->limit;
	if (!throwaway_find(t)) {
		error_in_file(
		        &g->diag, "--database",
		        "no PostgreSQL server is installed here that could be started; install one "
		        "(Debian: postgresql), or name an empty database");
		return false;
	}
	if (!throwaway_begin(t, g->shapes->n)) {
		if (!client_signal)
			error_in_file(&g->diag, "a PostgreSQL server of our own", "%s",
			              t->fault ? t->fault : "cannot be run");
		return false;
	}
	return connect_client(g, &g->client, "a PostgreSQL server of our own", 'O',
	                      throwaway_address(t));
}

/* The database that the schema is loaded into. */
static bool
connect_scratch(struct verify *g)
{
	const char *info = given(g, verify_database);

	if (!(info ? connect_client(g, &g->client, "--database", 'C', info) : own_server(g)))
		return false;
	return limit_statements(g, &g->client, "--database");
}

/* Nothing is written there, whatever is asked. */
static bool
connect_live(struct verify *g)
{
	static const char quiet[] = "SET default_transaction_read_only = on";
	struct answer said;

	if (!connect_client(g, &g->live, "--live", 'C', given(g, verify_live)) ||
	    !limit_statements(g, &g->live, "--live"))
		return false;
	said = client_request(&g->live, 'Q', quiet, strlen(quiet));
	if (said.failed && *said.message)
		error_in_file(&g->diag, "--live", "%s", said.message);
	return !said.failed;
}

/* ---- what was built ---- */

static const struct source *
read_schema(struct verify *g, const char *environment)
{
	struct source *s = arena_new(g->arena, struct source, 1);

	s->path = shapes_schema(g->arena, g->shapes, environment);
	s->text = file_read(g->arena, s->path, 0, &s->len);
	if (s->text)
		return s;
	error_in_file(&g->diag, s->path, "was not built; run `specql generate` first");
	return NULL;
}

/* The text behind Confiture's head, which names the environment. */
static const char *
body(const struct source *s)
{
	const char *at = strstr(s->text, "\n-- File: ");

	return at ? at : s->text;
}

/* Whether an environment before has the same schema, which need not be loaded twice. */
static bool
seen(const struct source *const *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(body(all[i]), body(all[n])) == 0)
			return true;
	return false;
}

/* The environments that are asked for: all of them, but for one database one. */
static struct list
environments(struct verify *g)
{
	const struct list *all = &g->shapes->environments;
	const char *one = given(g, verify_environment);
	struct list some = {0};

	if (one && !list_has(all, one)) {
		error_in_file(&g->diag, "--environment", "there is no environment '%s'%s", one,
		              nearest_cure(g->arena, one, all->items));
		return some;
	}
	for (size_t i = 0; i < all->n; i++)
		if (one ? strcmp(one, all->items[i]) == 0 : !given(g, verify_live) || i == 0)
			list_add(g->arena, &some, all->items[i]);
	return some;
}

/* A file that has changed since then would get what is said of the old one. */
static void
compare_copies(struct verify *g)
{
	for (size_t i = 0; i < g->shapes->n; i++) {
		const char *path = g->shapes->v[i].path;
		struct arena a = {0};
		size_t n, m;
		const char *now =
		        file_read(&a, arena_printf(&a, "%s/%s", g->workspace->dir, path), 0, &n);
		const char *then = file_read(&a, arena_printf(&a, ".specql/src/%s", path), 0, &m);

		if (now && then && (n != m || memcmp(now, then, n) != 0)) {
			struct source *s = arena_new(g->arena, struct source, 1);

			s->path = path;
			warning_at(&g->diag, s, (struct span){0},
			           "has changed since the last build, of which all of this is; run "
			           "`specql generate` first");
		}
		arena_clear(&a);
	}
}

/* ---- what is said ---- */

/* A path as the caller sees it; the names of servers and the like are none. */
static const char *
shown(void *self, const char *path)
{
	const struct verify *g = self;

	if (!strchr(path, '/') && !strchr(path, '.'))
		return path;
	return workspace_shown(g->arena, g->workspace, path);
}

/* Ninja shows paths as the project does. */
static void
relocate(struct verify *g)
{
	if (!given(g, verify_stamp) && g->built)
		diag_relocate(g->arena, g->diag.messages, shown, g);
}

static void
summary(const struct verify *g)
{
	static const enum fact_kind kinds[] = {FACT_TABLE, FACT_COLUMN, FACT_CONSTRAINT,
	                                       FACT_INDEX, FACT_POLICY, FACT_FUNCTION};
	static const char *const words[][2] = {
	        {"table", "tables"},  {"column", "columns"},  {"constraint", "constraints"},
	        {"index", "indexes"}, {"policy", "policies"}, {"function", "functions"}};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		size_t n = g->v.objects[kinds[i]];

		printf("%s%zu %s", i ? ", " : "", n, words[i][n != 1]);
	}
	printf(" compared, %zu called%s: %zu %s\n", g->v.called,
	       g->v.checked ? " and checked by plpgsql_check" : "", g->diag.nerrors,
	       g->diag.nerrors == 1 ? "difference" : "differences");
}

static void
print(struct verify *g, bool done)
{
	enum format format = FORMAT_TEXT;
	struct strbuf out = STRBUF_INIT;

	if (given(g, verify_format))
		format_named(given(g, verify_format), &format);
	relocate(g);
	format_write(&g->diag, format, "specql", SPECQL_VERSION, &out);
	fwrite(out.buf, 1, out.len, format == FORMAT_TEXT ? stderr : stdout);
	str_free(&out);
	if (format == FORMAT_TEXT && done && !given(g, verify_quiet))
		summary(g);
}

/* ---- all ---- */

static bool
verify_all(struct verify *g)
{
	struct list some = environments(g);
	const struct source **schemas = arena_new(g->arena, const struct source *, some.n + 1);
	struct facts found = {0};
	bool done = true;

	for (size_t i = 0; i < some.n; i++)
		schemas[i] = read_schema(g, some.items[i]);
	if (g->diag.nerrors || !client_there(g) || !verification_read(&g->v) ||
	    !connect_scratch(g) || (given(g, verify_live) && !connect_live(g)))
		return false;
	for (size_t i = 0; done && i < some.n; i++) {
		if (seen(schemas, i))
			continue;
		facts_free(&found);
		g->v.last = i + 1 == some.n && !given(g, verify_database);
		done = verification_schema(&g->v, &(struct session){&g->client, client_ask},
		                           schemas[i], &found);
	}
	if (done && given(g, verify_live))
		done = verification_live(&g->v, &(struct session){&g->live, client_ask}, schemas[0],
		                         &found);
	facts_free(&found);
	return done;
}

/* The folder of the output root is the current one. */
static bool
begin(struct verify *g)
{
	const char *seconds = given(g, verify_timeout);
	char *end = NULL;
	unsigned long n = seconds ? strtoul(seconds, &end, 10) : 900;

	if (seconds && (*seconds < '0' || *seconds > '9' || *end || !n || n > 86400)) {
		g->line->fault = arena_printf(
		        g->arena, "--timeout takes seconds, from 1 to 86400, not '%s'", seconds);
		g->usage = true;
		return false;
	}
	g->limit = limit_begin((unsigned)n);
	g->workspace = workspace_find(g->arena, &g->diag, given(g, verify_project),
	                              given(g, verify_output_root), NULL);
	if (!g->workspace)
		return false;
	if (chdir(g->workspace->out) != 0 || access(".specql/shape.txt", F_OK) != 0)
		error_in_file(&g->diag,
		              workspace_relative(g->arena, g->workspace->out, g->workspace->here),
		              "was never built; run `specql generate` first");
	else
		g->built = true;
	if (g->built)
		g->shapes = shapes_read(g->arena, &g->diag, ".specql/shape.txt");
	g->v = (struct verification){.arena = g->arena, .diag = &g->diag, .shapes = g->shapes};
	return g->shapes;
}

int
main(int argc, char **argv)
{
	static struct arena a; /* the end of the process frees it */
	int status;
	struct verify g = {.arena = &a, .line = terminal_line(&a, "verify", argc, argv, &status)};
	bool done;

	if (!g.line)
		return status;
	diag_init(&g.diag, &a);
	terminal_catch(client_interrupt);
	done = begin(&g) && verify_all(&g);
	client_end(&g.live);
	client_end(&g.client);
	throwaway_end(&g.server);
	verification_end(&g.v);
	if (client_signal) {
		signal(client_signal, SIG_DFL);
		raise(client_signal);
	}
	if (g.usage)
		return terminal_usage(g.line);
	if (done && !given(&g, verify_stamp))
		compare_copies(&g);
	if (done && !g.diag.nerrors && given(&g, verify_stamp))
		file_update(&g.diag, given(&g, verify_stamp), "", 0);
	if (g.workspace)
		print(&g, done);
	else
		command_report(&g.diag);
	return terminal_end("specql verify", !done || g.diag.nerrors ? 1 : 0);
}
