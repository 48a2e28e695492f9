#include "diff/retype.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/words.h"
#include "diff/convert.h"

#include <string.h>

static bool
is_list(const struct object *o)
{
	return o->column->field && o->column->field->list;
}

bool
retyped(const struct object *old, const struct object *new)
{
	return strcmp(old->column->sql, new->column->sql) != 0 ||
	       (is_list(old) != is_list(new) && !new->column->ref);
}

/* Addresses as they are printed, or NULL: the cast of one machine's to a text adds /32. */
static const char *
address_text(struct arena *a, const struct object *old, const char *column)
{
	if (strcmp(old->column->sql, "INET") == 0)
		return arena_printf(a, " USING abbrev(%s)", column);
	return strcmp(old->column->sql, "INET[]") == 0
	               ? arena_printf(a, " USING %s::TEXT::TEXT[]", column)
	               : NULL;
}

const char *
retype_using(struct arena *a, const struct object *old, const struct object *new)
{
	const char *c = ident_of(a, new->name), *one = arena_printf(a, "%s[]", old->column->sql);
	enum conversion as = convert(old->column->sql, new->column->sql);

	if (strcmp(one, new->column->sql) == 0)
		return arena_printf(a, " USING CASE WHEN %s IS NOT NULL THEN ARRAY[%s] END", c, c);
	if (strcmp(old->column->sql, arena_printf(a, "%s[]", new->column->sql)) == 0)
		return arena_printf(a, " USING %s[1]", c);
	if (as == CONVERT_SAME && is_list(new) && !is_list(old))
		return arena_printf(
		        a, " USING CASE WHEN %s IS NOT NULL THEN jsonb_build_array(%s) END", c, c);
	if (as == CONVERT_SAME && is_list(old))
		return arena_printf(a, " USING %s -> 0", c);
	if (as == CONVERT_NONE)
		return NULL;
	if (as > CONVERT_WIDENED && address_text(a, old, c))
		return address_text(a, old, c);
	return as == CONVERT_WIDENED || convert_assigns(new->column->sql)
	               ? ""
	               : arena_printf(a, " USING %s::%s", c, new->column->sql);
}

bool
retype_reads(const struct object *old, const struct object *new)
{
	return is_list(old) != is_list(new) || convert_reads(old->column->sql, new->column->sql);
}

const char *
retype_empty(struct arena *a, const struct object *old, const struct object *new)
{
	const char *c = ident_of(a, new->name);

	if (!is_list(old) || is_list(new))
		return NULL;
	return arena_printf(a, "%s(%s) = 0",
	                    strchr(old->column->sql, '[') ? "cardinality" : "jsonb_array_length",
	                    c);
}

bool
retype_breaks(struct arena *a, const struct object *was, const struct object *is,
              const struct object *o)
{
	if (retype_using(a, was, is))
		return convert(was->column->sql, is->column->sql) == CONVERT_LOSSY;
	return o->aspect == ASPECT_RULE || (o->sort == OBJECT_INDEX && is->column->value);
}

bool
retype_merges(struct arena *a, const struct objects *old, const struct objects *new,
              const struct object *was, const struct object *is)
{
	for (size_t i = 0; i < new->n &&convert_merges(was->column->sql, is->column->sql); i++) {
		const struct object *o = &new->v[i], *other;

		if (o->sort != OBJECT_INDEX || !o->rows || strcmp(o->table, is->table) != 0 ||
		    !word_in(o->sql, ident_of(a, is->name)))
			continue;
		other = object_find(old, o->sort, o->table, o->name);
		if (other && strcmp(other->sql, o->sql) == 0)
			return true;
	}
	return false;
}

/* A check stays with the casts of the old type in it where rows are written. */
static bool
stays(struct arena *a, const struct object *o, const struct object *was, const struct object *is)
{
	if (!retype_using(a, was, is))
		return false;
	return o->sort != OBJECT_CONSTRAINT || !strstr(o->sql, " CHECK ") ||
	       convert(was->column->sql, is->column->sql) <= CONVERT_WIDENED;
}

/* One too many is made anew for nothing, and no more. */
const struct object *
retype_fells(struct arena *a, const struct objects *old, const struct objects *new,
             const struct object *o)
{
	for (size_t i = 0; i < new->n; i++) {
		const struct object *is = &new->v[i], *was;

		if (is->sort != OBJECT_COLUMN || strcmp(is->table, o->table) != 0 ||
		    !word_in(o->sql, ident_of(a, is->name)))
			continue;
		was = object_find(old, OBJECT_COLUMN, is->table, is->name);
		if (was && retyped(was, is) && !stays(a, o, was, is))
			return is;
	}
	return NULL;
}
