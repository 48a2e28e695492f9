#include "model/entity.h"
#include "base/arena.h"
#include "model/name.h"

#include <stdio.h>
#include <string.h>

const char *const on_delete_names[] = {
        [ON_DELETE_RESTRICT] = "restrict",
        [ON_DELETE_CASCADE] = "cascade",
        [ON_DELETE_SET_NULL] = "set_null",
        [ON_DELETE_SET_NULL + 1] = NULL,
};

bool
entity_same(const struct entity *a, const struct entity *b)
{
	return strcmp(a->name, b->name) == 0 && strcmp(a->schema, b->schema) == 0;
}

bool
entity_same_file(const struct entity *a, const struct entity *b)
{
	return a == b || strcmp(a->source->path, b->source->path) == 0;
}

bool
entity_called(const struct entity *e, const char *name, const char *schema)
{
	return strcmp(e->name, name) == 0 && strcmp(e->schema, schema) == 0;
}

const struct field *
field_find(const struct entity *e, const char *name)
{
	for (size_t i = 0; i < e->nfields; i++)
		if (strcmp(e->fields[i].name, name) == 0)
			return &e->fields[i];
	return NULL;
}

const struct field *
field_of_column(const struct entity *e, const char *column)
{
	for (size_t i = 0; i < e->nfields; i++)
		if (e->fields[i].column && strcmp(e->fields[i].column, column) == 0)
			return &e->fields[i];
	return NULL;
}

const struct input *
action_input(const struct action *a, const char *name)
{
	for (size_t i = 0; i < a->ninputs; i++)
		if (strcmp(a->inputs[i].name, name) == 0)
			return &a->inputs[i];
	return NULL;
}

const struct index *
index_find(const struct entity *e, const char *name)
{
	for (size_t i = 0; i < e->nindexes; i++)
		if (strcmp(e->indexes[i].name, name) == 0)
			return &e->indexes[i];
	return NULL;
}

const struct check *
check_find(const struct entity *e, const char *name)
{
	for (size_t i = 0; i < e->nchecks; i++)
		if (strcmp(e->checks[i].name, name) == 0)
			return &e->checks[i];
	return NULL;
}

const struct filter_column *
filter_find(const struct entity *e, const char *name)
{
	for (size_t i = 0; i < e->nfilters; i++)
		if (strcmp(e->filters[i].name, name) == 0)
			return &e->filters[i];
	return NULL;
}

const struct action *
action_find(const struct entity *e, const char *name)
{
	for (size_t i = 0; i < e->nactions; i++)
		if (strcmp(e->actions[i].name, name) == 0)
			return &e->actions[i];
	return NULL;
}

const struct foreign_key *
foreign_key_find(const struct entity *e, const char *column)
{
	for (size_t i = 0; i < e->nforeign_keys; i++)
		if (strcmp(e->foreign_keys[i].column, column) == 0)
			return &e->foreign_keys[i];
	return NULL;
}

const char *const *
field_names(struct arena *a, const struct entity *e)
{
	const char **names = arena_new(a, const char *, e->nfields + 1);

	for (size_t i = 0; i < e->nfields; i++)
		names[i] = e->fields[i].name;
	return names;
}

bool
entity_acts(const struct entity *e)
{
	for (size_t i = 0; i < e->nactions; i++)
		if (e->actions[i].kind != ACTION_NOTHING)
			return true;
	return false;
}

const char *
action_api(struct arena *a, const struct action *action)
{
	return action->api ? action->api : name_snake(a, action->name);
}

bool
field_digits(const struct field *f, int *digits, int *scale)
{
	*digits = *scale = 0;
	return f->sql && sscanf(f->sql, "NUMERIC(%d,%d", digits, scale) > 0;
}
