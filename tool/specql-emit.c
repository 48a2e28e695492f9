/*
 * specql-<kind>: one output file of one kind from the model of an entity.
 *
 * Compiled once per line of kinds.def, with SPECQL_KIND set to its name.
 */
#include "command.h"

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
emit(struct arena *a, const char *kind, const char *out, char **models, int nmodels)
{
	const struct options *options;
	const struct entity *e = NULL;
	struct strbuf text = STRBUF_INIT;
	struct diag d;

	diag_init(&d, a);
	options = json_read_options(a, &d, kind);
	if (nmodels)
		e = json_read_entity(a, &d, models[0], JSON_MODEL);
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

	return command_run(&command, argc, argv, entity, entity, emit);
}
