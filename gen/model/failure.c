#include "model/failure.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/column.h"
#include "model/overflow.h"
#include "model/rule.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

int
failure_order(const void *left, const void *right)
{
	const struct failure *a = left, *b = right;
	int order = strcmp(a->status, b->status);

	return order ? order : strcmp(a->message, b->message);
}

static int
by_violation(const void *left, const void *right)
{
	const struct violation *a = left, *b = right;
	int order = strcmp(a->status, b->status);

	return order ? order : strcmp(a->message, b->message);
}

/* ---- violations ---- */

/* By the ends of the names of constraints. */
static const struct failure by_rule[] = {
        {"enum", "validation:invalid_enum"},     {"pattern", "validation:invalid_format"},
        {"range", "validation:out_of_range"},    {"bounds", "validation:out_of_range"},
        {"length", "validation:invalid_length"}, {"elements", "validation:null_element"},
        {"shape", "validation:invalid_shape"},   {"target", "validation:invalid_target"},
};

/* The messages of app.failure(); an author's rule may have its own. */
static const struct failure messages[] = {
        {"validation:invalid_enum", "Not one of the allowed values"},
        {"validation:invalid_format", "Wrong format"},
        {"validation:out_of_range", "Out of range"},
        {"validation:invalid_length", "Too short or too long"},
        {"validation:null_element", "A list has an element without a value"},
        {"validation:invalid_shape", "Not made of the members that it must have"},
        {"validation:invalid_target", "Refers to none or to several"},
        {"validation:required_field", "Required field is missing"},
        {"constraint:unique_violation", "Already in use"},
        {"constraint:foreign_key_violation", "Refers to something absent or still in use"},
        {"constraint:check_violation", "Not allowed"},
};

static const char *
message_of(const char *status)
{
	for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
		if (strcmp(messages[i].status, status) == 0)
			return messages[i].message;
	return status;
}

struct violations {
	struct arena *arena;
	struct violation *v;
	size_t n, room; /* room: fields that each may have; 0: as long as every
	                 * write is concerned */
};

static struct violation *
violation(struct violations *to, const char *status, const char *message)
{
	for (size_t i = 0; i < to->n; i++)
		if (strcmp(to->v[i].status, status) == 0 && strcmp(to->v[i].message, message) == 0)
			return &to->v[i];
	to->v[to->n] = (struct violation){.status = status, .message = message};
	if (to->room) {
		to->v[to->n].fields = arena_new(to->arena, const char *, to->room);
		to->v[to->n].unset = arena_new(to->arena, const char *, to->room);
	}
	return &to->v[to->n++];
}

bool
violation_unset(const struct field *f)
{
	return f->default_kind || f->required;
}

static void
concern(struct violations *to, const char *status, const struct field *f)
{
	struct violation *v = violation(to, status, message_of(status));
	const char *key = field_key(to->arena, f);

	if (!v->fields || (v->nfields && strcmp(v->fields[v->nfields - 1], key) == 0))
		return;
	v->fields[v->nfields++] = key;
	if (violation_unset(f))
		v->unset[v->nunset++] = key;
}

static void
add_field(struct violations *to, const struct field *f)
{
	struct rule rules[RULES_MAX];
	size_t n = field_rules(to->arena, f, rules);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof by_rule / sizeof *by_rule; k++)
			if (strcmp(by_rule[k].status, rules[i].suffix) == 0)
				concern(to, by_rule[k].message, f);
	if (rule_width(f))
		concern(to, "validation:invalid_length", f);
	if (f->type->value == VALUE_NUMBER)
		concern(to, "validation:out_of_range", f);
	if (f->required)
		concern(to, "validation:required_field", f);
	if (f->unique)
		concern(to, "constraint:unique_violation", f);
	if (f->nrefs)
		concern(to, "constraint:foreign_key_violation", f);
}

/* As app.failure() knows one: a word that begins with a small letter,
 * or two with a ':' between them. */
