/* Which reference leads where another one led. */
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "diff/alter.h"
#include "diff/side.h"

#include <string.h>

static bool
there(const struct side *s, const struct ref *r)
{
	for (size_t i = 0; i < s->shapes.n; i++)
		if (strcmp(s->shapes.v[i].entity, r->entity) == 0 &&
		    strcmp(s->shapes.v[i].schema, r->schema) == 0)
			return true;
	return false;
}

static bool
leads(const struct ref *r, const struct entity *e)
{
	return strcmp(r->entity, e->name) == 0 && (!r->schema || strcmp(r->schema, e->schema) == 0);
}

static bool
target_renamed(const struct versions *v, const struct ref *old, const struct ref *new)
{
	for (size_t i = 0; i < v->nrenamings; i++)
		if (leads(old, v->renamings[i].old) && leads(new, v->renamings[i].new))
			return true;
	return false;
}

bool
target_same(const struct versions *v, const struct ref *old, const struct ref *new)
{
	if (strcmp(old->entity, new->entity) != 0)
		return target_renamed(v, old, new);
	if (!old->schema || !new->schema || strcmp(old->schema, new->schema) == 0)
		return true;
	return !there(v->old_side, new) && !there(v->new_side, old);
}

/* A table may have got another schema, or another name with its entity. */
static bool
table_same(const struct versions *v, const char *old, const char *new)
{
	for (size_t i = 0; i < v->nrenamings; i++)
		if (strcmp(v->renamings[i].old->table, old) == 0)
			return strcmp(v->renamings[i].new->table, new) == 0;
	return strcmp(old, new) == 0;
}

static const char *
key_replaced(struct arena *a, const struct versions *v, const struct foreign_key *old,
             const struct foreign_key *new)
{
	return old && new && !table_same(v, old->table, new->table)
	               ? ident_in(a, old->schema, old->table)
	               : NULL;
}

const char *
target_replaced(struct arena *a, const struct versions *v, const char *owner)
{
	const struct field *new = field_find(v->new, owner),
	                   *old = field_find(v->old, versions_old_name(v, owner));

	if (!new)
		return key_replaced(a, v, foreign_key_find(v->old, owner),
		                    foreign_key_find(v->new, owner));
	if (!old || old->nrefs != 1 || new->nrefs != 1 || !old->join_table != !new->join_table ||
	    target_same(v, &old->refs[0], &new->refs[0]))
		return NULL;
	return ident_in(a, old->refs[0].schema, old->refs[0].table);
}

const struct ref *
target_before(const struct versions *v, const struct field *old, const struct ref *new)
{
	for (size_t i = 0; i < old->nrefs; i++)
		if (target_same(v, &old->refs[i], new))
			return &old->refs[i];
	return NULL;
}

const struct ref *
target_after(const struct versions *v, const struct field *new, const struct ref *old)
{
	for (size_t i = 0; i < new->nrefs; i++)
		if (target_same(v, old, &new->refs[i]))
			return &new->refs[i];
	return NULL;
}
