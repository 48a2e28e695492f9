#include "action/word.h"
#include "model/column.h"
#include "model/name.h"

#include <string.h>

bool
target_own(const struct entity *e, const struct target *t)
{
	return t->entity && strcmp(t->entity, e->name) == 0 &&
	       (!t->schema || strcmp(t->schema, e->schema) == 0);
}

bool
step_own(const struct entity *e, const struct step *s)
{
	if (!target_own(e, &s->target))
		return false;
	if (s->kind == STEP_FIND)
		return !s->condition.tree;
	return s->kind == STEP_INSERT ||
	       ((s->kind == STEP_UPDATE || s->kind == STEP_DELETE) && !s->every);
}

const struct field *
field_of_word(const struct entity *e, const char *word, const struct ref **ref)
{
	*ref = NULL;
	for (const struct field *f = e->fields; f && f < e->fields + e->nfields; f++) {
		if (strcmp(f->name, word) == 0) {
			*ref = f->nrefs == 1 ? f->refs : NULL;
			return f;
		}
		for (size_t i = 0; i < f->nrefs && !f->join_table && !f->faulty; i++) {
			const char *column = f->refs[i].column;

			if (column &&
			    (strcmp(column, word) == 0 || strcmp(column_stem(column), word) == 0)) {
				*ref = &f->refs[i];
				return f;
			}
		}
	}
	return NULL;
}

bool
word_always(const struct entity *e, const char *word)
{
	const char *name;
	const struct type *type;

	for (size_t i = 0; column_always(e, i, &name, &type); i++)
		if (name && strcmp(name, word) == 0)
			return true;
	return false;
}

struct sought {
	struct arena *arena;
	const char *word, *rows;
};

static bool
gives(const struct step *s, const void *context)
{
	const struct sought *n = context;
	const char *name = s->variable;

	if (s->kind == STEP_SET)
		for (const struct assignment *a = s->values; a; a = a->next)
			if (a->name && strcmp(a->name, n->word) == 0)
				return true;
	if (!name && s->target.entity)
		name = name_snake(n->arena, s->target.entity);
	if (!name || strcmp(name, n->word) != 0)
		return false;
	return !s->target.entity || !n->rows || strcmp(s->target.entity, n->rows) == 0;
}

bool
steps_give(struct arena *a, const struct step *steps, const char *word, const char *rows)
{
	const struct sought sought = {a, word, rows};

	return steps_any(steps, gives, &sought);
}
