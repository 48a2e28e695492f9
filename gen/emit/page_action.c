/* What a page says of an action. */
#include "base/arena.h"
#include "base/str.h"
#include "emit/example.h"
#include "emit/page.h"
#include "emit/sample.h"
#include "model/api.h"
#include "model/entity.h"
#include "model/name.h"
#include "model/options.h"
#include "model/part.h"
#include "model/several.h"

#include <string.h>

/* ---- input ---- */

static bool
same(const char *left, const char *right)
{
	return left && right && strcmp(left, right) == 0;
}

/* The target of a ref; only that of a field is known to have a page. */
static const struct ref *
target(const struct page *p, const struct input *in)
{
	const struct field *f = in->field ? field_find(p->entity, in->field) : NULL;
	const struct ref *r = in->nrefs ? in->refs : NULL;

	for (size_t i = 0; r && f && i < f->nrefs; i++)
		if (same(f->refs[i].entity, r->entity) &&
		    (!r->schema || same(f->refs[i].schema, r->schema)))
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

/* What its author said of it, or of the field that it stands for. */
static const char *
input_text(const struct page *p, const struct input *in)
{
	if (in->system)
		return strcmp(in->name, "id") == 0
		               ? "The row that it is about."
		               : "Fails if the row has changed since this version.";
	return api_description(p->entity, in);
}

/* Of '15 minutes'::INTERVAL what is between the quotes. */
static const char *
input_default(struct page *p, const struct input *in)
{
	const char *sql = in->value_sql, *end = sql ? strrchr(sql, '\'') : NULL;
	struct strbuf out = STRBUF_INIT;

	if (in->value || *sql != '\'' || strncmp(end, "'::", 3) != 0)
		return in->value ? in->value : sql;
	for (const char *c = sql + 1; c < end; c++) {
		str_addc(&out, *c);
		c += *c == '\'' && c[1] == '\'';
	}
	return str_done(&out, p->arena);
}

static void
input_rules(struct page *p, const struct action *action, const struct input *in)
{
	struct doc *d = &p->doc;
	const struct field f = api_input(p->entity, in);
	const struct several several = several_of(p->arena, p->entity, action, in->field);
	bool some = several.n;

	if (several.n) {
		doc_words(d, several.patch ? "the row has " : "");
		doc_words(d, several.required ? "exactly one of " : "at most one of ");
		doc_codes(d, several.names, several.n);
		doc_words(d, several.patch ? "; null clears one" : "");
	}

	if (in->nvalues) {
		doc_words(d, "one of ");
		doc_codes(d, in->values, in->nvalues);
		some = true;
	}
	some = page_limits(p, &f, some);
	if (in->value || in->value_sql) {
		doc_words(d, some ? "; default " : "default ");
		doc_code(d, input_default(p, in));
	}
}

static void
inputs(struct page *p, const struct action *action)
{
	static const char *const heads[] = {"Input", "Type", "Rules", "Meaning", NULL};
	struct doc *d = &p->doc;
	const char *text;

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
		input_rules(p, action, in);
		doc_cell(d);
		text = input_text(p, in);
		doc_text(d, text ? text : "");
		doc_row_end(d);
	}
	doc_table_end(d);
}

/* ---- answers ---- */

static void
returned(struct page *p, const struct action *action)
{
	const struct api_fields of = api_returned(p->arena, action);
	struct doc *d = &p->doc;

	if (!of.n)
		return;
	doc_begin(d);
	doc_words(d, "What it returns is ");
	doc_code(d, "result");
	doc_words(d, " of ");
	doc_code(d, "extra_metadata");
	doc_words(d, ", and in GraphQL of the success: ");
	for (size_t i = 0; i < of.n; i++) {
		doc_words(d, i ? ", " : "");
		doc_code(d, of.v[i].key);
		doc_words(d, of.v[i].list ? " list of " : " ");
		doc_words(d, of.v[i].type->name);
	}
	doc_words(d, ". Any of it may be null.");
	doc_end(d);
}

static void
answers(struct page *p, const struct action *action, const struct impacts_mutation *m)
{
	struct doc *d = &p->doc;

	doc_heading(d, 4, page_anchor(p->arena, "result", action->name), "Result");
	doc_begin(d);
	doc_words(d, "A ");
	doc_code(d, "mutation_result");
	doc_words(d, action->deletes ? " with the id of the row that is gone; in GraphQL "
	             : action->row   ? " with the row as it is then; in GraphQL "
	                             : "; in GraphQL ");
	doc_code(d, arena_printf(p->arena, "%sSuccess", name_pascal(p->arena, m->graphql_name)));
	doc_words(d, " or ");
	doc_code(d, arena_printf(p->arena, "%sError", name_pascal(p->arena, m->graphql_name)));
	doc_words(d, ".");
	doc_end(d);
	returned(p, action);
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
	doc_link(d,
	         arena_printf(p->arena, "../%s#%s", d->html ? "actions.html" : "mutations.md",
	                      part_anchor(p->arena, m)),
	         "all effects, and the queries that become stale");
	doc_words(d, ".");
	doc_end(d);
}

/* ---- examples ---- */

static void
examples(struct page *p, const struct action *action, const struct impacts_mutation *m)
{
	const struct options *o = p->options;
	struct doc *d = &p->doc;
	const char *input = action->ninputs ? example_payload(p->arena, p->entity, action,
	                                                      EXAMPLE_GRAPHQL, "  ", NULL)
	                                    : NULL;
	struct part_action answer = {.row = part_row(p->arena, action, p->impacts.entity.type)};

	answer.returned = part_returned(p->arena, action, &answer.nreturned);
	doc_heading(d, 4, page_anchor(p->arena, "examples", action->name), "Examples");
	doc_section(d, "examples");
	doc_example(d, "SQL", "sql", sample_sql(p->arena, p->entity, action));
	doc_example(d, "GraphQL", "graphql",
	            sample_graphql(p->arena, m->graphql_name, input, &answer));
	if (input)
		doc_example(d, "Variables", "json", sample_variables(p->arena, input));
	for (size_t i = 0; o->frontend_folder && i < o->nclients; i++)
		doc_example(d, sample_client(o->clients[i]), "ts",
		            sample_hook(p->arena, p->entity, action, o->clients[i]));
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
	page_errors(p, action, m);
	impact(p, action, m);
	examples(p, action, m);
	doc_section_end(&p->doc);
}
