#include "parse/yaml.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "parse/anchor.h"
#include "parse/mapping.h"
#include "parse/property.h"
#include "parse/syntax.h"

#include <string.h>
#include <yaml.h>

enum {
	MAX_DEPTH = 64,
	MAX_NODES = 100000, /* a MiB */
	MAX_TEXT = 4 << 20, /* a MiB */
	MAX_ANCHORS = 1000, /* each alias is looked up among them */
};

struct reader {
	struct arena *arena;
	struct diag *diag;
	const struct source *source;
	yaml_parser_t parser;
	yaml_event_t event;
	struct anchor *anchors;
	size_t nanchors, nnodes, ntext; /* values, and bytes of texts, aliases expanded */
	size_t mib;                     /* that the file may have */
	int deepest;                    /* level of the node that is read, aliases expanded */
	size_t index, offset; /* one place, in characters, in bytes and as line and column */
	struct span at;
	size_t bom; /* bytes before the text that libyaml sees */
	bool stop;  /* a fault after which nothing more can be read */
	bool broken;
};

static struct node *read_node(struct reader *, int depth);

/* Moves to the place of a mark. libyaml counts characters and takes more than LF for the end of a
 * line, so bytes, line and column are counted here. Marks come in rising order but for a few. */
static void
go(struct reader *r, const yaml_mark_t *mark)
{
	const char *text = r->source->text;

	if (mark->index < r->index || !r->at.line) {
		r->index = 0;
		r->offset = r->bom;
		r->at = (struct span){1, 1, 1};
	}
	for (; r->index < mark->index && r->offset < r->source->len; r->index++) {
		r->at.col++;
		if (text[r->offset] == '\n')
			r->at = (struct span){r->at.line + 1, 1, 1};
		do
			r->offset++;
		while (utf8_inside(text[r->offset]));
	}
}

static struct span
span_of(struct reader *r, const yaml_mark_t *mark)
{
	go(r, mark);
	return r->at;
}

static size_t
byte_offset(struct reader *r, const yaml_mark_t *mark)
{
	go(r, mark);
	return r->offset;
}

/* ---- faults of syntax ---- */

/* The place of a fault; for one at the end of the file, where there is nothing to show,
 * the last character. */
static struct span
fault_place(struct reader *r, const yaml_mark_t *mark)
{
	const char *text = r->source->text + r->bom;
	size_t n = byte_offset(r, mark) - r->bom;

	if (r->bom + n < r->source->len)
		return r->at;
	while (n > 0 && strchr(" \t\r\n", text[n - 1]))
		n--;
	while (n > 0 && utf8_inside(text[--n]))
		;
	return span_of(r, &(yaml_mark_t){.index = utf8_count(text, n)});
}

static void
syntax_fault(struct reader *r)
{
	const char *problem = r->parser.problem ? r->parser.problem : "this is no YAML";
	struct span at = fault_place(r, &r->parser.problem_mark);
	const char *cause = syntax_unseen_end(r->source, &at);

	if (!cause && r->parser.context &&
	    (strstr(problem, "end of stream") || strstr(problem, "find expected ':'")))
		at = span_of(r, &r->parser.context_mark);
	if (!cause)
		cause = syntax_cause(r->arena, r->source, problem, &at);
	error_at(r->diag, r->source, at, "%s", cause);
	r->stop = r->broken = true;
}

/* The next event, in r->event; false at a fault. The one before must have been deleted. */
static bool
next_event(struct reader *r)
{
	if (r->stop)
		return false;
	if (yaml_parser_parse(&r->parser, &r->event))
		return true;
	syntax_fault(r);
	return false;
}

/* ---- nodes ---- */

/* Reports what the file has too much of, at the one too many. */
static void
check_size(struct reader *r, struct span at)
{
	const struct {
		size_t has, most;
		const char *what;
	} all[] = {{r->nnodes, r->mib * MAX_NODES, "values, aliases expanded"},
	           {r->ntext, r->mib * MAX_TEXT, "bytes of text, aliases expanded"},
	           {r->nanchors, MAX_ANCHORS, "anchors"}};

	for (size_t i = 0; i < sizeof all / sizeof *all && !r->stop; i++)
		if (all[i].has > all[i].most) {
			error_at(r->diag, r->source, at, "the file has more than %zu %s",
			         all[i].most, all[i].what);
			r->stop = r->broken = true;
		}
}

