/* Where a part of a scalar's text stands in its file. */
#include "parse/yaml.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "expr/expr.h"

#include <ctype.h>
#include <string.h>

/* Walks a scalar's text and its spelling in the file side by side. */
struct walk {
	const char *text;     /* in the scalar */
	const char *spelling; /* in the file */
	const char *end;
	size_t indent; /* of a block */
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Over a line break of a block: one character of text stands for it
 * and the next line's indentation. */
static void
next_line(struct walk *w)
{
	while (w->spelling < w->end && (*w->spelling == '\r' || *w->spelling == '\n')) {
		w->spelling++;
		for (size_t i = 0; i < w->indent && w->spelling < w->end && *w->spelling == ' ';
		     i++)
			w->spelling++;
	}
	while (*w->text == '\n')
		w->text++;
}

static void
step_block(struct walk *w)
{
	if (*w->spelling != '\r' && *w->spelling != '\n') {
		w->text++;
		w->spelling++;
		return;
	}
	if (*w->text == ' ')
		w->text++;
	next_line(w);
}

/* The bytes that \xHH, \uHHHH and \UHHHHHHHH (hex digits) make in UTF-8. */
static size_t
escape_bytes(const char *hex, int digits)
{
	unsigned long code = 0;

	for (int i = 0; i < digits && isxdigit((unsigned char)hex[i]); i++)
		code = code * 16 + (unsigned long)(isdigit((unsigned char)hex[i])
		                                           ? hex[i] - '0'
		                                           : (hex[i] | 32) - 'a' + 10);
	return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

static void
step_escape(struct walk *w)
{
	char c = w->spelling[1];
	int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;

	if (is_blank(c)) { /* the line goes on: blanks up to its next character are not text */
		w->spelling++;
		while (w->spelling < w->end && is_blank(*w->spelling))
			w->spelling++;
		return;
	}
	for (size_t n = digits                 ? escape_bytes(w->spelling + 2, digits)
	                : c == 'N' || c == '_' ? 2
	                : c == 'L' || c == 'P' ? 3
	                                       : 1;
	     n > 0 && *w->text; n--)
		w->text++;
	w->spelling += 2 + digits;
}

/* One character on, in plain and quoted scalars; a folded line break is one blank of the text. */
static void
step_flow(struct walk *w, char quote)
{
	if (quote == '\'' && w->spelling[0] == '\'' && w->spelling[1] == '\'') {
		w->spelling += 2;
		w->text++;
	} else if (quote == '"' && *w->spelling == '\\') {
		step_escape(w);
	} else if (*w->spelling == *w->text && *w->spelling != '\n') {
		w->spelling++;
		w->text++;
	} else if (is_blank(*w->spelling)) {
		while (w->spelling < w->end && is_blank(*w->spelling))
			w->spelling++;
		while (is_blank(*w->text) && *w->text != *w->spelling)
			w->text++;
	} else {
		w->spelling++;
		w->text++;
	}
}

/* Past the header line and the first indentation of a block scalar. */
static void
enter_block(struct walk *w)
{
	const char *eol = memchr(w->spelling, '\n', (size_t)(w->end - w->spelling)), *s;

	if (!eol)
		return;
	for (s = eol + 1; s < w->end && is_blank(*s); s++)
		if (*s == '\n')
			eol = s;
	w->indent = (size_t)(s - eol - 1);
	w->spelling = s;
	while (*w->text == '\n')
		w->text++;
}

/* The place in the file of an offset of the text. */
static const char *
find(const struct source *source, const struct node *n, size_t offset)
{
	struct walk w = {n->text, source->text + n->start, source->text + n->end, 0};
	const char *goal = n->text + offset;
	char quote = n->plain || n->block ? '\0' : *w.spelling;

	if (n->block)
		enter_block(&w);
	else if (quote)
		w.spelling++;
	while (w.text < goal && *w.text && w.spelling < w.end) {
		if (n->block)
			step_block(&w);
		else
			step_flow(&w, quote);
	}
	/* A word never begins with the blanks that folding left out. */
	while (*goal && !is_blank(*goal) && w.spelling < w.end && is_blank(*w.spelling))
		w.spelling++;
	return w.spelling;
}

struct span
node_span(const struct source *source, const struct node *n, size_t offset, size_t len)
{
	struct span at = n->at;
	const char *from, *to;

	if (!source->text || n->end > source->len || n->end <= n->start)
		return at;
	from = find(source, n, offset);
	to = len ? find(source, n, offset + len - 1) + 1 : from;
	for (const char *s = source->text + n->start; s < from; s++) {
		if (*s == '\n')
			at = (struct span){at.line + 1, 1, 0};
		else if (!utf8_inside(s[1]))
			at.col++;
	}
	at.n = 0;
	for (const char *s = from; s < to && *s != '\n'; s++)
		at.n += !utf8_inside(*s);
	return at;
}

struct context {
	const struct source *source;
	const struct node *node;
};

static struct span
locate(const void *context, size_t offset, size_t n)
{
	const struct context *c = context;

	return node_span(c->source, c->node, offset, n);
}

struct locator
node_locator(struct arena *a, const struct source *source, const struct node *node)
{
	struct context *c = arena_new(a, struct context, 1);

	c->source = source;
	c->node = node;
	return (struct locator){source, locate, c, node_cut(source, node)};
}
