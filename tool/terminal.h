/*
 * Terminal: what the commands of specql share beside command.h: the line by the table, where output
 * goes. Only included by the mains.
 */
#ifndef TOOL_TERMINAL_H
#define TOOL_TERMINAL_H

#include "base/arena.h"
#include "base/str.h"
#include "command/help.h"
#include "command/line.h"
#include "ending.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* The characters of a line of the terminal; 80 if it is none. */
static inline size_t
terminal_width(int fd)
{
	struct winsize w;

	return ioctl(fd, TIOCGWINSZ, &w) == 0 && w.ws_col > 0 ? w.ws_col : 80;
}

/* Whether a stream may be coloured. */
static inline bool
terminal_colours(int fd)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(fd) && !(no && *no) && !(term && strcmp(term, "dumb") == 0);
}

/* Says what is wrong with a command line; exit code 2. */
static inline int
terminal_usage(const struct line *line)
{
	struct strbuf usage = STRBUF_INIT;

	help_usage(&usage, line->command);
	fprintf(stderr, "specql %s: %s\nusage: %s\n", command_rows[line->command].name, line->fault,
	        usage.buf);
	str_free(&usage);
	return 2;
}

/* A stream that is closed would be taken by the first file that is opened.
 * What is written to this one fails. */
static inline void
terminal_begin(void)
{
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == STDERR_FILENO ? O_WRONLY : O_RDONLY) != fd)
			_exit(1);
}

/* Has the signals that end a command taken by a function; that of a terminal which is closed only
 * if nobody has it ignored, as nohup does. */
static inline void
terminal_catch(void take(int))
{
	struct sigaction act = {.sa_handler = take};

	sigaction(SIGINT, &act, NULL);
	sigaction(SIGTERM, &act, NULL);
	if (signal(SIGHUP, SIG_IGN) != SIG_IGN)
		sigaction(SIGHUP, &act, NULL);
}

/* Reads the line of a command. NULL if that is all: --help, --version or a fault; *status is the
 * exit code then, and the arena is empty. */
static inline struct line *
terminal_line(struct arena *a, const char *command, int argc, char **argv, int *status)
{
	struct line *line = line_read(a, command_find(command), argc - 1, argv + 1);
	struct strbuf out = STRBUF_INIT;

	terminal_begin();
	*status = 0;
	if (line->help)
		help_write(&out, line->command, terminal_width(STDOUT_FILENO));
	else if (line->version)
		str_addf(&out, "specql %s %s\n", command, SPECQL_VERSION);
	else if (line->fault)
		*status = terminal_usage(line);
	else
		return line;
	fwrite(out.buf, 1, out.len, stdout);
	str_free(&out);
	*status = terminal_end("specql", *status);
	arena_clear(a);
	return NULL;
}

#endif
