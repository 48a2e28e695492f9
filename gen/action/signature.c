#include "action/signature.h"
#include "action/deletion.h"
#include "action/demand.h"
#include "action/input.h"
#include "action/parameter.h"
#include "action/permission.h"
#include "action/usage.h"
#include "base/arena.h"
#include "base/quote.h"
#include "base/str.h"
#include "model/column.h"
#include "model/name.h"
#include "model/options.h"
#include "parse/keys.h"

#include <string.h>

struct signature {
	struct parse p; /* to read types */
	struct action *action;
	struct usage usage;
};

const char *
input_type_name(struct arena *a, const struct action *action)
{
	return arena_printf(a, "app.%s", ident_of(a, name_object(a, "type_%s_input", action->api)));
}

static bool
is_called(const struct input *in, const char *word)
{
	return strcmp(in->word, word) == 0 || strcmp(in->name, word) == 0;
}

static struct input *
find(struct signature *s, const char *word)
{
	struct action *a = s->action;

	for (size_t i = 0; i < a->ninputs; i++)
		if (is_called(&a->inputs[i], word))
			return &a->inputs[i];
	return NULL;
}

static struct input *
add(struct signature *s, struct input in)
{
	struct action *a = s->action;

	a->inputs = arena_grown(s->p.arena, a->inputs, a->ninputs, sizeof *a->inputs);
	a->inputs[a->ninputs] = in;
	return &a->inputs[a->ninputs++];
}

static bool
writable(const struct signature *s, const char *field)
{
	const struct action_form *form = s->action->form;

	return !form || form->nfields == 0 || word_among(form->fields, form->nfields, field);
}

/* ---- declared ---- */

static void
declared(struct signature *s, const struct parameter *in)
{
	const struct ref *ref;
	const struct field *own = field_of_word(s->p.entity, in->name, &ref), *f;
	struct input *added;
	bool filled, given;

	if (find(s, in->name) || !(f = parameter_field(&s->p, in, own)))
		return;
	filled = in->required || (in->type && f->required);
	given = in->type && f->default_kind != DEFAULT_NONE;
	added = add(s, input_of_field(s->p.arena, f, f->refs));
	added->word = in->name;
	added->at = in->at;
	added->field = own ? own->name : NULL;
	added->typed = in->type && own && !own->faulty && !parameter_alike(f, own);
	added->description = in->description ? in->description : added->description;
	added->required = filled && !given;
	if (!in->type)
		return;
	input_default(s->p.arena, added, f);
	added->filled = filled && given;
	if (added->filled)
		input_filled(s->p.arena, s->action, added);
	input_check(s->p.arena, s->action, added, f);
}

static void
all_declared(struct signature *s)
{
	const struct action_form *form = s->action->form;
	const struct parameter *in;

	for (size_t i = 0; form && i < form->nparameters; i++) {
		in = &form->parameters[i];
		if (strcmp(in->name, "id") == 0 && s->action->subject > SUBJECT_NEW)
			parameter_id(&s->p, in);
		else
			declared(s, in);
	}
}

/* ---- of the entity's fields ---- */

static const struct parameter *
parameter_of(const struct signature *s, const char *word)
{
	const struct action_form *form = s->action->form;

	for (size_t i = 0; form && i < form->nparameters; i++)
		if (strcmp(form->parameters[i].name, word) == 0)
			return &form->parameters[i];
	return NULL;
}

static void
field_input(struct signature *s, const struct field *f, const struct ref *ref)
{
	const struct parameter *in = parameter_of(s, f->name);
	bool made = s->usage.made, needed = made && s->usage.whole && f->required &&
	                                    !f->default_kind && (!ref || f->nrefs == 1);
	struct input *added;

	if (in) {
		declared(s, in);
		parameter_becomes(s->p.arena, in, f, find(s, in->name), needed, made);
		return;
	}
	added = add(s, input_of_field(s->p.arena, f, ref));
	added->required = needed;
	if (made)
		input_default(s->p.arena, added, f);
}

