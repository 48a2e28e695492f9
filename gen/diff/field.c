/* What changed of fields, but for their rules. */
#include "base/arena.h"
#include "base/str.h"
#include "diff/compare.h"
#include "diff/convert.h"

#include <string.h>

/* ref(Company), list(text), decimal(10,2): as an author could write it. */
static const char *
compare_type(struct comparison *c, const struct field *f)
{
	struct strbuf out = STRBUF_INIT;
	const char *params = f->sql ? strchr(f->sql, '(') : NULL;
	bool bound;

	str_add(&out, f->list ? "list(" : "");
	if (f->nrefs) {
		str_add(&out, "ref(");
		for (size_t i = 0; i < f->nrefs; i++)
			str_addf(&out, "%s%s", i ? "|" : "", f->refs[i].entity);
		str_addc(&out, ')');
	} else {
		bound = f->sql && strstr(f->sql, "CHAR(");
		str_add(&out, !bound ? f->type->name : *f->sql == 'V' ? "varchar" : "char");
		if (params && f->type->class == TYPE_BASIC)
			str_addf(&out, "%.*s", (int)strcspn(params, ")") + 1, params);
	}
	str_add(&out, f->list ? ")" : "");
	return str_done(&out, c->arena);
}

/* ---- types ---- */

static enum change_kind
type_kind(const struct field *old, const struct field *new)
{
	static const enum change_kind kinds[] = {
	        [CONVERT_SAME] = CHANGE_field_type_word,
	        [CONVERT_WIDENED] = CHANGE_field_type_widened,
	        [CONVERT_REWRITTEN] = CHANGE_field_type_rewritten,
	        [CONVERT_NARROWED] = CHANGE_field_type_narrowed,
	        [CONVERT_LOSSY] = CHANGE_field_type_lossy,
	        [CONVERT_NONE] = CHANGE_field_type_replaced,
	};
	enum conversion as;

	/* The columns of refs are not converted. */
	if (old->nrefs || new->nrefs)
		return CHANGE_field_type_replaced;
	if (old->list != new->list)
		return old->type == new->type ? new->list ? CHANGE_field_list : CHANGE_field_single
		                              : CHANGE_field_type_replaced;
	as = convert(compare_sql(old), compare_sql(new));
	/* JSON of another shape. */
	if (as == CONVERT_SAME && new->type->class == TYPE_COMPOSITE)
		as = CONVERT_NARROWED;
	return kinds[as];
}

static const char *
api_type(struct comparison *c, const struct field *f)
{
	return f->list ? arena_printf(c->arena, "[%s!]", f->type->graphql) : f->type->graphql;
}

static void
compare_types(struct comparison *c, const struct field *old, const struct field *new)
{
	const char *was = compare_type(c, old), *is = compare_type(c, new);
	bool same_sql = word_same(compare_sql(old), compare_sql(new));
	enum change_kind kind = type_kind(old, new);

	if (same_sql && old->type == new->type && old->list == new->list)
		return;
	compare_add_field(c, kind, old, new, was, is);
	if (kind != CHANGE_field_type_replaced && kind != CHANGE_field_list &&
	    kind != CHANGE_field_single && strcmp(old->type->graphql, new->type->graphql) != 0)
		compare_add_field(c, CHANGE_field_api_type, old, new, api_type(c, old),
		                  api_type(c, new));
}

/* ---- references ---- */

/* With its schema beside another target of its name. */
static const char *
target_name(struct comparison *c, const struct field *old, const struct field *new,
            const struct ref *r)
{
	const struct field *all[] = {old, new};

	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < all[k]->nrefs; i++)
			if (strcmp(all[k]->refs[i].entity, r->entity) == 0 &&
			    !word_same(all[k]->refs[i].schema, r->schema))
				return arena_printf(c->arena, "%s.%s", r->schema, r->entity);
	return r->entity;
}

