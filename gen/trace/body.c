/* Which step of an action a place in its body was made of. The body holds the texts of the model's
 * statements in their order; where one was edited, those round it tell which it is. */
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "parse/step.h"
#include "parse/yaml.h"
#include "trace/token.h"
#include "trace/trace.h"

#include <string.h>

enum { PIECES_MAX = 20000, FOUND_MAX = 20000, SHORTEST = 4, LIKE_MAX = 2000 };

/* How many pairs of letters are compared at most to find what a text is like. */
static const size_t LIKELY_MAX = 200 * 1000 * 1000;
/* How many letters are searched at most for all pieces. */
static const size_t SEARCHED_MAX = 1000 * 1000 * 1000;

/* A text of the model and the step that it is of. Pieces of one step have one number; those of the
 * action have that of the step before. */
struct piece {
	const char *text;
	struct span at;
	size_t step;
	size_t before; /* letters of the pieces before it */
	size_t places; /* in the body, FOUND_MAX + 1 at most */
	bool weak;     /* stands in other steps too: it can only be the first of its step */
};

/* A piece where it stands in the body. */
struct found {
	const struct piece *piece;
	size_t at, n;
	size_t weight; /* of the best chain that ends here */
	size_t before; /* its last but one, or itself */
};

struct body {
	struct arena *arena;
	const char *text;
	size_t len;
	struct span action;
	struct piece *pieces;
	size_t npieces, nletters, nsteps;
	bool late; /* table views are refreshed when all else is done */
	struct found *found;
	size_t nfound;
};

static void
add(struct body *b, const char *text, struct span at, bool weak)
{
	if (b->npieces == PIECES_MAX)
		return;
	b->pieces[b->npieces++] = (struct piece){text, at, b->nsteps, b->nletters, 0, weak};
	b->nletters += strlen(text);
}

static void
piece(struct body *b, const char *text, struct span at)
{
	if (text && strlen(text) >= SHORTEST)
		add(b, text, at, false);
}

static void
literal(struct body *b, const char *text, struct span at)
{
	if (text)
		piece(b, literal_of(b->arena, text), at);
}

static void statements(struct body *, const struct statement *, size_t n, const struct step *);

static void
ways(struct body *b, const struct statement *s, const struct step *step, struct span at)
{
	const struct branch *branch = step ? step->branches : NULL;

	for (size_t i = 0; i < s->nways; i++) {
		struct span way = branch && branch->at.line ? branch->at : at;

		b->nsteps++;
		if (!b->late)
			piece(b, s->ways[i].sql, way);
		statements(b, s->ways[i].steps, s->ways[i].nsteps, branch ? branch->steps : NULL);
		branch = branch ? branch->next : NULL;
	}
}

/* In the order in which they usually stand in the body. */
static void
texts(struct body *b, const struct statement *s, struct span at)
{
	if (s->table)
		add(b, s->table, at, true);
	if (s->kind == STATEMENT_EVENT)
		literal(b, s->name, at);
	else
		piece(b, s->name, at);
	for (size_t i = 0; i < s->nvalues; i++)
		piece(b, s->values[i].sql, at);
	for (size_t i = 0; i < s->npairings; i++)
		piece(b, s->pairings[i].sql, at);
	piece(b, s->sql, at);
	piece(b, s->order, at);
	literal(b, s->status, at);
	literal(b, s->message, at);
	piece(b, s->fields, at);
}

static void
statement(struct body *b, const struct statement *s, const struct step *step)
{
	struct span at = step ? step->at : b->action;

	b->nsteps++;
	if ((s->kind == STATEMENT_REFRESH) == b->late)
		texts(b, s, at);
	ways(b, s, step, at);
	statements(b, s->steps, s->nsteps, step ? step->steps : NULL);
}

static void
statements(struct body *b, const struct statement *s, size_t n, const struct step *step)
{
	for (size_t i = 0; i < n; i++) {
		statement(b, &s[i], step);
		step = step ? step->next : NULL;
	}
}

