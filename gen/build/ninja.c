#include "build/ninja.h"
#include "base/arena.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Before the status of an edge, so that it is told from the output of one. */
#define MARK "\x1f"

/* Of the targets of one run: the system's limit, 2 MiB as a rule, is on all arguments and the
 * environment together. */
enum { MOST_BYTES = 1 << 20 };

/* ---- finding ---- */

/* Ninja runs in another folder. */
static const char *
from(struct arena *a, const char *here, const char *path)
{
	return *path == '/' || !strchr(path, '/') ? path : arena_printf(a, "%s/%s", here, path);
}

static const char *
on_path(struct arena *a, const char *here, const char *name)
{
	const char *path = getenv("PATH"), *file;

	for (size_t n; path && *path; path += n + (path[n] == ':')) {
		n = strcspn(path, ":");
		file = from(a, here, arena_printf(a, "%.*s/%s", (int)n, path, name));
		if (n > 0 && access(file, X_OK) == 0)
			return file;
	}
	return NULL;
}

const char *
ninja_find(struct arena *a, const char *here)
{
	static const char *const names[] = {"ninja", "ninja-build", "samu"};
	const char *given = getenv("NINJA"), *found = NULL;

	if (given && *given)
		return from(a, here, given);
	for (size_t i = 0; !found && i < sizeof(names) / sizeof(*names); i++)
		found = on_path(a, here, names[i]);
	return found;
}

/* ---- listening ---- */

struct hearing {
	const struct listener *listener;
	bool status;  /* the line before was the status of an edge */
	bool command; /* the next line is that of an edge that failed */
};

static bool
begins(const char *text, const char *word)
{
	return strncmp(text, word, strlen(word)) == 0;
}

/* The name of the one who speaks is dropped: ninja: error: … */
static bool
own(const struct hearing *h, const char *text)
{
	static const char *const names[] = {"ninja: ", "samu: "};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!begins(text, names[i]))
			continue;
		text += strlen(names[i]);
		if (begins(text, "error: ") || begins(text, "fatal: "))
			h->listener->trouble(h->listener->self, text + 7);
		return true;
	}
	return false;
}

static void
hear(struct hearing *h, char *text)
{
	const struct listener *l = h->listener;
	bool status = h->status;
	char *end;
	long n, total;

	h->status = !h->command && *text == *MARK;
	if (h->command) {
		h->command = false;
	} else if (h->status) {
		n = strtol(text + 1, &end, 10);
		total = *end == '/' ? strtol(end + 1, &end, 10) : 0;
		l->edge(l->self, n, total, end + strspn(end, " "));
	} else if (status && begins(text, "FAILED: ")) {
		h->command = true;
	} else if (!own(h, text)) {
		l->line(l->self, text);
	}
}

/* Hands on every whole line; what is left stays. */
static void
hear_all(struct hearing *h, struct strbuf *text, bool last)
{
	char *at = text->buf, *end;
	size_t left;

	while ((end = memchr(at, '\n', text->len - (size_t)(at - text->buf)))) {
		*end = '\0';
		hear(h, at);
		at = end + 1;
	}
	left = text->len - (size_t)(at - text->buf);
	if (last && left)
		hear(h, at);
	if (at != text->buf) {
		memmove(text->buf, at, left + 1);
		text->len = left;
	}
}

/* ---- running ---- */

/* Starts the program; what it prints goes to the pipe. 0 or the error's number. */
static int
start(pid_t *pid, char *const *argv, const char *folder, const int *ends)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t signals;
	int error;

	sigemptyset(&signals);
	sigaddset(&signals, SIGPIPE);
	sigaddset(&signals, SIGINT);
	sigaddset(&signals, SIGTERM);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigdefault(&attributes, &signals);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&files, ends[1], STDERR_FILENO);
	posix_spawn_file_actions_addchdir_np(&files, folder);
	setenv("NINJA_STATUS", MARK "%f/%t ", 1);
	unsetenv("CLICOLOR_FORCE");
	error = posix_spawnp(pid, argv[0], &files, &attributes, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	return error;
}

static void
listen_to(int fd, const struct listener *listener)
{
	struct hearing h = {.listener = listener};
	struct strbuf text = STRBUF_INIT;
	char part[16 * 1024];
	ssize_t n;

	while ((n = read(fd, part, sizeof(part))) > 0 || (n < 0 && errno == EINTR)) {
		if (n > 0)
			str_addn(&text, part, (size_t)n);
		hear_all(&h, &text, false);
	}
	if (text.len)
		hear_all(&h, &text, true);
	str_free(&text);
}

static volatile sig_atomic_t running; /* the process, 0 if there is none */

void
program_signal(int number)
{
	if (running > 0)
		kill((pid_t)running, number);
}

int
program_run(char *const *argv, const char *folder, const struct listener *listener)
{
	int ends[2], status, error;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	error = start(&pid, argv, folder, ends);
	close(ends[1]);
	if (!error) {
		running = (sig_atomic_t)pid;
		listen_to(ends[0], listener);
		running = 0;
	}
	close(ends[0]);
	errno = error;
	if (error)
		return -1;
	while (waitpid(pid, &status, 0) != pid)
		if (errno != EINTR)
			return -1;
	return status;
}

int
ninja_run(struct arena *a, const char *ninja, const char *folder, const char *jobs,
          const char *const *targets, size_t n, const struct listener *listener)
{
	const char *first[] = {ninja, "-k", "0", jobs ? "-j" : NULL, jobs};
	char **argv = arena_new(a, char *, n + 6);
	size_t done = 0, bytes;
	int status, worst = 0;

	do {
		size_t argc = 0;

		for (size_t i = 0; i < 5 && first[i]; i++)
			argv[argc++] = arena_strdup(a, first[i]);
		for (bytes = 0; done < n && bytes < MOST_BYTES; done++) {
			argv[argc++] = arena_strdup(a, targets[done]);
			bytes += strlen(targets[done]) + 1 + sizeof(char *);
		}
		argv[argc] = NULL;
		status = program_run(argv, folder, listener);
		worst = status ? status : worst;
	} while (done < n && status != -1 && !WIFSIGNALED(status));
	return worst;
}
