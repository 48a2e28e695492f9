/*
 * specql-merge: several files of the whole project, from the files of the same entities. What
 * specql-<kind> does for one; these are read once.
 */
#include "command.h"
#include "merged.h"

#include "emit/emit.h"
#include "model/json.h"

static const struct command command = {
        "specql-merge", "[-k KIND] CATALOG OUT…",
        "Writes output files of the whole project; the kind of each is told by its path.\n\n"
        "  -k KIND    options as JSON; without it the defaults hold\n"};

/* The emitter of a kind, NULL for kinds of an entity. */
#define EMITTER_ENTITY(name) NULL
#define EMITTER_PROJECT(name) emit_##name
static merged_emitter *const emitters[] = {
#define KIND(name, group, folder, suffix, scope, when, from, reads, help) EMITTER_##scope(name),
#include "kinds.def"
#undef KIND
};

struct merging {
	struct arena *arena;
	struct diag *diag;
	const struct options *options;
	const char *catalog;
	char **files;
	int nfiles;
};

static const struct kind *
kind_at(const struct merging *m, int i)
{
	const struct kind *k = kind_of_project(m->files[i]);

	if (!k)
		error_in_file(m->diag, m->files[i], "no kind of file of a project has such a path");
	return k;
}

/* Those from the i-th on that are made of the same files; the place of the next. Sets *moved if
 * these changed meanwhile. Leaves no memory behind, unless there is something to report. */
static int
write_alike(const struct merging *m, int i, bool *moved)
{
	const struct kind *first = kind_at(m, i), *k = first;
	struct arena_mark mark = arena_mark(m->arena);
	struct catalog *c = NULL;
	uint64_t before;

	if (k)
		c = merged_catalog(m->arena, m->diag, k, m->options, m->catalog);
	before = merged_digest(c);
	for (; c && k && strcmp(k->from, first->from) == 0;
	     k = ++i < m->nfiles ? kind_at(m, i) : NULL)
		merged_write(m->diag, emitters[k - kinds], c, m->options, m->files[i]);
	*moved = *moved || before != merged_digest(c);
	if (!c)
		return m->nfiles;
	parts_end(c);
	if (!m->diag->nerrors)
		arena_release(m->arena, mark);
	return i;
}

static int
work(struct arena *a, const char *kind, char **files, int nfiles)
{
	struct merging m = {
	        .arena = a, .catalog = files[0], .files = files + 1, .nfiles = nfiles - 1};
	struct diag d;
	bool moved;

	for (int round = 0; round < COMMAND_ROUNDS; round++) {
		moved = false;
		diag_init(&d, a);
		m.diag = &d;
		m.options = json_read_options(a, &d, kind);
		for (int i = 0; m.options && i < m.nfiles;)
			i = write_alike(&m, i, &moved);
		if (d.nerrors || !moved)
			break;
	}
	return command_report(&d);
}

int
main(int argc, char **argv)
{
	const char *kind;
	struct arena a = {0};
	int status;

	if (!command_kind(&command, argc, argv, &kind, &status))
		return status;
	status = work(&a, kind, argv + optind, argc - optind);
	arena_clear(&a);
	return status;
}
