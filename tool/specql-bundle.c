/*
 * specql-bundle: one SQL file of the parts that a list names, for `bundle: schema`.
 */
#include "command.h"

#include "base/generated.h"
#include "graph/bundle.h"

static const struct command command = {
        "specql-bundle", "-o OUT LIST",
        "Puts generated SQL files, one a line in LIST, into one.\n\n"
        "  -o OUT     the file to write; left alone if it would not change, or if there is an "
        "error\n"};

static void
bundle_once(struct diag *d, const char *out, const char *file, const struct list *parts)
{
	struct strbuf text = STRBUF_INIT;

	if (!parts->n)
		error_in_file(d, file, "names no file; run specql-ninja again");
	else if (bundle_make(d, &text, parts))
		generated_update(d, out, &text);
	str_free(&text);
}

/* Again if a part changed meanwhile; command_run does so if the list did. */
static int
bundle(struct arena *a, const char *kind, const char *out, char **files, int nfiles)
{
	struct list parts = list_read(a, files[0]);
	struct command_inputs in = {.paths = parts.items, .n = parts.n};
	struct diag d;

	(void)kind, (void)nfiles;
	diag_init(&d, a);
	in.stamps = stamps_of(a, in.paths, in.n);
	do
		bundle_once(&d, out, files[0], &parts);
	while (!d.nerrors && command_repeats(a, &in));
	return command_report(&d);
}

int
main(int argc, char **argv)
{
	return command_run(&command, argc, argv, 1, 1, bundle);
}
