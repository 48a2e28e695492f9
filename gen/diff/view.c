/* What changed of the table view. */
#include "base/arena.h"
#include "base/list.h"
#include "base/str.h"
#include "diff/compare.h"

static const char *
filter_text(struct comparison *c, const struct filter_column *f)
{
	return arena_printf(c->arena, "%s of %s, %s", f->sql ? f->sql : "", f->source,
	                    index_names[f->index]);
}

static void
compare_filters(struct comparison *c)
{
	struct telling t;

	for (size_t i = 0; i < c->old->nfilters; i++) {
		const struct filter_column *f = &c->old->filters[i];

		if (!filter_find(c->new, f->name))
			compare_add(c, CHANGE_view_filter_removed, "",
			            (struct telling){.it = f->name}, f->at, (struct span){0});
	}
	for (size_t i = 0; i < c->new->nfilters; i++) {
		const struct filter_column *f = &c->new->filters[i], *old;

		old = filter_find(c->old, f->name);
		t = (struct telling){.it = f->name,
		                     .old = old ? filter_text(c, old) : NULL,
		                     .new = filter_text(c, f)};
		if (!old)
			compare_add(c, CHANGE_view_filter_added, "", t, (struct span){0}, f->at);
		else if (!word_same(t.old, t.new))
			compare_add(c, CHANGE_view_filter_changed, "", t, old->at, f->at);
	}
}

/* ---- what it shows of other rows ---- */

/* The fields of rows that are shown: company.name, and whole rows: company. */
static void
show_rows(struct arena *a, struct list *to, const struct view_row *rows, size_t n,
          const char *above)
{
	for (size_t i = 0; i < n; i++) {
		const char *path;

		if (rows[i].hidden)
			continue;
		path = arena_printf(a, "%s%s", above, rows[i].name);
		list_add(a, to, path);
		path = arena_printf(a, "%s.", path);
		for (size_t k = 0; k < rows[i].nvalues; k++)
			list_add(a, to, arena_printf(a, "%s%s", path, rows[i].values[k].name));
		show_rows(a, to, rows[i].rows, rows[i].nrows, path);
	}
}

static void
compare_shown(struct comparison *c)
{
	struct list old = {0}, new = {0};
	const char *gone, *more;

	show_rows(c->arena, &old, c->old->view_rows, c->old->nview_rows, "");
	show_rows(c->arena, &new, c->new->view_rows, c->new->nview_rows, "");
	gone = compare_missing(c, old.items, old.n, new.items, new.n);
	more = compare_missing(c, new.items, new.n, old.items, old.n);
	if (gone)
		compare_add(c, CHANGE_view_hides, "", (struct telling){.old = gone}, c->old->at,
		            c->new->at);
	if (more)
		compare_add(c, CHANGE_view_shows, "", (struct telling){.new = more}, c->old->at,
		            c->new->at);
}

void
compare_view(struct comparison *c)
{
	if (c->old->table_view != c->new->table_view) {
		compare_add(c, c->new->table_view ? CHANGE_view_added : CHANGE_view_removed, "",
		            (struct telling){0}, c->old->at, c->new->at);
	} else if (c->new->table_view) {
		compare_filters(c);
		compare_shown(c);
	}
}
