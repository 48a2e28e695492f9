/* Constants, composites and lists that a column cannot take:
 * a step that sets one would always fail. */
#include "action/meaning.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "expr/pattern.h"
#include "expr/tree.h"
#include "parse/decimal.h"

#include <string.h>

static bool
beyond(struct compiler *c, const struct assignment *a, const char *message)
{
	struct locator at = node_locator(c->arena, c->source, a->value.node);

	error_in(c->diag, &at, a->value.tree->offset, a->value.tree->n, "%s", message);
	return false;
}

/* The text of a number, with its sign; NULL if it is none. */
static const char *
number_of(struct compiler *c, const struct expr *e)
{
	const char *text = e->kind == EXPR_NUMBER ? e->text : NULL;

	if (e->kind == EXPR_MINUS && e->args[0]->kind == EXPR_NUMBER)
		text = arena_printf(c->arena, "-%s", e->args[0]->text);
	return text && decimal_valid(text) ? decimal_plain(c->arena, text) : NULL;
}

/* What is behind the last place that a column has is rounded, so that it may fit. */
static bool
number_fits(struct compiler *c, const struct assignment *a, const struct field *f,
            const char *number)
{
	const char *min, *max;
	bool whole = type_limits(f->type, &min, &max);
	int digits, scale;
	bool exact = field_digits(f, &digits, &scale);

	min = f->min ? f->min : min;
	max = f->max ? f->max : max;
	if (strcmp(f->type->name, "float") == 0 ||
	    ((whole || exact) && decimal_scale(number) > scale))
		return true;
	if (min && decimal_compare(number, min) < 0)
		return beyond(c, a,
		              arena_printf(c->arena,
		                           "%s is less than %s, the smallest value of '%s'", number,
		                           min, f->name));
	if (max && decimal_compare(number, max) > 0)
		return beyond(c, a,
		              arena_printf(c->arena,
		                           "%s is greater than %s, the greatest value of '%s'",
		                           number, max, f->name));
	if (exact && decimal_digits(number) > digits - scale)
		return beyond(c, a,
		              arena_printf(c->arena,
		                           "%s has more than %d digits before the point, which "
		                           "'%s' cannot hold",
		                           number, digits - scale, f->name));
	return true;
}

static bool
pattern_fits(struct compiler *c, const struct assignment *a, const struct field *f,
             const char *text)
{
	if (!f->pattern || pattern_match(f->pattern, text) != MATCH_NO)
		return true;
	if (f->type->pattern)
		return beyond(c, a,
		              arena_printf(c->arena, "'%s' is no %s; an example is '%s'", text,
		                           f->type->name, f->type->example));
	return beyond(c, a,
	              arena_printf(c->arena, "'%s' does not match '%s', the pattern of '%s'", text,
	                           f->pattern, f->name));
}

/* Blanks at the end of what is too long are cut off in silence (manual 8.3). */
static bool
text_fits(struct compiler *c, const struct assignment *a, const struct field *f, const char *text)
{
	size_t n = strlen(text), all = utf8_count(text, n);

	while (n > 0 && text[n - 1] == ' ')
		n--;
	n = utf8_count(text, n);
	if (f->max_length && n > (size_t)f->max_length)
		return beyond(c, a,
		              arena_printf(c->arena,
		                           "the text has %zu characters, and '%s' at most %d", n,
		                           f->name, f->max_length));
	if (all < (size_t)f->min_length && strncmp(f->sql, "CHAR", 4) != 0)
		return beyond(c, a,
		              arena_printf(c->arena,
		                           "the text has %zu character%s, and '%s' at least %d",
		                           all, all == 1 ? "" : "s", f->name, f->min_length));
	return true;
}

/* A list is no composite, and one composite no other. */
static bool
object_fits(struct compiler *c, const struct assignment *a, const struct field *f,
            const struct meaning *m)
{
	const struct type *of = m->items ? m->type : m->composite,
	                  *want = f->type->class == TYPE_COMPOSITE ? f->type : NULL;

	if (m->composite && f->list)
		return beyond(c, a,
		              arena_printf(c->arena, "'%s' takes a list, and this is one %s",
		                           f->name, of->name));
	if (m->items && want && !f->list)
		return beyond(c, a,
		              arena_printf(c->arena, "'%s' takes one %s, and this is a list",
		                           f->name, want->name));
	if (want && of && of->class == TYPE_COMPOSITE && of != want)
		return beyond(
		        c, a,
		        arena_printf(c->arena, "expected %s, found %s", want->name, of->name));
	return true;
}

bool
constant_fits(struct compiler *c, const struct assignment *a, const struct field *f)
{
	const struct expr *e = a->value.tree;
	const char *number;
	const struct meaning *m = e ? path_meaning(e) : NULL;

	if (m && f->type->value == VALUE_JSON && !object_fits(c, a, f, m))
		return false;
	if (!e || !f->sql || f->list || f->nrefs)
		return true;
	number = number_of(c, e);
	if (number && f->type->value == VALUE_NUMBER)
		return number_fits(c, a, f, number);
	if (e->kind == EXPR_STRING && f->type->value == VALUE_TEXT && !f->nvalues)
		return pattern_fits(c, a, f, e->text) && text_fits(c, a, f, e->text);
	return true;
}
