#include "expr/regex_size.h"

enum { STATES_MAX = 5000, ARCS_MAX = 50000, COUNT_MAX = 1000000 };

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* What is beyond stays beyond, and no product overflows. */
static void
cap(struct size *s)
{
	s->states = least(s->states, COUNT_MAX);
	s->first = least(s->first, COUNT_MAX);
	s->last = least(s->last, COUNT_MAX);
	s->arcs = least(s->arcs, COUNT_MAX);
}

void
size_then(struct size *s, const struct size *next)
{
	s->arcs += next->arcs + s->last * next->first;
	s->states += next->states;
	s->first += s->empty ? next->first : 0;
	s->last = next->last + (next->empty ? s->last : 0);
	s->empty = s->empty && next->empty;
	cap(s);
}

void
size_or(struct size *s, const struct size *other)
{
	s->arcs += other->arcs;
	s->states += other->states;
	s->first += other->first;
	s->last += other->last;
	s->empty = s->empty || other->empty;
	cap(s);
}

/* x{1,3} is x(x(x)?)?, and x{2,} is xxx*. */
void
size_repeat(struct size *s, size_t low, size_t high)
{
	struct size all = SIZE_EMPTY, again;

	if (high == SIZE_ENDLESS) {
		all = *s;
		all.arcs += all.last * all.first;
		all.empty = true;
		cap(&all);
		high = low;
	}
	for (size_t i = 0; i < high; i++) {
		again = *s;
		size_then(&again, &all);
		again.empty = again.empty || i < high - low;
		all = again;
	}
	*s = all;
}

void
size_place(struct size *s)
{
	s->first = s->last = 0;
	s->empty = true;
}

bool
size_beyond(const struct size *s)
{
	return s->states > STATES_MAX || s->arcs > ARCS_MAX;
}
