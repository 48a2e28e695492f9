/*
 * specql-interface: what other entities may know of the one in a file. Never fails because of the
 * file: its faults are reported by specql-model, and those who refer to it are built all the same.
 */
#include "command.h"
#include "skeleton.h"

#include "action/signature.h"
#include "model/options.h"
#include "parse/origin.h"
#include "parse/parse.h"
#include "model/relation.h"

#include <unistd.h>

static const struct command command = {
        "specql-interface", "[-k KIND] -o OUT FILE",
        "Writes as JSON what other entities may know of the entity in FILE, and what is left of "
        "that without types.\n\n"
        "  -k KIND    options as JSON; without it the defaults hold\n"
        "  -o OUT     the file to write, and beside it one that ends in " SKELETON_SUFFIX
        "; left alone if they would not change\n"};

/* A file of which not even the entity's name is known has no members but its path. */
static void
write_interface(struct arena *a, struct diag *d, const char *out, const char *path,
                struct entity *e, bool faulty)
{
	struct source source = {.path = origin_path(path)};
	struct entity unknown = {.source = &source, .partial = true};

	if (!e)
		e = &unknown;
	e->partial = e->partial || faulty;
	if (!e->partial)
		e->relations = entity_relations(a, e, &e->nrelations);
	entity_update(d, e, JSON_INTERFACE, out);
	entity_update(d, interface_skeleton(a, e), JSON_INTERFACE,
	              path_beside(a, out, SKELETON_SUFFIX));
}

static int
interface(struct arena *a, const char *kind, const char *out, char **files, int nfiles)
{
	const char *path = files[0];
	const struct options *options;
	struct source *source;
	struct diag d, faults;
	struct entity *e = NULL;
	bool broken = true;

	diag_init(&d, a);
	diag_init(&faults, a);
	(void)nfiles;
	options = json_read_options(a, &d, kind);
	source = origin_read(a, &faults, path);
	if (!options)
		return command_report(&d);
	if (!source && access(path, R_OK) != 0)
		return command_report(&faults);
	if (source)
		e = entity_read(a, &faults, source, options, &broken);
	if ((broken || !e) && access(out, F_OK) == 0 &&
	    access(path_beside(a, out, SKELETON_SUFFIX), F_OK) == 0)
		return 0;
	if (e)
		actions_sign(a, &faults, e, options);
	write_interface(a, &d, out, path, e, broken || faults.nerrors > 0);
	return command_report(&d);
}

int
main(int argc, char **argv)
{
	return command_run(&command, argc, argv, 1, 1, interface);
}
