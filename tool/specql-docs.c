/*
 * specql-docs: builds the documentation.
 */
#include "builder.h"
#include "chosen.h"

#include "build/target.h"

/* All of it, or the pages of some entities. False after reporting. */
static bool
choose(struct builder *b, const struct chosen *c, struct list *targets)
{
	const char *folder = b->shapes->docs_folder;
	size_t *places, n = chosen_places(b, c, &places);
	struct list own;

	if (!folder || !target_there(b->arena, "docs")) {
		fprintf(stderr, "specql docs: nothing makes documentation in this build\n");
		b->nerrors++;
		return false;
	}
	if (!c->files.n) {
		list_add(b->arena, targets, "docs");
		return true;
	}
	list_add(b->arena, targets, TARGET_FAULTS);
	own = target_entities(b->arena, b->shapes, places, n);
	for (size_t i = 0; i < own.n; i++)
		if (workspace_below(own.items[i], folder))
			list_add(b->arena, targets, own.items[i]);
	return true;
}

static void
build(struct builder *b, struct chosen *c)
{
	struct list targets = {0};
	struct lock lock;
	struct output_changes changes;

	if (!builder_lock(b, &lock)) {
		lock_free(&lock);
		return;
	}
	if (chdir(b->root) == 0)
		snapshot_take(&b->before);
	if (chosen_scan(b, c) && choose(b, c, &targets)) {
		snapshot_take(&b->before); /* and what the scan has declared first */
		if (!builder_ninja(b, &targets) && !b->nerrors)
			builder_repeat(b);
		changes = snapshot_renew_all(b->arena, &b->before);
		builder_print(b, &changes);
	} else if (!b->shapes) {
		builder_repeat(b);
	}
	lock_free(&lock);
}

int
main(int argc, char **argv)
{
	static struct arena a; /* the end of the process frees it */
	int status;
	struct line *line = terminal_line(&a, "docs", argc, argv, &status);
	struct builder b = {.arena = &a, .command = "docs", .before = SNAPSHOT_NONE};
	struct chosen chosen = {0};
	struct workspace *workspace;

	if (!line)
		return status;
	diag_init(&b.diag, &a);
	b.quiet = line->values[docs_quiet];
	b.verbose = line->values[docs_verbose];
	workspace = workspace_find(&a, &b.diag, line->values[docs_project],
	                           line->values[docs_output_root],
	                           line->noperands ? line->operands[line->noperands - 1] : NULL);
	if (workspace && builder_begin(&b, workspace, line->values[docs_jobs])) {
		chosen_read(&b, &chosen, line);
		chosen.given = given_read(&a, arena_printf(&a, "%s/" GIVEN, workspace->out));
		if (!b.diag.nerrors)
			build(&b, &chosen);
	}
	return builder_end(&b);
}
