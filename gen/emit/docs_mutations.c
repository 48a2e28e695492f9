#include "base/arena.h"
#include "base/str.h"
#include "emit/doc.h"
#include "emit/emit.h"
#include "emit/errors.h"
#include "emit/pattern.h"
#include "emit/sample.h"
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
	(m->permission_expression ? doc_code : doc_words)(
	        d, m->permission_expression ? m->permission_expression : "everybody");
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
	        {"_meta", "extra_metadata", "what was done to which rows, and which queries are stale"},
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
		for (size_t k = 0; k < 3; k++) {
			doc_cell(d);
			(k < 2 ? doc_code : doc_words)(d, rows[i][k]);
		}
		doc_row_end(d);
	}
	doc_table_end(d);
}

/* ---- of one ---- */

static const char *
under(struct mutations *p, const struct impacts_mutation *m, const char *what)
{
	return arena_printf(p->arena, "%s-%s", part_anchor(p->arena, m), what);
}

static const char *
input_type(struct mutations *p, const struct impacts_input *in)
{
	return arena_printf(p->arena, "%s%s%s", in->list ? "[" : "", in->type, in->list ? "]" : "");
}

/* Whether a text ends as a sentence does. */
static bool
ended(const char *text)
{
	size_t n = strlen(text);

	return n == 0 || strchr(".!?:;", text[n - 1]) ||
	       (n >= 3 && strcmp(text + n - 3, "…") == 0);
}

static void
input_says(struct mutations *p, const struct impacts_input *in)
{
	struct doc *d = &p->doc;
	const char *gap = in->description ? " " : "";

	if (in->description)
		doc_text(d, in->description);
	if (in->description && !ended(in->description) &&
	    (in->references || in->nvalues || in->value))
		doc_words(d, ".");
	if (in->references) {
		doc_words(d, arena_printf(p->arena, "%sId of %s.", gap, in->references));
		gap = " ";
	}
	if (in->nvalues) {
		doc_words(d, arena_printf(p->arena, "%sOne of ", gap));
		doc_codes(d, in->values, in->nvalues);
		doc_words(d, ".");
		gap = " ";
	}
	if (in->value) {
		doc_words(d, arena_printf(p->arena, "%sDefault ", gap));
		doc_code(d, in->value);
		doc_words(d, ".");
	}
}

static void
inputs(struct mutations *p, const struct impacts_mutation *m)
{
	static const char *const heads[] = {"Field", "Type", "Required", "Description", NULL};
	struct doc *d = &p->doc;

	doc_heading(d, 4, under(p, m, "input"), "Input Parameters");
	if (!m->ninput) {
		doc_prose(d, "None.");
		return;
	}
	doc_table(d, "Input Parameters", heads);
	for (size_t i = 0; i < m->ninput; i++) {
		doc_row(d);
		doc_cell(d);
		doc_code(d, m->input[i].graphql_name);
		doc_cell(d);
		doc_code(d, input_type(p, &m->input[i]));
		doc_cell(d);
		doc_words(d, m->input[i].required ? "yes" : "no");
		doc_cell(d);
		input_says(p, &m->input[i]);
		doc_row_end(d);
	}
	doc_table_end(d);
}

static void
answers(struct mutations *p, const struct impacts_mutation *m, const struct part_action *action,
        const char *pascal)
{
	struct doc *d = &p->doc;
	const char *members[4] = {"message", "updatedFields"};
	size_t n = 2;

	members[n] = action->row;
	n += action->row != NULL;
	members[n] = "result";
	n += action->nreturned > 0;
	doc_heading(d, 4, under(p, m, "success"), "Success Response");
	doc_begin(d);
	doc_code(d, arena_printf(p->arena, "%sSuccess", pascal));
	for (size_t i = 0; i < n; i++) {
		doc_words(d, i == 0 ? " with " : i + 1 < n ? ", " : " and ");
		doc_code(d, members[i]);
	}
	doc_words(d, action->nreturned ? " of " : "");
	doc_codes(d, action->returned, action->nreturned);
	doc_words(d, ".");
	doc_end(d);
	doc_heading(d, 4, under(p, m, "errors"), "Error Responses");
	doc_begin(d);
	doc_code(d, arena_printf(p->arena, "%sError", pascal));
	doc_words(d, m->ncalls ? " with one of these codes, one of those of the actions that it "
	                         "calls, or one that "
	                       : " with one of these codes, or one that ");
	doc_link(d, "#common-errors", "every action can answer");
	doc_words(d, ".");
	doc_end(d);
	errors_of(d, p->arena, m, action);
}

static void
effects(struct mutations *p, const struct impacts_mutation *m)
{
	static const char *const heads[] = {"Stale query", "What to do", "Why", NULL};
	struct doc *d = &p->doc;

	doc_heading(d, 4, under(p, m, "cache"), "Cache Behavior");
	if (!m->ninvalidations) {
		doc_prose(d, "No query answers otherwise afterwards.");
		return;
	}
	doc_table(d, "Cache Behavior", heads);
	for (size_t i = 0; i < m->ninvalidations; i++) {
		doc_row(d);
		doc_cell(d);
		doc_code(d, m->invalidations[i].query);
		doc_cell(d);
		doc_code(d, m->invalidations[i].strategy);
		doc_cell(d);
		doc_words(d, m->invalidations[i].reason);
		doc_row_end(d);
	}
	doc_table_end(d);
	if (m->optimistic.enabled)
		doc_prose(d, "What it does can be shown before the answer is there.");
}

static void
mutation(struct mutations *p, size_t of, const struct part *part, const struct impacts_mutation *m)
{
	const struct part_action *action = part_action(part, m);
	const char *pascal = name_pascal(p->arena, m->graphql_name);
	struct doc *d = &p->doc;

	doc_heading(d, 3, part_anchor(p->arena, m), m->graphql_name);
	if (m->description)
		doc_prose(d, m->description);
	doc_begin(d);
	doc_words(d, "Required permission: ");
	(m->permission_expression ? doc_code : doc_words)(
	        d, m->permission_expression ? m->permission_expression : "none");
	doc_words(d, ". With SQL, hooks and impact: ");
	doc_link(d,
	         arena_printf(p->arena, "%s#action-%s", part_markdown(p->arena, p->parts->v[of].of),
	                      m->action),
	         m->action);
	doc_words(d, ".");
	doc_end(d);
	doc_heading(d, 4, under(p, m, "signature"), "GraphQL Signature");
	doc_example(d, "In the schema", "graphql",
	            arena_printf(p->arena, "%s%s%s%s: %sResult!", m->graphql_name,
	                         m->ninput ? "(input: " : "", m->ninput ? pascal : "",
	                         m->ninput ? "Input!)" : "", pascal));
	inputs(p, m);
	answers(p, m, action, pascal);
	doc_heading(d, 4, under(p, m, "example"), "Usage Example");
	doc_example(d, "GraphQL", "graphql",
	            sample_graphql(p->arena, m->graphql_name, m->ninput, action));
	if (action->input)
		doc_example(d, "Variables", "json", sample_variables(p->arena, action->input));
	effects(p, m);
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

			mutation(p, i, part, &m);
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
