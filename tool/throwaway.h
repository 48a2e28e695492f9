/*
 * Throw-away: a PostgreSQL server of our own, in a folder of our own, that nobody else can reach.
 * Only included by the main that verifies.
 */
#ifndef TOOL_THROWAWAY_H
#define TOOL_THROWAWAY_H

#include "client.h"

#include "base/file.h"
#include "build/scratch.h"

#include <glob.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>

struct throwaway {
	struct arena *arena;
	const struct limit *limit;
	const char *programs; /* the folder of initdb and postgres */
	const char *folder;
	const struct passwd *user; /* as whom it runs, since it refuses root; NULL: as we do */
	pid_t pid;                 /* of the server; 0: it does not run */
	const char *fault;
};

/* ---- what is installed ---- */

static inline bool
throwaway_programs(struct throwaway *t, const char *folder)
{
	if (access(arena_printf(t->arena, "%s/initdb", folder), X_OK) != 0 ||
	    access(arena_printf(t->arena, "%s/postgres", folder), X_OK) != 0)
		return false;
	t->programs = arena_strdup(t->arena, folder);
	return true;
}

/* That of PATH, else the newest of where packages put them, which is seldom on PATH. */
static inline bool
throwaway_find(struct throwaway *t)
{
	static const char *const patterns[] = {"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin",
	                                       "/usr/local/pgsql/bin"};
	const char *path = getenv("PATH");
	glob_t found;

	for (const char *p = path ? path : ""; *p; p += strcspn(p, ":"), p += *p == ':')
		if (*p == '/' && throwaway_programs(t, arena_strndup(t->arena, p, strcspn(p, ":"))))
			return true;
	for (size_t i = 0; !t->programs && i < sizeof(patterns) / sizeof(*patterns); i++) {
		int newest = -1;

		if (glob(patterns[i], GLOB_NOSORT, NULL, &found) != 0)
			continue;
		for (size_t k = 0; k < found.gl_pathc; k++) {
			const char *digits = strpbrk(found.gl_pathv[k], "0123456789");
			int version = digits ? atoi(digits) : 0;

			if (version > newest && throwaway_programs(t, found.gl_pathv[k]))
				newest = version;
		}
		globfree(&found);
	}
	return t->programs;
}

/* ---- processes ---- */

/* What the log says at its end, in one line. */
static inline const char *
throwaway_log(struct throwaway *t)
{
	size_t n = 0;
	char *text = file_read(t->arena, arena_printf(t->arena, "%s/log", t->folder), 0, &n);

	for (size_t i = 0; i < n; i++)
		if (text[i] == '\n')
			text[i] = ' ';
	while (n && text[n - 1] == ' ')
		text[--n] = '\0';
	return text ? text + (n > 400 ? n - 400 : 0) : "";
}

/* In the child: leaves our terminal, our rights and our settings behind, and ends when we do. */
static inline void
throwaway_become(struct throwaway *t, pid_t parent, const char *const *words)
{
	int log = open(arena_printf(t->arena, "%s/log", t->folder), O_WRONLY | O_CREAT | O_APPEND,
	               0600);
	int null = open("/dev/null", O_RDONLY);
	char *environment[] = {"LC_ALL=C", "PATH=/usr/bin:/bin", NULL};
	sigset_t none;

	setsid();
	if (t->user &&
	    (fchown(log, t->user->pw_uid, t->user->pw_gid) != 0 || setgroups(0, NULL) != 0 ||
	     setgid(t->user->pw_gid) != 0 || setuid(t->user->pw_uid) != 0))
		_exit(125);
	if (chdir(t->folder) != 0)
		_exit(126);
	dup2(null, STDIN_FILENO);
	dup2(log, STDOUT_FILENO);
	dup2(log, STDERR_FILENO);
	prctl(PR_SET_PDEATHSIG, SIGQUIT);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int number = 1; number < 32; number++)
		signal(number, SIG_DFL);
	if (getppid() == parent)
		execve(words[0], (char *const *)(void *)words, environment);
	_exit(127);
}

static inline pid_t
throwaway_run(struct throwaway *t, const char *const *words)
{
	pid_t parent = getpid(), pid = fork();

	if (pid == 0)
		throwaway_become(t, parent, words);
	return pid;
}

