/* What a page says of the answers of an action that are no success. */
#include "base/arena.h"
#include "base/list.h"
#include "base/str.h"
#include "emit/errors.h"
#include "emit/page.h"
#include "model/api.h"
#include "model/column.h"
#include "model/entity.h"
#include "model/overflow.h"
#include "model/recovery.h"
#include "model/violation.h"

#include <string.h>

/* ---- the cause ---- */

static bool
created(const struct page *p, const struct effect *f)
{
	return f->operation == OPERATION_CREATE && entity_called(p->entity, f->entity, f->schema);
}

/* The fields of its own entity that it writes;
 * of a new row also those that it gets without being told. */
static struct list
written(struct page *p, const struct action *action)
{
	const struct impact *impact = action->nimpact ? action->impact : NULL;
	struct list to = {0};

	for (size_t i = 0; impact && i < impact->neffects; i++) {
		const struct effect *f = &impact->effects[i];

		for (size_t k = 0; created(p, f) && k < p->entity->nfields; k++)
			if (violation_unset(&p->entity->fields[k]))
				list_add(p->arena, &to, field_key(p->arena, &p->entity->fields[k]));
		if (created(p, f) || (f->operation == OPERATION_UPDATE &&
		                      entity_called(p->entity, f->entity, f->schema)))
			list_append(p->arena, &to, f->fields, f->nfields);
	}
	list_sort(&to);
	return to;
}

static void
add_once(struct page *p, struct list *to, const char *name)
{
	if (!word_among(to->items, to->n, name))
		list_add(p->arena, to, name);
}

/* Those of its own fields that a constraint concerns. */
static void
add_violated(struct page *p, struct list *to, const struct action *action, const struct list *own,
             const struct violation *v)
{
	bool range = strcmp(v->status, "validation:out_of_range") == 0;

	for (size_t i = 0; i < v->nfields; i++)
		if (word_among(own->items, own->n, v->fields[i]) &&
		    (!range || overflow_of(p->arena, p->entity, action, v->fields[i])))
			add_once(p, to, v->fields[i]);
}

/* The inputs whose own rule answers so: '{amount}'. */
static void
add_refused(struct page *p, struct list *to, const struct action *action, const char *status)
{
	for (size_t i = 0; i < action->nbefore; i++) {
		const struct statement *s = &action->before[i];
		const char *end = s->fields ? strrchr(s->fields, '}') : NULL;

		if (s->kind == STATEMENT_VALIDATE && s->status && strcmp(s->status, status) == 0 &&
		    end && strncmp(s->fields, "'{", 2) == 0)
			add_once(p, to,
			         arena_strndup(p->arena, s->fields + 2,
			                       (size_t)(end - s->fields) - 2));
	}
}

/* It must not be null; or it may be, but is not always stored where there must be a value. */
static bool
needed(struct page *p, const struct action *action, const struct list *own, const struct input *in)
{
	const struct field *f = in->field ? field_find(p->entity, in->field) : NULL;

	if (!api_nullable(p->entity, action, in))
		return true;
	return f && f->required && f->nrefs <= 1 &&
	       word_among(own->items, own->n, field_key(p->arena, f));
}

/* The fields and inputs that may be at fault; own: the fields that it writes. */
static struct list
concerned(struct page *p, const struct action *action, const struct list *own, const char *status)
{
	bool missing = strcmp(status, "validation:required_field") == 0;
	bool unknown = strcmp(status, "validation:reference_not_found") == 0;
	struct list to = {0};
	const struct impacts_entity *e = &p->impacts.entity;

	for (size_t i = 0; i < action->ninputs; i++) {
		const struct input *in = &action->inputs[i];
		bool id = in->system && strcmp(in->name, "id") == 0;

		if ((missing && (id || (!in->system && needed(p, action, own, in)))) ||
		    (unknown && (in->nrefs || id)))
			list_add(p->arena, &to, in->name);
	}
	add_refused(p, &to, action, status);
	for (size_t i = 0; !missing && !unknown && i < e->nviolations; i++)
		if (strcmp(e->violations[i].status, status) == 0)
			add_violated(p, &to, action, own, &e->violations[i]);
	return to;
}

/* ---- a row ---- */