static struct node *
node_make(struct reader *r, enum node_kind kind, const yaml_mark_t *mark)
{
	struct node *n = arena_new(r->arena, struct node, 1);

	n->kind = kind;
	n->at = span_of(r, mark);
	n->text = "";
	r->nnodes++;
	check_size(r, n->at);
	return n;
}

/* Where a scalar itself begins, behind its anchor and its tag, which begin at *properties. */
static yaml_mark_t
scalar_mark(struct reader *r, struct span *properties)
{
	const char *text = r->source->text;
	yaml_mark_t mark = r->event.start_mark;
	size_t from = byte_offset(r, &mark), end = from, to;

	*properties = r->at;
	if (!r->event.data.scalar.anchor && !r->event.data.scalar.tag)
		return mark;
	for (size_t i = mark.index; i < r->event.end_mark.index && end < r->source->len; i++)
		do
			end++;
		while (utf8_inside(text[end]));
	to = properties_end(text, from, end);
	for (size_t i = from; i < to; i++) {
		mark.index += !utf8_inside(text[i]);
		mark.line += text[i] == '\n';
	}
	return mark;
}

static struct node *
read_scalar(struct reader *r)
{
	struct span properties;
	yaml_mark_t start = scalar_mark(r, &properties);
	struct node *n = node_make(r, NODE_SCALAR, &start);
	const char *value = (const char *)r->event.data.scalar.value;
	const char *tag = (const char *)r->event.data.scalar.tag;
	size_t len = r->event.data.scalar.length;
	yaml_scalar_style_t style = r->event.data.scalar.style;

	n->start = byte_offset(r, &start);
	n->end = byte_offset(r, &r->event.end_mark);
	n->plain = style == YAML_PLAIN_SCALAR_STYLE;
	n->block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
	n->text = arena_strndup(r->arena, value, len);
	r->ntext += len;
	if (r->event.end_mark.line == start.line)
		n->at.n = (int)utf8_count(r->source->text + n->start, n->end - n->start);
	if (strlen(n->text) != len)
		error_at(r->diag, r->source, n->at, "a text cannot hold the character NUL");
	tag_check(r->diag, r->source, properties, tag);
	n->tagged = tag_is_text(tag);
	yaml_event_delete(&r->event);
	return n;
}

/* Reports what would be nested too deeply, and notes how deep it is. */
static void
check_depth(struct reader *r, int depth)
{
	if (depth > MAX_DEPTH && !r->stop) {
		error_at(r->diag, r->source, span_of(r, &r->event.start_mark),
		         "more than %d levels deep%s", MAX_DEPTH,
		         r->event.type == YAML_ALIAS_EVENT ? ", aliases expanded" : "");
		r->stop = r->broken = true;
	}
	if (depth > r->deepest)
		r->deepest = depth;
}

static struct node *
read_alias(struct reader *r, int depth)
{
	const char *name = (const char *)r->event.data.alias.anchor;
	const struct anchor *a = anchor_find(r->anchors, name);
	struct span at = span_of(r, &r->event.start_mark);
	struct node *empty = node_make(r, NODE_SCALAR, &r->event.start_mark);

	empty->plain = true;
	at.n = (int)strlen(name) + 1;
	if (!a)
		error_at(r->diag, r->source, at, "unknown alias '*%s'; no '&%s' stands before it",
		         name, name);
	else if (!a->node)
		error_at(r->diag, r->source, at, "'*%s' stands inside what it names", name);
	else
		check_depth(r, depth + a->height);
	r->nnodes += a ? a->size : 0;
	r->ntext += a ? a->text : 0;
	check_size(r, at);
	yaml_event_delete(&r->event);
	return a && a->node ? a->node : empty;
}

struct list {
	struct node *node;
	struct list *next;
};

static struct node *
read_sequence(struct reader *r, int depth)
{
	struct node *n = node_make(r, NODE_SEQUENCE, &r->event.start_mark);
	struct list *items = NULL, **tail = &items;

	n->flow = r->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	n->start = r->offset;
	tag_check(r->diag, r->source, n->at, (const char *)r->event.data.sequence_start.tag);
	yaml_event_delete(&r->event);
	while (next_event(r)) {
		if (r->event.type == YAML_SEQUENCE_END_EVENT) {
			n->end = byte_offset(r, &r->event.end_mark);
			yaml_event_delete(&r->event);
			break;
		}
		*tail = arena_new(r->arena, struct list, 1);
		(*tail)->node = read_node(r, depth + 1);
		tail = &(*tail)->next;
		n->n++;
	}
	n->items = arena_new(r->arena, struct node *, n->n);
	for (size_t i = 0; i < n->n; i++, items = items->next)
		n->items[i] = items->node;
	return n;
}

