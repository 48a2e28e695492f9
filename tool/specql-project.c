/*
 * specql-project: the faults of a project as a whole, as an edge of their own. The scan and the
 * graph must succeed whatever they find, since Ninja builds nothing without them; they write their
 * faults to files.
 */
#include "command.h"

#include "base/arena.h"
#include "base/file.h"

#include <errno.h>
#include <string.h>

static const struct command command = {"specql-project", "-o OUT FILE...",
                                       "Prints the diagnostics in FILE, up to the first file that "
                                       "has an error. OUT is made if none has.\n\n"
                                       "  -o OUT     the file to make\n"};

/* Lines of a diagnostic that show the source begin with a blank. */
static bool
has_error(const char *text)
{
	static const char word[] = ": error: ";

	for (size_t n; *text; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		if (*text != ' ' && memmem(text, n, word, sizeof(word) - 1))
			return true;
	}
	return false;
}

static int
project(struct arena *a, const char *kind, const char *out, char **files, int nfiles)
{
	struct diag d;
	size_t len;
	char *text;

	(void)kind;
	diag_init(&d, a);
	for (int i = 0; i < nfiles; i++) {
		text = file_read(a, files[i], 0, &len);
		if (!text) {
			error_in_file(&d, files[i], "cannot read: %s", strerror(errno));
			return command_report(&d);
		}
		command_say(a, text);
		if (has_error(text))
			return 1;
	}
	file_update(&d, out, "", 0);
	return command_report(&d);
}

int
main(int argc, char **argv)
{
	return command_run(&command, argc, argv, 1, 2, project);
}
