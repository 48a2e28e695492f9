/* Which queries answer otherwise after an action. */
#include "base/arena.h"
#include "base/list.h"
#include "base/str.h"
#include "model/merger.h"
#include "model/outcome.h"
#include "model/view.h"

#include <stdlib.h>
#include <string.h>

struct stale {
	struct merger *merger;
	struct impacts_invalidation *v;
	size_t n;
};

/* The stronger, the later. */
static const char *const strategies[] = {"UPDATE", "EVICT", "REFETCH", NULL};

/* Each query once, by its strongest strategy. */
static void
add(struct stale *s, const char *query, const char *strategy, const char *reason)
{
	const struct impacts_invalidation with = {
	        .query = query, .filter = "{}", .strategy = strategy, .reason = reason};

	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->v[i].query, query) == 0) {
			if (word_index(strategies, strategy) >
			    word_index(strategies, s->v[i].strategy))
				s->v[i] = with;
			return;
		}
	s->v = arena_grown(&s->merger->scratch, s->v, s->n, sizeof *s->v);
	s->v[s->n++] = with;
}

static bool
has(const struct stale *s, const char *query)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->v[i].query, query) == 0)
			return true;
	return false;
}

/* ---- the queries of the entity ---- */

/* Of the row that the client gets with the answer it has all that changed. If that row is gone, the
 * answer does not name those of its entity that went along. */
static void
own_queries(struct stale *s, const struct impacts_entity *e, enum operation operation,
            bool answered, bool along)
{
	struct arena *a = &s->merger->scratch;

	switch (operation) {
	case OPERATION_CREATE:
		add(s, e->list, "REFETCH", arena_printf(a, "adds %s", e->type));
		break;
	case OPERATION_UPDATE:
		add(s, e->query, answered ? "UPDATE" : "REFETCH",
		    arena_printf(a, "changes %s", e->type));
		add(s, e->list, "REFETCH", arena_printf(a, "changes %s", e->type));
		break;
	case OPERATION_DELETE:
		add(s, e->query, along ? "REFETCH" : "EVICT",
		    arena_printf(a, "removes %s", e->type));
		add(s, e->list, "REFETCH", arena_printf(a, "removes %s", e->type));
		break;
	case OPERATION_CUSTOM:
		break;
	}
}

/* ---- the queries of those whose table views show it ---- */

/* Whatever changes in a row, these tell of it. */
static const char *const changes[] = {"updated_at", "updated_by"};

static bool
shows_any(const struct impacts_shown *shown, const char *const *fields, size_t n)
{
	for (size_t i = 0; i < shown->nfields; i++)
		if (word_among(fields, n, shown->fields[i]) ||
		    word_among(changes, sizeof changes / sizeof *changes, shown->fields[i]))
			return true;
	return false;
}

/* A new row is shown by none; a changed one only by views that show what changed. */
static void
view_queries(struct stale *s, size_t entity, enum operation operation, const char *const *fields,
             size_t n)
{
	struct merger *m = s->merger;
	size_t links;
	const struct link *l = links_to(&m->shown, entity, &links);

	for (size_t i = 0; operation != OPERATION_CREATE && i < links; i++) {
		const struct impacts_entity *e = &merger_part(m, l[i].from)->impacts.entity;
		const struct impacts_shown *shown = &e->shows[l[i].i];
		const char *reason = arena_printf(&m->scratch, "%s shows %s as %s", e->type,
		                                  shown->entity, shown->path);

		if (operation == OPERATION_UPDATE && !shows_any(shown, fields, n))
			continue;
		add(s, e->query, "REFETCH", reason);
		add(s, e->list, "REFETCH", reason);
	}
}

static void
touch(struct stale *s, const char *type, const char *operation, const char *const *fields, size_t n,
      bool answered, bool along)
{
	int what = word_index(operation_names, operation);
	size_t entity;

	if (what < 0 || what == OPERATION_CUSTOM || !parts_find(s->merger->parts, type, &entity))
		return;
	own_queries(s, &merger_part(s->merger, entity)->impacts.entity, (enum operation)what,
	            answered, along);
	view_queries(s, entity, (enum operation)what, fields, n);
}

/* Rows beside the own one. */
static void
others(struct stale *s, const struct impacts_mutation *of, const struct impacts_effect *v, size_t n)
{
	const struct impacts_summary *own = &of->impacts;

	for (size_t i = 0; i < n; i++)
		touch(s, v[i].entity, v[i].operation, v[i].fields, v[i].nfields, false,
		      word_among(own->operations, own->noperations, "DELETE") &&
		              strcmp(v[i].entity, of->entity) == 0);
}

/* Whether the answer holds the row of this entity that the action makes,
 * which nobody has asked for before. */
static bool
makes(const struct impacts_mutation *of, const struct impacts_entity *e)
{
	return strcmp(of->entity, e->type) == 0 &&
	       word_among(of->impacts.operations, of->impacts.noperations, "CREATE");
}

/* crm.tv_contact was made anew: what it shows of other rows may be another.
 * That of the own row is in the answer. */
static void
refreshed(struct stale *s, const struct impacts_mutation *by, const char *view)
{
	struct merger *m = s->merger;
	size_t n;
	const struct named *v = named_as(&m->views, view, &n);

	for (size_t i = 0; i < n; i++) {
		const struct impacts_entity *e = &merger_part(m, v[i].entity)->impacts.entity;
		const char *name = view_called(&m->scratch, e->schema, e->name);
		const char *reason = arena_printf(&m->scratch, "refreshes %s", view);

		if (strcmp(name, view) != 0)
			continue;
		add(s, e->list, "REFETCH", reason);
		if (!has(s, e->query) && !makes(by, e))
			add(s, e->query, "REFETCH", reason);
	}
}

static int
by_query(const void *left, const void *right)
{
	return strcmp(((const struct impacts_invalidation *)left)->query,
	              ((const struct impacts_invalidation *)right)->query);
}

void
merge_stale(struct merger *m, struct impacts_mutation *to)
{
	struct stale s = {.merger = m};
	const struct impacts_summary *own = &to->impacts;

	for (size_t i = 0; i < own->noperations; i++)
		touch(&s, to->entity, own->operations[i], own->fields, own->nfields, true, false);
	others(&s, to, to->side_effects, to->nside_effects);
	others(&s, to, to->cascades, to->ncascades);
	for (size_t i = 0; i < to->nrefreshes; i++)
		refreshed(&s, to, to->refreshes[i]);
	if (s.n)
		qsort(s.v, s.n, sizeof *s.v, by_query);
	to->invalidations = s.v;
	to->ninvalidations = s.n;
	to->queries = arena_new(&m->scratch, const char *, s.n);
	for (; to->nqueries < s.n; to->nqueries++)
		to->queries[to->nqueries] = s.v[to->nqueries].query;
}
