/*
 * specql-docs: builds the documentation.
 */
#include "builder.h"

#include "build/target.h"

static void
build(struct builder *b)
{
	struct list old = {0}, targets = {0}, now;
	struct snapshot before = {0}, after;
	struct lock lock;
	struct changes changes;

	if (!builder_lock(b, &lock))
		return;
	if (chdir(b->root) == 0)
		old = outputs_seen(b->arena);
	before = snapshot_take(b->arena, &old);
	list_add(b->arena, &targets, "docs");
	if (builder_scan(b) && !target_there(b->arena, "docs")) {
		fprintf(stderr, "specql docs: nothing makes documentation in this build\n");
		b->nerrors++;
	} else if (b->shapes) {
		builder_remember(b, &before);
		if (!builder_ninja(b, &targets) && !b->nerrors)
			builder_repeat(b);
		now = outputs_seen(b->arena);
		after = snapshot_take(b->arena, &now);
		changes = snapshot_compare(b->arena, &b->before, &after);
		builder_print(b, &changes);
	} else {
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
	struct builder b = {.arena = &a, .command = "docs"};
	struct place *place;

	if (!line)
		return status;
	diag_init(&b.diag, &a);
	b.quiet = line->values[docs_quiet];
	b.verbose = line->values[docs_verbose];
	place = place_find(&a, &b.diag, line->values[docs_project], line->values[docs_output_root],
	                   NULL);
	if (place && builder_begin(&b, place, line->values[docs_jobs]))
		build(&b);
	return builder_end(&b);
}
