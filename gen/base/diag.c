#include "base/diag.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/visible.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MAX_SHOWN = 1000, /* errors of one source, and warnings: no file may flood a terminal */
	MAX_WIDTH = 160,  /* characters shown of a long line … */
	LEAD = 60,        /* … of which so many before the fault */
};

/* A message with the notes behind it. */
struct group {
	const struct diag_message *head;
	size_t nnotes;
	size_t source; /* rank of the head's source */
	size_t order;  /* rank among all */
};

void
diag_init(struct diag *d, struct arena *a)
{
	*d = (struct diag){.arena = a};
	d->tail = &d->messages;
}

void
diag_be_strict(struct diag *d)
{
	d->strict = true;
	for (struct diag_message *m = d->messages; m; m = m->next)
		if (m->severity == SEV_WARNING)
			m->severity = SEV_ERROR;
	d->nerrors += d->nwarnings;
	d->nwarnings = 0;
}

static void
report(struct diag *d, enum severity severity, const struct source *source, struct span span,
       const char *fmt, va_list args)
{
	struct diag_message *m = arena_new(d->arena, struct diag_message, 1);
	struct strbuf text = STRBUF_INIT;

	str_addv(&text, fmt, args);
	if (severity == SEV_WARNING && d->strict)
		severity = SEV_ERROR;
	m->severity = severity;
	m->source = source;
	m->span = span;
	m->text = str_done(&text, d->arena);
	d->nerrors += severity == SEV_ERROR;
	d->nwarnings += severity == SEV_WARNING;
	*d->tail = m;
	d->tail = &m->next;
}

void
error_at(struct diag *d, const struct source *source, struct span span, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	report(d, SEV_ERROR, source, span, fmt, args);
	va_end(args);
}

void
warning_at(struct diag *d, const struct source *source, struct span span, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	report(d, SEV_WARNING, source, span, fmt, args);
	va_end(args);
}

void
note_at(struct diag *d, const struct source *source, struct span span, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	report(d, SEV_NOTE, source, span, fmt, args);
	va_end(args);
}

void
error_in_file(struct diag *d, const char *path, const char *fmt, ...)
{
	struct source *source = arena_new(d->arena, struct source, 1);
	va_list args;

	source->path = arena_strdup(d->arena, path);
	va_start(args, fmt);
	report(d, SEV_ERROR, source, (struct span){0}, fmt, args);
	va_end(args);
}

const char *
source_line(const struct source *s, int number, size_t *len)
{
	const char *p = s->text, *end, *stop;

	*len = 0;
	if (!p || number < 1)
		return NULL;
	for (stop = p + s->len; number > 1; number--) {
		p = memchr(p, '\n', (size_t)(stop - p));
		if (!p)
			return NULL;
		p++;
	}
	end = memchr(p, '\n', (size_t)(stop - p));
	if (!end)
		end = stop;
	if (end > p && end[-1] == '\r')
		end--;
	*len = (size_t)(end - p);
	return p;
}

static int
count(const char *line, size_t len)
{
	int n = 0;

	for (size_t i = 0; i < len; n++) {
		size_t size = utf8_size(line + i, len - i);

		i += size ? size : 1;
	}
	return n;
}

/* What is shown of a line: characters first to last, counted from 1. */
struct window {
	int first, last, nchars;
};

static struct window
window(int nchars, int col)
{
	struct window w = {1, nchars, nchars};

	if (nchars <= MAX_WIDTH)
		return w;
	w.first = col > LEAD ? col - LEAD : 1;
	if (w.first > nchars - MAX_WIDTH + 1)
		w.first = nchars - MAX_WIDTH + 1;
	w.last = w.first + MAX_WIDTH - 1;
	return w;
}

/* Writes the part of the line in the window to text, and blanks up to the column to lead. */
static void
shown(const char *line, size_t len, struct window w, int col, struct strbuf *text,
      struct strbuf *lead)
{
	struct strbuf one = STRBUF_INIT;
	int at = 1;

	if (w.first > 1) {
		str_add(text, "…");
		str_addc(lead, ' ');
	}
	for (size_t i = 0; i < len && at <= w.last; at++) {
		str_reset(&one);
		i += visible_character(&one, line + i, len - i);
		if (at < w.first)
			continue;
		str_add(text, one.buf);
		if (at < col)
			str_addc(lead, one.buf[0] == '\t' ? '\t' : ' ');
	}
	if (w.last < w.nchars)
		str_add(text, "…");
	str_free(&one);
}

static int
clip(int n, int min, int max)
{
	return n < min ? min : n > max ? max : n;
}

/* The line with a caret under the span, which may reach or lie past its end. */
static void
snippet(struct strbuf *out, const struct diag_message *m)
{
	struct strbuf text = STRBUF_INIT, lead = STRBUF_INIT;
	size_t len;
	const char *line = source_line(m->source, m->span.line, &len);
	struct window w;
	int nchars, col, n;

	if (!line)
		return;
	nchars = count(line, len);
	col = clip(m->span.col, 1, nchars + 1);
	w = window(nchars, col);
	shown(line, len, w, col, &text, &lead);
	n = clip(m->span.n, 1, col <= w.last ? w.last - col + 1 : 1);
	str_addf(out, "%5d | %s\n", m->span.line, text.buf);
	str_addf(out, "%*s | %s^", m->span.line > 99999 ? snprintf(NULL, 0, "%d", m->span.line) : 5,
	         "", lead.buf);
	while (--n > 0)
		str_addc(out, '~');
	str_addc(out, '\n');
	str_free(&text);
	str_free(&lead);
}

