/*
 * specql-model: the checked and linked model of an entity. The one place where the faults of its
 * file are reported.
 */
#include "command.h"
#include "skeleton.h"

#include "action/compile.h"
#include "model/json.h"
#include "model/options.h"
#include "model/registry.h"
#include "parse/origin.h"
#include "parse/parse.h"

static const struct command command = {
        "specql-model", "[-k KIND] [-c CODE] [-s] [-r] -o OUT FILE [INTERFACE...]",
        "Checks the entity in FILE, links it to the entities that it refers to and writes its "
        "model as JSON.\n\n"
        "  -k KIND    options as JSON; without it the defaults hold\n"
        "  -c CODE    the table code that the registry has for it, unless FILE says one\n"
        "  -s         writes beside OUT, ending in " SKELETON_SUFFIX
        ", what is left of the model without types and steps\n"
        "  -r         the same, ending in " HOOKS_SUFFIX
        ", its actions and what clients make of them\n"
        "  -o OUT     the file to write; left alone if it would not change, or if there is an "
        "error\n"
        "  INTERFACE  files made by specql-interface: of the entities that FILE refers to or "
        "clashes with\n"};

/* The interfaces that could be read and name their entity. */
static struct entity **
interfaces(struct arena *a, struct diag *d, char **paths, size_t n, size_t *nread)
{
	struct entity **others = arena_new(a, struct entity *, n);

	*nread = 0;
	for (size_t i = 0; i < n; i++) {
		others[*nread] = json_read_entity(a, d, paths[i], JSON_INTERFACE);
		if (others[*nread] && others[*nread]->name)
			++*nread;
	}
	return others;
}

struct job {
	const char *kind, *code, *out;
	bool skeleton, hooks;
	struct command_inputs in;
};

static void
write_model(struct arena *a, struct diag *d, const struct job *job, const struct entity *e)
{
	entity_update(d, e, JSON_MODEL, job->out);
	if (job->skeleton && command_inputs_hold(&job->in))
		entity_update(d, model_skeleton(a, e), JSON_MODEL,
		              path_beside(a, job->out, SKELETON_SUFFIX));
	if (job->hooks && command_inputs_hold(&job->in))
		entity_update(d, hooks_skeleton(a, e), JSON_MODEL,
		              path_beside(a, job->out, HOOKS_SUFFIX));
}

static int
model(struct arena *a, const struct job *job, char **paths, int npaths)
{
	const struct options *options;
	struct source *source;
	struct diag d;
	struct entity *e = NULL, **others;
	size_t nothers, nfaults;
	bool broken;

	diag_init(&d, a);
	options = json_read_options(a, &d, job->kind);
	d.strict = options && options->strict;
	source = origin_read(a, &d, paths[0]);
	if (source && options)
		e = entity_read(a, &d, source, options, &broken);
	if (e && !e->table_code)
		e->table_code = job->code;
	nfaults = d.nerrors;
	others = interfaces(a, &d, paths + 1, (size_t)npaths - 1, &nothers);
	if (e && d.nerrors == nfaults)
		entity_complete(a, &d, e, others, nothers, options);
	if (e && !d.nerrors)
		write_model(a, &d, job, e);
	return command_report(&d);
}

int
main(int argc, char **argv)
{
	struct arena a = {0};
	struct job job = {0};
	int option, status;

	command_begin();
	while ((option = getopt_long(argc, argv, "k:c:sro:", command_options, NULL)) != -1)
		if (option == 'k')
			job.kind = optarg;
		else if (option == 'c')
			job.code = code_read(&a, optarg);
		else if (option == 's')
			job.skeleton = true;
		else if (option == 'r')
			job.hooks = true;
		else if (option == 'o')
			job.out = optarg;
		else
			return command_option(&command, option);
	if (!job.out || optind == argc)
		return command_usage(&command);
	job.in = command_inputs(&a, job.kind, argv + optind, (size_t)(argc - optind));
	do
		status = model(&a, &job, argv + optind, argc - optind);
	while (status == 0 && command_repeats(&a, &job.in));
	arena_clear(&a);
	return status;
}
