#include "diff/compare.h"
#include "base/arena.h"
#include "base/str.h"
#include "model/api.h"
#include "model/column.h"

#include <stdlib.h>
#include <string.h>

/* ---- what its parts share ---- */

void
compare_add(struct comparison *c, enum change_kind kind, const char *owner, struct telling t,
            struct span old, struct span new)
{
	struct location before = {old.line && c->old ? c->old->source : NULL, old};
	struct location after = {new.line && c->new ? c->new->source : NULL, new};

	change_add(c->to, kind, owner, t, before, after);
}

void
compare_add_field(struct comparison *c, enum change_kind kind, const struct field *old,
                  const struct field *new, const char *was, const char *is)
{
	const struct field *one = new ? new : old;

	compare_add(c, kind, one->name, (struct telling){.it = one->name, .old = was, .new = is},
	            old ? old->at : (struct span){0}, new ? new->at : (struct span){0});
}

void
compare_add_action(struct comparison *c, struct two_actions p, enum change_kind kind,
                   struct telling t)
{
	const struct action *one = p.new ? p.new : p.old;

	if (!t.it)
		t.it = one->name;
	t.of = one->name;
	compare_add(c, kind, one->name, t, p.old ? p.old->at : (struct span){0},
	            p.new ? p.new->at : (struct span){0});
}

const char *
compare_quote(struct arena *a, const char *text)
{
	return text ? arena_printf(a, "'%s'", text) : NULL;
}

const char *
compare_list(struct arena *a, const char *const *texts, size_t n)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < n; i++)
		str_addf(&out, "%s%s", i ? ", " : "", texts[i]);
	return str_done(&out, a);
}

const char *
compare_missing(struct comparison *c, const char *const *texts, size_t n, const char *const *among,
                size_t m)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < n; i++)
		if (!word_among(among, m, texts[i]))
			str_addf(&out, "%s'%s'", out.len ? ", " : "", texts[i]);
	return out.len ? str_done(&out, c->arena) : NULL;
}

const char *
compare_sql(const struct field *f)
{
	return f->sql ? f->sql : f->type->sql;
}

/* ---- the entity itself ---- */

static void
whole(struct comparison *c, enum change_kind kind, const char *old, const char *new)
{
	compare_add(c, kind, "", (struct telling){.old = old, .new = new}, c->old->at, c->new->at);
}

static void
compare_tenancy(struct comparison *c)
{
	bool old = entity_tenant(c->old), new = entity_tenant(c->new);

	if (old != new)
		whole(c, new ? CHANGE_entity_tenant : CHANGE_entity_shared, NULL, NULL);
}

static const char *
key_word(const struct entity *e)
{
	return strcmp(e->key_type, "BIGINT") == 0 ? "bigint" : "integer";
}

/* Where the files of schemas lie apart, their types have the names of schemas too. */
static void
compare_api(struct comparison *c)
{
	const char *was =
	        api_type(c->arena, c->versions->old_options, c->old->schema, c->old->name);
	const char *is = api_type(c->arena, c->versions->new_options, c->new->schema, c->new->name);

	if (strcmp(c->old->name, c->new->name) == 0 && strcmp(was, is) != 0)
		whole(c, CHANGE_entity_api_name, was, is);
}

static void
compare_head(struct comparison *c)
{
	const struct entity *old = c->old, *new = c->new;
	const char *was = key_word(old), *is = key_word(new);

	if (strcmp(old->name, new->name) != 0)
		whole(c, CHANGE_entity_renamed, old->name, new->name);
	if (strcmp(old->schema, new->schema) != 0)
		whole(c, CHANGE_entity_schema, old->schema, new->schema);
	compare_tenancy(c);
	if (strcmp(was, is) != 0)
		whole(c, *is == 'b' ? CHANGE_entity_key_wider : CHANGE_entity_key_narrower, was,
		      is);
	if (old->identifier != new->identifier)
		whole(c,
		      new->identifier ? CHANGE_entity_identifier_added
		                      : CHANGE_entity_identifier_removed,
		      NULL, NULL);
	if (!word_same(old->description, new->description))
		whole(c, CHANGE_entity_description, NULL, NULL);
	compare_api(c);
	if (!word_same(old->table_code, new->table_code))
		whole(c, CHANGE_entity_table_code, old->table_code, new->table_code);
}

/* ---- whose alters are whose ---- */