static void
message(struct strbuf *out, const struct diag_message *m)
{
	static const char *const words[] = {
	        [SEV_ERROR] = "error",
	        [SEV_WARNING] = "warning",
	        [SEV_NOTE] = "note",
	};

	visible_text(out, m->source->path);
	if (m->span.line)
		str_addf(out, ":%d:%d", m->span.line, m->span.col);
	str_addf(out, ": %s: ", words[m->severity]);
	visible_words(out, m->text);
	str_addc(out, '\n');
	snippet(out, m);
}

static bool
equal(const struct diag_message *a, const struct diag_message *b)
{
	return a->severity == b->severity && strcmp(a->source->path, b->source->path) == 0 &&
	       a->span.line == b->span.line && a->span.col == b->span.col &&
	       a->span.n == b->span.n && strcmp(a->text, b->text) == 0;
}

static bool
repeats(const struct group *a, const struct group *b)
{
	const struct diag_message *m = a->head, *n = b->head;

	if (a->nnotes != b->nnotes)
		return false;
	for (size_t i = 0; i <= a->nnotes; i++, m = m->next, n = n->next)
		if (!equal(m, n))
			return false;
	return true;
}

static int
by_place(const void *x, const void *y)
{
	const struct group *a = x, *b = y;
	struct span s = a->head->span, t = b->head->span;

	if (a->source != b->source)
		return a->source < b->source ? -1 : 1;
	if (s.line != t.line)
		return s.line < t.line ? -1 : 1;
	if (s.col != t.col)
		return s.col < t.col ? -1 : 1;
	return a->order < b->order ? -1 : 1;
}

static int
by_path(const void *x, const void *y)
{
	const struct group *a = x, *b = y;
	int order = strcmp(a->head->source->path, b->head->source->path);

	if (order)
		return order;
	return a->order < b->order ? -1 : 1;
}

/* The rank of a source is that of the first group with its path. */
static void
rank(struct group *v, size_t n)
{
	qsort(v, n, sizeof(*v), by_path);
	for (size_t i = 0; i < n; i++) {
		bool same = i && strcmp(v[i].head->source->path, v[i - 1].head->source->path) == 0;

		v[i].source = same ? v[i - 1].source : v[i].order;
	}
}

/* The groups as they are printed: by source, the one first that was first spoken of, and by place.
 * A note before any message is a group too. */
static struct group *
groups(const struct diag *d, size_t *n)
{
	struct group *v;
	size_t size = 0;

	for (const struct diag_message *m = d->messages; m; m = m->next)
		size++;
	v = arena_new(d->arena, struct group, size);
	*n = 0;
	for (const struct diag_message *m = d->messages; m; m = m->next) {
		if (m->severity == SEV_NOTE && *n) {
			v[*n - 1].nnotes++;
			continue;
		}
		v[*n] = (struct group){.head = m, .order = *n};
		(*n)++;
	}
	rank(v, *n);
	qsort(v, *n, sizeof(*v), by_place);
	return v;
}

static bool
repeated(const struct group *v, size_t i)
{
	for (size_t j = i; j-- > 0 && v[j].source == v[i].source &&
	                   v[j].head->span.line == v[i].head->span.line &&
	                   v[j].head->span.col == v[i].head->span.col;)
		if (repeats(&v[j], &v[i]))
			return true;
	return false;
}

static void
print_group(struct strbuf *out, const struct group *g)
{
	const struct diag_message *m = g->head;

	for (size_t i = 0; i <= g->nnotes; i++, m = m->next)
		message(out, m);
}

/* How many messages of each severity a source has. */
struct tally {
	size_t n[SEV_NOTE + 1];
};

/* Counts a message; whether it is shown. */
static bool
counted(struct tally *t, enum severity severity)
{
	return ++t->n[severity] <= MAX_SHOWN || severity == SEV_NOTE;
}

static void
print_rest(struct strbuf *out, const struct source *source, const struct tally *t)
{
	static const char *const words[] = {"error", "warning"};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (t->n[i] <= MAX_SHOWN)
			continue;
		visible_text(out, source->path);
		str_addf(out, ": note: %zu more %s%s\n", t->n[i] - MAX_SHOWN, words[i],
		         t->n[i] - MAX_SHOWN == 1 ? "" : "s");
	}
}

void
diag_print(const struct diag *d, struct strbuf *out)
{
	struct tally tally = {0};
	size_t n;
	struct group *v = groups(d, &n);

	for (size_t i = 0; i < n; i++) {
		if (!repeated(v, i) && counted(&tally, v[i].head->severity))
			print_group(out, &v[i]);
		if (i + 1 < n && v[i + 1].source == v[i].source)
			continue;
		print_rest(out, v[i].head->source, &tally);
		tally = (struct tally){0};
	}
}

struct diag_group *
diag_groups(const struct diag *d, size_t *n)
{
	struct tally tally = {0};
	size_t all;
	struct group *v = groups(d, &all);
	struct diag_group *result = arena_new(d->arena, struct diag_group, all + 1);

	*n = 0;
	for (size_t i = 0; i < all; i++) {
		if (i && v[i].source != v[i - 1].source)
			tally = (struct tally){0};
		if (!repeated(v, i) && counted(&tally, v[i].head->severity))
			result[(*n)++] = (struct diag_group){v[i].head, v[i].nnotes};
	}
	return result;
}
