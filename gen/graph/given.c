#include "graph/given.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/str.h"
#include "graph/walk.h"
#include "parse/project.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct given
given_read(struct arena *a, const char *path)
{
	struct list lines = list_read(a, path), parts;
	struct given g = {0};

	for (size_t i = 0; i < lines.n; i++) {
		parts = list_split(a, (char *)lines.items[i], '\t');
		if (parts.n == 2 && strcmp(parts.items[0], "sql") == 0)
			g.sql_folder = parts.items[1];
		else if (parts.n == 2 && strcmp(parts.items[0], "config") == 0)
			g.config = parts.items[1];
		else if (parts.n == 2 && strcmp(parts.items[0], "entity") == 0)
			list_add(a, &g.entities, parts.items[1]);
	}
	list_sort(&g.entities);
	return g;
}

bool
given_write(struct diag *d, const char *path, const struct given *g)
{
	struct strbuf out = STRBUF_INIT;
	bool ok;

	if (g->sql_folder)
		str_addf(&out, "sql\t%s\n", g->sql_folder);
	if (g->config)
		str_addf(&out, "config\t%s\n", g->config);
	for (size_t i = 0; i < g->entities.n; i++)
		str_addf(&out, "entity\t%s\n", g->entities.items[i]);
	if (!out.len) {
		unlink(path);
		return true;
	}
	ok = file_update(d, path, out.buf, out.len);
	str_free(&out);
	return ok;
}

/* What specql.yaml may not say of its folders either; false after reporting. */
static bool
free_for_sql(struct diag *d, const struct project *p, const char *folder)
{
	const struct {
		const char *of, *folder;
	} others[] = {{"documentation", p->docs_folder}, {"frontend", p->frontend_folder}};

	if (walk_below(p->generated_folder, folder)) {
		error_in_file(
		        d, GIVEN,
		        "--output-base %s would hold Confiture's output, %s; choose another folder",
		        folder, p->generated_folder);
		return false;
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (others[i].folder && (walk_below(others[i].folder, folder) ||
		                         walk_below(folder, others[i].folder))) {
			error_in_file(
			        d, GIVEN,
			        "--output-base %s and the folder of the %s, %s, must not lie in "
			        "each other; choose another folder",
			        folder, others[i].of, others[i].folder);
			return false;
		}
	return true;
}

void
given_apply(struct arena *a, struct diag *d, const struct given *g, struct project *p)
{
	p->added = g->entities.items;
	p->nadded = g->entities.n;
	if (!g->sql_folder || !free_for_sql(d, p, g->sql_folder))
		return;
	p->sql_folder = arena_strdup(a, g->sql_folder);
	p->sql_given = true;
}

void
given_walk(struct arena *a, const char *dir, const struct project *p, struct walk *w)
{
	const struct list added = {.items = p->added, .n = (uint32_t)p->nadded};
	bool *found = arena_new(a, bool, p->nadded + 1);
	struct founds more = {0};
	struct stat st;

	for (size_t i = 0; p->nadded && i < w->nentities; i++)
		list_cover(&added, w->entities[i].path, found);
	for (size_t i = 0; i < p->nadded; i++)
		if (!(i && strcmp(p->added[i - 1], p->added[i]) == 0) && !found[i] &&
		    stat(walk_path(a, dir, p->added[i]), &st) == 0 && !S_ISDIR(st.st_mode))
			founds_add(&more, (struct found){p->added[i], stamp_of(&st), 0});
	walk_add(a, w, &more);
}

struct walk *
given_found(struct arena *a, struct diag *d, const char *dir, const struct given *g,
            struct project *p)
{
	struct walk *w;

	given_apply(a, d, g, p);
	walk_inside(a, d, p);
	w = walk(a, d, dir, p);
	given_walk(a, dir, p, w);
	return w;
}
