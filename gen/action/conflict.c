/* What an insert does where its row is there already. */
#include "action/local.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/column.h"

#include <string.h>

/* It stands bare in ON CONFLICT, and so it is the column in all of the function, where the
 * parameter would be meant. */
static void
not_ours(struct compiler *c, const struct step *s, const char *column)
{
	static const char *const parameters[] = {"auth_tenant_id", "input_payload", NULL};

	if (word_index(parameters, column) >= 0)
		error_at(c->diag, c->source, s->target.at,
		         "'on_conflict: update' cannot find a row by '%s', which is a parameter of "
		         "the function; rename the field",
		         column);
}

/* The unique columns that decide which row is there already; all else that is set is new to it. */
static void
columns(struct compiler *c, const struct step *s, const struct entity *e, struct statement *st,
        size_t nset)
{
	const char *key = NULL;
	size_t n = 0;

	st->conflict_columns = arena_new(c->arena, const char *, 2);
	for (const struct field *f = e->fields; f && f < e->fields + e->nfields; f++) {
		const char *column = f->nrefs == 1 ? f->refs->column : f->column;

		for (size_t i = 0; f->unique && column && i < st->nvalues; i++)
			if (strcmp(st->values[i].name, column) == 0) {
				n++;
				key = field_key(c->arena, f);
				st->nconflict_columns = 0;
				if (entity_tenant(e))
					st->conflict_columns[st->nconflict_columns++] = "tenant_id";
				st->conflict_columns[st->nconflict_columns++] = column;
			}
	}
	if (n != 1)
		error_at(
		        c->diag, c->source, s->target.at,
		        "'on_conflict: update' needs one unique field among those that are set, to "
		        "know which '%s' is there already; there %s",
		        e->name, n ? "are several" : "is none");
	else
		not_ours(c, s, st->conflict_columns[st->nconflict_columns - 1]);
	st->replaces = arena_new(c->arena, const char *, nset);
	for (size_t i = 0; i < nset; i++)
		if (!key || strcmp(st->changes[i], key) != 0)
			st->replaces[st->nreplaces++] = st->changes[i];
}

void
conflict_compile(struct compiler *c, const struct step *s, const struct entity *e,
                 struct statement *st, size_t nset)
{
	if (st->conflict == ON_CONFLICT_UPDATE)
		columns(c, s, e, st, nset);
	if (st->own && st->nconflict_columns) {
		if (!c->replaced)
			c->replaced = variable_add(c, "replaced", row_table(c, e), NULL);
		st->replaced = c->replaced;
	}
	if (st->again && st->conflict == ON_CONFLICT_IGNORE)
		warning_at(
		        c->diag, c->source, s->target.at,
		        "where a '%s' is there already, this ends the action with "
		        "noop:already_exists and undoes what was done before; to pass over it, put "
		        "the step into an 'if: NOT EXISTS (%s WHERE …)'",
		        e->name, e->name);
}
