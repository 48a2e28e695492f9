/*
 * Builder: runs specql-ninja and Ninja for a command and shows what they say.
 * Only included by the mains that build.
 */
#ifndef TOOL_BUILDER_H
#define TOOL_BUILDER_H

#include "command.h"
#include "terminal.h"

#include "base/file.h"
#include "build/snapshot.h"
#include "build/lock.h"
#include "build/ninja.h"
#include "build/workspace.h"
#include "graph/codes.h"
#include "graph/graph.h"
#include "graph/rules.h"

#include <sys/wait.h>
#include <time.h>

struct builder {
	struct arena *arena;
	struct diag diag;
	const char *command; /* generate, docs */
	struct workspace *workspace;
	const char *root; /* where it builds: workspace->out, or a scratch */
	const char *ninja, *jobs;
	bool quiet, verbose;
	bool lost;   /* while it watches: a target is no longer there */
	bool idle;   /* a signal stops nothing */
	bool frozen; /* nothing is built if the registry does not hold an entity */
	bool progress, drawn, colours;
	size_t nerrors;
	bool stale;             /* --check found something */
	struct strbuf said;     /* by specql-ninja */
	struct strbuf heard;    /* from Ninja: its faults, each a line behind a line's end */
	struct snapshot before; /* SNAPSHOT_NONE at first */
	struct shapes *shapes;
	void (*ran)(struct builder *, const char *what); /* an edge; may be NULL */
};

static volatile sig_atomic_t builder_signal;

static int builder_wake[2] = {-1, -1}; /* can be read after a signal */

/* Ninja hears it, too: the signal may have been for this process alone. */
static inline void
builder_interrupt(int number)
{
	int error = errno;

	builder_signal = number;
	program_signal(number);
	if (builder_wake[1] >= 0 && write(builder_wake[1], "", 1) < 0)
		builder_signal = number; /* the pipe is full: it can be read */
	errno = error;
}

/* From now on signals are seen by who waits for builder_wake[0]. */
static inline bool
builder_wake_by_pipe(void)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return false;
	builder_wake[0] = ends[0];
	builder_wake[1] = ends[1];
	if (builder_signal)
		builder_interrupt(builder_signal);
	return true;
}

/* ---- what is shown ---- */

static inline void
builder_erase(struct builder *b)
{
	if (b->drawn)
		fputs("\r\033[K", stderr);
	b->drawn = false;
}

/* The state of the build in one line that is drawn over and over. */
static inline void
builder_edge(void *self, long n, long total, const char *what)
{
	static struct timespec last;
	struct builder *b = self;
	size_t width = terminal_width(STDERR_FILENO);
	struct timespec now;
	const char *text;

	if (b->ran)
		b->ran(b, what);
	if (!b->progress)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if (n < total &&
	    (now.tv_sec - last.tv_sec) * 1000 + (now.tv_nsec - last.tv_nsec) / 1000000 < 40)
		return;
	last = now;
	text = arena_printf(b->arena, "[%ld/%ld] %s", n, total, what);
	/* With room for the ^C that a terminal shows behind it. */
	fprintf(stderr, "\r\033[K%.*s", width > 3 ? (int)width - 3 : 0, text);
	b->drawn = true;
}

/* Where the word of a severity begins in a line of a diagnostic; NULL if it is none. */
static inline const char *
builder_severity(const char *text, size_t *n)
{
	static const char *const words[] = {": error: ", ": warning: ", ": note: "};
	const char *found = NULL, *p;

	for (size_t i = 0; *text != ' ' && i < sizeof(words) / sizeof(*words); i++)
		if ((p = strstr(text, words[i])) && (!found || p < found)) {
			found = p;
			*n = strlen(words[i]);
		}
	return found;
}

/* The path before the place, as the caller sees it; what follows it in *rest. */
static inline const char *
builder_path(struct builder *b, const char *text, const char *end, const char **rest)
{
	const char *p = end;

	for (int i = 0; i < 2; i++) {
		const char *q = p;

		while (q > text && q[-1] >= '0' && q[-1] <= '9')
			q--;
		if (q == p || q == text || q[-1] != ':')
			break;
		p = q - 1;
	}
	*rest = p;
	return workspace_shown(b->arena, b->workspace,
	                       arena_strndup(b->arena, text, (size_t)(p - text)));
}

