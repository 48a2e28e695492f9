/*
 * specql-entity: several output files of an entity: its documentation, and with `granularity:
 * entity` all. What specql-<kind> does for one.
 */
#include "command.h"

#include "base/generated.h"
#include "emit/emit.h"
#include "graph/kind.h"
#include "model/json.h"
#include "model/impacts.h"
#include "model/options.h"

static const struct command command = {
        "specql-entity", "[-k KIND] MODEL OUT…",
        "Writes output files of an entity; the kind of each is told by its path.\n\n"
        "  -k KIND    options as JSON; without it the defaults hold\n"};

/* The emitter of a kind, NULL for kinds of the project. */
typedef void emitter(struct strbuf *, struct arena *, const struct entity *,
                     const struct options *);

#define EMITTER_ENTITY(name) emit_##name
#define EMITTER_PROJECT(name) NULL
static emitter *const emitters[] = {
#define KIND(name, group, folder, suffix, scope, when, from, reads, help) EMITTER_##scope(name),
#include "kinds.def"
#undef KIND
};

/* Writes one file, in memory that another needed before; reports if it cannot. */
static void
write_file(struct strbuf *text, struct arena *scratch, struct diag *d, const struct entity *e,
           const struct options *o, const char *path)
{
	const struct kind *k = kind_of(path);

	if (!k) {
		error_in_file(d, path, "no kind of file of an entity has such a path");
		return;
	}
	str_reset(text);
	emitters[k - kinds](text, scratch, e, o);
	arena_reset(scratch);
	generated_update(d, path, text);
}

/* Room for most files: a buffer that had to grow would be copied. */
enum { USUAL = 32 * 1024 };

static int
work(const char *kind, char **files, int nfiles)
{
	struct arena a = {0}, scratch = {0};
	struct diag d;
	const struct options *options;
	struct entity *e = NULL;
	struct strbuf text = STRBUF_INIT;
	int status;

	str_grow(&text, USUAL);
	diag_init(&d, &a);
	options = json_read_options(&a, &d, kind);
	if (options)
		e = json_read_entity(&a, &d, files[0], JSON_MODEL);
	if (e)
		impacts_keep(&a, e, options);
	for (int i = 1; e && i < nfiles; i++)
		write_file(&text, &scratch, &d, e, options, files[i]);
	status = command_report(&d);
	str_free(&text);
	arena_clear(&scratch);
	arena_clear(&a);
	return status;
}

int
main(int argc, char **argv)
{
	const char *kind;
	struct command_inputs in;
	struct arena a = {0};
	int status;

	if (!command_kind(&command, argc, argv, &kind, &status))
		return status;
	in = command_inputs(&a, kind, argv + optind, 1);
	do
		status = work(kind, argv + optind, argc - optind);
	while (status == 0 && command_repeats(&a, &in));
	arena_clear(&a);
	return status;
}
