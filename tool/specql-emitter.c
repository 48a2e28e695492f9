/*
 * specql-emitter: runs a command of the project's `emitters:` for one output and keeps it from
 * overwriting what somebody edited.
 */
#include "command.h"

#include "base/arena.h"
#include "base/file.h"
#include "graph/emitted.h"
#include "graph/room.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct command command = {
        "specql-emitter", "-o OUT MODEL COMMAND",
        "Runs COMMAND with sh in the project's folder. It finds the path of the model in $in and "
        "writes the file that\n"
        "$out names; that becomes OUT, unless OUT was edited.\n\n"
        "  -o OUT     the file to write; left alone if it would not change\n"
        "  MODEL      an entity's model, as made by specql-model\n"
        "  COMMAND    one shell command\n"};

static const struct span nowhere;

/* Runs the command; its exit status as of waitpid, -1 with errno set. */
static int
run(const char *text, const char *in, const char *out)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (setenv("in", in, 1) == 0 && setenv("out", out, 1) == 0 &&
		    chdir(".specql/dir") == 0)
			execl("/bin/sh", "sh", "-c", text, (char *)NULL);
		_exit(127);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid ? status : -1;
}

static void
emit(struct arena *a, struct diag *d, const char *out, const char *model, const char *text)
{
	const char *room = room_enter(a), *slash = strrchr(out, '/');
	const char *scratch = arena_printf(a, "%s/%s", room, slash ? slash + 1 : out);
	char *here = realpath(".", NULL), *made;
	struct source *source = arena_new(a, struct source, 1);
	int status = -1;
	size_t len;

	source->path = arena_strdup(a, out);
	if (here && room)
		status = run(text, arena_printf(a, "%s/%s", here, model),
		             arena_printf(a, "%s/%s", here, scratch));
	if (status < 0)
		error_at(d, source, nowhere, "the emitter cannot be run: %s", strerror(errno));
	else if (status && WIFEXITED(status))
		error_at(d, source, nowhere, "the emitter failed with exit code %d: %s",
		         WEXITSTATUS(status), text);
	else if (status)
		error_at(d, source, nowhere, "the emitter was ended by signal %d: %s",
		         WTERMSIG(status), text);
	else if (!(made = file_read(a, scratch, 0, &len)))
		error_at(d, source, nowhere, "the emitter did not write $out: %s", strerror(errno));
	else
		emitted_update(d, out, made, len);
	if (room)
		room_leave(room);
	free(here);
}

int
main(int argc, char **argv)
{
	const char *out = NULL;
	struct command_inputs in;
	struct arena a = {0};
	struct diag d;
	int option, status;

	command_begin();
	while ((option = getopt_long(argc, argv, "o:", command_options, NULL)) != -1)
		if (option == 'o')
			out = optarg;
		else
			return command_option(&command, option);
	if (!out || argc - optind != 2)
		return command_usage(&command);
	diag_init(&d, &a);
	in = command_inputs(&a, NULL, argv + optind, 1);
	do
		emit(&a, &d, out, argv[optind], argv[optind + 1]);
	while (!d.nerrors && command_repeats(&a, &in));
	status = command_report(&d);
	arena_clear(&a);
	return status;
}
