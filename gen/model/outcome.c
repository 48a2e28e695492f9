#include "model/outcome.h"

#include <string.h>

const char *const operation_names[] = {
        [OPERATION_CREATE] = "CREATE",
        [OPERATION_UPDATE] = "UPDATE",
        [OPERATION_DELETE] = "DELETE",
        [OPERATION_CUSTOM] = "CUSTOM",
        NULL,
};

struct seen {
	const struct entity *entity;
	struct outcome *to;
	bool made, unsure; /* the new row is certain; the action may end before it is */
	bool replaced, returns, deletes;
};

static void
see_beside(struct seen *s, const struct statement *st)
{
	if (!st->entity || (st->own && !st->again) || strcmp(st->entity, s->entity->name) != 0 ||
	    strcmp(st->schema, s->entity->schema) != 0)
		return;
	if (st->kind == STATEMENT_INSERT)
		s->to->beside[OPERATION_CREATE] = true;
	if (st->kind == STATEMENT_UPDATE ||
	    (st->kind == STATEMENT_INSERT && st->conflict == ON_CONFLICT_UPDATE))
		s->to->beside[OPERATION_UPDATE] = true;
	if (st->kind == STATEMENT_DELETE)
		s->to->beside[OPERATION_DELETE] = true;
}

static void
see(struct seen *s, const struct statement *list, size_t n, bool always)
{
	for (size_t i = 0; i < n; i++) {
		const struct statement *st = &list[i];

		see_beside(s, st);
		if (st->kind == STATEMENT_RETURN) {
			s->returns = true;
			s->unsure = s->unsure || !s->made;
		}
		if (st->own && st->kind == STATEMENT_INSERT) {
			s->made = s->made || always;
			s->replaced = s->replaced || st->conflict == ON_CONFLICT_UPDATE;
		}
		s->deletes = s->deletes || (st->own && st->kind == STATEMENT_DELETE);
		see(s, st->steps, st->nsteps, false);
		for (size_t k = 0; k < st->nways; k++)
			see(s, st->ways[k].steps, st->ways[k].nsteps, false);
	}
}

struct outcome
outcome_of(const struct entity *e, const struct action *a)
{
	struct outcome to = {.type = OPERATION_CUSTOM};
	struct seen s = {.entity = e, .to = &to};
	enum operation otherwise = a->writes ? OPERATION_UPDATE : OPERATION_CUSTOM;

	see(&s, a->statements, a->nstatements, true);
	if (a->subject == SUBJECT_NEW && a->row) {
		to.type = OPERATION_CREATE;
		to.can[OPERATION_UPDATE] = s.replaced;
		to.can[OPERATION_CUSTOM] = !s.made || s.unsure;
	} else if (a->deletes || (s.deletes && !a->writes)) {
		to.type = OPERATION_DELETE;
		to.can[otherwise] = !a->deletes || s.returns;
	} else {
		to.type = otherwise;
	}
	to.can[OPERATION_DELETE] = a->may_delete;
	to.can[to.type] = true;
	return to;
}