/* What a standard create or update takes. */
static void
all_fields(struct signature *s)
{
	const struct entity *e = s->p.entity;

	if (e->identifier && writable(s, "identifier"))
		add(s, (struct input){.name = "identifier",
		                      .word = "identifier",
		                      .at = s->action->at,
		                      .type = type_find("text"),
		                      .sql = "TEXT"});
	for (const struct field *f = e->fields; f && f < e->fields + e->nfields; f++) {
		if (f->faulty || !writable(s, f->name))
			continue;
		if (!f->nrefs || f->join_table)
			field_input(s, f, f->refs);
		else
			for (size_t i = 0; i < f->nrefs; i++)
				field_input(s, f, &f->refs[i]);
	}
}

/* ---- named by steps ---- */

static void
unknown(struct signature *s, const struct named_input *in)
{
	const struct entity *e = s->p.entity;
	const struct action *a = s->action;
	const char **names = arena_new(s->p.arena, const char *, e->nfields + a->ninputs + 1);

	for (size_t i = 0; i < a->ninputs; i++)
		names[i] = a->inputs[i].word;
	for (size_t i = 0; i < e->nfields; i++)
		names[a->ninputs + i] = e->fields[i].name;
	error_at(s->p.diag, s->p.source, node_span(s->p.source, in->node, in->offset, in->n),
	         "'%s' is no field, so nothing says what type of input it is; declare it under "
	         "'parameters'%s",
	         in->word, nearest_cure(s->p.arena, in->word, names));
}

/* An input of the type of a field, which need not be the one that its name means. */
static struct input *
add_of_field(struct signature *s, const struct named_input *in, const struct field *f,
             const struct ref *ref)
{
	const struct ref *own;
	bool lent = !field_of_word(s->p.entity, in->word, &own);
	struct input *added = add(s, input_of_field(s->p.arena, f, ref));

	if (lent || (strcmp(f->name, in->word) != 0 && !ref)) {
		added->word = in->word;
		added->name = name_snake(s->p.arena, in->word);
	}
	if (lent && f->nrefs)
		added->name = arena_printf(s->p.arena, f->list ? "%s_ids" : "%s_id", added->name);
	return added;
}

static void
several(struct signature *s, const struct named_input *in, const struct field *f)
{
	bool same = strcmp(f->name, in->word) == 0;

	error_at(s->p.diag, s->p.source, node_span(s->p.source, in->node, in->offset, in->n),
	         same ? "'%s' leads to one of several entities; write input.%s"
	              : "'%s' leads to one of several entities, so nothing says which one the "
	                "input '%s' names; declare it under 'parameters'",
	         f->name, same ? column_stem(f->refs[0].column) : in->word);
}

static void
named(struct signature *s, const struct named_input *in)
{
	const struct ref *ref;
	const struct field *f = field_of_word(s->p.entity, in->word, &ref);
	struct input *added;

	if (f && parameter_of(s, in->word))
		parameter_becomes(s->p.arena, parameter_of(s, in->word), f, find(s, in->word),
		                  in->required, s->usage.made && f == in->stored);
	if (find(s, in->word) || parameter_of(s, in->word) ||
	    (strcmp(in->word, "id") == 0 && s->action->subject > SUBJECT_NEW) ||
	    strcmp(in->word, "expected_version") == 0)
		return;
	if (!f && (in->stored || in->field)) {
		f = in->stored ? in->stored : in->field;
		ref = f->nrefs == 1 ? f->refs : NULL;
	}
	if (f && f->faulty)
		return;
	if (f && f->nrefs > 1 && !ref) {
		several(s, in, f);
		return;
	}
	if (!f && !in->uuid && strcmp(in->word, "id") != 0) {
		unknown(s, in);
		return;
	}
	if (f && in->patterns && in->patterns == in->uses && input_ruled(f)) {
		added = add(s, input_of_pattern(s->p.arena, in->word, f));
		f = NULL;
	} else
		added = f ? add_of_field(s, in, f, ref)
		          : add(s, (struct input){.name = name_snake(s->p.arena, in->word),
		                                  .word = in->word,
		                                  .type = type_find("uuid"),
		                                  .sql = "UUID"});
	added->at = node_span(s->p.source, in->node, in->offset, in->n);
	added->required |= in->required;
	if (s->usage.made && f && f == in->stored)
		input_default(s->p.arena, added, f);
}

static bool
is_used(const struct signature *s, const char *name, const struct input *of)
{
	const struct ref *ref;

	for (const struct named_input *in = s->usage.inputs; in; in = in->next)
		if (is_called(of, in->word))
			return true;
	return (s->usage.everything && field_of_word(s->p.entity, name, &ref)) ||
	       strcmp(name, "id") == 0 || strcmp(name, "expected_version") == 0;
}