static void
compare_target(struct comparison *c, const struct field *old, const struct field *new,
               const struct ref *r)
{
	const struct ref *was = target_before(c->versions, old, r);
	const char *name = target_name(c, old, new, r);

	if (!was) {
		compare_add_field(c, CHANGE_ref_target_added, old, new, NULL, name);
		return;
	}
	if (new->nrefs > 1 && strcmp(old->name, new->name) == 0 &&
	    strcmp(was->column, r->column) != 0)
		compare_add_field(c, CHANGE_ref_column, old, new, was->column, r->column);
	if (was->on_delete != r->on_delete)
		compare_add_field(c, CHANGE_ref_on_delete, old, new,
		                  on_delete_names[was->on_delete], on_delete_names[r->on_delete]);
}

/* The same targets in another order. */
static bool
reordered(struct comparison *c, const struct field *old, const struct field *new)
{
	bool moved = false;

	for (size_t i = 0; i < new->nrefs; i++) {
		const struct ref *was = target_before(c->versions, old, &new->refs[i]);

		if (!was)
			return false;
		moved |= was != &old->refs[i];
	}
	return moved && old->nrefs == new->nrefs;
}

/* From one to several targets, or back, the columns have other names. */
static void
compare_refs(struct comparison *c, const struct field *old, const struct field *new)
{
	if ((old->nrefs > 1) != (new->nrefs > 1) || !old->join_table != !new->join_table) {
		compare_add_field(c, CHANGE_field_type_replaced, old, new, compare_type(c, old),
		                  compare_type(c, new));
		return;
	}
	if (new->nrefs == 1 && !target_same(c->versions, &old->refs[0], &new->refs[0])) {
		compare_add_field(c, CHANGE_ref_target, old, new,
		                  target_name(c, old, new, &old->refs[0]),
		                  target_name(c, old, new, &new->refs[0]));
		return;
	}
	for (size_t i = 0; i < old->nrefs; i++)
		if (!target_after(c->versions, new, &old->refs[i]))
			compare_add_field(c, CHANGE_ref_target_removed, old, new,
			                  target_name(c, old, new, &old->refs[i]), NULL);
	for (size_t i = 0; i < new->nrefs; i++)
		compare_target(c, old, new, &new->refs[i]);
	if (reordered(c, old, new))
		compare_add_field(c, CHANGE_ref_reordered, old, new, NULL, NULL);
}

/* ---- a field that is there in both ---- */

static void
compare_default(struct comparison *c, const struct field *old, const struct field *new)
{
	const char *was = compare_quote(c->arena, old->default_text),
	           *is = compare_quote(c->arena, new->default_text);

	if (old->default_kind == new->default_kind && word_same(was, is))
		return;
	compare_add_field(c,
	                  old->default_kind == DEFAULT_NONE   ? CHANGE_field_default_added
	                  : new->default_kind == DEFAULT_NONE ? CHANGE_field_default_removed
	                                                      : CHANGE_field_default_changed,
	                  old, new, was, is);
}

static void
compare_field(struct comparison *c, const struct field *old, const struct field *new)
{
	if (old->nrefs && new->nrefs)
		compare_refs(c, old, new);
	else
		compare_types(c, old, new);
	if (old->required != new->required)
		compare_add_field(c, new->required ? CHANGE_field_required : CHANGE_field_nullable,
		                  old, new, NULL, NULL);
	compare_default(c, old, new);
	compare_rules(c, old, new);
	if (old->unique != new->unique)
		compare_add_field(c, new->unique ? CHANGE_field_unique : CHANGE_field_repeated, old,
		                  new, NULL, NULL);
	if (old->index != new->index && !old->nrefs && !new->nrefs)
		compare_add_field(c, CHANGE_field_index, old, new, index_names[old->index],
		                  index_names[new->index]);
	if (!word_same(old->description, new->description))
		compare_add_field(c, CHANGE_field_description, old, new, NULL, NULL);
}

/* ---- fields that come and go ---- */

/* A default that is not the same for all rows:
 * PostgreSQL stores that of the others once (manual, ALTER TABLE). */
static bool
differs(const struct field *f)
{
	return f->default_kind == DEFAULT_FUNCTION && strstr(f->default_text, "random");
}

