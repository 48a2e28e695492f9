#include "action/compiler.h"
#include "base/arena.h"
#include "model/name.h"

#include <string.h>

/* OrderLine by order_lines and the like. */
static bool
means(const struct compiler *c, const char *word, const struct entity *e)
{
	for (const char **stem = name_stems(c->arena, word); *stem; stem++)
		if (strcmp(*stem, e->stem) == 0)
			return true;
	return false;
}

static bool
named(const struct compiler *c, const struct entity *e, const struct target *t, bool related)
{
	if (t->schema && strcmp(t->schema, e->schema) != 0)
		return false;
	return related ? means(c, t->entity, e) : strcmp(t->entity, e->name) == 0;
}

bool
same_source(const struct source *a, const struct source *b)
{
	return a == b || strcmp(a->path, b->path) == 0;
}

/* The only one of a name; in the schema first, if there is one. *several: it is not the only one. */
static const struct entity *
only(const struct compiler *c, const struct entity *from, const struct target *t, bool related,
     bool *several)
{
	const struct entity *found = named(c, c->entity, t, related) ? c->entity : NULL;
	bool near = found && strcmp(found->schema, from->schema) == 0;

	*several = false;
	for (size_t i = 0; i < c->n && !(near && found); i++) {
		const struct entity *e = c->others[i];

		if (same_source(e->source, c->source) || !named(c, e, t, related))
			continue;
		near = strcmp(e->schema, from->schema) == 0;
		*several = found && !near;
		if (near || !found)
			found = e;
	}
	return found;
}

static void
unknown(struct compiler *c, const struct target *t)
{
	const char **names = arena_new(c->arena, const char *, c->n + 2);

	names[0] = c->entity->name;
	for (size_t i = 0; i < c->n; i++)
		names[i + 1] = c->others[i]->name;
	if (t->schema)
		error_at(c->diag, c->source, t->at, "no entity '%s' in schema '%s'%s", t->entity,
		         t->schema, nearest_cure(c->arena, t->entity, names));
	else
		error_at(c->diag, c->source, t->at, "unknown entity '%s'%s", t->entity,
		         nearest_cure(c->arena, t->entity, names));
}

const struct entity *
entity_find(struct compiler *c, const struct target *t, bool related)
{
	const struct entity *found;
	bool several;

	if (!t->entity)
		return NULL;
	found = only(c, c->entity, t, false, &several);
	if (!found && related)
		found = only(c, c->entity, t, true, &several);
	if (!found)
		unknown(c, t);
	else if (several) {
		error_at(c->diag, c->source, t->at,
		         "'%s' is in several schemas; write which, as %s.%s", t->entity,
		         found->schema, found->name);
		return NULL;
	}
	return found;
}

const struct entity *
entity_of_ref(struct compiler *c, const struct entity *from, const struct ref *ref)
{
	struct target t = {ref->at, ref->schema, ref->entity};
	bool several;

	return only(c, from, &t, false, &several);
}

void
statement_rows(struct compiler *c, struct statement *st, const struct entity *e)
{
	(void)c;
	st->entity = e->name;
	st->schema = e->schema;
	st->table = e->table;
	st->key = e->key;
}
