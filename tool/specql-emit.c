/*
 * specql-<kind>: one output file of one kind, from the model of an entity or from the catalog of
 * all.
 *
 * Compiled once per line of kinds.def, with SPECQL_KIND set to its name.
 */
#include "command.h"

#include "base/file.h"
#include "base/generated.h"
#include "emit/emit.h"
#include "graph/kind.h"
#include "model/catalog.h"
#include "model/json.h"
#include "model/options.h"

#include <errno.h>

#define PASTE(a, b) a##b
#define CONCAT(a, b) PASTE(a, b)
#define STRING(a) #a
#define TEXT(a) STRING(a)
#define OPTIONS                                                        \
	"  -k KIND    options as JSON; without it the defaults hold\n" \
	"  -o OUT     the file to write; left alone if it would not change\n"

enum {
#define KIND(name, group, folder, suffix, scope, when, merges, reads, help) KIND_##name,
#include "kinds.def"
#undef KIND
};

enum { THIS = CONCAT(KIND_, SPECQL_KIND) };

static const char *const helps[] = {
#define KIND(name, group, folder, suffix, scope, when, merges, reads, help) \
	"Writes " help ".\n\n" OPTIONS,
#include "kinds.def"
#undef KIND
};

/* The file of a merged kind; one that somebody edited is none of ours. */
static void
read_merged(struct arena *a, struct diag *d, const char *path, struct listing *l)
{
	l->text = file_read(a, path, 0, &l->len);
	if (!l->text)
		error_in_file(d, path, "cannot read: %s", strerror(errno));
	else if (generated_state(l->text, l->len) != GENERATED_INTACT)
		error_in_file(d, path,
		              "was edited by hand; change the entity file instead and delete this "
		              "one");
}

/* The files that it reads are inputs, too. */
static const void *
read_catalog(struct arena *a, struct diag *d, const struct options *o, const char *path,
             struct command_inputs *in)
{
	const struct kind *merged = kind_find(kinds[THIS].merges);
	struct catalog *c = catalog_read(a, d, path);
	const char *frontend = o->frontend_folder ? o->frontend_folder : IMPACTS_APART;
	const char *root = merged && merged->group == DOCS ? o->docs_folder : frontend;

	in->n = 0;
	in->paths = arena_new(a, const char *, c ? c->n + 1 : 1);
	in->stamps = arena_new(a, struct stamp, c ? c->n + 1 : 1);
	for (size_t i = 0; c && merged && i < c->n; i++) {
		struct listing *l = &c->v[i];

		if (merged->when != ALWAYS && !listing_is(l, kind_traits[merged->when]))
			continue;
		in->paths[in->n] =
		        arena_printf(a, "%s/%s/%s.%s", root, l->schema, l->stem, merged->suffix);
		in->stamps[in->n] = stamp_path(in->paths[in->n]);
		read_merged(a, d, in->paths[in->n++], l);
	}
	return c;
}

static int
emit_once(struct arena *a, const char *kind, const char *out, char *file, struct command_inputs *in)
{
	const struct options *options;
	const void *from = NULL;
	struct strbuf text = STRBUF_INIT;
	struct diag d;

	diag_init(&d, a);
	options = json_read_options(a, &d, kind);
	if (options && file && kinds[THIS].scope == ENTITY)
		from = json_read_entity(a, &d, file, JSON_MODEL);
	else if (options && file)
		from = read_catalog(a, &d, options, file, in);
	if (options && !d.nerrors) {
		CONCAT(emit_, SPECQL_KIND)(&text, a, from, options);
		generated_update(&d, out, &text);
	}
	str_free(&text);
	return command_report(&d);
}

static int
emit(struct arena *a, const char *kind, const char *out, char **files, int nfiles)
{
	struct command_inputs merged = {0};
	int status;

	do
		status = emit_once(a, kind, out, nfiles ? files[0] : NULL, &merged);
	while (status == 0 && command_repeats(a, &merged));
	return status;
}

int
main(int argc, char **argv)
{
	const struct kind *k = &kinds[THIS];
	const bool alone = k->scope == PROJECT && !*k->merges;
	const struct command command = {"specql-" TEXT(SPECQL_KIND),
	                                k->scope == ENTITY ? "[-k KIND] -o OUT MODEL"
	                                : alone            ? "[-k KIND] -o OUT"
	                                                   : "[-k KIND] -o OUT CATALOG",
	                                helps[THIS]};

	return command_run(&command, argc, argv, !alone, !alone, emit);
}
