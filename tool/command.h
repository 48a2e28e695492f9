/*
 * Command: what the command lines of all tools share. Only included by the mains.
 */
#ifndef TOOL_COMMAND_H
#define TOOL_COMMAND_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "ending.h"
#include "graph/stamp.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct command {
	const char *name;
	const char *usage; /* without the name */
	const char *help;  /* what it does, and its options but --help and --version */
};

/* The long options of every tool; COMMAND_HELP and COMMAND_VERSION
 * are handled by command_option. */
enum { COMMAND_HELP = 256, COMMAND_VERSION };

static const struct option command_options[] = {
        {"help", no_argument, NULL, COMMAND_HELP},
        {"version", no_argument, NULL, COMMAND_VERSION},
        {NULL, 0, NULL, 0},
};

/* First in every main: a limit on the size of files is an error that is reported,
 * not a signal that kills. */
static inline void
command_begin(void)
{
	signal(SIGXFSZ, SIG_IGN);
}

/* 3 entities; of none also where they are looked for. */
static inline const char *
command_entities(struct arena *a, size_t n)
{
	if (!n)
		return "0 entities (each *.yaml below a folder 'entities' is one, or where specql.yaml says)";
	return arena_printf(a, "%zu %s", n, n == 1 ? "entity" : "entities");
}

/* Usage on stderr; exit code 2. */
static inline int
command_usage(const struct command *c)
{
	fprintf(stderr, "usage: %s %s\n", c->name, c->usage);
	return 2;
}

/* Handles an option that is not the tool's own; the exit code. */
static inline int
command_option(const struct command *c, int option)
{
	if (option == COMMAND_VERSION) {
		printf("%s %s\n", c->name, SPECQL_VERSION);
		return terminal_end(c->name, 0);
	}
	if (option != COMMAND_HELP)
		return command_usage(c);
	printf("usage: %s %s\n%s", c->name, c->usage, c->help);
	printf("  --help     prints this\n  --version  prints the version\n");
	return terminal_end(c->name, 0);
}

/* Reads a command line that is [-k KIND] and at least two files, the first of which is
 * argv[optind]; kind is NULL if it is not there. False if that was all;
 * *status is the exit code then. */
static inline bool
command_kind(const struct command *c, int argc, char **argv, const char **kind, int *status)
{
	int option;

	command_begin();
	*kind = NULL;
	while ((option = getopt_long(argc, argv, "k:", command_options, NULL)) != -1)
		if (option == 'k') {
			*kind = optarg;
		} else {
			*status = command_option(c, option);
			return false;
		}
	if (argc - optind >= 2)
		return true;
	*status = command_usage(c);
	return false;
}

/* What an edge of the graph does: options, output and inputs; the exit code. kind may be NULL. */
typedef int command_work(struct arena *, const char *kind, const char *out, char **files,
                         int nfiles);

/* What an edge reads: if that changes before its output is in its place, another build is at work,
 * and the edge has to begin anew; else it could put something old over what the other one has made.
 */
struct command_inputs {
	const char **paths;
	size_t n;
	struct stamp *stamps;
	int rounds;
};

enum { COMMAND_ROUNDS = 20 };

/* kind may be NULL. */
static inline struct command_inputs
command_inputs(struct arena *a, const char *kind, char **files, size_t n)
{
	struct command_inputs in = {.paths = arena_new(a, const char *, n + 1)};

	if (kind)
		in.paths[in.n++] = kind;
	for (size_t i = 0; i < n; i++)
		in.paths[in.n++] = files[i];
	in.stamps = stamps_of(a, in.paths, in.n);
	return in;
}

/* Whether they are as they were: asked before a file is written behind another one. */
static inline bool
command_inputs_hold(const struct command_inputs *in)
{
	return stamps_hold(in->stamps, in->paths, in->n);
}

/* After the work, if that went well. */
static inline bool
command_repeats(struct arena *a, struct command_inputs *in)
{
	if (command_inputs_hold(in) || ++in->rounds > COMMAND_ROUNDS)
		return false;
	in->stamps = stamps_of(a, in->paths, in->n);
	return true;
}

/* The main of a tool whose command line is [-k KIND] -o OUT and least to most files. */
static inline int
command_run(const struct command *c, int argc, char **argv, int least, int most, command_work *work)
{
	const char *kind = NULL, *out = NULL;
	struct arena a = {0};
	struct command_inputs in;
	int option, status;

	command_begin();
	while ((option = getopt_long(argc, argv, "k:o:", command_options, NULL)) != -1)
		if (option == 'k')
			kind = optarg;
		else if (option == 'o')
			out = optarg;
		else
			return command_option(c, option);
	if (!out || argc - optind < least || argc - optind > most)
		return command_usage(c);
	in = command_inputs(&a, kind, argv + optind, (size_t)(argc - optind));
	do
		status = work(&a, kind, out, argv + optind, argc - optind);
	while (status == 0 && command_repeats(&a, &in));
	arena_clear(&a);
	return status;
}

/* The folder of the executable, or NULL. */
static inline const char *
command_folder(struct arena *a)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (n <= 0)
		return NULL;
	path[n] = '\0';
	*strrchr(path, '/') = '\0';
	return arena_strdup(a, path);
}

/* Prints the text of diagnostics. Where the environment has SPECQL_ROOT, the project's folder as
 * the caller sees it, paths below it begin with that:
 * a build within a build has readers who are elsewhere. */
static inline void
command_say(struct arena *a, const char *text)
{
	const char *root = getenv("SPECQL_ROOT");
	size_t n, path;

	for (; *text; text += n) {
		n = strcspn(text, "\n");
		n += text[n] == '\n';
		path = strcspn(text, ":\n");
		if (root && *root && *text != ' ' && *text != '/' && text[path] == ':' &&
		    access(arena_printf(a, "%s/%.*s", root, (int)path, text), F_OK) == 0)
			fprintf(stderr, "%s/", root);
		fwrite(text, 1, n, stderr);
	}
}

/* Prints what was reported; the exit code. */
static inline int
command_report(const struct diag *d)
{
	struct strbuf text = STRBUF_INIT;

	diag_print(d, &text);
	if (text.len)
		command_say(d->arena, text.buf);
	str_free(&text);
	return d->nerrors ? 1 : 0;
}

#endif