static enum change_kind
added_kind(const struct field *f)
{
	bool refers = f->join_table != NULL;

	if (f->default_kind == DEFAULT_NONE)
		return f->required && !refers ? CHANGE_field_added_required : CHANGE_field_added;
	if (differs(f))
		return CHANGE_field_added_computed;
	return f->unique ? CHANGE_field_added_unique : CHANGE_field_added;
}

static bool
field_alike(const struct versions *v, const struct field *a, const struct field *b)
{
	if (a->type != b->type || a->list != b->list || a->required != b->required ||
	    a->unique != b->unique || a->nvalues != b->nvalues || a->nrefs != b->nrefs ||
	    !word_same(a->pattern, b->pattern) || !word_same(a->sql, b->sql))
		return false;
	for (size_t i = 0; i < a->nvalues; i++)
		if (strcmp(a->values[i], b->values[i]) != 0)
			return false;
	for (size_t i = 0; i < a->nrefs; i++)
		if (!target_same(v, &a->refs[i], &b->refs[i]))
			return false;
	return true;
}

/* firstName and first_name have the same column, whatever else has changed. */
static bool
same_place(const struct field *f, const struct field *g)
{
	return word_same(f->column, g->column) && word_same(f->join_table, g->join_table);
}

/* Fields of one version whose names the other does not have. */
struct fields {
	const struct field **v;
	size_t n;
};

static struct fields
fields_alone(struct arena *a, const struct entity *in, const struct entity *other)
{
	struct fields alone = {.v = arena_new(a, const struct field *, in->nfields)};

	for (size_t i = 0; i < in->nfields; i++)
		if (!field_find(other, in->fields[i].name))
			alone.v[alone.n++] = &in->fields[i];
	return alone;
}

/* The one field that is alone in the other version and has the place of this one, or is like it;
 * NULL if there is none or several. back: it is an old one. */
static const struct field *
heir(const struct versions *v, const struct fields *among, const struct field *f, bool back)
{
	const struct field *found = NULL;

	for (size_t i = 0; (f->column || f->join_table) && i < among->n; i++)
		if (same_place(f, among->v[i]))
			return among->v[i];
	for (size_t i = 0; i < among->n; i++) {
		const struct field *g = among->v[i];

		if (!field_alike(v, back ? g : f, back ? f : g))
			continue;
		if (found)
			return NULL;
		found = g;
	}
	return found;
}

static void
find_renamed(struct comparison *c)
{
	struct versions *v = c->versions;
	const struct fields gone = fields_alone(c->arena, c->old, c->new);
	const struct fields fresh = fields_alone(c->arena, c->new, c->old);

	v->renamed = arena_new(c->arena, const char *, 2 * gone.n + 1);
	for (size_t i = 0; i < gone.n; i++) {
		const struct field *f = gone.v[i], *g = heir(v, &fresh, f, false);

		if (!g || heir(v, &gone, g, true) != f)
			continue;
		v->renamed[2 * v->nrenamed] = f->name;
		v->renamed[2 * v->nrenamed++ + 1] = g->name;
	}
}

static bool
was_renamed(const struct versions *v, const char *old)
{
	for (size_t i = 0; i < v->nrenamed; i++)
		if (strcmp(v->renamed[2 * i], old) == 0)
			return true;
	return false;
}

void
compare_fields(struct comparison *c)
{
	const struct field *old;

	find_renamed(c);
	for (size_t i = 0; i < c->old->nfields; i++) {
		old = &c->old->fields[i];
		if (!field_find(c->new, old->name) && !was_renamed(c->versions, old->name))
			compare_add_field(c, CHANGE_field_removed, old, NULL, NULL, NULL);
	}
	for (size_t i = 0; i < c->new->nfields; i++) {
		const struct field *new = &c->new->fields[i];

		old = field_find(c->old, versions_old_name(c->versions, new->name));
		if (!old)
			compare_add_field(c, added_kind(new), NULL, new, NULL, NULL);
		else if (strcmp(old->name, new->name) != 0)
			compare_add_field(c, CHANGE_field_renamed, old, new, old->name, new->name);
		if (old)
			compare_field(c, old, new);
	}
}