static inline void
builder_say(struct builder *b, const char *text)
{
	size_t n = 0;
	const char *severity = builder_severity(text, &n), *path, *rest;
	const char *colour = "", *bold = "", *plain = "";

	builder_erase(b);
	if (!severity) {
		fprintf(stderr, "%s\n", text);
		return;
	}
	b->nerrors += severity[2] == 'e';
	path = builder_path(b, text, severity, &rest);
	if (b->colours) {
		bold = "\033[1m";
		plain = "\033[0m";
		colour = severity[2] == 'e'   ? "\033[1;31m"
		         : severity[2] == 'w' ? "\033[1;35m"
		                              : "\033[1;36m";
	}
	fprintf(stderr, "%s%s%.*s:%s %s%.*s%s %s\n", bold, path, (int)(severity - rest), rest,
	        plain, colour, (int)n - 3, severity + 2, plain, severity + n);
}

static inline void
builder_line(void *self, const char *text)
{
	struct builder *b = self;
	size_t n;

	if (builder_severity(text, &n))
		str_addf(&b->heard, "\n%s\n", text);
	builder_say(b, text);
}

static inline void
builder_trouble(void *self, const char *text)
{
	struct builder *b = self;

	builder_erase(b);
	if (b->ran && strncmp(text, "unknown target", 14) == 0) {
		b->lost = true;
		return;
	}
	fprintf(stderr, "specql %s: Ninja cannot go on: %s\n", b->command, text);
	b->nerrors++;
}

static inline void
builder_keep(void *self, const char *text)
{
	struct builder *b = self;

	str_addf(&b->said, "%s\n", text);
}

static inline void
builder_nothing(void *self, long n, long total, const char *what)
{
	(void)self, (void)n, (void)total, (void)what;
}

/* ---- building ---- */

/* Takes what all commands that build have from the line, and finds the project and Ninja.
 * False after reporting. */
static inline bool
builder_begin(struct builder *b, struct workspace *workspace, const char *jobs)
{
	b->workspace = workspace;
	b->root = workspace->out;
	b->jobs = jobs;
	b->said = b->heard = (struct strbuf)STRBUF_INIT;
	b->progress = !b->quiet && isatty(STDERR_FILENO);
	b->colours = terminal_colours(STDERR_FILENO);
	b->ninja = ninja_find(b->arena, workspace->here);
	terminal_catch(builder_interrupt);
	if (b->ninja)
		return true;
	fprintf(stderr,
	        "specql %s: there is no Ninja; install it (Debian: ninja-build), or name one in "
	        "NINJA\n",
	        b->command);
	b->nerrors++;
	return false;
}

/* Takes the lock, and says for whom it waits. */
static inline bool
builder_lock(struct builder *b, struct lock *l)
{
	const char *file = arena_printf(b->arena, "%s/.specql/lock", b->workspace->out);
	enum lock_result result = lock_try(b->arena, l, b->root, b->command);

	if (result == LOCK_HELD) {
		fprintf(stderr, "specql %s: waiting for %s, which works here\n", b->command,
		        *l->holder ? l->holder : "another command");
		result = lock_wait(b->arena, l, b->command) ? LOCK_TAKEN : LOCK_FAILED;
	}
	if (result == LOCK_FAILED && !builder_signal)
		error_in_file(&b->diag, workspace_relative(b->arena, file, b->workspace->here),
		              "cannot be made: %s; choose another output folder with -B",
		              strerror(errno));
	return result == LOCK_TAKEN;
}

/* The scan and the graph. What is said of faults is kept: Ninja will say it again.
 * False if nothing can be built. */
static inline bool
builder_scan(struct builder *b)
{
	const char *tool = arena_printf(b->arena, "%s/specql-ninja", command_folder(b->arena));
	char *argv[] = {(char *)tool, "--quiet",       "-C", (char *)b->workspace->dir,
	                "-B",         (char *)b->root, NULL, NULL};
	struct listener l = {b, builder_nothing, builder_keep, builder_keep};
	int status;

	if (b->frozen)
		argv[6] = "--frozen";
	b->shapes = NULL;
	str_reset(&b->said);
	str_reset(&b->heard);
	status = program_run(argv, b->workspace->dir, &l);
	if (status != -1 && WIFEXITED(status) && WEXITSTATUS(status) <= 1 && chdir(b->root) == 0 &&
	    rules_owner("build.ninja") == RULES_OURS &&
	    !(b->frozen && strstr(b->said.buf, CODES_FROZEN)) &&
	    (b->shapes = shapes_read(b->arena, &b->diag, ".specql/shape.txt")))
		return true;
	if (!builder_signal && !b->said.len)
		fprintf(stderr, "specql %s: specql-ninja cannot be run\n", b->command);
	return false;
}

