#include "tmpl/tmpl.h"
#include "tmpl/tree.h"
#include "base/arena.h"
#include "base/str.h"

#include <ctype.h>
#include <string.h>

/* What is around the writer: how deep in blocks, in which loop, how the row is spelled. */
struct nesting {
	int indent;
	int loop;         /* number of loops around */
	const char *rows; /* of the innermost: t->columns */
	const char *row;  /* t->columns.v[i1] */
};

struct writer {
	struct arena *arena;
	struct strbuf *out;
	const char *literal; /* the function that quotes a text */
	size_t ncalls;
};

static void
indent(struct strbuf *b, int n)
{
	while (n-- > 0)
		str_addc(b, '\t');
}

/* One character of a C string. A question mark could begin a trigraph. */
static void
letter(struct strbuf *b, char c)
{
	if (c == '\n')
		str_add(b, "\\n");
	else if (c == '\t')
		str_add(b, "\\t");
	else if (c == '"' || c == '\\' || c == '?')
		str_addf(b, "\\%c", c);
	else if ((unsigned char)c < 0x20 || c == 0x7f)
		str_addf(b, "\\%03o", (unsigned)c);
	else
		str_addc(b, c);
}

/* A C string, each line of the text on its own. */
static void
string(struct strbuf *b, const char *text, int depth)
{
	str_addc(b, '"');
	for (; *text; text++) {
		letter(b, *text);
		if (*text == '\n' && text[1]) {
			str_add(b, "\"\n");
			indent(b, depth);
			str_addc(b, '"');
		}
	}
	str_addc(b, '"');
}

static const char *
spelled(struct writer *w, const struct node *n, struct nesting at)
{
	if (n->dot)
		return arena_printf(w->arena, "%s.%s", at.row, n->param->name);
	return arena_printf(w->arena, "t->%s", n->param->name);
}

static void nodes(struct writer *, const struct node *, struct nesting);

static void
text(struct writer *w, const struct node *n, struct nesting at)
{
	indent(w->out, at.indent);
	str_add(w->out, "str_add(b, ");
	string(w->out, n->text, at.indent + 1);
	str_add(w->out, ");\n");
	w->ncalls++;
}

static void
hole(struct writer *w, const struct node *n, struct nesting at)
{
	const char *name = spelled(w, n, at), *call = "str_add";

	if (n->quote)
		call = n->quote == '"' ? "quote_ident" : w->literal;
	indent(w->out, at.indent);
	str_addf(w->out, "assert(%s);\n", name);
	indent(w->out, at.indent);
	str_addf(w->out, "%s(b, %s);\n", call, name);
	w->ncalls++;
}

static void
rows(struct writer *w, const struct node *n, struct nesting at)
{
	struct nesting in = {.indent = at.indent + 1, .loop = at.loop + 1};

	in.rows = spelled(w, n, at);
	in.row = arena_printf(w->arena, "%s.v[i%d]", in.rows, in.loop);
	indent(w->out, at.indent);
	str_addf(w->out, "for (size_t i%d = 0; i%d < %s.n; i%d++) {\n", in.loop, in.loop, in.rows,
	         in.loop);
	nodes(w, n->body, in);
	indent(w->out, at.indent);
	str_add(w->out, "}\n");
}

static void
test(struct writer *w, const struct node *n, struct nesting at)
{
	struct nesting in = at;

	in.indent++;
	indent(w->out, at.indent);
	str_addf(w->out, "if (%s%s) {\n", spelled(w, n, at), n->param->uses & USE_ROWS ? ".n" : "");
	nodes(w, n->body, in);
	if (n->other) {
		indent(w->out, at.indent);
		str_add(w->out, "} else {\n");
		nodes(w, n->other, in);
	}
	indent(w->out, at.indent);
	str_add(w->out, "}\n");
}