static struct node *
read_mapping(struct reader *r, int depth)
{
	struct node *n = node_make(r, NODE_MAPPING, &r->event.start_mark), *key;
	struct mapping m = {.arena = r->arena, .diag = r->diag, .source = r->source};

	n->flow = r->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
	n->start = r->offset;
	tag_check(r->diag, r->source, n->at, (const char *)r->event.data.mapping_start.tag);
	yaml_event_delete(&r->event);
	while (next_event(r)) {
		if (r->event.type == YAML_MAPPING_END_EVENT) {
			n->end = byte_offset(r, &r->event.end_mark);
			yaml_event_delete(&r->event);
			break;
		}
		key = read_node(r, depth + 1);
		if (!next_event(r))
			break;
		if (!mapping_add(&m, key, read_node(r, depth + 1)))
			r->stop = r->broken = true;
	}
	mapping_done(&m, n);
	return n;
}

/* The node that begins with r->event. */
static struct node *
read_node(struct reader *r, int depth)
{
	struct anchor *anchor;
	struct node *n;
	size_t before = r->nnodes, text = r->ntext;
	int around = r->deepest;

	check_depth(r, depth);
	if (r->event.type == YAML_ALIAS_EVENT)
		return read_alias(r, depth);
	r->deepest = depth;
	/* What libyaml says of a list and of a mapping begins with it, too. */
	anchor = anchor_add(r->arena, &r->anchors, (const char *)r->event.data.scalar.anchor);
	n = r->event.type == YAML_SEQUENCE_START_EVENT  ? read_sequence(r, depth)
	    : r->event.type == YAML_MAPPING_START_EVENT ? read_mapping(r, depth)
	                                                : read_scalar(r);
	if (anchor) {
		anchor->node = n;
		anchor->size = r->nnodes - before;
		anchor->text = r->ntext - text;
		anchor->height = r->deepest - depth;
		r->nanchors++;
		check_size(r, n->at);
	}
	if (around > r->deepest)
		r->deepest = around;
	return n;
}

/* ---- the file ---- */

static void
skip_event(struct reader *r)
{
	if (next_event(r))
		yaml_event_delete(&r->event);
}

static struct node *
read_document(struct reader *r)
{
	struct node *n = NULL;

	skip_event(r); /* stream start */
	if (!next_event(r))
		return NULL;
	if (r->event.type == YAML_STREAM_END_EVENT) {
		yaml_event_delete(&r->event);
		return NULL;
	}
	yaml_event_delete(&r->event); /* document start */
	if (next_event(r))
		n = read_node(r, 1);
	skip_event(r); /* document end */
	if (!next_event(r))
		return n;
	if (r->event.type == YAML_DOCUMENT_START_EVENT)
		error_at(r->diag, r->source, span_of(r, &r->event.start_mark),
		         node_get(n, "entity")
		                 ? "a second document; put each entity into a file of its own"
		                 : "a second document; a file has one");
	yaml_event_delete(&r->event);
	return n;
}

struct node *
yaml_read_large(struct arena *a, struct diag *d, const struct source *source, int mib, bool *broken)
{
	struct reader r = {.arena = a, .diag = d, .source = source, .mib = (size_t)mib};
	struct node *n;

	*broken = true;
	if (!syntax_bytes(d, source, mib))
		return NULL;
	if (source->len >= 3 && memcmp(source->text, "\xEF\xBB\xBF", 3) == 0)
		r.bom = 3;
	if (!yaml_parser_initialize(&r.parser)) {
		error_in_file(d, source->path, "out of memory");
		return NULL;
	}
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)source->text + r.bom,
	                             source->len - r.bom);
	n = read_document(&r);
	yaml_parser_delete(&r.parser);
	*broken = r.broken;
	return n;
}

struct node *
yaml_read(struct arena *a, struct diag *d, const struct source *source, bool *broken)
{
	return yaml_read_large(a, d, source, 1, broken);
}
