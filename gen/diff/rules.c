/* What changed of the values that a field may have. */
#include "base/arena.h"
#include "base/str.h"
#include "diff/compare.h"
#include "diff/convert.h"
#include "parse/decimal.h"

#include <string.h>

/* ---- values of an enum ---- */

/* Whether the values of the column become those of the new type. */
static bool
kept(const struct field *old, const struct field *new)
{
	if (old->nrefs || new->nrefs || old->list != new->list)
		return false;
	return convert(compare_sql(old), compare_sql(new)) != CONVERT_NONE;
}

static void
compare_values(struct comparison *c, const struct field *old, const struct field *new)
{
	const char *gone = compare_missing(c, old->values, old->nvalues, new->values, new->nvalues);
	const char *more = compare_missing(c, new->values, new->nvalues, old->values, old->nvalues);

	if (!old->nvalues || !new->nvalues) {
		if (more && kept(old, new))
			compare_add_field(c, CHANGE_enum_limited, old, new, NULL, more);
		if (gone && kept(old, new))
			compare_add_field(c, CHANGE_enum_lifted, old, new, gone, NULL);
		return;
	}
	if (gone)
		compare_add_field(c, CHANGE_enum_removed, old, new, gone, NULL);
	if (more)
		compare_add_field(c, CHANGE_enum_added, old, new, NULL, more);
	for (size_t i = 0; !gone && !more && i < new->nvalues; i++)
		if (strcmp(old->values[i], new->values[i]) != 0) {
			compare_add_field(c, CHANGE_enum_reordered, old, new, NULL, NULL);
			return;
		}
}

/* ---- ranges and lengths ---- */

const char *
compare_between(struct comparison *c, const char *least, const char *most)
{
	if (least && most)
		return arena_printf(c->arena, "%s to %s", least, most);
	if (least || most)
		return arena_printf(c->arena, "%s %s", least ? "at least" : "at most",
		                    least ? least : most);
	return "any number";
}

bool
compare_tighter(const char *old_min, const char *new_min, const char *old_max, const char *new_max)
{
	return (new_min && (!old_min || decimal_compare(new_min, old_min) > 0)) ||
	       (new_max && (!old_max || decimal_compare(new_max, old_max) < 0));
}

static void
compare_range(struct comparison *c, const struct field *old, const struct field *new)
{
	bool tight = compare_tighter(old->min, new->min, old->max, new->max);

	if (word_same(old->min, new->min) && word_same(old->max, new->max))
		return;
	compare_add_field(c, tight ? CHANGE_range_tightened : CHANGE_range_loosened, old, new,
	                  compare_between(c, old->min, old->max),
	                  compare_between(c, new->min, new->max));
}

const char *
compare_characters(struct comparison *c, int least, int most)
{
	if (!least && !most)
		return "any length";
	if (least && most)
		return arena_printf(c->arena, "%d to %d characters", least, most);
	return arena_printf(c->arena, "at %s %d characters", least ? "least" : "most",
	                    least + most);
}

bool
compare_shorter(int old_min, int new_min, int old_max, int new_max)
{
	return new_min > old_min || (new_max && (!old_max || new_max < old_max));
}

static void
compare_length(struct comparison *c, const struct field *old, const struct field *new)
{
	bool tight =
	        compare_shorter(old->min_length, new->min_length, old->max_length, new->max_length);

	if (old->min_length == new->min_length && old->max_length == new->max_length)
		return;
	compare_add_field(c, tight ? CHANGE_length_tightened : CHANGE_length_loosened, old, new,
	                  compare_characters(c, old->min_length, old->max_length),
	                  compare_characters(c, new->min_length, new->max_length));
}

static void
compare_pattern(struct comparison *c, const struct field *old, const struct field *new)
{
	if (word_same(old->pattern, new->pattern))
		return;
	compare_add_field(c, new->pattern ? CHANGE_pattern_tightened : CHANGE_pattern_loosened, old,
	                  new, old->pattern, new->pattern);
}

void
compare_rules(struct comparison *c, const struct field *old, const struct field *new)
{
	compare_values(c, old, new);
	compare_range(c, old, new);
	compare_length(c, old, new);
	compare_pattern(c, old, new);
}
