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
#include "model/part.h"

#include <string.h>

struct mutations {
	struct doc doc;
	struct arena *arena;
	const struct options *options;
	struct parts parts;
	struct impacts_project all;
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
overview(struct mutations *p)
{
	static const char *const heads[] = {"Mutation", "Of", "Does", "Who may call", NULL};
	struct doc *d = &p->doc;

	doc_heading(d, 2, "all-mutations", "Overview");
	doc_table(d, "Overview", heads);
	for (size_t i = 0; i < p->all.nmutations; i++) {
		const struct impacts_mutation *m = &p->all.mutations[i];

		doc_row(d);
		doc_cell(d);
		doc_link(d, arena_printf(p->arena, "#%s", part_anchor(p->arena, m)),
		         m->graphql_name);
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
	doc_table_end(d);
}

/* Those that cannot be changed by any. */
static void
unchanged(struct mutations *p)
{
	struct doc *d = &p->doc;
	const char *before = "No mutations: ";

	for (size_t i = 0; i < p->parts.n; i++) {
		const struct part *part = &p->parts.v[i];

		if (part->nactions)
			continue;
		if (*before == 'N')
			doc_begin(d);
		doc_words(d, before);
		doc_link(d, part_markdown(p->arena, part), part->impacts.entity.type);
		before = ", ";
	}
	if (*before != 'N') {
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

static void
input_says(struct mutations *p, const struct impacts_input *in)
{
	struct doc *d = &p->doc;
	const char *gap = in->description ? " " : "";

	if (in->description)
		doc_text(d, in->description);
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

	doc_heading(d, 4, under(p, m, "success"), "Success Response");
	doc_begin(d);
	doc_code(d, arena_printf(p->arena, "%sSuccess", pascal));
	doc_words(d, " with ");
	doc_code(d, "message");
	doc_words(d, action->row ? ", " : " and ");
	doc_code(d, "updatedFields");
	if (action->row) {
		doc_words(d, " and ");
		doc_code(d, action->row);
	}
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
mutation(struct mutations *p, const struct part *of, const struct impacts_mutation *m)
{
	const struct part_action *action = part_action(of, m);
	const char *pascal = name_pascal(p->arena, m->graphql_name);
	struct doc *d = &p->doc;

	doc_heading(d, 3, part_anchor(p->arena, m), m->graphql_name);
	if (m->description)
		doc_prose(d, m->description);
	doc_begin(d);
	doc_words(d, "Required permission: ");
	if (m->permission_expression)
		doc_code(d, m->permission_expression);
	else
		doc_words(d, "none");
	doc_words(d, ". With SQL, hooks and impact: ");
	doc_link(d, arena_printf(p->arena, "%s#action-%s", part_markdown(p->arena, of), m->action),
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
	            sample_graphql(p->arena, m->graphql_name, m->ninput, action->row));
	if (action->input)
		doc_example(d, "Variables", "json", sample_variables(p->arena, action->input));
	effects(p, m);
}

static void
all(struct mutations *p)
{
	struct doc *d = &p->doc;
	const char *type = "";

	for (size_t i = 0; i < p->all.nmutations; i++) {
		const struct impacts_mutation *m = &p->all.mutations[i];
		const struct part *of = part_find(&p->parts, m->entity);

		if (!of)
			continue;
		if (strcmp(type, m->entity) != 0)
			doc_heading(d, 2, arena_printf(p->arena, "of-%s", m->entity),
			            arena_printf(p->arena, "%s Mutations", m->entity));
		type = m->entity;
		mutation(p, of, m);
	}
}

/* ---- the page ---- */

/* The hook of such an action has another name. */
static bool
called_as_query(const struct mutations *p, const char *name)
{
	for (size_t i = 0; i < p->all.nentities; i++)
		if (strcmp(p->all.entities[i].query, name) == 0 ||
		    strcmp(p->all.entities[i].list, name) == 0)
			return true;
	return false;
}

static void
patterns(struct mutations *p)
{
	const struct options *o = p->options;
	struct doc *d = &p->doc;
	const struct impacts_mutation *m = NULL;

	for (size_t i = 0; !m && i < p->all.nmutations; i++)
		if (p->all.mutations[i].ninput && p->all.mutations[i].nerrors &&
		    !called_as_query(p, p->all.mutations[i].graphql_name))
			m = &p->all.mutations[i];
	if (!m || !o->nclients || !o->frontend_folder)
		return;
	doc_heading(d, 2, "usage-patterns", "General Usage Patterns");
	doc_prose(d, "The errors of an answer, and what to show while it is on its way, of the "
	             "first mutation above that takes an input. The hooks settle the cache "
	             "themselves; a call that no answer comes to throws, or says so, as its client "
	             "has it.");
	for (size_t i = 0; i < o->nclients; i++)
		doc_example(
		        d, sample_client(o->clients[i]), "ts",
		        pattern_of(p->arena, part_find(&p->parts, m->entity), m, o->clients[i]));
}

void
emit_docs_mutations(struct strbuf *out, struct arena *a, const struct catalog *c,
                    const struct options *o)
{
	struct mutations p = {.doc = {.out = out}, .arena = a, .options = o};
	struct impacts_file *files = arena_new(a, struct impacts_file, c->n);

	p.parts = parts_read(a, c);
	for (size_t i = 0; i < p.parts.n; i++)
		files[i] = p.parts.v[i].impacts;
	p.all = impacts_merge(a, files, p.parts.n);
	doc_heading(&p.doc, 1, "top", arena_printf(a, "%s: GraphQL Mutations", shell_title(o)));
	doc_begin(&p.doc);
	doc_words(&p.doc, arena_printf(a, "%zu %s of %zu %s. ", p.all.nmutations,
	                               p.all.nmutations == 1 ? "mutation" : "mutations", p.parts.n,
	                               p.parts.n == 1 ? "entity" : "entities"));
	doc_link(&p.doc, "index.md", "All entities");
	doc_end(&p.doc);
	if (p.all.nmutations)
		overview(&p);
	unchanged(&p);
	format(&p);
	errors_common(&p.doc);
	all(&p);
	patterns(&p);
}
