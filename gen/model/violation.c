#include "model/violation.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/column.h"
#include "model/failure.h"
#include "model/rule.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static int
by_violation(const void *left, const void *right)
{
	const struct violation *a = left, *b = right;
	int order = strcmp(a->status, b->status);

	return order ? order : strcmp(a->message, b->message);
}

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

const char *
violation_message(const char *status)
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
	struct violation *v = violation(to, status, violation_message(status));
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

static bool
reads(const struct check *c, const char *column)
{
	static const char name[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
	size_t n = strlen(column);

	for (const char *at = c->sql; at && (at = strstr(at, column)); at += n)
		if ((at == c->sql || !strchr(name, at[-1])) && (!at[n] || !strchr(name, at[n])))
			return true;
	return false;
}

static void
add_cleared(struct violations *to, struct violation *v, const char *key)
{
	if (word_among(v->cleared, v->ncleared, key))
		return;
	v->cleared = arena_grown(to->arena, v->cleared, v->ncleared, sizeof *v->cleared);
	v->cleared[v->ncleared++] = key;
}

/* What a deletion writes that the rule reads. */
static void
add_deletions(struct violations *to, struct violation *v, const struct entity *e,
              const struct check *c)
{
	static const char *const marks[] = {"deleted_at", "deleted_by", "updated_at", "updated_by"};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		v->marked = v->marked || reads(c, marks[i]);
	for (size_t i = 0; i < e->nfields; i++)
		for (size_t k = 0; k < e->fields[i].nrefs; k++) {
			const struct ref *r = &e->fields[i].refs[k];

			if (r->on_delete == ON_DELETE_SET_NULL && r->column && reads(c, r->column))
				add_cleared(to, v, field_key(to->arena, &e->fields[i]));
		}
	for (size_t i = 0; i < e->nforeign_keys; i++)
		if (e->foreign_keys[i].on_delete == ON_DELETE_SET_NULL &&
		    reads(c, e->foreign_keys[i].column))
			add_cleared(to, v, e->foreign_keys[i].column);
}

/* What a code says: failed:too_late is Too late. */
static const char *
spoken(struct arena *a, const char *status)
{
	char *message = arena_strdup(a, strchr(status, ':') + 1);

	*message = (char)toupper((unsigned char)*message);
	for (char *gap = message; (gap = strchr(gap, '_'));)
		*gap = ' ';
	return message;
}

/* A rule of the author answers with a code of theirs, or with a sentence. */
static void
add_check(struct violations *to, const struct entity *e, const struct check *c)
{
	static const char sentence[] = "constraint:check_violation";
	const char *status = check_status(to->arena, c);
	const char *message = status     ? spoken(to->arena, status)
	                      : c->error ? c->error
	                                 : violation_message(sentence);

	add_deletions(to, violation(to, status ? status : sentence, message), e, c);
}

/* A unique index that holds what is no field concerns every write; before the fields. */
static void
add_unique(struct violations *to, const struct entity *e, const struct index *i)
{
	static const char taken[] = "constraint:unique_violation";
	const struct field *f;

	for (size_t k = 0; i->unique && k < i->ncolumns; k++)
		if (!(f = field_of_column(e, i->columns[k])))
			violation(to, taken, violation_message(taken));
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
		add_check(&to, e, &e->checks[i]);
	if (e->identifier)
		violation(&to, "constraint:unique_violation",
		          violation_message("constraint:unique_violation"));
	for (size_t i = 0; i < e->nindexes; i++)
		add_unique(&to, e, &e->indexes[i]);
	if (e->nforeign_keys)
		violation(&to, "constraint:foreign_key_violation",
		          violation_message("constraint:foreign_key_violation"));
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
