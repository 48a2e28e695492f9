/* The columns of a new row to which its step gives nothing. */
#include "action/compiler.h"
#include "model/column.h"
#include "model/name.h"

#include <string.h>

/* A value at fault is given all the same. */
static bool
given(const struct step *s, const struct statement *st, const struct field *f)
{
	for (const struct assignment *a = s->values; a; a = a->next)
		if (a->name && strcmp(a->name, f->name) == 0)
			return true;
	for (size_t i = 0; i < st->nvalues; i++)
		for (size_t k = 0; k < f->nrefs || k == 0; k++)
			if (strcmp(st->values[i].name, f->nrefs ? f->refs[k].column : f->column) ==
			    0)
				return true;
	return false;
}

/* A field that is not there may be one that is needed, mistyped. */
static bool
mistyped(const struct step *s, const struct entity *e)
{
	const struct ref *ref;

	for (const struct assignment *a = s->values; a; a = a->next)
		if (a->name && !field_of_word(e, a->name, &ref) && !word_always(e, a->name))
			return true;
	return false;
}

void
columns_missing(struct compiler *c, const struct step *s, const struct entity *e,
                const struct statement *st)
{
	if (mistyped(s, e))
		return;
	for (const struct field *f = e->fields; f && f < e->fields + e->nfields; f++) {
		if (!f->required || f->faulty || f->join_table || f->default_kind ||
		    given(s, st, f))
			continue;
		error_at(c->diag, c->source, s->target.at,
		         "a new '%s' needs '%s', which must not be NULL and has no default",
		         e->name, f->name);
		if (entity_same_file(e, c->entity))
			note_at(c->diag, e->source, f->at, "'%s' is declared here", f->name);
		else
			note_at(c->diag, e->source, e->at, "'%s' is declared here", e->name);
	}
}

void
columns_unset(struct compiler *c, const struct step *s)
{
	const struct entity *e = c->entity;

	for (size_t i = 0; i < e->nforeign_keys; i++)
		if (e->foreign_keys[i].required) {
			warning_at(
			        c->diag, c->source, s->target.at,
			        "a new '%s' needs '%s', which must not be NULL, and no action sets a "
			        "column of 'foreign_keys'; a trigger of yours must",
			        e->name, e->foreign_keys[i].column);
			note_at(c->diag, c->source, e->foreign_keys[i].at, "'%s' is declared here",
			        e->foreign_keys[i].column);
		}
}

void
columns_default(struct compiler *c, const struct entity *e, struct statement *st)
{
	for (const struct field *f = e->fields; f && f < e->fields + e->nfields; f++)
		if (f->default_kind && !f->faulty)
			changed_add(c, st, field_key(c->arena, f));
}
