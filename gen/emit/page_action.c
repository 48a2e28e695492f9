/* What a page says of an action. */
#include "base/arena.h"
#include "base/str.h"
#include "emit/page.h"
#include "emit/sample.h"
#include "model/entity.h"
#include "model/name.h"
#include "model/options.h"

#include <string.h>

/* ---- input ---- */

/* The target of a ref; only that of a field is known to have a page. */
static const struct ref *
target(const struct page *p, const struct input *in)
{
	const struct field *f = in->field ? field_find(p->entity, in->field) : NULL;
	const struct ref *r = in->nrefs ? in->refs : NULL;

	for (size_t i = 0; r && f && i < f->nrefs; i++)
		if (strcmp(f->refs[i].entity, r->entity) == 0)
			r = &f->refs[i];
	return r && r->schema && !r->unlinked ? r : NULL;
}

static void
input_type(struct page *p, const struct input *in)
{
	const struct ref *to = target(p, in);

	doc_words(&p->doc, in->list ? "list of " : "");
	if (to) {
		doc_words(&p->doc, "id of ");
		page_entity(p, to->schema, to->entity);
	} else {
		doc_code(&p->doc, in->nrefs ? "uuid" : in->nvalues ? "enum" : in->type->name);
	}
}

static void
input_meaning(struct page *p, const struct input *in)
{
	struct doc *d = &p->doc;

	if (in->description)
		doc_text(d, in->description);
	if (in->nvalues) {
		doc_words(d, in->description ? " One of " : "One of ");
		doc_codes(d, in->values, in->nvalues);
		doc_words(d, ".");
	}
	if (in->value || in->value_sql) {
		doc_words(d, in->description || in->nvalues ? " Default " : "Default ");
		doc_code(d, in->value ? in->value : in->value_sql);
		doc_words(d, ".");
	}
	if (in->system)
		doc_words(d, strcmp(in->name, "id") == 0
		                     ? "The row that it is about."
		                     : "Fails if the row has changed since this version.");
}

static void
inputs(struct page *p, const struct action *action)
{
	static const char *const heads[] = {"Input", "Type", "Meaning", NULL};
	struct doc *d = &p->doc;

	doc_heading(d, 4, page_anchor(p->arena, "input", action->name), "Input");
	if (!action->ninputs) {
		doc_prose(d, "None.");
		return;
	}
	doc_table(d, arena_printf(p->arena, "Input of %s", action->name), heads);
	for (size_t i = 0; i < action->ninputs; i++) {
		const struct input *in = &action->inputs[i];

		doc_row(d);
		doc_cell(d);
		doc_code(d, in->name);
		if (in->required || strcmp(in->name, "id") == 0) {
			doc_words(d, " ");
			doc_badge(d, "required", "required");
		}
		doc_cell(d);
		input_type(p, in);
		doc_cell(d);
		input_meaning(p, in);
		doc_row_end(d);
	}
	doc_table_end(d);
}

/* ---- answers ---- */

static void
answer(struct doc *d, const char *status, const char *message)
{
	doc_row(d);
	doc_cell(d);
	doc_code(d, status);
	doc_cell(d);
	doc_text(d, message ? message : "");
	doc_row_end(d);
}

/* Of several messages, all. */
static const char *
messages(struct arena *a, const struct impacts_mutation *m, const struct impacts_error *error)
{
	struct strbuf out = STRBUF_INIT;

	for (size_t i = 0; i < m->nmessages; i++) {
		const struct impacts_messages *all = &m->messages[i];

		for (size_t k = 0; strcmp(all->status, error->status) == 0 && k < all->nmessages; k++)
			str_addf(&out, "%s%s", k ? " / " : "", all->messages[k]);
	}
	return out.len ? str_done(&out, a) : error->message;
}

static void
answers(struct page *p, const struct action *action, const struct impacts_mutation *m)
{
	static const char *const heads[] = {"Status", "Message", NULL};
	struct doc *d = &p->doc;

	doc_heading(d, 4, page_anchor(p->arena, "result", action->name), "Result");
	doc_begin(d);
	doc_words(d, "A ");
	doc_code(d, "mutation_result");
	doc_words(d, action->row ? " with the row as it is then; in GraphQL " : "; in GraphQL ");
	doc_code(d, arena_printf(p->arena, "%sSuccess", name_pascal(p->arena, m->graphql_name)));
	doc_words(d, " or ");
	doc_code(d, arena_printf(p->arena, "%sError", name_pascal(p->arena, m->graphql_name)));
	doc_words(d, ".");
	doc_end(d);
	doc_heading(d, 4, page_anchor(p->arena, "errors", action->name), "Error codes");
	doc_table(d, arena_printf(p->arena, "Error codes of %s", action->name), heads);
	for (size_t i = 0; i < m->nerrors; i++)
		answer(d, m->errors[i].status, messages(p->arena, m, &m->errors[i]));
	doc_table_end(d);
}

