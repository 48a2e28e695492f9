#include "emit/mutation.h"
#include "base/arena.h"
#include "emit/doc.h"
#include "emit/errors.h"
#include "emit/sample.h"
#include "model/merge.h"
#include "model/name.h"

#include <string.h>

struct section {
	struct doc *doc;
	struct arena *arena;
};

static const char *
under(const struct section *p, const struct impacts_mutation *m, const char *what)
{
	return arena_printf(p->arena, "%s-%s", part_anchor(p->arena, m), what);
}

static const char *
input_type(const struct section *p, const struct impacts_input *in)
{
	return arena_printf(p->arena, "%s%s%s", in->list ? "[" : "", in->type, in->list ? "]" : "");
}

/* Whether a text ends as a sentence does. */
static bool
ended(const char *text)
{
	size_t n = strlen(text);

	return n == 0 || strchr(".!?:;", text[n - 1]) || (n >= 3 && strcmp(text + n - 3, "…") == 0);
}

static void
input_says(const struct section *p, const struct impacts_input *in)
{
	struct doc *d = p->doc;
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
inputs(const struct section *p, const struct impacts_mutation *m)
{
	static const char *const heads[] = {"Field", "Type", "Required", "Description", NULL};
	struct doc *d = p->doc;

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
answers(const struct section *p, const struct impacts_mutation *m, const struct part_action *action,
        const char *pascal)
{
	struct doc *d = p->doc;
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
effects(const struct section *p, const struct impacts_mutation *m)
{
	static const char *const heads[] = {"Stale query", "What to do", "Why", NULL};
	struct doc *d = p->doc;

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

void
mutation_section(struct doc *d, struct arena *a, const char *page, const struct part_action *action,
                 const struct impacts_mutation *m)
{
	const struct section *p = &(struct section){d, a};
	const char *pascal = name_pascal(a, m->graphql_name);

	doc_heading(d, 3, part_anchor(a, m), m->graphql_name);
	if (m->description)
		doc_prose(d, m->description);
	doc_begin(d);
	doc_words(d, "Required permission: ");
	if (m->permission_expression)
		doc_code(d, m->permission_expression);
	else
		doc_words(d, "none");
	doc_words(d, ". With SQL, hooks and impact: ");
	doc_link(d, arena_printf(a, "%s#action-%s", page, m->action), m->action);
	doc_words(d, ".");
	doc_end(d);
	doc_heading(d, 4, under(p, m, "signature"), "GraphQL Signature");
	doc_example(d, "In the schema", "graphql",
	            arena_printf(a, "%s%s%s%s: %sResult!", m->graphql_name,
	                         m->ninput ? "(input: " : "", m->ninput ? pascal : "",
	                         m->ninput ? "Input!)" : "", pascal));
	inputs(p, m);
	answers(p, m, action, pascal);
	doc_heading(d, 4, under(p, m, "example"), "Usage Example");
	doc_example(d, "GraphQL", "graphql", sample_graphql(a, m->graphql_name, m->ninput, action));
	if (action->input)
		doc_example(d, "Variables", "json", sample_variables(a, action->input));
	effects(p, m);
}