static struct change *
change_of(struct changes *all, size_t first, const char *owner, enum aspect aspect)
{
	for (size_t i = first; i < all->n; i++)
		if (strcmp(all->v[i]->owner, owner) == 0 &&
		    (!aspect || change_rows[all->v[i]->kind].aspect == aspect))
			return all->v[i];
	return NULL;
}

/* What changes everything of an entity; what must be filled in is not for another name. */
static struct change *
change_of_all(struct changes *all, size_t first, bool filling)
{
	static const enum aspect aspects[] = {ASPECT_TABLE, ASPECT_TENANCY, ASPECT_KEY_TYPE,
	                                      ASPECT_TABLE};
	struct change *c = NULL;

	for (size_t i = filling; i < sizeof aspects / sizeof *aspects && !c; i++)
		c = change_of(all, first, "", aspects[i]);
	return c;
}

/* Of no change that was told, an alter comes from another entity; of a view, from what it shows. */
static struct change *
change_made(struct comparison *c, const struct alter *a)
{
	const struct field *old = field_find(c->old, a->owner), *new = field_find(c->new, a->owner);
	enum change_kind kind =
	        a->aspect == ASPECT_VIEW ? CHANGE_view_changed : CHANGE_entity_follows;

	compare_add(c, kind, a->owner, (struct telling){.it = *a->owner ? a->owner : c->new->name},
	            old ? old->at : c->old->at, new ? new->at : c->new->at);
	return c->to->v[c->to->n - 1];
}

/* The owner in the words of the new version. */
static const char *
owner_now(const struct comparison *c, const char *owner)
{
	for (size_t i = 0; i < c->versions->nrenamed; i++)
		if (strcmp(c->versions->renamed[2 * i], owner) == 0)
			return c->versions->renamed[2 * i + 1];
	return owner;
}

static struct change *
change_for(struct comparison *c, size_t first, const struct alter *a)
{
	struct change *found = change_of(c->to, first, a->owner, a->aspect);

	if (!found && a->aspect != ASPECT_VIEW && *a->owner)
		found = change_of(c->to, first, a->owner, ASPECT_NONE);
	if (!found && c->old && c->new && a->aspect == ASPECT_VIEW)
		return change_made(c, a);
	for (size_t i = first; !found && a->aspect == ASPECT_API && i < c->to->n; i++)
		if (c->to->v[i]->kind == CHANGE_action_renamed)
			found = c->to->v[i];
	if (!found)
		found = change_of_all(c->to, first, alter_asks(a));
	return found ? found : change_made(c, a);
}

/* Whether every row of a change is as it was, under other names at most:
 * nothing needs to be filled in. */
static bool
rows_stay(enum change_kind kind)
{
	return change_rows[kind].risk[MEDIUM_DATABASE] == RISK_SAFE ||
	       kind == CHANGE_entity_renamed || kind == CHANGE_entity_schema ||
	       kind == CHANGE_field_renamed;
}

static void
give(struct comparison *c, size_t first, const struct alters *all)
{
	for (size_t i = 0; i < all->n; i++)
		all->v[i]->owner = owner_now(c, all->v[i]->owner);
	for (size_t i = 0; i < all->n; i++) {
		struct change *to = change_for(c, first, all->v[i]);
		struct alter **v = arena_new(c->arena, struct alter *, to->nalters + 1);

		if (alter_asks(all->v[i]) && rows_stay(to->kind))
			continue;
		if (to->nalters)
			memcpy(v, to->alters, to->nalters * sizeof(*v));
		v[to->nalters++] = all->v[i];
		to->alters = v;
	}
}

void
entity_compare(struct changes *to, struct versions *v)
{
	struct comparison c = {
	        .to = to, .arena = to->arena, .versions = v, .old = v->old, .new = v->new};
	const struct entity *one = v->new ? v->new : v->old;
	struct alters alters;
	size_t first = to->n;

	if (v->old && v->new) {
		compare_head(&c);
		compare_fields(&c);
		compare_blocks(&c);
		compare_view(&c);
		compare_actions(&c);
		compare_orders(&c);
	} else {
		compare_add(&c, v->new ? CHANGE_entity_added : CHANGE_entity_removed, "",
		            (struct telling){0}, one->at, one->at);
	}
	alters = alters_of(c.arena, v);
	give(&c, first, &alters);
	if (to->loads)
		loads_of(to->loads, v, alters.n > 0);
	for (size_t i = first; i < to->n; i++) {
		to->v[i]->entity = one->name;
		to->v[i]->schema = one->schema;
	}
}
