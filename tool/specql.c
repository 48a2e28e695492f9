/*
 * specql: finds the program of a command beside itself, or on PATH, and becomes it. help and
 * completion are its own.
 */
#include "terminal.h"

#include "base/diag.h"

static int
print(struct strbuf *out)
{
	fwrite(out->buf, 1, out->len, stdout);
	str_free(out);
	return terminal_end("specql", 0);
}

static int
unknown(struct arena *a, const char *word)
{
	bool two = strchr(word, ' ');
	const char **names = arena_new(a, const char *, NCOMMANDS + 1);
	size_t n = 0;

	for (size_t i = 0; i < NCOMMANDS; i++)
		if (two || !strchr(command_rows[i].name, ' '))
			names[n++] = command_rows[i].name;
	fprintf(stderr, "specql: unknown command '%s'%s\n`specql help` lists the commands\n", word,
	        nearest_cure(a, word, names));
	return 2;
}

/* Becomes specql-<command>; returns only if there is none. */
static void
become(struct arena *a, const char *command, char **argv)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	const char *name = arena_printf(a, "specql-%s", command);

	if (strchr(command, '/'))
		return;
	if (n > 0) {
		self[n] = '\0';
		*(strrchr(self, '/') + 1) = '\0';
		execv(arena_printf(a, "%s%s", self, name), argv);
	}
	execvp(name, argv);
}

/* help, help COMMAND, help init project. */
static int
help(struct arena *a, int argc, char **argv)
{
	struct strbuf out = STRBUF_INIT, words = STRBUF_INIT;
	size_t width = terminal_width(STDOUT_FILENO);
	const char *name;
	enum command_id id;
	int status;
	struct line *line = terminal_line(a, "help", argc, argv, &status);

	if (!line)
		return status;
	for (size_t i = 0; i < line->noperands; i++)
		str_addf(&words, "%s%s", i ? " " : "", line->operands[i]);
	name = str_done(&words, a);
	id = command_find(name);
	if (*name && id == NCOMMANDS)
		return unknown(a, name);
	if (line->values[help_man])
		man_write(&out, id, SPECQL_VERSION);
	else if (*name)
		help_write(&out, id, width);
	else
		help_list(&out, width);
	return print(&out);
}

static int
completion(struct arena *a, int argc, char **argv)
{
	struct strbuf out = STRBUF_INIT;
	int status;
	struct line *line = terminal_line(a, "completion", argc, argv, &status);

	if (!line)
		return status;
	completion_write(&out, line->operands[0]);
	return print(&out);
}

int
main(int argc, char **argv)
{
	static struct arena a; /* the end of the process frees it */
	struct strbuf out = STRBUF_INIT;
	const char *command = argc > 1 ? argv[1] : "";

	terminal_begin();
	if (!*command) {
		help_list(&out, terminal_width(STDERR_FILENO));
		fputs(out.buf, stderr);
		str_free(&out);
		return 2;
	}
	if (strcmp(command, "--version") == 0) {
		printf("specql %s\n", SPECQL_VERSION);
		return terminal_end("specql", 0);
	}
	if (strcmp(command, "help") == 0 || strcmp(command, "--help") == 0 ||
	    strcmp(command, "-h") == 0)
		return help(&a, argc - 1, argv + 1);
	if (strcmp(command, "completion") == 0)
		return completion(&a, argc - 1, argv + 1);
	if (*command == '-') {
		fprintf(stderr, "specql: a command comes first, then its options\n`specql help` "
		                "lists the commands\n");
		return 2;
	}
	become(&a, command, argv + 1);
	if (command_find(command) == NCOMMANDS)
		return unknown(&a, command);
	fprintf(stderr, "specql: specql-%s is missing; install specql-ninja again\n", command);
	return 1;
}
