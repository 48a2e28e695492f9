/* Reads a template into its tree. */
#include "tmpl/tag.h"
#include "tmpl/tree.h"
#include "base/arena.h"
#include "base/str.h"

#include <ctype.h>
#include <string.h>

enum { MAX_DEPTH = 32 };

/* A block that is open. */
struct block {
	const struct block *outer;
	const struct tag *tag;
	struct params *row; /* whose names have a dot; NULL outside of rows */
	bool other;         /* behind {{:}} */
	int depth;
};

struct parser {
	struct cursor cursor;
	struct params *params; /* of the template */
};

static void fault(struct parser *, struct span, const char *fmt, ...)
        __attribute__((format(printf, 3, 4)));

static void
fault(struct parser *p, struct span at, const char *fmt, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list args;

	va_start(args, fmt);
	str_addv(&text, fmt, args);
	va_end(args);
	error_at(p->cursor.diag, p->cursor.source, at, "%s", text.buf);
	str_free(&text);
}

static struct param *
param_find(struct parser *p, struct params *params, const struct tag *t)
{
	struct param **at = &params->first;

	for (; *at; at = &(*at)->next)
		if (strcmp((*at)->name, t->name) == 0)
			return *at;
	*at = arena_new(p->cursor.arena, struct param, 1);
	(*at)->name = t->name;
	(*at)->at = t->at;
	return *at;
}

/* The parameter that a tag names, used so from now on; NULL after reporting. */
static struct param *
param_use(struct parser *p, const struct block *in, const struct tag *t, enum use use)
{
	struct params *params = t->dot ? (in ? in->row : NULL) : p->params;
	const unsigned both = USE_TEXT | USE_ROWS;
	struct param *param;

	if (!params) {
		fault(p, t->at, "'.%s' is a row's field, and here is no {{#rows}} around it",
		      t->name);
		return NULL;
	}
	param = param_find(p, params, t);
	if (((param->uses | use) & both) == both) {
		fault(p, t->at, "'%s' is used as text and as rows", t->name);
		note_at(p->cursor.diag, p->cursor.source, param->at, "used as %s here",
		        param->uses & USE_TEXT ? "text" : "rows");
		return NULL;
	}
	if (!(param->uses & both))
		param->at = t->at;
	param->uses |= use;
	if (use == USE_ROWS && !param->row) {
		param->row = arena_new(p->cursor.arena, struct params, 1);
		param->row->tag = arena_printf(p->cursor.arena, "%s_%s", params->tag, t->name);
	}
	return param;
}

static bool
matches(const struct block *b, const struct tag *t)
{
	return b->tag->dot == t->dot && strcmp(b->tag->name, t->name) == 0;
}

static bool
wanted(const struct block *in, const struct tag *t)
{
	for (; in; in = in->outer)
		if (matches(in, t))
			return true;
	return false;
}

/* True if the tag ends the list of nodes in a block; else it is reported. */
static bool
ends(struct parser *p, const struct block *in, const struct tag *t)
{
	bool good = t->kind == '/' ? wanted(in, t) : in && in->tag->kind == '?' && !in->other;

	if (!good)
		fault(p, t->at, "'%.*s' %s", (int)t->len, t->start,
		      t->kind == '/' ? "closes nothing that is open"
		                     : "stands in no {{?flag}}, or for the second time");
	return good;
}

static struct node *nodes(struct parser *, const struct block *, struct tag *stop);

/* The block that a tag opens. If the tag that stops it belongs to a block around it,
 * it is read again. */
static struct node *
block(struct parser *p, const struct block *in, const struct tag *t)
{
	struct node *n = arena_new(p->cursor.arena, struct node, 1);
	struct block b = {.outer = in, .tag = t, .depth = in ? in->depth + 1 : 1};
	struct param *param = param_use(p, in, t, t->kind == '#' ? USE_ROWS : USE_TEST);
	struct tag stop;

	n->kind = t->kind == '#' ? NODE_ROWS : NODE_IF;
	n->param = param;
	n->dot = t->dot;
	b.row = in ? in->row : NULL;
	if (t->kind == '#')
		b.row = param ? param->row : arena_new(p->cursor.arena, struct params, 1);
	n->body = nodes(p, &b, &stop);
	if (stop.kind == ':') {
		b.other = true;
		n->other = nodes(p, &b, &stop);
	}
	if (stop.kind == '/' && matches(&b, &stop))
		return n;
	fault(p, t->at, "'%.*s' is not closed", (int)t->len, t->start);
	if (stop.kind == '/') {
		note_at(p->cursor.diag, p->cursor.source, stop.at, "before this");
		p->cursor.p = stop.start;
	}
	return n;
}

/* The node that a tag makes; NULL if none. */
static struct node *
node(struct parser *p, const struct block *in, const struct tag *t)
{
	struct node *n;

	if (t->kind == '!' || t->kind == 0)
		return NULL;
	if (t->kind == '#' || t->kind == '?') {
		if (!in || in->depth < MAX_DEPTH)
			return block(p, in, t);
		fault(p, t->at, "more than %d blocks in each other", MAX_DEPTH);
		return NULL;
	}
	n = arena_new(p->cursor.arena, struct node, 1);
	n->kind = t->kind == ',' ? NODE_SEPARATOR : NODE_HOLE;
	n->text = t->name;
	n->quote = t->quote;
	n->dot = t->dot;
	if (n->kind == NODE_HOLE)
		n->param = param_use(p, in, t, USE_TEXT);
	else if (!in || !in->row)
		fault(p, t->at, "'%.*s' stands in no {{#rows}}", (int)t->len, t->start);
	return n;
}

static struct node *
text_node(struct parser *p, const char *text)
{
	struct node *n = arena_new(p->cursor.arena, struct node, 1);

	n->kind = NODE_TEXT;
	n->text = text;
	return n;
}

/* The nodes up to a tag that ends the block they are in, or to the end (kind 0). */
static struct node *
nodes(struct parser *p, const struct block *in, struct tag *stop)
{
	struct node *first = NULL, **tail = &first;

	for (;;) {
		const char *text = tag_text(&p->cursor);

		if (text) {
			*tail = text_node(p, text);
			tail = &(*tail)->next;
		}
		*stop = (struct tag){0};
		if (p->cursor.p == p->cursor.end)
			return first;
		*stop = tag_read(&p->cursor);
		if (stop->kind == '/' || stop->kind == ':') {
			if (ends(p, in, stop))
				return first;
			continue;
		}
		*tail = node(p, in, stop);
		if (*tail)
			tail = &(*tail)->next;
	}
}

/* table_sql for templates/table.sql */
static const char *
function_name(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	char *s = arena_strdup(a, slash ? slash + 1 : path);

	for (char *p = s; *p; p++)
		if (!isalnum((unsigned char)*p))
			*p = '_';
	return s;
}

bool
tmpl_parse(struct diag *d, struct arena *a, const struct source *source, struct tmpl *t)
{
	struct parser p = {
	        .cursor = {.diag = d,
	                   .arena = a,
	                   .source = source,
	                   .p = source->text,
	                   .end = source->text + source->len,
	                   .line = source->text,
	                   .number = 1,
	                   .quiet = source->text},
	};
	size_t before = d->nerrors;
	struct tag stop;

	t->name = function_name(a, source->path);
	t->params = p.params = arena_new(a, struct params, 1);
	t->params->tag = t->name;
	t->nodes = nodes(&p, NULL, &stop);
	return d->nerrors == before;
}
