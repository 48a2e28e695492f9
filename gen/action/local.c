/* The variables of an action: the author's, and ours. */
#include "action/local.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/name.h"

#include <string.h>

/* Each is looked up by its name. */
enum { LOCALS_MAX = 1000 };

struct local *
local_find(struct compiler *c, const char *name)
{
	struct local *l = c->locals;

	while (l && strcmp(l->name, name) != 0)
		l = l->next;
	return l;
}

bool
name_shared(const struct compiler *c, const char *name)
{
	const struct entity *e = c->upserts ? c->entity : NULL;

	for (size_t i = 0; e; e = i < c->n ? c->others[i] : NULL, i++)
		for (const struct field *f = e->fields; f && f < e->fields + e->nfields; f++)
			if (f->column && strcmp(f->column, name) == 0)
				return true;
	return false;
}

static bool
taken(const struct compiler *c, const char *name)
{
	const struct action *a = c->action;

	if ((c->row && strcmp(c->row, name) == 0) || (c->old && strcmp(c->old, name) == 0))
		return true;
	for (size_t i = 0; i < a->nvariables; i++)
		if (strcmp(a->variables[i].name, name) == 0)
			return true;
	return name_shared(c, name);
}

/* A name that several variables would have, and the number behind the last of them. */
struct numbered {
	struct numbered *next;
	const char *name;
	int last;
};

static struct numbered *
numbered(struct compiler *c, const char *name)
{
	struct numbered *n = c->numbered;

	while (n && strcmp(n->name, name) != 0)
		n = n->next;
	if (n)
		return n;
	n = arena_new(c->arena, struct numbered, 1);
	*n = (struct numbered){c->numbered, name, 1};
	return c->numbered = n;
}

const char *
variable_name(struct compiler *c, const char *name)
{
	const char *snake = name_snake(c->arena, name),
	           *full = name_object(c->arena, "v_%s", snake);
	struct numbered *n = taken(c, full) ? numbered(c, snake) : NULL;

	while (n && taken(c, full))
		full = name_object(c->arena, "v_%s_%d", snake, ++n->last);
	return full;
}

const char *
variable_add(struct compiler *c, const char *name, const char *type, const char *sql)
{
	struct action *a = c->action;
	const char *full = variable_name(c, name);

	a->variables = arena_grown(c->arena, a->variables, a->nvariables, sizeof *a->variables);
	a->variables[a->nvariables++] = (struct variable){full, type, sql};
	return full;
}

const char *
variable_type(const struct compiler *c, const char *variable)
{
	const struct action *a = c->action;

	for (size_t i = 0; i < a->nvariables; i++)
		if (strcmp(a->variables[i].name, variable) == 0)
			return a->variables[i].type;
	return "";
}

/* Whether a variable may have a name. */
static bool
name_free(struct compiler *c, struct span at, const char *name)
{
	static const char *const roots[] = {"input", "caller", "old", NULL};
	const struct ref *ref;

	if (field_of_word(c->entity, name, &ref) || word_always(c->entity, name))
		error_at(c->diag, c->source, at,
		         "'%s' is a field of '%s'; a variable needs another name", name,
		         c->entity->name);
	else if (word_index(roots, name) >= 0 || name_of_constant(name))
		error_at(c->diag, c->source, at, "'%s' has a meaning already; choose another name",
		         name);
	else if (c->nlocals >= LOCALS_MAX)
		error_at(c->diag, c->source, at, "an action has at most %d variables", LOCALS_MAX);
	else
		return true;
	return false;
}

static struct local *
local_new(struct compiler *c, struct span at, const char *name, const char *sql)
{
	struct local *l = arena_new(c->arena, struct local, 1);

	l->at = at;
	l->name = name;
	l->sql = sql;
	l->next = c->locals;
	c->nlocals++;
	return c->locals = l;
}