/* What fields another entity has is known when steps are compiled; a faulty one may use any. */
static void
unused(struct signature *s)
{
	const struct action_form *form = s->action->form;

	for (size_t i = 0; form && i < form->nparameters; i++) {
		const char *name = form->parameters[i].name;
		struct input *in = find(s, name);

		if (in && !is_used(s, name, in) && (s->usage.lends || !s->usage.stray))
			in->unnamed = true;
	}
}

/* ---- the whole ---- */

static enum subject
subject(const struct usage *u)
{
	if (u->made)
		return SUBJECT_NEW;
	return u->deleted   ? SUBJECT_DELETE
	       : u->changed ? SUBJECT_LOCK
	       : u->row     ? SUBJECT_READ
	                    : SUBJECT_NONE;
}

static void
system_inputs(struct signature *s)
{
	enum subject of = s->action->subject;
	const struct parameter *id = parameter_of(s, "id");

	if (of > SUBJECT_NEW)
		add(s, (struct input){.name = "id",
		                      .word = "id",
		                      .description = id ? id->description : NULL,
		                      .type = type_find("uuid"),
		                      .sql = "UUID",
		                      .required = true,
		                      .system = true});
	if (of == SUBJECT_LOCK || of == SUBJECT_DELETE)
		add(s, (struct input){.name = "expected_version",
		                      .word = "expected_version",
		                      .type = type_find("datetime"),
		                      .sql = "TIMESTAMPTZ",
		                      .system = true});
}

/* Two words may become one key. */
static void
distinct(struct signature *s)
{
	const struct action *a = s->action;

	for (size_t i = 0; i < a->ninputs; i++) {
		input_fits(s->p.diag, s->p.source, a, &a->inputs[i]);
		for (size_t k = 0; k < i; k++) {
			if (strcmp(a->inputs[i].name, a->inputs[k].name) != 0)
				continue;
			error_at(s->p.diag, s->p.source,
			         a->inputs[i].at.line ? a->inputs[i].at : a->inputs[k].at,
			         "two inputs of '%s' are called '%s'; rename one", a->name,
			         a->inputs[i].name);
		}
	}
}

static void
lists_of_references(struct signature *s)
{
	struct action *a = s->action;

	for (size_t i = 0; i < a->ninputs; i++)
		if (a->inputs[i].nrefs && a->inputs[i].list)
			input_elements(s->p.arena, a, &a->inputs[i]);
}

static void
sign(struct signature *s)
{
	struct action *a = s->action;

	s->usage = usage_of(s->p.arena, s->p.entity, a);
	a->subject = subject(&s->usage);
	if (s->usage.everything)
		all_fields(s);
	else if (a->form && a->form->nfields)
		warning_at(s->p.diag, s->p.source, a->at,
		           "'fields' narrows what a step without values takes of the inputs, and "
		           "'%s' has none",
		           a->name);
	all_declared(s);
	for (const struct named_input *in = s->usage.inputs; in; in = in->next)
		named(s, in);
	inputs_demanded(s->p.entity, a, &s->usage);
	system_inputs(s);
	distinct(s);
	lists_of_references(s);
	unused(s);
	permission_sign(s->p.arena, s->p.diag, s->p.entity, a);
	deletions_sign(s->p.arena, s->p.entity, a);
}

void
actions_name(struct arena *arena, struct entity *e, const struct options *o)
{
	const char *stem = o->entity_action_names ? e->stem : NULL;

	for (size_t i = 0; i < e->nactions; i++)
		e->actions[i].api =
		        name_object(arena, "%s", name_api(arena, e->actions[i].name, stem));
}

void
actions_sign(struct arena *arena, struct diag *d, struct entity *e, const struct options *o)
{
	actions_name(arena, e, o);
	for (size_t i = 0; i < e->nactions; i++) {
		struct signature s = {.p.arena = arena,
		                      .p.diag = d,
		                      .p.source = e->source,
		                      .p.entity = e,
		                      .p.options = o,
		                      .action = &e->actions[i]};

		if (e->actions[i].kind != ACTION_NOTHING)
			sign(&s);
	}
}
