/*
 * specql-<kind>: one output file of one kind from the model of an entity.
 *
 * Compiled once per line of kinds.def, with SPECQL_KIND set to its name.
 */
#include "command.h"

#include "base/arena.h"
#include "base/generated.h"
#include "emit/emit.h"
#include "graph/kind.h"
#include "model/json.h"
#include "model/options.h"

#define PASTE(a, b) a##b
#define CONCAT(a, b) PASTE(a, b)
#define STRING(a) #a
#define TEXT(a) STRING(a)
#define OPTIONS                                                        \
	"  -k KIND    options as JSON; without it the defaults hold\n" \
	"  -o OUT     the file to write; left alone if it would not change\n"

enum {
#define KIND(name, folder, suffix, scope, when, reads, help) KIND_##name,
#include "kinds.def"
#undef KIND
};

enum { THIS = CONCAT(KIND_, SPECQL_KIND) };

static const struct kind_text {
	enum kind_scope scope;
	const char *help;
} texts[] = {
#define KIND(name, folder, suffix, scope, when, reads, help) \
	{scope, "Writes " help ".\n\n" OPTIONS},
#include "kinds.def"
#undef KIND
};

static int
emit(struct arena *a, const char *kind, const char *out, const char *model)
{
	const struct options *options = &options_default;
	const struct entity *e = NULL;
	struct strbuf text = STRBUF_INIT;
	struct diag d;

	diag_init(&d, a);
	if (kind)
		options = json_read_options(a, &d, kind);
	if (model)
		e = json_read_entity(a, &d, model, JSON_MODEL);
	if (options && !d.nerrors) {
		CONCAT(emit_, SPECQL_KIND)(&text, a, e, options);
		generated_update(&d, out, &text);
	}
	str_free(&text);
	return command_report(&d);
}

int
main(int argc, char **argv)
{
	const bool entity = texts[THIS].scope == ENTITY;
	const struct command command = {"specql-" TEXT(SPECQL_KIND),
	                                entity ? "[-k KIND] -o OUT MODEL" : "[-k KIND] -o OUT",
	                                texts[THIS].help};
	const char *kind = NULL, *out = NULL;
	struct arena a = {0};
	int option, status;

	command_begin();
	while ((option = getopt_long(argc, argv, "k:o:", command_options, NULL)) != -1)
		if (option == 'k')
			kind = optarg;
		else if (option == 'o')
			out = optarg;
		else
			return command_option(&command, option);
	if (!out || argc - optind != entity)
		return command_usage(&command);
	status = emit(&a, kind, out, argv[optind]);
	arena_clear(&a);
	return status;
}