/* Waits for a process as long as the limit allows; true if it has done its work. */
static inline bool
throwaway_done(struct throwaway *t, pid_t pid)
{
	int status = -1;

	while (pid > 0 && limit_left(t->limit) && (status = client_await(pid, 20)) == -1)
		;
	if (pid > 0 && status == -1) {
		kill(-pid, SIGKILL);
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		t->fault =
		        arena_printf(t->arena, "did not come about within %u s", t->limit->seconds);
	} else if (WIFEXITED(status) && WEXITSTATUS(status) == 126) {
		t->fault = arena_printf(
		        t->arena,
		        "%s cannot be entered by the user '%s'; set TMPDIR to a folder that everybody can enter",
		        t->folder, t->user ? t->user->pw_name : "");
	} else if (status != 0) {
		t->fault = arena_printf(t->arena, "initdb failed: %s", throwaway_log(t));
	}
	return !t->fault;
}

/* ---- the server ---- */

/* A socket's path has 107 bytes at most, and libpq takes a comma in it for the end of one. */
static inline bool
throwaway_folder(struct throwaway *t)
{
	enum { LONGEST = 70 };
	const char *above = getenv("TMPDIR");
	bool fits = above && *above == '/' && strlen(above) <= LONGEST && !strpbrk(above, ",'\"\\");
	char *name = arena_printf(t->arena, "%s/specql-pg.XXXXXX", fits ? above : "/tmp");

	if (!mkdtemp(name)) {
		t->fault = arena_printf(t->arena, "%s cannot be made: %s", name, strerror(errno));
		return false;
	}
	t->folder = name;
	if (geteuid() != 0)
		return true;
	t->user = getpwnam("postgres");
	if (!t->user)
		t->user = getpwnam("nobody");
	if (t->user && chown(name, t->user->pw_uid, t->user->pw_gid) == 0)
		return true;
	t->fault = "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody'";
	return false;
}

static inline bool
throwaway_init(struct throwaway *t)
{
	const char *words[] = {arena_printf(t->arena, "%s/initdb", t->programs),
	                       "-D",
	                       "data",
	                       "-U",
	                       "specql",
	                       "-A",
	                       "trust",
	                       "-E",
	                       "UTF8",
	                       "--no-locale",
	                       "-N",
	                       NULL};

	return throwaway_done(t, throwaway_run(t, words));
}

/* The last word of the eighth line of its file says that it is ready. */
static inline bool
throwaway_ready(struct throwaway *t)
{
	size_t n;
	const char *text = file_read(
	        t->arena, arena_printf(t->arena, "%s/data/postmaster.pid", t->folder), 0, &n);

	return text && strstr(text, "\nready");
}

static inline bool
throwaway_start(struct throwaway *t, size_t nentities)
{
	const char *words[] = {
	        arena_printf(t->arena, "%s/postgres", t->programs), "-D", "data", "-c",
	        "listen_addresses=", "-c",
	        arena_printf(t->arena, "unix_socket_directories=%s", t->folder), "-c",
	        "unix_socket_permissions=0700", "-c", "fsync=off", "-c", "full_page_writes=off",
	        "-c", "synchronous_commit=off", "-c", "autovacuum=off", "-c", "max_connections=4",
	        "-c", "superuser_reserved_connections=0", "-c", "wal_level=minimal", "-c",
	        "max_wal_senders=0", "-c", "jit=off", "-c",
	        /* One transaction makes everything, and holds a lock on each. */
	        arena_printf(t->arena, "max_locks_per_transaction=%zu", 512 + 8 * nentities), NULL};

	t->pid = throwaway_run(t, words);
	while (t->pid > 0 && limit_left(t->limit) && !throwaway_ready(t)) {
		int status = client_await(t->pid, 20);

		if (status == -1)
			continue;
		t->pid = 0;
		t->fault =
		        arena_printf(t->arena, "the server does not start: %s", throwaway_log(t));
		return false;
	}
	if (!limit_left(t->limit))
		t->fault =
		        arena_printf(t->arena, "did not come about within %u s", t->limit->seconds);
	return !t->fault;
}

/* Starts a server of the newest PostgreSQL that is installed. False with a fault. */
static inline bool
throwaway_begin(struct throwaway *t, size_t nentities)
{
	return throwaway_folder(t) && throwaway_init(t) && throwaway_start(t, nentities);
}

/* How libpq reaches it. */
static inline const char *
throwaway_address(const struct throwaway *t)
{
	return arena_printf(t->arena, "host='%s' port=5432 user=specql dbname=postgres", t->folder);
}

/* Stops it at once and leaves nothing. */
static inline void
throwaway_end(struct throwaway *t)
{
	if (t->pid > 0) {
		kill(t->pid, SIGQUIT);
		if (client_await(t->pid, 10000) == -1) {
			kill(-t->pid, SIGKILL);
			waitpid(t->pid, NULL, 0);
		}
		t->pid = 0;
	}
	if (t->folder)
		scratch_remove(t->folder);
	t->folder = NULL;
}

#endif
