/*
 * specql-scan: the first step of making the graph.
 * Under Ninja the edge that looks for changed files.
 */
#include "command.h"

#include "base/arena.h"
#include "graph/scan.h"

#include <string.h>
#include <unistd.h>

static const struct command command = {"specql-scan", "[-C DIR] [-B OUT]",
                                       "Looks for changed entity files and settings of the project "
                                       "in DIR and brings them below OUT/.specql.\n"
                                       "Only the first step of specql-ninja: run that by hand.\n\n"
                                       "  -C DIR     the project's folder, as seen from OUT (.)\n"
                                       "  -B OUT     the output root (.)\n"};

/* Ninja has read its log already, so it would take what is older now for made. */
static void
scan(struct arena *a, struct diag *d, const char *dir)
{
	struct scan *s = scan_run(a, d, dir, true, NULL);

	if (s && s->mended)
		error_in_file(d, ".specql",
		              "the clock was set back since the last build, so everything must be "
		              "looked at again; run ninja again");
}

int
main(int argc, char **argv)
{
	const char *dir = ".", *out = ".";
	struct arena a = {0};
	struct diag d;
	int option, status;

	command_begin();
	while ((option = getopt_long(argc, argv, "C:B:", command_options, NULL)) != -1)
		if (option == 'C')
			dir = optarg;
		else if (option == 'B')
			out = optarg;
		else
			return command_option(&command, option);
	if (optind != argc)
		return command_usage(&command);
	if (chdir(out) != 0) {
		perror(out);
		return 1;
	}
	diag_init(&d, &a);
	scan(&a, &d, dir);
	status = command_report(&d);
	arena_clear(&a);
	return status;
}
