/*
 * specql-<kind>: one output file of one kind,
 * from the model of an entity or from the catalog of all.
 *
 * Compiled once per line of kinds.def, with SPECQL_KIND set to its name.
 */
#include "command.h"
#include "merged.h"

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
#define KIND(name, group, folder, suffix, scope, when, from, reads, help) KIND_##name,
#include "kinds.def"
#undef KIND
};

enum { THIS = CONCAT(KIND_, SPECQL_KIND) };

static const char *const helps[] = {
#define KIND(name, group, folder, suffix, scope, when, from, reads, help) \
	"Writes " help ".\n\n" OPTIONS,
#include "kinds.def"
#undef KIND
};

static void
emit_this(struct strbuf *text, struct arena *a, void *from, const struct options *o)
{
	CONCAT(emit_, SPECQL_KIND)(text, a, from, o);
}

static void
emit_merged(struct strbuf *text, struct arena *a, struct catalog *c, const struct options *o)
{
	emit_this(text, a, c, o);
}

static void
write_entity(struct arena *a, struct diag *d, const struct options *o, const char *out,
             const char *file)
{
	struct strbuf text = STRBUF_INIT;
	struct entity *e = json_read_entity(a, d, file, JSON_MODEL);

	if (e) {
		emit_this(&text, a, e, o);
		generated_update(d, out, &text);
	}
	str_free(&text);
}

/* True if the files that it reads changed meanwhile. */
static bool
write_merged(struct arena *a, struct diag *d, const struct options *o, const char *out,
             const char *file)
{
	struct catalog *c = file ? merged_catalog(a, d, &kinds[THIS], o, file) : NULL;
	uint64_t before = merged_digest(c);

	if (!d->nerrors)
		merged_write(d, emit_merged, c, o, out);
	if (c)
		parts_end(c);
	return before != merged_digest(c);
}

static int
emit(struct arena *a, const char *kind, const char *out, char **files, int nfiles)
{
	const char *file = nfiles ? files[0] : NULL;
	const struct options *options;
	struct diag d;
	bool moved;

	for (int round = 0; round < COMMAND_ROUNDS; round++) {
		moved = false;
		diag_init(&d, a);
		options = json_read_options(a, &d, kind);
		if (options && kinds[THIS].scope == ENTITY)
			write_entity(a, &d, options, out, file);
		else if (options)
			moved = write_merged(a, &d, options, out, file);
		if (d.nerrors || !moved)
			break;
	}
	return command_report(&d);
}

int
main(int argc, char **argv)
{
	const struct kind *k = &kinds[THIS];
	const bool alone = k->scope == PROJECT && !*k->from;
	const struct command command = {"specql-" TEXT(SPECQL_KIND),
	                                k->scope == ENTITY ? "[-k KIND] -o OUT MODEL"
	                                : alone            ? "[-k KIND] -o OUT"
	                                                   : "[-k KIND] -o OUT CATALOG",
	                                helps[THIS]};

	return command_run(&command, argc, argv, !alone, !alone, emit);
}