/* Prints what specql-ninja said, but for what Ninja has said since. */
static inline void
builder_repeat(struct builder *b)
{
	char *at = b->said.buf, *end;
	const char *severity, *heard = NULL;
	size_t n;

	while ((end = strchr(at, '\n'))) {
		*end = '\0';
		severity = builder_severity(at, &n);
		if (severity && severity[2] != 'n')
			heard = strstr(b->heard.buf, arena_printf(b->arena, "\n%s\n", at));
		if (!heard)
			builder_say(b, at);
		at = end + 1;
	}
}

static inline bool
builder_ninja(struct builder *b, const struct list *targets)
{
	struct listener l = {b, builder_edge, builder_line, builder_trouble};
	size_t nerrors = b->nerrors;
	int status =
	        ninja_run(b->arena, b->ninja, b->root, b->jobs, targets->items, targets->n, &l);
	const char *why = status == -1 ? strerror(errno) : NULL;

	builder_erase(b);
	if (builder_signal || status == 0 || b->lost)
		return status == 0;
	if (b->nerrors == nerrors) {
		if (why)
			fprintf(stderr,
			        "specql %s: '%s' cannot be run: %s; install Ninja (Debian: ninja-build), or name one in NINJA\n",
			        b->command, b->ninja, why);
		else
			fprintf(stderr, "specql %s: %s failed\n", b->command, b->ninja);
		b->nerrors++;
	}
	return false;
}

/* ---- what has changed ---- */

static inline const char *
builder_output(struct builder *b, const char *path)
{
	return workspace_relative(b->arena,
	                          arena_printf(b->arena, "%s/%s", b->workspace->out, path),
	                          b->workspace->here);
}

/* A list too long to be read is one line a folder. */
static inline void
builder_list(struct builder *b, const char *what, const struct list *files)
{
	enum { MOST = 40 };
	size_t n, k;

	for (size_t i = 0; i < files->n; i += n) {
		const char *path = files->items[i], *slash = strrchr(path, '/');

		n = 1;
		if (!b->verbose && files->n > MOST && slash)
			for (k = (size_t)(slash - path) + 1;
			     i + n < files->n && strncmp(path, files->items[i + n], k) == 0 &&
			     !strchr(files->items[i + n] + k, '/');)
				n++;
		if (n == 1)
			printf("  %-8s %s\n", what, builder_output(b, path));
		else
			printf("  %-8s %s/: %zu files\n", what,
			       builder_output(b, arena_strndup(b->arena, path, k - 1)), n);
	}
}

static inline void
builder_print(struct builder *b, const struct output_changes *c)
{
	size_t n = c->created.n + c->updated.n + c->deleted.n;

	if (b->quiet)
		return;
	printf("%s: ", command_entities(b->arena, b->shapes->n));
	if (!n)
		printf("no file has changed\n");
	else
		printf("%zu %s changed (%u created, %u updated, %u deleted)\n", n,
		       n == 1 ? "file has" : "files have", c->created.n, c->updated.n,
		       c->deleted.n);
	builder_list(b, "created", &c->created);
	builder_list(b, "updated", &c->updated);
	builder_list(b, "deleted", &c->deleted);
}

/* The exit code. What a signal ended ends by that signal, so that a shell knows. */
static inline int
builder_end(struct builder *b)
{
	int number = builder_signal;
	size_t n;

	str_free(&b->said);
	str_free(&b->heard);
	snapshot_free(&b->before);
	if (b->diag.nerrors)
		command_report(&b->diag);
	n = b->nerrors + b->diag.nerrors;
	if (number) {
		builder_erase(b);
		if (!b->idle)
			fprintf(stderr,
			        "specql %s: stopped; what was being made is as it was before\n",
			        b->command);
		signal(number, SIG_DFL);
		raise(number);
	}
	if (n && !b->quiet)
		fprintf(stderr, "%zu %s%s\n", n, n == 1 ? "error" : "errors",
		        !b->shapes || b->root != b->workspace->out ? ""
		        : n == 1 ? "; what it does not concern has been made"
		                 : "; what they do not concern has been made");
	return terminal_end(arena_printf(b->arena, "specql %s", b->command), n || b->stale ? 1 : 0);
}

#endif
