/*
 * specql-confiture: runs Confiture for one environment and makes its result trustworthy.
 * The last edge.
 */
#include "command.h"

#include "base/arena.h"
#include "base/file.h"
#include "graph/confiture.h"
#include "graph/include.h"
#include "graph/room.h"
#include "graph/walk.h"
#include "model/json.h"
#include "model/options.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct command command = {
        "specql-confiture", "[-k KIND] -e ENV -l LIST -o OUT",
        "Builds the schema of an environment with Confiture, run in the output root, and checks "
        "it.\n\n"
        "  -k KIND    options as JSON: the executable, else $CONFITURE, PATH; the folder of the "
        "SQL, else db/schema\n"
        "  -e ENV     the environment: db/environments/ENV.yaml\n"
        "  -l LIST    the SQL files that must be in the schema, one a line; no other may lie below "
        "the folder of the SQL\n"
        "  -o OUT     the file to write; left alone if it would not change, or if there is an "
        "error\n"};

struct job {
	struct arena *arena;
	struct diag *diag;
	const char *env, *list, *out;
	bool comments;        /* some SQL may hold one that does not end */
	struct source source; /* of faults that concern the whole */
};

static const struct span nowhere;

/* In the child: the environment that keeps its output plain, whatever the user's settings. */
static void
run(const char *path, const char *env, const char *raw, const char *option, int out)
{
	int null = open("/dev/null", O_RDONLY);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setenv("PYTHONUTF8", "1", 1);
	setenv("PYTHONIOENCODING", "utf-8:surrogateescape", 1); /* folders of any name */
	setenv("NO_COLOR", "1", 1);
	setenv("COLUMNS", "400", 1);
	unsetenv("FORCE_COLOR");
	dup2(null, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	execlp(path, path, "build", "-e", env, "-o", raw, option, (char *)NULL);
	_exit(errno == EACCES ? 126 : 127);
}

/* Runs Confiture, with an option more or NULL; its exit status as of waitpid, -1 with errno set if
 * it could not be tried. */
static int
confiture(const char *path, const char *env, const char *raw, const char *option,
          struct strbuf *said)
{
	int ends[2], status;
	char buf[4096];
	ssize_t n;
	pid_t pid;

	if (pipe(ends) != 0 || (pid = fork()) < 0)
		return -1;
	if (pid == 0) {
		close(ends[0]);
		run(path, env, raw, option, ends[1]);
	}
	close(ends[1]);
	while ((n = read(ends[0], buf, sizeof(buf))) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			str_addn(said, buf, (size_t)n);
	close(ends[0]);
	return waitpid(pid, &status, 0) == pid ? status : -1;
}

/* Its search for comments that do not end takes longer than all else that it does. Where none
 * begins, none can be found. */
static const char *
unvalidated(const struct job *j)
{
	return !j->comments && confiture_validates(j->arena, j->env) ? "--no-validate-comments"
	                                                             : NULL;
}

/* Runs Confiture and takes its result over; what it said is kept if that is of use. */
static void
build(const struct job *j, const char *path, const struct list *files, struct strbuf *said)
{
	const char *room = room_enter(j->arena);
	const char *raw = arena_printf(j->arena, "%s/schema_%s.raw", room, j->env);
	const char *scratch = arena_printf(j->arena, "%s/schema_%s.sql", room, j->env);
	bool done = false;
	int status = -1;

	if (room)
		status = confiture(path, j->env, raw, unvalidated(j), said);
	if (status < 0)
		error_at(j->diag, &j->source, nowhere, "Confiture cannot be run: %s",
		         strerror(errno));
	else if (status)
		error_at(j->diag, &j->source, nowhere, "%s%s",
		         confiture_cause(j->arena, path, status, said->buf),
		         said->len ? "; it said:" : "");
	else
		done = confiture_accept(j->arena, j->diag, raw, scratch, j->out, files);
	if (room)
		room_leave(room);
	if (done)
		str_reset(said);
}

/* Whether what Confiture will find is what must be in the schema, each file as it was made. */
static bool
sound(struct job *j, const char *folder, const struct list *wanted, struct list *files)
{
	bool good = include_files(j->arena, j->diag, j->env, files) &&
	            include_compare(j->arena, j->diag, files, wanted, folder, j->out) &&
	            include_seen(j->arena, j->diag, j->env, files, folder);

	j->comments = false;
	for (size_t i = 0; i < wanted->n; i++)
		if (access(wanted->items[i], F_OK) == 0)
			good = include_check(j->diag, wanted->items[i], &j->comments) && good;
	for (size_t i = 0; i < files->n; i++)
		if (!walk_below(files->items[i], folder))
			j->comments = j->comments || include_comments(files->items[i]);
	return good;
}

static void
schema(struct job *j, const struct options *options, const struct list *wanted, struct strbuf *said)
{
	struct list files = {0};
	const char *path;

	if (!sound(j, options->sql_folder, wanted, &files))
		return;
	path = confiture_find(j->arena, options->confiture, command_folder(j->arena));
	if (path)
		build(j, path, &files, said);
	else
		error_at(j->diag, &j->source, nowhere,
		         "Confiture is not installed, so the schema is not built; install it with "
		         "pip install fraiseql-confiture, or name it in specql.yaml under "
		         "confiture:");
}

/* Again if something that it read has changed meanwhile. */
static void
schemas(struct job *j, const char *kind, struct strbuf *said)
{
	const struct options *options =
	        kind ? json_read_options(j->arena, j->diag, kind) : &options_default;
	struct command_inputs in = {0};
	struct list wanted;

	do {
		wanted = list_read(j->arena, j->list);
		list_add(j->arena, &wanted, j->list);
		in.paths = wanted.items;
		in.n = wanted.n;
		in.stamps = stamps_of(j->arena, in.paths, in.n);
		wanted.n--;
		if (options)
			schema(j, options, &wanted, said);
	} while (!j->diag->nerrors && command_repeats(j->arena, &in));
}

int
main(int argc, char **argv)
{
	struct strbuf said = STRBUF_INIT;
	struct arena a = {0};
	struct diag d;
	struct job j = {.arena = &a, .diag = &d};
	const char *kind = NULL;
	int option, status;

	command_begin();
	while ((option = getopt_long(argc, argv, "k:e:l:o:", command_options, NULL)) != -1)
		if (option == 'k')
			kind = optarg;
		else if (option == 'e')
			j.env = optarg;
		else if (option == 'l')
			j.list = optarg;
		else if (option == 'o')
			j.out = optarg;
		else
			return command_option(&command, option);
	if (!j.env || !j.list || !j.out || optind != argc)
		return command_usage(&command);
	diag_init(&d, &a);
	j.source.path = j.out;
	schemas(&j, kind, &said);
	status = command_report(&d);
	fwrite(said.buf, 1, said.len, stderr);
	str_free(&said);
	arena_clear(&a);
	return status;
}
