#include "action/parameter.h"
#include "action/input.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "model/name.h"
#include "parse/keys.h"

#include <string.h>

bool
parameter_alike(const struct field *left, const struct field *right)
{
	if (left->type != right->type || left->list != right->list ||
	    left->nvalues != right->nvalues || !word_same(left->sql, right->sql) ||
	    !word_same(left->pattern, right->pattern) || !word_same(left->min, right->min) ||
	    !word_same(left->max, right->max) || left->min_length != right->min_length ||
	    left->max_length != right->max_length)
		return false;
	for (size_t i = 0; i < left->nvalues; i++)
		if (strcmp(left->values[i], right->values[i]) != 0)
			return false;
	return true;
}

/* Its type and whether it may be null, which contradict each other at times. */
static bool
typed(struct parse *p, const struct parameter *in, struct field *f)
{
	if (!type_read(p, in->type, in->value, f))
		return false;
	if (f->required && in->optional)
		error_at(
		        p->diag, p->source, in->optional->at,
		        "the type of '%s' ends in '!', so it cannot be null; leave one of them out",
		        in->name);
	return true;
}

const struct field *
parameter_field(struct parse *p, const struct parameter *in, const struct field *own)
{
	struct field *made = arena_new(p->arena, struct field, 1);
	const struct field *f = !in->type && own ? own : made;

	*made = (struct field){.name = in->name, .at = in->at, .column = in->name};
	if (f->faulty || (in->type && !typed(p, in, made)))
		return NULL;
	if (f == made && !in->type) {
		made->type = type_find("text");
		made->sql = made->type->sql;
		made->column = name_snake(p->arena, in->name);
	}
	if (f->nrefs <= 1)
		return f;
	error_at(p->diag, p->source, in->at,
	         "a parameter leads to one entity; make a parameter of each");
	return NULL;
}

/* A uuid, or a reference to the entity itself. */
static bool
identifies(const struct field *f, const struct entity *e)
{
	if (f->list || f->default_kind != DEFAULT_NONE)
		return false;
	return f->nrefs == 1 ? strcmp(f->refs->entity, e->name) == 0 : f->type == type_find("uuid");
}

void
parameter_id(struct parse *p, const struct parameter *in)
{
	const struct node *may = in->optional ? in->optional : in->value;
	struct field f = {.name = in->name, .at = in->at, .column = in->name};

	if (may)
		error_at(p->diag, p->source, may->at,
		         "'id' is the row that the action works on, so it is always given; leave "
		         "this out, or call the parameter something else");
	if (in->type && type_read(p, in->type, NULL, &f) && !identifies(&f, p->entity))
		error_at(p->diag, p->source, in->type->at,
		         "'id' is the row that the action works on, a uuid and not %s; call the "
		         "parameter something else",
		         in->type->text);
}

void
parameter_becomes(struct arena *a, const struct parameter *in, const struct field *f,
                  struct input *input, bool needed, bool made)
{
	if (!input || in->type || in->required || f->faulty)
		return;
	input->required |= needed && !in->optional;
	if (made)
		input_default(a, input, f);
}