static void
collect(struct body *b, const struct action *model, const struct action *authored)
{
	const struct authored *requires = authored->form ? &authored->form->requires : NULL;

	b->pieces = arena_new(b->arena, struct piece, PIECES_MAX);
	for (size_t i = 0; i < model->nvariables; i++)
		piece(b, model->variables[i].sql, b->action);
	b->action = requires && requires->node ? requires->node->at : authored->at;
	statements(b, model->before, model->nbefore, NULL);
	b->action = authored->at;
	statements(b, model->statements, model->nstatements, authored->steps);
	b->late = true;
	statements(b, model->statements, model->nstatements, authored->steps);
	b->nsteps++;
	literal(b, model->done, b->action);
}

/* Where a piece stands in the body behind `from`; NULL if it does not. In a huge body it is looked
 * for where it would be, had all of them as much round them. */
static const char *
place(const struct body *b, const struct piece *p, const char *from)
{
	size_t reach = SEARCHED_MAX / b->npieces, end = b->len, begin = 0;
	size_t near = (size_t)((double)p->before / ((double)b->nletters + 1) * (double)b->len);

	if (near > reach)
		begin = near - reach;
	if (near + reach < end)
		end = near + reach;
	if (from < b->text + begin)
		from = b->text + begin;
	return from < b->text + end
	               ? memmem(from, (size_t)(b->text + end - from), p->text, strlen(p->text))
	               : NULL;
}

/* The number of places up to which a piece is told by them: as many as there is room for. What
 * stands in every step, such as the table, tells little of a long body. */
static size_t
rare(struct body *b)
{
	size_t *of = arena_new(b->arena, size_t, FOUND_MAX + 2), most = 0, sum = 0;

	for (size_t i = 0; i < b->npieces; i++) {
		struct piece *p = &b->pieces[i];

		for (const char *at = b->text; p->places <= FOUND_MAX && (at = place(b, p, at));
		     at++)
			p->places++;
		of[p->places] += p->places;
	}
	while (most < FOUND_MAX && sum + of[most + 1] <= FOUND_MAX)
		sum += of[++most];
	return most;
}

/* Every place of every piece that is rare enough, by the number of the step. */
static void
find(struct body *b)
{
	size_t most = rare(b);

	b->found = arena_new(b->arena, struct found, FOUND_MAX);
	for (size_t i = 0; i < b->npieces; i++) {
		const struct piece *p = &b->pieces[i];
		size_t n = strlen(p->text);

		if (p->places > most)
			continue;
		for (const char *at = b->text; (at = place(b, p, at)); at++)
			b->found[b->nfound++] = (struct found){p, (size_t)(at - b->text), n, 0, 0};
	}
}

/* Whether one can stand before another: of an earlier step, or of the same one in any order. */
static bool
follows(const struct found *a, const struct found *b)
{
	return a->piece->step < b->piece->step
	               ? a->at + a->n <= b->at
	               : a->piece->step == b->piece->step && !b->piece->weak && a->at < b->at;
}

/* Of all places those in the order of the steps that cover most of the body; how many, from the
 * last to the first. */
static size_t
chain(struct body *b, const struct found **v)
{
	size_t best = 0, n = 0, i;

	for (i = 0; i < b->nfound; i++) {
		struct found *f = &b->found[i];

		f->weight = f->n;
		f->before = i;
		for (size_t k = 0; k < b->nfound; k++)
			if (k < i && follows(&b->found[k], f) &&
			    b->found[k].weight + f->n > f->weight) {
				f->weight = b->found[k].weight + f->n;
				f->before = k;
			}
		if (f->weight > b->found[best].weight)
			best = i;
	}
	for (i = best; b->nfound; i = b->found[i].before) {
		v[n++] = &b->found[i];
		if (b->found[i].before == i)
			break;
	}
	return n;
}

/* The length of the longest text that the beginnings of two have in common. */
static size_t
common(const char *a, size_t alen, const char *b, size_t blen)
{
	unsigned short runs[LIKE_MAX + 1] = {0}; /* that end at a letter of b and the one of a */
	size_t best = 0;

	alen = alen < LIKE_MAX ? alen : LIKE_MAX;
	blen = blen < LIKE_MAX ? blen : LIKE_MAX;
	for (size_t i = 0; i < alen; i++)
		for (size_t k = blen; k > 0; k--) {
			runs[k] = a[i] == b[k - 1] ? (unsigned short)(runs[k - 1] + 1) : 0;
			best = runs[k] > best ? runs[k] : best;
		}
	return best;
}