static struct local *
other_type(struct compiler *c, struct span at, const char *name)
{
	error_at(c->diag, c->source, at,
	         "the variable '%s' is of another type already; choose another name", name);
	return NULL;
}

struct local *
local_add(struct compiler *c, struct span at, const char *name, const char *type)
{
	struct local *l = local_find(c, name);

	if ((!l || l->marked) && !name_free(c, at, name))
		return NULL;
	if (!l)
		return local_new(c, at, name, variable_add(c, name, type, NULL));
	if (!l->sql)
		l->sql = variable_add(c, name, type, NULL);
	l->implied = false;
	return strcmp(variable_type(c, l->sql), type) == 0 ? l : other_type(c, at, name);
}

/* A name that the author chose stays what it is. */
struct local *
local_implied(struct compiler *c, struct span at, const char *name, const char *type)
{
	struct local *l = local_find(c, name);
	const struct ref *ref;

	if (l)
		return l->implied && strcmp(variable_type(c, l->sql), type) == 0 ? l : NULL;
	l = local_new(c, at, name, variable_add(c, name, type, NULL));
	l->implied = true;
	l->marked = field_of_word(c->entity, name, &ref) || word_always(c->entity, name);
	return l;
}

struct local *
local_alias(struct compiler *c, struct span at, const char *name, const char *variable)
{
	struct local *l = local_find(c, name);

	if (l && !l->sql)
		l->sql = variable;
	if (l)
		return strcmp(l->sql, variable) == 0 ? l : other_type(c, at, name);
	return name_free(c, at, name) ? local_new(c, at, name, variable) : NULL;
}

void
local_missing(struct compiler *c, struct span at, const char *name)
{
	const struct ref *ref;

	if (!name || c->nlocals >= LOCALS_MAX || local_find(c, name))
		return;
	if (!c->diag->nerrors &&
	    (field_of_word(c->entity, name, &ref) || word_always(c->entity, name)))
		return;
	local_new(c, at, name, NULL)->meaning.symbol = (struct symbol){.name = name};
}

static void
unread(struct compiler *c, const struct local *l)
{
	if (!l)
		return;
	unread(c, l->next);
	if (l->made && !l->read)
		warning_at(c->diag, c->source, l->at, "nothing reads the variable '%s'", l->name);
	if (l->hidden && !l->read)
		warning_at(
		        c->diag, c->source, l->at,
		        "'%s' in later steps is the field of '%s', and not this row; write $%s for "
		        "the row, or %s.%s for the field",
		        l->name, c->entity->name, l->name, c->entity->name, l->name);
}

void
locals_unread(struct compiler *c)
{
	unread(c, c->locals);
}

const char *
symbol_type(struct compiler *c, const struct symbol *s)
{
	static const char *const types[] = {
	        [VALUE_TEXT] = "TEXT",           [VALUE_NUMBER] = "NUMERIC",
	        [VALUE_BOOLEAN] = "BOOLEAN",     [VALUE_DATE] = "DATE",
	        [VALUE_TIME] = "TIME",           [VALUE_TIMESTAMP] = "TIMESTAMPTZ",
	        [VALUE_INTERVAL] = "INTERVAL",   [VALUE_UUID] = "UUID",
	        [VALUE_JSON] = "JSONB",          [VALUE_BYTES] = "BYTEA",
	        [VALUE_INET] = "INET",           [VALUE_MACADDR] = "MACADDR",
	        [VALUE_POINT] = "POINT",         [VALUE_REF] = "INTEGER",
	        [VALUE_DATERANGE] = "DATERANGE", [VALUE_TSTZRANGE] = "TSTZRANGE",
	};
	const char *type = types[s->kind];
	const struct entity *target = s->kind == VALUE_REF ? entity_titled(c, s->target) : NULL;

	if (s->kind == VALUE_TIMESTAMP && s->local)
		type = "TIMESTAMP";
	if (target)
		type = target->key_type;
	return type && s->list ? arena_printf(c->arena, "%s[]", type) : type;
}
