/* Table views that stay as they are while rows that they show become others:
 * what is stored is refreshed. */
#include "base/arena.h"
#include "base/bound.h"
#include "base/quote.h"
#include "base/str.h"
#include "diff/compare.h"
#include "model/view.h"

#include <stdlib.h>
#include <string.h>

/* ---- rows that become others ---- */

static void
add(struct writings *to, struct written w)
{
	to->v = arena_grown(to->arena, to->v, to->n, sizeof *to->v);
	to->v[to->n++] = w;
}

void
writings_note(struct writings *to, const struct entity *of, const struct changes *all, size_t first)
{
	for (size_t i = first; i < all->n; i++)
		for (size_t k = 0; k < all->v[i]->nalters; k++) {
			const struct alter *a = all->v[i]->alters[k];

			if (a->phase == PHASE_VIEW)
				add(to, (struct written){of, NULL, true});
			else if (a->converts || alter_asks(a))
				add(to, (struct written){of, field_find(of, a->owner), false});
		}
}

static int
by_entity(const void *left, const void *right)
{
	const struct entity *a = ((const struct written *)left)->of;
	const struct entity *b = ((const struct written *)right)->of;
	int order = strcmp(a->schema, b->schema);

	return order ? order : strcmp(a->name, b->name);
}

void
writings_sort(struct writings *w)
{
	if (w->n)
		qsort(w->v, w->n, sizeof *w->v, by_entity);
}

/* The first of an entity, and in *n how many there are. */
static const struct written *
written_of(const struct writings *w, const char *schema, const char *name, size_t *n)
{
	const struct entity e = {.schema = schema, .name = name};
	const struct written key = {.of = &e};

	return w->v + equal_range(&key, w->v, w->n, sizeof *w->v, by_entity, n);
}

/* ---- views that show them ---- */

/* Of a reference that leads to another row now, what the view knows of that row. */
static bool
shows_field(const struct entity *view, const struct view_row *row, const struct field *f)
{
	if (!f || f->nrefs)
		return !f || row->nrows > 0;
	for (size_t i = 0; i < row->nvalues; i++)
		if (word_same(row->values[i].column, f->column))
			return true;
	for (size_t i = 0; i < view->nfilters; i++)
		if (word_same(view->filters[i].path, row->path) &&
		    word_same(view->filters[i].column, f->column))
			return true;
	return false;
}

static bool
shows_any(const struct writings *w, const struct entity *view, const struct view_row *rows,
          size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t m;
		const struct written *one = written_of(w, rows[i].schema, rows[i].entity, &m);

		for (; m > 0; m--, one++)
			if (!one->view && shows_field(view, &rows[i], one->field))
				return true;
		if (shows_any(w, view, rows[i].rows, rows[i].nrows))
			return true;
	}
	return false;
}

/* Whether it is stale. One that is made anew is refreshed there. */
static bool
stale(const struct writings *w, const struct entity *view)
{
	size_t n;
	const struct written *own = written_of(w, view->schema, view->name, &n);

	for (size_t i = 0; i < n; i++)
		if (own[i].view)
			return false;
	return n > 0 || shows_any(w, view, view->view_rows, view->nview_rows);
}

void
writings_refresh(const struct writings *w, struct changes *to, const struct entity *old,
                 const struct entity *new)
{
	struct arena *a = to->arena;
	struct alter *alter;
	struct change *c;

	if (!w->n || !old->table_view || !new->table_view || !stale(w, new))
		return;
	c = change_add(to, CHANGE_view_changed, "", (struct telling){0},
	               (struct location){old->source, old->at},
	               (struct location){new->source, new->at});
	c->entity = new->name;
	c->schema = new->schema;
	alter = arena_new(a, struct alter, 1);
	*alter = (struct alter){.phase = PHASE_VIEW,
	                        .aspect = ASPECT_VIEW,
	                        .owner = "",
	                        .sql = arena_printf(a, "SELECT %s.%s();", ident_of(a, new->schema),
	                                            view_function(a, new, NULL))};
	c->alters = arena_new(a, struct alter *, 1);
	c->alters[c->nalters++] = alter;
}
