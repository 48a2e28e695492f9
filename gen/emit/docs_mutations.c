#include "base/arena.h"
#include "base/str.h"
#include "emit/doc.h"
#include "emit/emit.h"
#include "emit/errors.h"
#include "emit/mutation.h"
#include "emit/pattern.h"
#include "emit/shell.h"
#include "model/catalog.h"
#include "model/name.h"
#include "model/options.h"
#include "model/merge.h"

#include <string.h>

struct mutations {
	struct doc doc;
	struct arena *arena; /* of what is at hand */
	struct catalog *catalog;
	const struct options *options;
	struct parts *parts;
	struct merger *merger;
	struct arena kept;
	const char *patterns; /* how hooks are used, or NULL */
};

/* ---- of all ---- */

/* What its author says of it, or what it does to its row. */
static void
does(struct mutations *p, const struct impacts_mutation *m)
{
	static const struct {
		const char *operation, *verb;
	} verbs[] = {{"CREATE", "creates"}, {"UPDATE", "updates"}, {"DELETE", "deletes"}};

	if (m->description)
		doc_text(&p->doc, m->description);
	for (size_t i = 0; !m->description && i < sizeof verbs / sizeof *verbs; i++)
		if (strcmp(m->operation_type, verbs[i].operation) == 0)
			doc_words(&p->doc,
			          arena_printf(p->arena, "%s %s", verbs[i].verb, m->entity));
}

static void
overview_row(struct mutations *p, const struct impacts_mutation *m)
{
	struct doc *d = &p->doc;

	doc_row(d);
	doc_cell(d);
	doc_link(d, arena_printf(p->arena, "#%s", part_anchor(p->arena, m)), m->graphql_name);
	doc_cell(d);
	doc_words(d, m->entity);
	doc_cell(d);
	does(p, m);
	doc_cell(d);
	if (m->permission_expression)
		doc_code(d, m->permission_expression);
	else
		doc_words(d, "everybody");
	doc_row_end(d);
}

static void
overview(struct mutations *p)
{
	static const char *const heads[] = {"Mutation", "Of", "Does", "Who may call", NULL};
	struct doc *d = &p->doc;

	doc_heading(d, 2, "all-mutations", "Overview");
	doc_table(d, "Overview", heads);
	for (size_t i = 0; i < p->parts->n; i++) {
		const struct impacts_file *f = &merger_at(p->merger, i)->impacts;

		for (size_t k = 0; k < f->nmutations; k++) {
			overview_row(p, &f->mutations[k]);
			catalog_flow(p->catalog, d->out);
			arena_reset(p->arena);
		}
	}
	doc_table_end(d);
}

/* Those that cannot be changed by any. */
static void
unchanged(struct mutations *p)
{
	struct doc *d = &p->doc;
	bool some = false;

	for (size_t i = 0; i < p->parts->n; i++) {
		const struct parts_entry *e = &p->parts->v[i];

		if (e->nactions)
			continue;
		if (!some)
			doc_begin(d);
		doc_words(d, some ? ", " : "No mutations: ");
		doc_link(d, part_markdown(p->arena, e->of), e->type);
		some = true;
		catalog_flow(p->catalog, d->out);
		arena_reset(p->arena);
	}
	if (some) {
		doc_words(d, ".");
		doc_end(d);
	}
}

static void
format(struct mutations *p)
{
	static const char *const heads[] = {"In GraphQL", "In SQL", "What it is", NULL};
	static const char *const rows[][3] = {
	        {"__typename", "status",
	         "…Success or …Error; success, or the class and the code of what went wrong"},
	        {"code", "status", "the part of the status behind its colon"},
	        {"message", "message", "the same for people"},
	        {"updatedFields", "updated_fields",
	         "the fields that changed, of a new row those that have a value"},
	        {"fields", "updated_fields", "of an error, the inputs or fields that it speaks of"},
	        {"result", "extra_metadata", "what the action returns, if it returns anything"},
	        {"_meta", "extra_metadata",
	         "what was done to which rows, and which queries are stale"},
	};
	struct doc *d = &p->doc;

	doc_heading(d, 2, "result-format", "Mutation Result Format");
	doc_begin(d);
	doc_words(d, "A mutation answers with one of two types, told apart by ");
	doc_code(d, "__typename");
	doc_words(d, ". An error is an answer, not an exception: nothing was changed then.");
	doc_end(d);
	doc_table(d, "Mutation Result Format", heads);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		doc_row(d);
		doc_cell(d);
		doc_code(d, rows[i][0]);
		doc_cell(d);
		doc_code(d, rows[i][1]);
		doc_cell(d);
		doc_words(d, rows[i][2]);
		doc_row_end(d);
	}
	doc_table_end(d);
}

/* ---- how hooks are used ---- */

/* Of the first mutation that takes an input and has an error of its own. */
static void
keep_patterns(struct mutations *p, const struct part *of, const struct impacts_mutation *m)
{
	const struct options *o = p->options;
	struct strbuf text = STRBUF_INIT;
	struct doc d = {.out = &text};

	if (p->patterns || !m->ninput || !m->nerrors || !o->nclients || !o->frontend_folder)
		return;
	pattern_section(&d, p->arena, of, m, o);
	p->patterns = arena_strdup(&p->kept, text.buf);
	str_free(&text);
}

/* ---- the page ---- */

static void
all(struct mutations *p)
{
	for (size_t i = 0; i < p->parts->n; i++) {
		const struct part *part = merger_at(p->merger, i);
		const char *type = p->parts->v[i].type;

		if (part->impacts.nmutations)
			doc_heading(&p->doc, 2, arena_printf(p->arena, "of-%s", type),
			            arena_printf(p->arena, "%s Mutations", type));
		for (size_t k = 0; k < part->impacts.nmutations; k++) {
			const struct impacts_mutation m = merge_mutation(p->merger, i, k);

			mutation_section(&p->doc, p->arena,
			                 part_markdown(p->arena, p->parts->v[i].of),
			                 part_action(part, &m), &m);
			keep_patterns(p, part, &m);
			catalog_flow(p->catalog, p->doc.out);
			arena_reset(p->arena);
		}
	}
}

/* How many there are, and of how many entities. */
static void
lead(struct mutations *p, size_t n)
{
	struct doc *d = &p->doc;

	doc_heading(d, 1, "top",
	            arena_printf(p->arena, "%s: GraphQL Mutations", shell_title(p->options)));
	doc_begin(d);
	doc_words(d,
	          arena_printf(p->arena, "%zu %s of %zu %s. ", n, n == 1 ? "mutation" : "mutations",
	                       p->parts->n, p->parts->n == 1 ? "entity" : "entities"));
	doc_link(d, "index.md", "All entities");
	doc_end(d);
}

void
emit_docs_mutations(struct strbuf *out, struct arena *a, struct catalog *c, const struct options *o)
{
	struct arena row = {0};
	struct mutations p = {.doc = {.out = out}, .arena = &row, .catalog = c, .options = o};
	size_t n = 0;

	(void)a;
	p.parts = parts_of(c, false);
	p.merger = merger_of(p.parts);
	for (size_t i = 0; i < p.parts->n; i++)
		n += p.parts->v[i].nmutations;
	lead(&p, n);
	if (n)
		overview(&p);
	unchanged(&p);
	format(&p);
	errors_common(&p.doc);
	all(&p);
	str_add(out, p.patterns ? p.patterns : "");
	arena_clear(&p.kept);
	arena_clear(&row);
}
