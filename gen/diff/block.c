/* What changed of indexes, unique constraints, foreign keys and rules of a row. */
#include "base/arena.h"
#include "base/str.h"
#include "diff/compare.h"
#include "model/index.h"
#include "model/violation.h"

#include <string.h>

static const char *
index_text(struct comparison *c, const struct index *i)
{
	return arena_printf(c->arena, "%s (%s)", i->unique ? "unique" : index_names[i->kind],
	                    compare_list(c->arena, i->columns, i->ncolumns));
}

static void
compare_index(struct comparison *c, const struct index *old, const struct index *new)
{
	const struct index *one = new ? new : old;
	struct telling t = {.it = one->name,
	                    .old = old ? index_text(c, old) : NULL,
	                    .new = new ? index_text(c, new) : NULL};
	enum change_kind kind = !old   ? one->unique ? CHANGE_unique_added : CHANGE_index_added
	                        : !new ? one->unique ? CHANGE_unique_removed : CHANGE_index_removed
	                        : new->unique ? CHANGE_unique_changed
	                                      : CHANGE_index_changed;

	if (!word_same(t.old, t.new))
		compare_add(c, kind, one->name, t, old ? old->at : (struct span){0},
		            new ? new->at : (struct span){0});
}

static void
compare_indexes(struct comparison *c)
{
	for (size_t i = 0; i < c->old->nindexes; i++)
		if (!index_find(c->new, c->old->indexes[i].name))
			compare_index(c, &c->old->indexes[i], NULL);
	for (size_t i = 0; i < c->new->nindexes; i++)
		compare_index(c, index_find(c->old, c->new->indexes[i].name), &c->new->indexes[i]);
}

/* ---- foreign keys ---- */

static const char *
key_text(struct comparison *c, const struct foreign_key *k)
{
	return arena_printf(c->arena, "%s.%s (%s), %s%s", k->schema, k->table, k->key,
	                    on_delete_names[k->on_delete], k->required ? ", required" : "");
}

static void
compare_key(struct comparison *c, const struct foreign_key *old, const struct foreign_key *new)
{
	const struct foreign_key *one = new ? new : old;
	struct telling t = {.it = one->column,
	                    .old = old ? key_text(c, old) : NULL,
	                    .new = new ? key_text(c, new) : NULL};
	enum change_kind kind = !new            ? CHANGE_foreign_key_removed
	                        : old           ? CHANGE_foreign_key_changed
	                        : new->required ? CHANGE_foreign_key_added_required
	                                        : CHANGE_foreign_key_added;

	if (old && new && !word_same(old->description, new->description))
		compare_add(c, CHANGE_foreign_key_description, one->column,
		            (struct telling){.it = one->column}, old->at, new->at);
	if (!word_same(t.old, t.new))
		compare_add(c, kind, one->column, t, old ? old->at : (struct span){0},
		            new ? new->at : (struct span){0});
}

static void
compare_keys(struct comparison *c)
{
	for (size_t i = 0; i < c->old->nforeign_keys; i++)
		if (!foreign_key_find(c->new, c->old->foreign_keys[i].column))
			compare_key(c, &c->old->foreign_keys[i], NULL);
	for (size_t i = 0; i < c->new->nforeign_keys; i++)
		compare_key(c, foreign_key_find(c->old, c->new->foreign_keys[i].column),
		            &c->new->foreign_keys[i]);
}

/* ---- rules ---- */

static void
compare_rule(struct comparison *c, const struct check *old, const struct check *new)
{
	struct telling t = {.it = new->name};

	if (!old) {
		t.new = compare_quote(c->arena, check_status(c->arena, new));
		compare_add(c, t.new ? CHANGE_rule_coded : CHANGE_rule_added, new->name, t,
		            (struct span){0}, new->at);
		return;
	}
	if (strcmp(old->sql, new->sql) != 0) {
		t.old = old->sql;
		t.new = new->sql;
		compare_add(c, CHANGE_rule_changed, new->name, t, old->at, new->at);
	}
	if (!word_same(old->error, new->error)) {
		t.old = compare_quote(c->arena, old->error);
		t.new = compare_quote(c->arena, new->error);
		compare_add(c, CHANGE_rule_message, new->name, t, old->at, new->at);
	}
}

void
compare_blocks(struct comparison *c)
{
	compare_indexes(c);
	compare_keys(c);
	for (size_t i = 0; i < c->old->nchecks; i++) {
		const struct check *old = &c->old->checks[i];

		if (!check_find(c->new, old->name))
			compare_add(c, CHANGE_rule_removed, old->name,
			            (struct telling){.it = old->name}, old->at, (struct span){0});
	}
	for (size_t i = 0; i < c->new->nchecks; i++)
		compare_rule(c, check_find(c->old, c->new->checks[i].name), &c->new->checks[i]);
}