/* The conditions of the author that lead to it. */
static bool
conditions(struct page *p, const struct action *action, const char *status)
{
	const struct impact *impact = action->nimpact ? action->impact : NULL;
	bool some = false;

	for (size_t i = 0; impact && i < impact->nconditions; i++) {
		if (strcmp(impact->conditions[i].status, status) != 0)
			continue;
		doc_words(&p->doc, some ? " or " : ", unless ");
		doc_code(&p->doc, impact->conditions[i].text);
		some = true;
	}
	return some;
}

/* The rules of `validation` with this code. */
static bool
coded(struct page *p, const char *status)
{
	const struct entity *e = p->entity;
	bool some = false;

	for (size_t i = 0; i < e->nchecks; i++) {
		const struct check *c = &e->checks[i];
		const char *its = p->statuses[i];

		if (!its || strcmp(its, status) != 0)
			continue;
		doc_words(&p->doc, some ? " or " : ", by the rule ");
		doc_code(&p->doc, c->name);
		some = true;
	}
	return some;
}

/* The rules of `validation` that have no code of their own share one, each with its own message. */
static bool
rules(struct page *p, const char *status)
{
	const struct entity *e = p->entity;
	bool some = false;

	if (strcmp(status, "constraint:check_violation") != 0)
		return false;
	for (size_t i = 0; i < e->nchecks; i++) {
		if (p->statuses[i])
			continue;
		doc_words(&p->doc, some ? "; " : "");
		doc_text(&p->doc, e->checks[i].error ? e->checks[i].error : "Not allowed");
		doc_words(&p->doc, ", by the rule ");
		doc_code(&p->doc, e->checks[i].name);
		some = true;
	}
	return some;
}

/* True if it is told which condition leads to it. */
static bool
cause(struct page *p, const struct action *action, const struct list *own,
      const struct impacts_mutation *m, const struct impacts_error *error)
{
	const struct list at = concerned(p, action, own, error->status);
	bool by_rule, stated;

	if (rules(p, error->status))
		return false;
	doc_text(&p->doc, errors_message(p->arena, m, error));
	by_rule = coded(p, error->status);
	stated = conditions(p, action, error->status);
	if (!stated && !by_rule && at.n) {
		doc_words(&p->doc, ": ");
		doc_codes(&p->doc, at.items, at.n);
	}
	return stated;
}

/* What other tables refuse that it writes stands on their pages, and together in mutations.md. */
static size_t
tables(struct page *p, const struct action *action)
{
	const struct impact *impact = action->nimpact ? action->impact : NULL;
	const struct effect *last = NULL;
	size_t n = 0;

	for (size_t i = 0; impact && i < impact->neffects; i++) {
		const struct effect *f = &impact->effects[i];
		bool again = last && strcmp(last->entity, f->entity) == 0 &&
		             strcmp(last->schema, f->schema) == 0;

		if ((f->operation != OPERATION_CREATE && f->operation != OPERATION_UPDATE) ||
		    again || entity_called(p->entity, f->entity, f->schema))
			continue;
		doc_words(&p->doc, n++ ? ", " : "what is refused by ");
		page_entity(p, f->schema, f->entity);
		last = f;
	}
	return n;
}

/* What else can be answered than the codes of its table. */
static void
beside(struct page *p, const struct action *action, const struct impacts_mutation *m)
{
	struct doc *d = &p->doc;

	doc_begin(d);
	doc_words(d, m->ncalls ? "Beside these, the answers of the actions that it calls, "
	                       : "Beside these, ");
	doc_words(d, tables(p, action) ? ", and " : m->ncalls ? "and " : "");
	doc_link(d, d->html ? "../actions.html#common-errors" : "../mutations.md#common-errors",
	         "what every action can answer");
	doc_words(d, ".");
	doc_end(d);
}

void
page_errors(struct page *p, const struct action *action, const struct impacts_mutation *m)
{
	static const char *const heads[] = {"Code", "What it says, and when", "What to do", NULL};
	const struct list own = written(p, action);
	struct doc *d = &p->doc;

	doc_heading(d, 4, page_anchor(p->arena, "errors", action->name), "Error codes");
	doc_table(d, arena_printf(p->arena, "Error codes of %s", action->name), heads);
	for (size_t i = 0; i < m->nerrors; i++) {
		bool stated;

		doc_row(d);
		doc_cell(d);
		doc_code(d, m->errors[i].status);
		doc_cell(d);
		stated = cause(p, action, &own, m, &m->errors[i]);
		doc_cell(d);
		doc_words(d, failure_recovery(m->errors[i].status, stated));
		doc_row_end(d);
	}
	doc_table_end(d);
	beside(p, action, m);
}
