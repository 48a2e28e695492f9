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

static const void *
read_catalog(struct arena *a, struct diag *d, const struct options *o, const char *path)
{
	const struct kind *merged = kind_find(kinds[THIS].merges);
	struct catalog *c = catalog_read(a, d, path);
	const char *frontend = o->frontend_folder ? o->frontend_folder : IMPACTS_APART;
	const char *root = merged && merged->group == DOCS ? o->docs_folder : frontend;

	for (size_t i = 0; c && merged && i < c->n; i++) {
		struct listing *l = &c->v[i];

		if (merged->when == ALWAYS || listing_is(l, kind_traits[merged->when]))
			read_merged(a, d,
			            arena_printf(a, "%s/%s/%s.%s", root, l->schema, l->stem,
			                         merged->suffix),
			            l);
	}
	return c;
}

static int
emit(struct arena *a, const char *kind, const char *out, char **files, int nfiles)
{
	const struct options *options;
	const void *from = NULL;
	struct strbuf text = STRBUF_INIT;
	struct diag d;

	diag_init(&d, a);
	options = json_read_options(a, &d, kind);
	if (options && nfiles && kinds[THIS].scope == ENTITY)
		from = json_read_entity(a, &d, files[0], JSON_MODEL);
	else if (options && nfiles)
		from = read_catalog(a, &d, options, files[0]);
	if (options && !d.nerrors) {
		CONCAT(emit_, SPECQL_KIND)(&text, a, from, options);
		generated_update(&d, out, &text);
	}
	str_free(&text);
	return command_report(&d);
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