const char *
check_status(struct arena *a, const struct check *c)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_"
	                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	const char *code = c->error, *end;

	if (!code || *code < 'a' || *code > 'z')
		return NULL;
	end = code + strspn(code, letters);
	if (!*end)
		return arena_printf(a, "failed:%s", code);
	return *end == ':' && end[1] && !end[1 + strspn(end + 1, letters)] ? code : NULL;
}

/* A rule of the author answers with a code of theirs, or with a sentence. */
static void
add_check(struct violations *to, const struct check *c)
{
	static const char sentence[] = "constraint:check_violation";
	const char *status = check_status(to->arena, c);
	char *message;

	if (!status) {
		violation(to, sentence, c->error ? c->error : message_of(sentence));
		return;
	}
	message = arena_strdup(to->arena, strchr(status, ':') + 1);
	*message = (char)toupper((unsigned char)*message);
	for (char *gap = message; (gap = strchr(gap, '_'));)
		*gap = ' ';
	violation(to, status, message);
}

static const struct field *
field_of(const struct entity *e, const char *column)
{
	for (size_t i = 0; i < e->nfields; i++)
		if (e->fields[i].column && strcmp(e->fields[i].column, column) == 0)
			return &e->fields[i];
	return NULL;
}

/* A unique index that holds what is no field concerns every write; before the fields. */
static void
add_unique(struct violations *to, const struct entity *e, const struct index *i)
{
	static const char taken[] = "constraint:unique_violation";
	const struct field *f;

	for (size_t k = 0; i->unique && k < i->ncolumns; k++)
		if (!(f = field_of(e, i->columns[k])))
			violation(to, taken, message_of(taken));
		else if (to->room)
			concern(to, taken, f);
}

struct violation *
violations_of(struct arena *a, const struct entity *e, size_t *n)
{
	enum { KINDS = 16 };
	struct violations to = {
	        .arena = a,
	};

	to.v = arena_new(a, struct violation, KINDS + e->nchecks);
	for (size_t i = 0; i < e->nchecks; i++)
		add_check(&to, &e->checks[i]);
	if (e->identifier)
		violation(&to, "constraint:unique_violation",
		          message_of("constraint:unique_violation"));
	for (size_t i = 0; i < e->nindexes; i++)
		add_unique(&to, e, &e->indexes[i]);
	if (e->nforeign_keys)
		violation(&to, "constraint:foreign_key_violation",
		          message_of("constraint:foreign_key_violation"));
	to.room = 2 * e->nfields;
	for (size_t i = 0; i < e->nindexes; i++)
		to.room += e->indexes[i].ncolumns;
	for (size_t i = 0; i < e->nindexes; i++)
		add_unique(&to, e, &e->indexes[i]);
	for (size_t i = 0; i < e->nfields; i++)
		add_field(&to, &e->fields[i]);
	*n = to.n;
	if (to.n)
		qsort(to.v, to.n, sizeof *to.v, by_violation);
	return to.v;
}

bool
violation_concerns(const struct violation *v, const char *const *fields, size_t n, bool whole)
{
	if (v->nfields == 0 || (whole && v->nunset))
		return true;
	for (size_t i = 0; i < v->nfields; i++)
		if (word_among(fields, n, v->fields[i]))
			return true;
	return false;
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
	        {computes, range, message_of(range)},
	        {h->loop, "failed:loop_limit", "The loop did not end"},
	        {h->undeclared, "failed:function_missing", "A function that it calls is missing"},
	        {h->marks, fk, "Still in use"},
	        {h->removes, fk, message_of(fk)},
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
		if (impact->effects[i].operation <= OPERATION_UPDATE)
			add_violations(a, &to, e, action, &impact->effects[i]);
	if (to.n)
		qsort(to.v, to.n, sizeof *to.v, failure_order);
	*n = to.n;
	return to.v;
}
