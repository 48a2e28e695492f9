/*
 * Client: a connection that specql-pgclient holds. Only included by the main that verifies.
 *
 * Whoever waits here waits until a time, and no longer when a signal has come.
 */
#ifndef TOOL_CLIENT_H
#define TOOL_CLIENT_H

#include "command.h"

#include "verify/session.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>

/* The signal that ends the command. */
static volatile sig_atomic_t client_signal;

static inline void
client_interrupt(int number)
{
	client_signal = number;
}

/* When everything must be done. */
struct limit {
	unsigned seconds;
	struct timespec end;
};

static inline struct limit
limit_begin(unsigned seconds)
{
	struct limit l = {.seconds = seconds};

	clock_gettime(CLOCK_MONOTONIC, &l.end);
	l.end.tv_sec += (time_t)seconds;
	return l;
}

/* Milliseconds that are left; 0 if none are, or if a signal has come. */
static inline int
limit_left(const struct limit *l)
{
	struct timespec now;
	long left;

	clock_gettime(CLOCK_MONOTONIC, &now);
	left = (l->end.tv_sec - now.tv_sec) * 1000 + (l->end.tv_nsec - now.tv_nsec) / 1000000;
	return client_signal || left < 0 ? 0 : left > 3600000 ? 3600000 : (int)left;
}

struct client {
	struct arena *arena;
	const struct limit *limit;
	pid_t pid; /* 0: there is none */
	int to, from;
	struct strbuf said; /* read and not yet taken */
	size_t taken;
};

/* ---- the process ---- */

/* In the child: nothing of ours outlives us. */
static inline void
client_become(pid_t parent, const char *program, int in, int out)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != parent || dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
		_exit(127);
	execl(program, program, "-s", (char *)NULL);
	_exit(127);
}

static inline bool
client_start(struct client *c, const char *program)
{
	int in[2], out[2];
	pid_t parent = getpid();

	c->said = (struct strbuf)STRBUF_INIT;
	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0 || (c->pid = fork()) < 0)
		return false;
	if (c->pid == 0)
		client_become(parent, program, in[0], out[1]);
	close(in[0]);
	close(out[1]);
	c->to = in[1];
	c->from = out[0];
	fcntl(c->to, F_SETFL, O_NONBLOCK);
	return true;
}

/* Waits so many milliseconds for a process to end; its status, -1 if it has not. */
static inline int
client_await(pid_t pid, int milliseconds)
{
	int status;

	for (int waited = 0;; waited += 10) {
		if (waitpid(pid, &status, WNOHANG) != 0)
			return status;
		if (waited >= milliseconds)
			return -1;
		poll(NULL, 0, 10);
	}
}

/* Ends it: asks it first, so that the server stops what it does for it. */
static inline void
client_end(struct client *c)
{
	if (c->pid <= 0)
		return;
	close(c->to);
	close(c->from);
	if (client_await(c->pid, 200) < 0) {
		kill(c->pid, SIGTERM);
		if (client_await(c->pid, 2000) < 0) {
			kill(c->pid, SIGKILL);
			waitpid(c->pid, NULL, 0);
		}
	}
	c->pid = 0;
	str_free(&c->said);
}

/* ---- what is asked ---- */

static inline struct answer
client_lost(struct client *c)
{
	struct answer a = {.failed = true, .state = "08006", .message = ""};

	if (client_signal)
		return a;
	a.message = limit_left(c->limit) ? "the connection is lost"
	                                 : arena_printf(c->arena, "nothing came of it within %u s",
	                                                c->limit->seconds);
	return a;
}

/* Waits until one end of the pipes is ready. */
static inline bool
client_ready(struct client *c, int fd, short events)
{
	struct pollfd p = {.fd = fd, .events = events};

	for (;;) {
		int left = limit_left(c->limit);

		if (!left)
			return false;
		if (poll(&p, 1, left) > 0)
			return true;
	}
}

static inline bool
client_write(struct client *c, const char *text, size_t n)
{
	while (n) {
		ssize_t done = write(c->to, text, n);

		if (done < 0 && errno != EAGAIN && errno != EINTR)
			return false;
		if (done < 0 && !client_ready(c, c->to, POLLOUT))
			return false;
		text += done > 0 ? done : 0;
		n -= done > 0 ? (size_t)done : 0;
	}
	return true;
}

/* Reads until so many bytes are there that were not taken. */
static inline bool
client_read(struct client *c, size_t n)
{
	char part[64 * 1024];

	while (c->said.len - c->taken < n) {
		ssize_t got =
		        client_ready(c, c->from, POLLIN) ? read(c->from, part, sizeof(part)) : 0;

		if (got <= 0)
			return false;
		str_addn(&c->said, part, (size_t)got);
	}
	return true;
}

/* A line, without its end; NULL if none came. */
static inline const char *
client_line(struct client *c)
{
	size_t n = 0;

	for (;; n++) {
		if (!client_read(c, n + 1))
			return NULL;
		if (c->said.buf[c->taken + n] == '\n')
			break;
	}
	c->said.buf[c->taken + n] = '\0';
	c->taken += n + 1;
	return c->said.buf + c->taken - n - 1;
}

/* n bytes and the NUL behind them, in the arena; or the same text that is there already. */
static inline const char *
client_text(struct client *c, size_t n, const char *same)
{
	if (!client_read(c, n + 1))
		return NULL;
	if (!same || strcmp(same, c->said.buf + c->taken) != 0)
		same = arena_strndup(c->arena, c->said.buf + c->taken, n);
	c->taken += n + 1;
	return same;
}

static inline bool
client_values(struct client *c, struct answer *a)
{
	a->values = arena_new(c->arena, const char *, a->nrows * a->ncolumns + 1);
	for (size_t i = 0; i < a->nrows * a->ncolumns; i++) {
		const char *line = client_line(c);
		const char *above = i >= a->ncolumns ? a->values[i - a->ncolumns] : NULL;

		if (!line || (*line != '-' &&
		              !(a->values[i] = client_text(c, strtoul(line, NULL, 10), above))))
			return false;
		if (c->taken > 1 << 20) {
			memmove(c->said.buf, c->said.buf + c->taken, c->said.len - c->taken + 1);
			c->said.len -= c->taken;
			c->taken = 0;
		}
	}
	return true;
}

static inline struct answer
client_answer(struct client *c)
{
	const char *line = client_line(c), *text;
	struct answer a = {0};
	size_t one, other;
	char kind = 0;
	int open = 0;

	if (!line || sscanf(line, "%c %d %zu %zu", &kind, &open, &one, &other) != 4)
		return client_lost(c);
	a.open = open;
	if (kind == 'R') {
		a.ncolumns = one;
		a.nrows = other;
		return client_values(c, &a) ? a : client_lost(c);
	}
	text = client_text(c, other, NULL);
	if (!text)
		return client_lost(c);
	a.failed = true;
	a.position = one;
	a.state = arena_strndup(c->arena, text, 5);
	a.message = client_signal ? "" : text + 5;
	return a;
}

static inline struct answer
client_request(struct client *c, char kind, const char *text, size_t n)
{
	const char *head = arena_printf(c->arena, "%c %zu\n", kind, n);

	str_reset(&c->said);
	c->taken = 0;
	if (!client_write(c, head, strlen(head)) || !client_write(c, text, n))
		return client_lost(c);
	return client_answer(c);
}

static inline struct answer
client_ask(void *self, const char *sql, size_t n)
{
	return client_request(self, 'Q', sql, n);
}

#endif