/* The piece of a step after `from` and before `to` that is most like a text, a third of it at
 * least; NULL if none is. */
static const struct piece *
likely(const struct body *b, size_t from, size_t to, const char *text, size_t n)
{
	const struct piece *best = NULL;
	size_t most = 0, work = 0, likeness, len;

	n = n < LIKE_MAX ? n : LIKE_MAX;
	for (size_t i = 0; i < b->npieces && work < LIKELY_MAX; i++) {
		const struct piece *p = &b->pieces[i];

		if (p->step <= from || p->step >= to)
			continue;
		len = strlen(p->text);
		work += len * n;
		likeness = common(p->text, len, text, n);
		if (likeness > most && likeness * 3 >= len) {
			best = p;
			most = likeness;
		}
	}
	return best;
}

/* Whether a statement, or the head of one that holds others, ends between two places. */
static bool
ended(const struct body *b, size_t from, size_t to)
{
	static const char *const ends[] = {";", "THEN", "ELSE", "LOOP", NULL};
	struct sql_token t = {SQL_SIGN, 0, 0};

	while (sql_token(b->text, to, t.at + t.n, &t))
		if (t.at >= from &&
		    word_index(ends, arena_strndup(b->arena, b->text + t.at, t.n)) >= 0)
			return true;
	return false;
}

/* The step of a place between two pieces that are next to each other. */
static struct span
between(const struct body *b, const struct found *before, const struct found *behind, size_t offset)
{
	size_t from = before ? before->at + before->n : 0, to = behind ? behind->at : b->len;
	const struct piece *p;

	if (before &&
	    ((behind && before->piece->step == behind->piece->step) || !ended(b, from, offset)))
		return before->piece->at;
	p = likely(b, before ? before->piece->step : 0,
	           behind ? behind->piece->step : b->nsteps + 1, b->text + from,
	           to > from ? to - from : 0);
	if (!p && behind)
		p = behind->piece;
	return p ? p->at : b->action;
}

/* Whether a place stands before the first BEGIN: among the variables,
 * which no step alone asked for. */
static bool
declared(const char *text, size_t len, size_t offset)
{
	struct sql_token t = {SQL_SIGN, 0, 0};

	while (sql_token(text, len, t.at + t.n, &t))
		if (sql_is(text, &t, "BEGIN"))
			return offset < t.at;
	return false;
}

struct span
trace_wrapper(struct arena *a, const struct action *model, const struct action *authored,
              const char *text, size_t len, size_t offset)
{
	const struct node *requires = authored->form ? authored->form->requires.node : NULL;
	struct sql_token t = {SQL_SIGN, 0, 0};
	size_t begin = 0, n;

	while (sql_token(text, len, t.at + t.n, &t) && t.at < offset)
		if (text[t.at] == ';' || sql_is(text, &t, "BEGIN"))
			begin = t.at + t.n;
	if (!model->permission || !requires)
		return authored->at;
	n = strlen(model->permission);
	len = begin + strcspn(text + begin, ";") < len ? begin + strcspn(text + begin, ";") : len;
	(void)a;
	return common(model->permission, n, text + begin, len - begin) * 3 >= n ? requires->at
	                                                                        : authored->at;
}

struct span
trace_body(struct arena *a, const struct action *model, const struct action *authored,
           const char *text, size_t len, size_t offset)
{
	struct body b = {.arena = a, .text = text, .len = len, .action = authored->at};
	const struct found *before = NULL, *behind = NULL, **v;
	size_t n;

	collect(&b, model, authored);
	find(&b);
	v = arena_new(a, const struct found *, b.nfound + 1);
	n = chain(&b, v);
	if (!n || declared(text, len, offset))
		return authored->at;
	for (size_t i = 0; i < n; i++) {
		if (v[i]->at > offset)
			behind = v[i];
		else if (!before)
			before = v[i];
	}
	if (before && offset < before->at + before->n)
		return before->piece->at;
	return between(&b, before, behind, offset);
}
