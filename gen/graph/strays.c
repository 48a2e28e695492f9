/* SQL by hand in the folder of an emitter. */
#include "base/arena.h"
#include "base/diag.h"
#include "graph/emissions.h"
#include "graph/emitted.h"
#include "graph/scan.h"
#include "graph/walk.h"
#include "parse/project.h"

#include <string.h>
#include <unistd.h>

/* Whether SQL in a folder belongs to the schema of some environment. */
static bool
in_schema(const struct scan *s, const char *folder)
{
	bool in = walk_below(folder, s->project->sql_folder);

	for (size_t i = 0; !in && i + 1 < s->included.n; i += 2)
		in = walk_below(folder, s->included.items[i + 1]);
	return in;
}

/* What an emitter makes of all entities, sorted. False if that of some is not known. */
static bool
emissions(struct scan *s, const struct emitter *e, struct list *all)
{
	for (size_t i = 0; i < s->now.n; i++) {
		const struct entry *entry = &s->now.entries[i];
		const struct shape shape = shape_of_text(s->arena, entry->path, entry->shape);

		if (!*shape.stem)
			return false;
		list_add(s->arena, all, emissions_fill(s->arena, e->output, &shape));
	}
	list_sort(all);
	return true;
}

/* Whether it was made, by this build or by one in the project's own folder. */
static bool
was_made(struct scan *s, const char *path)
{
	const char *record = emitted_place(s->arena, path);

	return emitted_state(path) != GENERATED_FOREIGN ||
	       access(walk_path(s->arena, s->dir, record), F_OK) == 0;
}

static void
look(struct scan *s, const struct emitter *e, const char *folder)
{
	struct project all = *s->project;
	struct list folders, made = {0};
	struct found *sql;
	struct diag silent;
	size_t n;

	all.nemitters = 0; /* or its folder is passed over */
	diag_init(&silent, s->arena);
	sql = walk_sql(s->arena, &silent, s->dir, &all, folder, &folders, &n);
	if (!n || !emissions(s, e, &made))
		return;
	for (size_t i = 0; i < n; i++)
		if (!list_has(&made, sql[i].path) && !was_made(s, sql[i].path)) {
			error_at(s->faults, s->project->source, e->at,
			         "emitter '%s' writes to %s, so SQL by hand is not looked for "
			         "there, as %s; move one of the two into a folder of its own",
			         e->name, folder, sql[i].path);
			list_add(s->arena, &s->watched,
			         walk_path(s->arena, s->dir, sql[i].path)); /* until it is gone */
			return;
		}
}

void
scan_strays(struct scan *s)
{
	const struct project *p = s->project;

	for (size_t i = 0; i < p->nemitters; i++) {
		const char *folder = walk_emitted(s->arena, &p->emitters[i]);

		if (*folder && strcmp(folder, p->sql_folder) != 0 && in_schema(s, folder))
			look(s, &p->emitters[i], folder);
	}
}