/* ---- impact ---- */

static const char *const verbs[] = {
        [OPERATION_CREATE] = "creates",
        [OPERATION_UPDATE] = "updates",
        [OPERATION_DELETE] = "deletes",
        [OPERATION_READ] = "reads",
};

static const char *const classes[] = {
        [OPERATION_CREATE] = "create",
        [OPERATION_UPDATE] = "update",
        [OPERATION_DELETE] = "delete",
        [OPERATION_READ] = "read",
};

static void
effect(struct page *p, const struct effect *f)
{
	struct doc *d = &p->doc;

	doc_row(d);
	doc_cell(d);
	doc_badge(d, classes[f->operation], verbs[f->operation]);
	doc_cell(d);
	page_entity(p, f->schema, f->entity);
	doc_cell(d);
	doc_codes(d, f->fields, f->nfields);
	doc_row_end(d);
}

static void
list(struct doc *d, const char *term, const char *const *codes, size_t n)
{
	if (!n)
		return;
	doc_fact(d, term);
	doc_codes(d, codes, n);
}

static void
impact(struct page *p, const struct action *action, const struct impacts_mutation *m)
{
	static const char *const heads[] = {"Does", "To", "Fields", NULL};
	const struct impact *i = action->nimpact ? action->impact : NULL;
	struct doc *d = &p->doc;

	doc_heading(d, 4, page_anchor(p->arena, "impact", action->name), "Impact");
	if (i && i->neffects) {
		doc_table(d, arena_printf(p->arena, "Impact of %s", action->name), heads);
		for (size_t k = 0; k < i->neffects; k++)
			effect(p, &i->effects[k]);
		doc_table_end(d);
	}
	if (m->nevents || m->ncalls || m->nrefreshes) {
		doc_facts(d);
		list(d, "Events", m->events, m->nevents);
		list(d, "Calls", m->calls, m->ncalls);
		list(d, "Refreshes", m->refreshes, m->nrefreshes);
		doc_facts_end(d);
	}
	doc_begin(d);
	doc_words(d, "What follows from it elsewhere: ");
	if (d->html)
		doc_link(d, arena_printf(p->arena, "../actions.html#%s", m->graphql_name),
		         "all effects, and the queries that become stale");
	else
		doc_words(d, "see mutation-impacts.json");
	doc_words(d, ".");
	doc_end(d);
}

/* ---- examples ---- */

static void
examples(struct page *p, const struct action *action)
{
	static const struct {
		const char *client, *label;
	} hooks[] = {{"apollo", "Apollo Client"}, {"tanstack", "TanStack Query"}, {"urql", "urql"}};
	const struct options *o = p->options;
	struct doc *d = &p->doc;
	const char *variables = sample_variables(p->arena, action);

	doc_heading(d, 4, page_anchor(p->arena, "examples", action->name), "Examples");
	doc_section(d, "examples");
	doc_example(d, "SQL", "sql", sample_sql(p->arena, action));
	doc_example(d, "GraphQL", "graphql",
	            sample_graphql(p->arena, action, p->impacts.entity.type));
	if (variables)
		doc_example(d, "Variables", "json", variables);
	for (size_t i = 0; o->frontend_folder && i < o->nclients; i++)
		for (size_t k = 0; k < sizeof hooks / sizeof *hooks; k++)
			if (strcmp(o->clients[i], hooks[k].client) == 0)
				doc_example(
				        d, hooks[k].label, "ts",
				        sample_hook(p->arena, p->entity, action, hooks[k].client));
	doc_section_end(d);
}

/* ---- the action ---- */

static void
caller(struct page *p, const struct action *action, const struct impacts_mutation *m)
{
	struct doc *d = &p->doc;

	doc_facts(d);
	doc_fact(d, "Who may call");
	if (action->requires)
		doc_code(d, action->requires);
	else
		doc_words(d, "everybody of the tenant");
	doc_fact(d, "SQL function");
	doc_code(d, m->app_function);
	doc_fact(d, "GraphQL");
	doc_code(d, m->graphql_name);
	doc_facts_end(d);
}

void
page_action(struct page *p, const struct action *action, const struct impacts_mutation *m)
{
	doc_section(&p->doc, "action");
	doc_heading(&p->doc, 3, page_anchor(p->arena, "action", action->name), action->name);
	if (action->description)
		doc_prose(&p->doc, action->description);
	caller(p, action, m);
	inputs(p, action);
	answers(p, action, m);
	impact(p, action, m);
	examples(p, action);
	doc_section_end(&p->doc);
}
