#include "build/target.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/str.h"
#include "build/workspace.h"
#include "graph/graph.h"

#include <string.h>

/* The outputs of a project that has only these entities. */
static struct list
outputs(struct arena *a, const struct shapes *all, struct shape *v, size_t n)
{
	struct shapes some = *all;
	struct graph g = {0};
	struct strbuf text = STRBUF_INIT;
	struct diag silent;

	diag_init(&silent, a);
	some.v = v;
	some.n = n;
	graph_make(a, &silent, &some, &g, &text, NULL);
	str_free(&text);
	return g.outputs;
}

struct project_files
target_project(struct arena *a, const struct shapes *shapes)
{
	struct list all = outputs(a, shapes, shapes->v, 0);
	struct project_files files = {0};

	for (size_t i = 0; i < all.n; i++)
		if (word_ends(all.items[i], "/00_foundation/app_foundation.sql"))
			files.foundation = all.items[i];
		else if (word_ends(all.items[i], "/mutation-impacts.json"))
			files.impacts = all.items[i];
	return files;
}

size_t
target_named(struct arena *a, const struct shapes *all, const struct list *files, size_t *places,
             struct list *unknown)
{
	bool *known = arena_new(a, bool, files->n + 1);
	size_t n = 0;

	for (size_t k = 0; k < all->n; k++)
		if (list_cover(files, all->v[k].path, known))
			places[n++] = k;
	for (size_t i = 0; i < files->n; i++)
		if (!known[i])
			list_add(a, unknown, files->items[i]);
	return n;
}

struct list
target_entities(struct arena *a, const struct shapes *shapes, const size_t *places, size_t n)
{
	struct list project = outputs(a, shapes, shapes->v, 0), all, own = {0};
	struct shape *v = arena_new(a, struct shape, n + 1);

	for (size_t i = 0; i < n; i++)
		v[i] = shapes->v[places[i]];
	all = outputs(a, shapes, v, n);
	for (size_t i = 0; i < all.n; i++)
		if (!list_has(&project, all.items[i]) && !word_ends(all.items[i], ".ok"))
			list_add(a, &own, all.items[i]);
	return own;
}

bool
target_there(struct arena *a, const char *name)
{
	size_t len;
	const char *text = file_read(a, "build.ninja", 0, &len);

	return text && strstr(text, arena_printf(a, "\nbuild %s: phony", name));
}