static void
separator(struct writer *w, const struct node *n, struct nesting at)
{
	indent(w->out, at.indent);
	str_addf(w->out, "if (i%d + 1 < %s.n)\n", at.loop, at.rows);
	indent(w->out, at.indent + 1);
	str_add(w->out, "str_add(b, ");
	string(w->out, n->text, 0);
	str_add(w->out, ");\n");
	w->ncalls++;
}

static void
nodes(struct writer *w, const struct node *n, struct nesting at)
{
	static void (*const write[])(struct writer *, const struct node *, struct nesting) = {
	        [NODE_TEXT] = text, [NODE_HOLE] = hole,           [NODE_ROWS] = rows,
	        [NODE_IF] = test,   [NODE_SEPARATOR] = separator,
	};

	for (; n; n = n->next)
		write[n->kind](w, n, at);
}

/* The struct of parameters, behind those of its rows. */
static void
params(struct strbuf *b, const struct params *s)
{
	for (const struct param *p = s->first; p; p = p->next)
		if (p->row)
			params(b, p->row);
	str_addf(b, "struct %s {\n", s->tag);
	for (const struct param *p = s->first; p; p = p->next)
		if (p->row) {
			str_addf(b, "\tstruct {\n\t\tconst struct %s *v;\n", p->row->tag);
			str_addf(b, "\t\tsize_t n;\n\t} %s;\n", p->name);
		} else {
			str_addf(b, "\t%s%s;\n", p->uses & USE_TEXT ? "const char *" : "bool ",
			         p->name);
		}
	if (!s->first)
		str_add(b, "\tchar none; /* there are no parameters */\n");
	str_add(b, "};\n\n");
}

static void
header(struct strbuf *b, const struct tmpl *t, const char *path)
{
	struct strbuf guard = STRBUF_INIT;

	for (const char *p = t->name; *p; p++)
		str_addc(&guard, (char)toupper((unsigned char)*p));
	str_addf(b, "/* Made from %s; do not edit. */\n", path);
	str_addf(b, "#ifndef %s_H\n#define %s_H\n\n", guard.buf, guard.buf);
	str_add(b, "#include <stdbool.h>\n#include <stddef.h>\n\nstruct strbuf;\n\n");
	params(b, t->params);
	str_addf(b, "void %s(struct strbuf *, const struct %s *);\n\n#endif\n", t->name, t->name);
	str_free(&guard);
}

static void
code(struct writer *w, const struct tmpl *t, const char *path)
{
	str_addf(w->out, "/* Made from %s; do not edit. */\n", path);
	str_addf(w->out,
	         "#include \"%s.h\"\n#include \"base/quote.h\"\n#include \"base/str.h\"\n\n",
	         t->name);
	str_addf(w->out,
	         "#include <assert.h>\n\nvoid\n%s(struct strbuf *b, const struct %s *t)\n{\n",
	         t->name, t->name);
	if (!t->params->first)
		str_add(w->out, "\t(void)t;\n");
	nodes(w, t->nodes, (struct nesting){.indent = 1});
	if (!w->ncalls)
		str_add(w->out, "\t(void)b;\n");
	str_add(w->out, "}\n");
}

static const char *
literal_of(const char *path)
{
	static const char *const calls[][2] = {
	        {".ts", "quote_js"},     {".tsx", "quote_js"},   {".js", "quote_js"},
	        {".html", "quote_html"}, {".svg", "quote_html"}, {".md", "quote_markdown"},
	        {"", "quote_literal"},
	};
	size_t i = 0;

	while (!word_ends(path, calls[i][0]))
		i++;
	return calls[i][1];
}

bool
tmpl_compile(struct diag *d, const struct source *source, struct strbuf *h, struct strbuf *c)
{
	struct writer w = {.arena = d->arena, .out = c};
	struct tmpl t;

	if (!tmpl_parse(d, d->arena, source, &t))
		return false;
	w.literal = literal_of(source->path);
	header(h, &t, source->path);
	code(&w, &t, source->path);
	return true;
}
