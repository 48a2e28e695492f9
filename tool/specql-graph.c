/*
 * specql-graph: which entity refers to which, for Graphviz.
 */
#include "command.h"
#include "terminal.h"

#include "base/quote.h"
#include "build/workspace.h"
#include "graph/names.h"
#include "graph/shape.h"

#include <sys/wait.h>

struct picture {
	struct arena *arena;
	struct diag diag;
	struct shapes *shapes;
	struct names *names;
	bool *shown;
	struct strbuf out;
};

static const char *
title(struct picture *p, size_t i)
{
	return arena_printf(p->arena, "%s.%s", p->shapes->v[i].schema, p->shapes->v[i].entity);
}

/* Calls for each entity that a ref of the i-th means. */
static void
each_ref(struct picture *p, size_t i, void (*call)(struct picture *, size_t, size_t, const char *))
{
	const struct shape *s = &p->shapes->v[i];

	for (size_t k = 0; k < s->refs.n; k++) {
		struct meanings m = names_ref(p->names, s, s->refs.items[k]);

		for (size_t n = 0; m.known && n < m.n; n++)
			call(p, i, m.v[n], s->refs.items[k]);
	}
}

static void
edge(struct picture *p, size_t i, size_t to, const char *ref)
{
	if (!p->shown[i] || !p->shown[to])
		return;
	str_add(&p->out, "  ");
	quote_json(&p->out, title(p, i));
	str_add(&p->out, " -> ");
	quote_json(&p->out, title(p, to));
	str_add(&p->out, " [label=");
	quote_json(&p->out, arena_strndup(p->arena, ref, strcspn(ref, "=")));
	str_add(&p->out, "];\n");
}

static bool *named;

static void
neighbour(struct picture *p, size_t i, size_t to, const char *ref)
{
	(void)ref;
	if (named[i] || named[to])
		p->shown[i] = p->shown[to] = true;
}

static void
unknown(struct picture *p, const char *word)
{
	size_t n = p->shapes->n;
	const char **names = arena_new(p->arena, const char *, n + 1);

	for (size_t i = 0; i < n; i++)
		names[i] = strchr(word, '.') ? title(p, i) : p->shapes->v[i].entity;
	fprintf(stderr, "specql graph: unknown entity '%s'%s\n", word,
	        nearest_cure(p->arena, word, names));
	p->diag.nerrors++;
}

/* The entities named and their neighbours; all if none is. */
static void
choose(struct picture *p, const struct line *line)
{
	size_t n = p->shapes->n;

	p->shown = arena_new(p->arena, bool, n + 1);
	named = arena_new(p->arena, bool, n + 1);
	for (size_t k = 0; k < line->noperands; k++) {
		bool found = false;

		for (size_t i = 0; i < n; i++)
			if (strcmp(p->shapes->v[i].entity, line->operands[k]) == 0 ||
			    strcmp(title(p, i), line->operands[k]) == 0)
				named[i] = p->shown[i] = found = true;
		if (!found)
			unknown(p, line->operands[k]);
	}
	for (size_t i = 0; i < n; i++)
		if (line->noperands)
			each_ref(p, i, neighbour);
		else
			p->shown[i] = *p->shapes->v[i].entity;
}

static void
draw(struct picture *p)
{
	str_add(&p->out,
	        "digraph specql {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n"
	        "  edge [fontname=\"sans-serif\", fontsize=10];\n");
	for (size_t i = 0; i < p->shapes->n; i++) {
		if (!p->shown[i])
			continue;
		str_add(&p->out, "  ");
		quote_json(&p->out, title(p, i));
		str_add(&p->out, ";\n");
	}
	for (size_t i = 0; i < p->shapes->n; i++)
		each_ref(p, i, edge);
	str_add(&p->out, "}\n");
}

/* Through Graphviz. */
static int
svg(const char *text, size_t len)
{
	FILE *dot;
	int status;

	fflush(stdout);
	dot = popen("dot -Tsvg", "w");
	if (dot)
		fwrite(text, 1, len, dot);
	status = dot ? pclose(dot) : -1;
	if (status == 0)
		return 0;
	if (status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == 127)
		fprintf(stderr, "specql graph: --format svg needs Graphviz (Debian: graphviz); "
		                "without it, take --format dot\n");
	else
		fprintf(stderr, "specql graph: Graphviz failed\n");
	return 1;
}

int
main(int argc, char **argv)
{
	static struct arena a; /* the end of the process frees it */
	int status;
	struct line *line = terminal_line(&a, "graph", argc, argv, &status);
	struct picture p = {.arena = &a, .out = STRBUF_INIT};
	struct workspace *workspace;
	const char *format;

	if (!line)
		return status;
	diag_init(&p.diag, &a);
	workspace = workspace_find(&a, &p.diag, line->values[graph_project],
	                           line->values[graph_output_root], NULL);
	if (workspace &&
	    access(arena_printf(&a, "%s/.specql/shape.txt", workspace->out), F_OK) != 0)
		error_in_file(&p.diag, workspace_relative(&a, workspace->out, workspace->here),
		              "was never built; run `specql generate` first");
	else if (workspace)
		p.shapes = shapes_read(&a, &p.diag,
		                       arena_printf(&a, "%s/.specql/shape.txt", workspace->out));
	if (!p.shapes)
		return command_report(&p.diag);
	p.names = names_new(&a, p.shapes);
	choose(&p, line);
	if (p.diag.nerrors)
		return 1;
	draw(&p);
	format = line->values[graph_format];
	if (format && strcmp(format, "svg") == 0)
		status = svg(p.out.buf, p.out.len);
	else {
		fwrite(p.out.buf, 1, p.out.len, stdout);
		status = terminal_end("specql graph", 0);
	}
	str_free(&p.out);
	return status;
}
