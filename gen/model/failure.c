#include "model/failure.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/overflow.h"
#include "model/violation.h"

#include <stdlib.h>
#include <string.h>

int
failure_order(const void *left, const void *right)
{
	const struct failure *a = left, *b = right;
	int order = strcmp(a->status, b->status);

	return order ? order : strcmp(a->message, b->message);
}

/* ---- failures ---- */

const struct failure failures_common[] = {
        {"failed:unexpected_error", "An unexpected error occurred"},
        {"security:tenant_isolation", "The session belongs to another tenant"},
        {"security:tenant_required", "A tenant is required"},
        {"validation:invalid_payload", "The payload must be an object"},
        {"validation:unknown_field", "Unknown field"},
        {NULL, NULL},
};

/* What the statements of an action hold. */
struct held {
	bool foreach, loop, ambiguous, undeclared, permission, exists, replaced, marks, removes,
	        converts;
};

static void
hold(void *context, const struct statement *s)
{
	struct held *to = context;

	to->foreach = to->foreach || s->kind == STATEMENT_FOREACH;
	to->loop = to->loop || s->kind == STATEMENT_WHILE;
	to->ambiguous = to->ambiguous || (s->kind == STATEMENT_FIND && !s->one && !s->order);
	to->undeclared = to->undeclared || (s->kind == STATEMENT_CALL && !s->action);
	to->permission = to->permission || (s->kind == STATEMENT_CALL && s->action && s->sql);
	to->marks = to->marks || (s->kind == STATEMENT_DELETE && !s->hard);
	to->removes = to->removes || (s->kind == STATEMENT_DELETE && s->hard);
	to->converts = to->converts || conversion_in(s);
	if (s->kind == STATEMENT_INSERT && s->own) {
		to->exists = to->exists || s->conflict == ON_CONFLICT_IGNORE;
		to->replaced = to->replaced || s->conflict == ON_CONFLICT_UPDATE;
	}
}

struct inputs {
	bool any, required, version;
};

static struct inputs
inputs_of(const struct action *a)
{
	struct inputs to = {.any = a->ninputs};

	for (size_t i = 0; i < a->ninputs; i++) {
		const struct input *in = &a->inputs[i];

		to.required = to.required || in->required;
		to.version =
		        to.version || (in->system && strcmp(in->name, "expected_version") == 0);
	}
	return to;
}

struct failures {
	struct failure *v;
	size_t n;
};

static void
add(struct failures *to, bool can, const char *status, const char *message)
{
	if (!can)
		return;
	for (size_t i = 0; i < to->n; i++)
		if (strcmp(to->v[i].status, status) == 0 && strcmp(to->v[i].message, message) == 0)
			return;
	to->v[to->n++] = (struct failure){status, message};
}

static void
add_standard(struct arena *arena, struct failures *to, const struct entity *e,
             const struct action *a, const struct held *h)
{
	struct inputs in = inputs_of(a);
	bool row = a->subject > SUBJECT_NEW, computes = overflow_anywhere(a);
	const char *absent = arena_printf(arena, "%s not found", e->name);
	const char *gone = arena_printf(arena, "%s is already deleted", e->name);
	const char *stale = arena_printf(arena, "%s was changed by someone else", e->name);
	const char *there = arena_printf(arena, "%s exists already", e->name);
	static const char fk[] = "constraint:foreign_key_violation",
	                  range[] = "validation:out_of_range";
	const struct {
		bool can;
		const char *status, *message;
	} all[] = {
	        {in.any || h->converts || computes, "validation:invalid_input", "Invalid value"},
	        {in.required, "validation:required_field", "Required field is missing"},
	        {a->permission || h->permission, "security:permission_denied", "Permission denied"},
	        {row, "validation:reference_not_found", absent},
	        {a->subject == SUBJECT_DELETE, "noop:already_deleted", gone},
	        {in.version, "conflict:stale_version", stale},
	        {a->writes || a->idle || h->replaced, "noop:no_changes", "Nothing to change"},
	        {h->exists, "noop:already_exists", there},
	        {h->ambiguous, "failed:ambiguous", "More than one row found"},
	        {h->foreach, "validation:too_many", "Too many items"},
	        {h->foreach, "validation:invalid_input", "A list is expected"},
	        {computes, range, violation_message(range)},
	        {h->loop, "failed:loop_limit", "The loop did not end"},
	        {h->undeclared, "failed:function_missing", "A function that it calls is missing"},
	        {h->marks, fk, "Still in use"},
	        {h->removes, fk, violation_message(fk)},
	};

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		add(to, all[i].can, all[i].status, all[i].message);
	for (size_t i = 0; i < a->ninputs; i++)
		for (size_t k = 0; k < a->inputs[i].nrefs; k++)
			add(to, true, "validation:reference_not_found",
			    arena_printf(arena, "%s not found", a->inputs[i].refs[k].entity));
}

/* Of numbers it depends on how the action gets them. */
static bool
can_violate(struct arena *a, const struct entity *e, const struct action *action,
            const struct effect *f, const struct violation *v)
{
	bool whole = f->operation == OPERATION_CREATE;

	if (f->operation == OPERATION_DELETE)
		return v->marked;
	if (!violation_concerns(v, f->fields, f->nfields, whole))
		return false;
	if (strcmp(v->status, "validation:out_of_range") != 0 || overflow_anywhere(action))
		return true;
	for (size_t i = 0; i < v->nfields; i++)
		if ((word_among(f->fields, f->nfields, v->fields[i]) ||
		     (whole && word_among(v->unset, v->nunset, v->fields[i]))) &&
		    overflow_of(a, e, action, v->fields[i]))
			return true;
	return false;
}

/* What the table of its own entity may say to what it writes there. */
static void
add_violations(struct arena *a, struct failures *to, const struct entity *e,
               const struct action *action, const struct effect *f)
{
	size_t n;
	const struct violation *v;

	if (!entity_called(e, f->entity, f->schema))
		return;
	v = violations_of(a, e, &n);
	for (size_t i = 0; i < n; i++)
		add(to, can_violate(a, e, action, f, &v[i]), v[i].status, v[i].message);
}

struct failure *
failures_of(struct arena *a, const struct entity *e, const struct action *action, size_t *n)
{
	enum { STANDARD = 40 };
	const struct impact *impact = action->impact;
	size_t authored = action->nimpact ? impact->nfailures : 0;
	size_t most = authored + STANDARD + e->nchecks + action->ninputs;
	struct failures to = {arena_new(a, struct failure, most), 0};
	struct held held = {0};

	statements_walk(action->before, action->nbefore, hold, &held);
	statements_walk(action->statements, action->nstatements, hold, &held);
	for (size_t i = 0; i < authored; i++)
		add(&to, true, impact->failures[i].status, impact->failures[i].message);
	add_standard(a, &to, e, action, &held);
	for (size_t i = 0; action->nimpact && i < impact->neffects; i++)
		if (impact->effects[i].operation <= OPERATION_UPDATE ||
		    (impact->effects[i].operation == OPERATION_DELETE && held.marks))
			add_violations(a, &to, e, action, &impact->effects[i]);
	if (to.n)
		qsort(to.v, to.n, sizeof *to.v, failure_order);
	*n = to.n;
	return to.v;
}
