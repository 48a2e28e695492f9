#include "parse/splice.h"
#include "base/arena.h"
#include "base/str.h"
#include "parse/keys.h"

#include <stdlib.h>
#include <string.h>

static void
add(struct splices *s, size_t at, size_t cut, const char *text)
{
	s->v = arena_grown(s->arena, s->v, s->n, sizeof *s->v);
	s->v[s->n++] = (struct splice){at, cut, text};
}

void
splice_scalar(struct splices *s, const struct node *n, const char *text)
{
	add(s, n->start, n->end - n->start, text);
}

/* ---- where something ends ---- */

/* The end of a node's last character, but not before that of its key;
 * what an alias stands for lies before it. */
static size_t
node_end(const struct node *n, size_t least)
{
	size_t end = n->end;

	if (n->kind == NODE_MAPPING && !n->flow)
		for (size_t i = 0; i < n->n; i++) {
			size_t last = node_end(n->pairs[i].value, n->pairs[i].key->end);

			end = i == 0 || last > end ? last : end;
		}
	else if (n->kind == NODE_SEQUENCE && !n->flow)
		end = n->n ? node_end(n->items[n->n - 1], least) : least;
	return end > least ? end : least;
}

/* The pair that stands last in the text: those of a merge key come after the others,
 * and stand before. */
static const struct pair *
last_pair(const struct node *mapping)
{
	const struct pair *last = &mapping->pairs[0];

	for (size_t i = 1; i < mapping->n; i++)
		if (mapping->pairs[i].key->start > last->key->start)
			last = &mapping->pairs[i];
	return last;
}

static size_t
line_end(const char *text, size_t at)
{
	return at + strcspn(text + at, "\n");
}

/* Steps over lines that hold only a comment and are indented deeper:
 * they speak of what stands before. */
static size_t
after_comments(const char *text, size_t end, size_t indent)
{
	while (text[end] == '\n') {
		const char *line = text + end + 1;
		size_t blanks = strspn(line, " ");

		if (blanks <= indent || line[blanks] != '#')
			break;
		end = line_end(text, end + 1);
	}
	return end;
}

/* The end of the line on which a block's content ends;
 * in it the offset of its line break, if it has one. */
static size_t
block_end(const struct splices *s, size_t end, size_t indent)
{
	const char *text = s->source->text;

	while (end > 0 && strchr(" \t\r\n", text[end - 1]))
		end--;
	return after_comments(text, line_end(text, end), indent);
}

/* ---- pairs ---- */

/* Whether lines end with a carriage return: this one,
 * or the first if this is the last and has no end. */
static bool
returning(const char *text, size_t end)
{
	if (!text[end])
		end = line_end(text, 0);
	return end > 0 && text[end] == '\n' && text[end - 1] == '\r';
}

/* The lines, each after a line break as the file has them, for the place at the end of a line. */
static const char *
indented(const struct splices *s, size_t end, const char *lines, size_t indent)
{
	const char *text = s->source->text;
	bool returns = returning(text, end), last = !text[end];
	struct strbuf out = STRBUF_INIT;

	/* Before the end of a line with a carriage return stands that,
	 * after the last line the one of the text. */
	for (size_t n; *lines; lines += n + (lines[n] == '\n')) {
		n = strcspn(lines, "\n");
		str_addf(&out, "%s\n%*s%.*s%s", returns && last ? "\r" : "", (int)indent, "",
		         (int)n, lines, returns && !last ? "\r" : "");
	}
	return str_done(&out, s->arena);
}

static void
add_lines(struct splices *s, size_t end, const char *lines, size_t indent)
{
	add(s, end, 0, indented(s, end, lines, indent));
}

/* Each line deeper by a step, under a key. */
static const char *
under(struct arena *a, const char *key, const char *lines, size_t step)
{
	struct strbuf out = STRBUF_INIT;

	str_addf(&out, "%s:\n", key);
	for (size_t n; *lines; lines += n + (lines[n] == '\n')) {
		n = strcspn(lines, "\n");
		str_addf(&out, "%*s%.*s\n", (int)step, "", (int)n, lines);
	}
	return str_done(&out, a);
}

/* Behind the last pair, or in empty brackets. */
static void
add_flow(struct splices *s, const struct node *mapping, const char *flow)
{
	const struct pair *last = mapping->n ? last_pair(mapping) : NULL;

	if (last)
		add(s, node_end(last->value, last->key->end), 0,
		    arena_printf(s->arena, ", %s", flow));
	else
		add(s, mapping->end - 1, 0, flow);
}

/* A key that is there, but with nothing or {} behind it. */
static void
fill(struct splices *s, const struct pair *pair, const char *lines, size_t indent)
{
	const char *text = s->source->text;
	size_t from = pair->value->start, end = pair->value->end;

	while (end > from && from > pair->key->end && text[from - 1] == ' ')
		from--;
	if (end > from)
		add(s, from, end - from, "");
	add_lines(s, block_end(s, end > from ? end : pair->key->end, indent), lines, indent);
}

static size_t
indent_of(const struct node *key)
{
	return (size_t)key->at.col - 1;
}

void
splice_pairs(struct splices *s, const struct node *mapping, const char *key, const char *lines,
             const char *flow, size_t step)
{
	const struct pair *pair = node_pair(mapping, key), *last = last_pair(mapping);
	const struct node *inner = pair ? pair->value : NULL;
	size_t indent = indent_of(last->key), end;

	if (inner && inner->kind == NODE_MAPPING && inner->flow && (inner->n || mapping->flow)) {
		add_flow(s, inner, flow);
	} else if (inner && inner->kind == NODE_MAPPING && inner->n) {
		last = last_pair(inner);
		indent = indent_of(last->key);
		end = node_end(last->value, last->key->end);
		add_lines(s, block_end(s, end, indent), lines, indent);
	} else if (mapping->flow && inner) {
		splice_scalar(s, inner, arena_printf(s->arena, " {%s}", flow));
	} else if (mapping->flow) {
		add_flow(s, mapping, arena_printf(s->arena, "%s: {%s}", key, flow));
	} else if (inner) {
		fill(s, pair, lines, indent + step);
	} else {
		end = node_end(last->value, last->key->end);
		add_lines(s, block_end(s, end, indent), under(s->arena, key, lines, step), indent);
	}
}

/* ---- all of them ---- */

static int
by_place(const void *one, const void *other)
{
	const struct splice *a = one, *b = other;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->cut > b->cut ? -1 : a->cut < b->cut;
}

void
splices_apply(struct splices *s, struct strbuf *out)
{
	size_t at = 0;

	qsort(s->v, s->n, sizeof *s->v, by_place);
	for (size_t i = 0; i < s->n; i++) {
		if (s->v[i].at < at)
			continue; /* two at one place: what comes out is not what was wanted, and is
			             refused */
		str_addn(out, s->source->text + at, s->v[i].at - at);
		str_add(out, s->v[i].text);
		at = s->v[i].at + s->v[i].cut;
	}
	str_addn(out, s->source->text + at, s->source->len - at);
}
