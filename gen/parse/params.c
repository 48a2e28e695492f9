/* Reads what stands in the parentheses of a type: lengths, ranges, precision. */
#include "parse/draft.h"
#include "base/arena.h"
#include "parse/decimal.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* PostgreSQL's own limit of numeric(p, s), manual 8.1.2. */
enum { MOST_DIGITS = 1000 };

static bool
whole(struct draft *d, struct slice s, const char *what, int least, int most, int *out)
{
	const char *text = slice_text(d->p->arena, s);
	long n = strlen(text) < 10 ? strtol(text, NULL, 10) : most + 1L;

	if (s.n == 0 || strspn(text, "0123456789") != s.n)
		fault(d, s, "%s must be a whole number, not '%s'", what, text);
	else if (n < least || n > most)
		fault(d, s, "%s must be from %d to %d", what, least, most);
	else
		*out = (int)n;
	return d->sound;
}

static void
lengths(struct draft *d, const struct slice *parts, size_t n)
{
	struct arena *a = d->p->arena;
	const char *word = slice_text(a, d->word);
	struct field *f = d->f;

	if (!whole(d, parts[n - 1], "the length", 1, LONGEST_TEXT, &f->max_length))
		return;
	if (strcasecmp(word, "char") == 0 || strcasecmp(word, "varchar") == 0) {
		if (n > 1)
			fault(d, d->params, "'%s' takes one length; write text(min, max)", word);
		else
			f->sql = arena_printf(a, "%s(%d)",
			                      strcasecmp(word, "char") == 0 ? "CHAR" : "VARCHAR",
			                      f->max_length);
	} else if (n == 2 && whole(d, parts[0], "the length", 0, LONGEST_TEXT, &f->min_length) &&
	           f->min_length > f->max_length) {
		fault(d, d->params, "the least length is above the greatest");
	}
}

static void
range(struct draft *d, const struct slice *parts, size_t n)
{
	struct arena *a = d->p->arena;
	const char **ends[] = {&d->f->min, &d->f->max};
	struct said *said[] = {&d->least, &d->greatest};
	const char *text;

	if (n != 2) {
		fault(d, d->params, "'%s' takes a smallest and a greatest value; write %s(0, 100)",
		      d->f->type->name, d->f->type->name);
		return;
	}
	for (size_t i = 0; i < 2; i++) {
		text = slice_text(a, parts[i]);
		if (!decimal_valid(text)) {
			fault(d, parts[i], "'%s' is no number", text);
			return;
		}
		*ends[i] = decimal_plain(a, text);
		*said[i] = (struct said){parts[i].node, slice_span(d->p, parts[i])};
	}
}

static void
precision(struct draft *d, const struct slice *parts, size_t n)
{
	struct arena *a = d->p->arena;
	int digits = 0, scale = 0;

	if (!whole(d, parts[0], "the precision", 1, MOST_DIGITS, &digits))
		return;
	if (n > 1 && !whole(d, parts[1], "the scale", 0, digits, &scale))
		return;
	d->f->sql = n > 1 ? arena_printf(a, "NUMERIC(%d,%d)", digits, scale)
	                  : arena_printf(a, "NUMERIC(%d)", digits);
}

static const struct {
	const char *type;
	void (*read)(struct draft *, const struct slice *, size_t);
} readers[] = {
        {"text", lengths},   {"integer", range},     {"bigint", range},
        {"smallint", range}, {"decimal", precision},
};

void
params_read(struct draft *d)
{
	const char *word = slice_text(d->p->arena, d->word);
	struct slice *parts;
	size_t n;

	if (!d->params.node) {
		if (strcasecmp(word, "char") == 0) {
			d->f->sql = "CHAR(1)";
			d->f->max_length = 1;
		}
		return;
	}
	parts = slice_split(d->p->arena, d->params, ',', &n);
	for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
		if (strcmp(readers[i].type, d->f->type->name) != 0)
			continue;
		if (n > 2)
			fault(d, d->params, "'%s' takes at most two parameters", word);
		else
			readers[i].read(d, parts, n);
		return;
	}
	if (d->f->type->value == VALUE_NUMBER)
		fault(d, d->params,
		      "'%s' takes no parameters; use decimal(p, s), or the mapping form with 'min' "
		      "and 'max'",
		      word);
	else if (d->f->type->value == VALUE_TEXT)
		fault(d, d->params,
		      "'%s' takes no parameters; use the mapping form with 'max_length'", word);
	else
		fault(d, d->params, "'%s' takes no parameters", word);
}
